"""The table of operations, a file for each kind of work."""
