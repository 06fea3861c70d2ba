"""The history of the schema. `store/migrate.py` runs it; a new revision goes into `versions/` and moves HEAD."""

HEAD = "decided"
