"""Rehearsals and simulated candidates: trying an interview before inviting anyone."""
