"""The command line, `aural …`: a module for each command, and the code that they share."""
