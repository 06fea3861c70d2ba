"""Hours and tokens: what was used, what is reserved, what a plan allows."""
