"""Organizations, their members, projects, keys and settings."""
