"""The migrations of the schema, which `store/migrate.py` runs.

To add one, create a file in `versions/` with the next number in its name, and set HEAD to its revision id.
"""

HEAD = "decided"
