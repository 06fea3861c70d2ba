"""Connections to applicant tracking systems."""
