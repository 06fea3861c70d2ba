"""Levels, claims and disclosures as a language model judges them, and the checks on its judgement."""
