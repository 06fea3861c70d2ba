"""The database, its migrations and file storage. Functions take the connection first, then the organization's id."""
