"""Identifies callers: keys, cookies, tokens, passwords, single sign-on, and refusals."""
