"""What a candidate's page records: takes, slices, and the space for them."""
