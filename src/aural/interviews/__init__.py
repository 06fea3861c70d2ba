"""Interviews, their questions, criteria and versions, the question library, templates and previews."""
