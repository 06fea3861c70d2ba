"""Who calls: keys, cookies, tokens, passwords, sign-in by a provider, and what is refused."""
