package config

import (
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strings"

	"github.com/caarlos0/env/v11"
)

// explain names the variable of each value that could not be read; the library names our fields.
func explain(err error) (problems Problems) {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return Problems{err.Error()}
	}
	for _, one := range all.Errors {
		var parse env.ParseError
		if !errors.As(one, &parse) {
			problems = append(problems, one.Error())
			continue
		}
		name := parse.Name
		if field, ok := reflect.TypeFor[Config]().FieldByName(parse.Name); ok {
			name = field.Tag.Get("env")
		}
		problems = append(problems, fmt.Sprintf("%s: %v", name, parse.Err))
	}
	return problems
}

// String is every setting on a line of its own, by its variable's name. Secrets are left out; of a database's address the
// password is.
func (c Config) String() string {
	var b strings.Builder
	value := reflect.ValueOf(c)
	for i := range value.NumField() {
		name := value.Type().Field(i).Tag.Get("env")
		text := fmt.Sprint(value.Field(i).Interface())
		if secret, ok := value.Field(i).Interface().(Secret); ok && strings.Contains(name, "DATABASE") && secret != "" {
			if u, err := url.Parse(secret.Reveal()); err == nil {
				u.RawQuery = ""
				text = u.Redacted()
			}
		}
		fmt.Fprintf(&b, "%s=%s\n", name, text)
	}
	return b.String()
}
