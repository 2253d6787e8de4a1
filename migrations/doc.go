// Package migrations builds and alters the database: numbered SQL files, and Go where River's own tables need it. It is the
// owner's door to the database (migrate, demo, tests); serve only asks it whether the database is up to date. It must not
// hold product rules, read a clock or import anything of ours.
package migrations
