"""The pure rules of an interview: they use only the standard library, and no clock, database or network."""
