// Package judge holds no program: its tests judge package selection the way an outsider would. They have a slow exact solver of
// their own, synthetic cases, and the table of what a selection must reach; `make bench-selection` prints that table in full.
// Nothing here may be shared with the solver it judges.
package judge
