"""Drafts of interviews, by a model or without one."""
