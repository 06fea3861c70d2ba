"""The fault campaign of `make bench-faults`: each part breaks something for real, then checks all invariants."""
