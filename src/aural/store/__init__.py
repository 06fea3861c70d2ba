"""All SQL, migrations and files. A function takes the connection, then the organization's id; a transaction begins and ends here."""
