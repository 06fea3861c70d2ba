"""Checks on every request and response: bodies, deadlines, headers, downloads, signed links."""
