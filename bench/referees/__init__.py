"""Linters that others wrote, over the OpenAPI document: `python -m bench referees`."""
