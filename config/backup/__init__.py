"""Backups of a whole installation in one file, and putting them back: see docs/operators.md.

`archive` knows the file, `rows` what stands in the tables, `programs` those of Postgres;
`taking` and `restoring` are what the commands call.
"""
