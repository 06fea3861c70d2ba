"""Protects the product from outside input: keys, tokens, limits, deadlines, bodies, headers."""
