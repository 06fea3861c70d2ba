"""Third-party linters for the OpenAPI document: `python -m bench referees`."""
