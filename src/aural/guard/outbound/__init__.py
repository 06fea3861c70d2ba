"""Requests that this server sends: to addresses that people type, to webhooks, and to a mail server."""
