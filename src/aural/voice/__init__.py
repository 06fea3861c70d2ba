"""Speech to text, text to speech and turn-taking, and the voice session that connects them to an open room."""
