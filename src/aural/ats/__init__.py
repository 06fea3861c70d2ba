"""Applicant tracking systems: their requests in each vendor's own format, and reports of assessments to them."""
