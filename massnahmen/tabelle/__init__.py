"""Measures as a table, out and in again: one row a measure, the same heads both ways.

`felder` says how each attribute stands in a cell and how a cell is read, `plan` what each row would do,
`uebernehmen` does it. Nothing is taken away by a table: an empty cell leaves what is there, and parts of a measure
that it does not name stay.
"""
