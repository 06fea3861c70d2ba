"""Writes a report as a document: PDF, Markdown, text, captions, tables. Pure."""
