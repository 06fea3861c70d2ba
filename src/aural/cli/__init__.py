"""The command line: `aural …`, a module a command and what they share."""
