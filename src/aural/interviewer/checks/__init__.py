"""Checks of a wording before the candidate reads or hears it."""
