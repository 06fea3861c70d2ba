"""Durable work beside the requests: what a finished session sets in motion."""
