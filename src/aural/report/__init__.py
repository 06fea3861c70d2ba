"""A finished transcript becomes a report: pure shaping, and a quote behind every claim."""
