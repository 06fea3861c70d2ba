"""Figures across sessions, and the themes that recur in them."""
