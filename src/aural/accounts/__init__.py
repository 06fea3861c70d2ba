"""People with an account: sign-in, passwords, single sign-on, profile."""
