"""Requests that this server sends: to addresses that people type, to webhooks, to a mail server."""
