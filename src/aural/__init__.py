"""Aural: an AI interviewer that anybody can run."""
