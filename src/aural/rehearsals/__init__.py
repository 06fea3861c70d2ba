"""Rehearsals and simulated candidates: an interview tried before it is sent."""
