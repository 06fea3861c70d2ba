"""Reports of sessions, people's ratings, comments and decisions, exports and shared links."""
