"""Hours and tokens that were used or are reserved, and the limits of plans."""
