"""What every request and answer goes through: bodies, deadlines, headers, downloads, signed links."""
