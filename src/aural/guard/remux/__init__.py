"""Joins the takes of a recording in a separate process, since it reads untrusted files."""
