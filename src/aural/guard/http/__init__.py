"""Checks on every request and answer: bodies, deadlines, headers, downloads, signed links."""
