"""The database, its migrations, and storage of files. Functions take the connection, then the organization's id."""
