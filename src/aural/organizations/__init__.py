"""Organizations, members, projects, keys, and what an organization sets for itself."""
