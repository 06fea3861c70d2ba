"""Levels, claims and disclosures: what a model judges, and how each is checked."""
