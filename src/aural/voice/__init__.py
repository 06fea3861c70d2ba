"""Ear, TTS engine and turn-taking, and the loop that joins them to a session that is open in `room`."""
