package main

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
	"dialogmote/internal/testdb"
)

func TestTheFirstAdminIsMadeFromTheShell(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	command := func(args ...string) (string, error) {
		var out bytes.Buffer
		err := run(t.Context(), append([]string{"user"}, args...), []string{"DATABASE_URL=" + db.AppURL}, &out, &out)
		return out.String(), err
	}
	out, err := command("add", "-email", "Kari@example.no", "-name", "Kari Vik", "-organiser", "vestland")
	if err != nil {
		t.Fatal(err, out)
	}
	temporary := regexp.MustCompile(`[0-9A-Z]{4}(-[0-9A-Z]{4}){3}`)
	pg, err := postgres.New(db.App)
	if err != nil {
		t.Fatal(err)
	}
	user, err := pg.StaffUserByEmail(t.Context(), "kari@example.no")
	if err != nil || user.Role != dialogue.Admin || user.Lang != dialogue.Nynorsk || !user.MustChange {
		t.Fatalf("%+v %v", user, err)
	}
	if ok, err := secret.VerifyPassword(temporary.FindString(out), user.PasswordHash); !ok {
		t.Errorf("the printed password isn't the user's: %v\n%s", err, out)
	}
	if o, err := pg.OrganiserBySlug(t.Context(), "vestland"); err != nil || o.Name.NN != "Statsforvaltaren i Vestland" || strings.Join(o.Counties, "") != "46" {
		t.Errorf("%+v %v", o, err)
	}
	if out, err := command("add", "-email", "kari@example.no", "-name", "Kari Vik", "-organiser", "vestland"); err == nil {
		t.Errorf("the same address twice: %s", out)
	}
	if out, err := command("add", "-email", "ola@example.no", "-name", "Ola", "-organiser", "ukjent"); err == nil || !strings.Contains(err.Error(), "-organiser-name") {
		t.Errorf("%v %s", err, out)
	}
	if out, err := command("add", "-email", "ola@example.no", "-name", "Ola", "-organiser", "hod", "-organiser-name", "Departementet", "-role", "editor"); err != nil {
		t.Error(err, out)
	}
	out, err = command("reset", "-email", "KARI@example.no")
	if err != nil {
		t.Fatal(err)
	}
	user, _ = pg.StaffUserByEmail(t.Context(), "kari@example.no")
	if ok, _ := secret.VerifyPassword(temporary.FindString(out), user.PasswordHash); !ok {
		t.Error("the reset password isn't the user's")
	}
	if out, err := command("add", "-email", "per@example.no", "-name", "Per", "-organiser", "Ett Kontor", "-organiser-name", "Kontor"); err == nil || !strings.Contains(err.Error(), "problem.slug") {
		t.Errorf("%v %s", err, out)
	}
	for _, args := range [][]string{{}, {"remove"}, {"add"}, {"add", "-email", "x@example.no"}, {"reset"}} {
		if _, err := command(args...); !errors.Is(err, errUsage) {
			t.Errorf("%v: %v", args, err)
		}
	}
}
