"""Recordings from a candidate's page: takes, slices, and the space for them."""
