"""Untrusted files: read, joined and marked in child processes."""
