"""Aural: an AI interviewer that anybody can run."""

__version__ = "0.1.0"
