"""Interviews as code: files in a repository, compared with a server, applied to it, and rehearsed in CI."""
