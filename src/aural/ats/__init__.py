"""Doors for applicant tracking systems: what they ask in their own shapes, and what they are told."""
