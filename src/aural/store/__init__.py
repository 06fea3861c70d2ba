"""All SQL and migrations. A function takes the connection, then the organization's id."""
