"""Figures across sessions, and the themes that come back in them."""
