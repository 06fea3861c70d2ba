"""Candidates, their invites and access, email templates, imports and résumés."""
