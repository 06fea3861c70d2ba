"""Endpointing: detects when a turn begins, pauses and ends."""
