// Package table reads and writes tables: CSV, TSV and XLSX. A table says nothing of what its columns mean, so reading
// has two halves: ReadCSV and ReadXLSX give cells with the line they stood on, Guess proposes a meaning for each column
// and says why, and Features turns the rows into features after a person has agreed.
//
// # Design
//
// CSV is read by a scanner of our own, because encoding/csv gives up at the first stray quotation mark and cannot say
// what a guess was based on. XLSX is read part by part from the zip archive: a workbook is never unpacked to the disk,
// no cell is calculated, no link is followed, and memory holds the cells and the shared texts only.
//
// What was done to a file on the way (its encoding, its separator, hidden rows, errors in cells) is told in notices.
package table

// Limits of a table, beside those of package feature.
const (
	MaxRows  = 1_048_576  // what a sheet can hold
	MaxCells = 10_000_000 // with the blanks that fill short rows
)
