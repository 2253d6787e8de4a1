package postgres

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

func contentOf(t *testing.T, db *DB, organiser dialogue.ID, f dialogue.StoredFile) []byte {
	t.Helper()
	content, err := io.ReadAll(db.FileContent(t.Context(), organiser, f.SHA256, f.Size))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestAFileComesOutAsItWentIn(t *testing.T) {
	t.Parallel()
	db, own := open(t)
	inv := sample.Innlandet2019()
	install(t, db, inv)
	organiser := inv.Organiser.ID
	random := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{1, pieceSize - 1, pieceSize, pieceSize + 1, 3*pieceSize + 17} {
		whole := make([]byte, size)
		for i := range whole {
			whole[i] = byte(random.Uint32())
		}
		var key []byte
		for range 2 { // the second time it is there
			if err := inTx(t, db, func(tx *Tx) (err error) {
				key, err = tx.StoreFile(t.Context(), organiser, "application/pdf", int64(size), bytes.NewReader(whole))
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		if want := sha256.Sum256(whole); !bytes.Equal(key, want[:]) {
			t.Errorf("%d bytes are kept under another key", size)
		}
		if got := contentOf(t, db, organiser, dialogue.StoredFile{SHA256: key, Size: size}); !bytes.Equal(got, whole) {
			t.Errorf("%d bytes became %d others", size, len(got))
		}
		middle := db.FileContent(t.Context(), organiser, key, size)
		if _, err := middle.Seek(int64(size/2), io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if rest, err := io.ReadAll(middle); err != nil || !bytes.Equal(rest, whole[size/2:]) {
			t.Errorf("%d bytes from the middle of %d: %v", len(rest), size, err)
		}
		if _, err := io.ReadAll(db.FileContent(t.Context(), sample.VestlandOffice().ID, key, size)); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("another organiser reads it: %v", err)
		}
	}
	// Nothing points at them.
	if err := inTx(t, db, func(tx *Tx) error {
		return tx.Write(t.Context(), func(b *Batch) { b.deleteUnusedFiles(organiser) })
	}); err != nil {
		t.Fatal(err)
	}
	var files, pieces, shown int
	if err := own.Owner.QueryRow(t.Context(), `select (select count(*) from file), (select count(distinct sha256) from file_piece), (select count(distinct sha256) from material)`).
		Scan(&files, &pieces, &shown); err != nil || files != shown || pieces != shown {
		t.Errorf("%d files and pieces of %d are kept, %d are shown, %v", files, pieces, shown, err)
	}
}
