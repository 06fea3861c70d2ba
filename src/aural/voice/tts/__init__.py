"""Text to speech: one module per engine, and the cache of sounds."""
