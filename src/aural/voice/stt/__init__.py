"""Speech to text: one module an engine."""
