package postgres

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"dialogmote/internal/dialogue"
)

// pieceSize is how much of a file lies in one row, and is in memory at once. The first migration that made pieces knows it too.
const pieceSize = 256 << 10

// StoreFile stores a file in pieces and tells its key. The same bytes are stored once for an organiser. The caller's transaction must point
// something at it, or it is deleted with the next unused ones.
func (tx *Tx) StoreFile(ctx context.Context, organiser dialogue.ID, mediaType string, size int64, content io.ReaderAt) ([]byte, error) {
	hash := sha256.New()
	if _, err := io.Copy(hash, io.NewSectionReader(content, 0, size)); err != nil {
		return nil, fmt.Errorf("store file: %w", err)
	}
	key := hash.Sum(nil)
	for {
		n, err := tx.exec(ctx, `
			insert into file (organiser_id, sha256, media_type, size) values ($1, $2, $3, $4)
			on conflict (organiser_id, sha256) do nothing`, organiser, key, mediaType, size)
		if err != nil {
			return nil, err
		}
		if n == 1 {
			break
		}
		// It is there. Held, it can't be deleted as unused before the caller points at it; one that was deleted just now is stored again.
		if n, err = tx.exec(ctx, `select from file where organiser_id = $1 and sha256 = $2 for key share`, organiser, key); err != nil || n == 1 {
			return key, err
		}
	}
	buffer := make([]byte, min(size, pieceSize))
	for piece := 0; int64(piece)*pieceSize < size; piece++ {
		read, err := content.ReadAt(buffer[:min(pieceSize, size-int64(piece)*pieceSize)], int64(piece)*pieceSize)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("store file: %w", err)
		}
		if _, err := tx.exec(ctx, `insert into file_piece (organiser_id, sha256, n, bytes) values ($1, $2, $3, $4)`,
			organiser, key, piece, buffer[:read]); err != nil {
			return nil, err
		}
	}
	return key, nil
}

// FileContent reads a stored file, one piece at a time. It authorises nothing. Reading fails with dialogue.ErrNotFound once the file is
// deleted.
type FileContent struct {
	ctx       context.Context
	r         Reader
	organiser dialogue.ID
	key       []byte
	size, at  int64
	piece     []byte
	n         int64 // of piece; -1 before the first
}

// FileContent opens a file for as long as ctx lasts. It holds no connection between reads.
func (r Reader) FileContent(ctx context.Context, organiser dialogue.ID, key []byte, size int) *FileContent {
	return &FileContent{ctx: ctx, r: r, organiser: organiser, key: key, size: int64(size), n: -1}
}

// Size is the file's length in bytes.
func (f *FileContent) Size() int64 { return f.size }

// Read reads on; it is an io.Reader.
func (f *FileContent) Read(p []byte) (int, error) {
	if f.at >= f.size {
		return 0, io.EOF
	}
	if n := f.at / pieceSize; n != f.n {
		err := f.r.q.QueryRow(f.ctx, `select bytes from file_piece where organiser_id = $1 and sha256 = $2 and n = $3`, f.organiser, f.key, n).Scan(&f.piece)
		if err != nil {
			return 0, translate(err)
		}
		f.n = n
	}
	from := f.at % pieceSize
	if from >= int64(len(f.piece)) {
		return 0, io.ErrUnexpectedEOF
	}
	read := copy(p, f.piece[from:])
	f.at += int64(read)
	return read, nil
}

// Seek moves to another place; it is an io.Seeker.
func (f *FileContent) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += f.at
	case io.SeekEnd:
		offset += f.size
	}
	if offset < 0 {
		return 0, errors.New("file: before its beginning")
	}
	f.at = offset
	return offset, nil
}

// wholeFile is a file's bytes as one value, of a row of file called f.
const wholeFile = `(select coalesce(string_agg(p.bytes, ''::bytea order by p.n), ''::bytea) from file_piece p
	where (p.organiser_id, p.sha256) = (f.organiser_id, f.sha256))`

// deleteUnusedFiles deletes the files that no document shows, no letter carries, no answer is, no delegation has handed in and no written input has any more. One that is
// being stored again at this moment is left.
func (b *Batch) deleteUnusedFiles(organiser dialogue.ID) {
	b.queue(`
		delete from file d using (
			select f.sha256 from file f where f.organiser_id = $1
				and not exists (select from material m where (m.organiser_id, m.sha256) = (f.organiser_id, f.sha256))
				and not exists (select from handed_in h where (h.organiser_id, h.sha256) = (f.organiser_id, f.sha256))
				and not exists (select from statement_file i where (i.organiser_id, i.sha256) = (f.organiser_id, f.sha256))
				and not exists (select from answer w where (w.organiser_id, w.file_sha256) = (f.organiser_id, f.sha256))
				and not exists (select from letter_attachment a where (a.organiser_id, a.sha256) = (f.organiser_id, f.sha256))
			for update skip locked) unused
		where d.organiser_id = $1 and d.sha256 = unused.sha256`, organiser)
}
