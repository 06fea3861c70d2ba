"""Files of strangers: read, joined and marked in child processes."""
