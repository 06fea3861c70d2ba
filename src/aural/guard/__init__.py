"""What stands between the outside and the product: keys, tokens, limits, deadlines, bodies, headers."""
