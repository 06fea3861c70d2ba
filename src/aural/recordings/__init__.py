"""Recordings: takes, slices, and the file that they are joined into."""
