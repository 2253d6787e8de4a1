// Package export writes what staff and participants take with them: tables as CSV and XLSX, meetings as iCalendar. Each
// writer takes finished values and an io.Writer; which rows and columns there are, and in which language, is the caller's.
//
// Nothing in a table is ever a formula, whoever wrote the cell.
package export
