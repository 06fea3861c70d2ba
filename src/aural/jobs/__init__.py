"""Durable background jobs, such as those that a finished session starts."""
