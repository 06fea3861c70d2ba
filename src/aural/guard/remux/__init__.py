"""Joins the takes of a recording: a process of its own, for what it reads was sent by strangers."""
