"""Where there is speech, and whose."""
