"""Speech to text: one module per engine."""
