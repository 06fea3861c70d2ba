"""The history of the schema, which `store/migrate.py` runs.

A new migration is a file in `versions/` with the next number in its name, and moves HEAD to its revision id.
"""

HEAD = "decided"
