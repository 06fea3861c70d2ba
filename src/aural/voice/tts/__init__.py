"""Text to speech: one module an engine, and the sounds that are kept."""
