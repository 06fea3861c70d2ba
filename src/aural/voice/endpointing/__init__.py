"""Endpointing: when a turn begins, pauses and ends."""
