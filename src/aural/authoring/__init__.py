"""Drafts of interviews, written part by part from a goal, a job posting or a résumé."""
