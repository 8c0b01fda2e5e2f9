"""Backups of a whole installation in one file, and putting them back: see docs/operators.md.

`archive` knows the file, `rows` what stands in the tables, `programs` those of Postgres. `taking`
writes a backup; `checking` looks before `restoring` or `new_cluster` put it back by a `script` for
`psql`. `running_site` ends the site for that, `thinning` says which daily ones stay.
"""
