"""The rules of an interview, pure: standard library only, no clock, no database, no network."""
