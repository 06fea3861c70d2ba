"""Sessions: their log and messages, submissions, integrity signals, filters and endings."""
