"""Lighthouse's audits of pages that people open first: `python -m bench lighthouse`."""
