"""Applicant tracking systems: handles each vendor's requests in its own format, and reports assessments to it."""
