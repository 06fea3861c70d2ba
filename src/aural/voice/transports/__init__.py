"""Transports for the sound to and from one candidate."""
