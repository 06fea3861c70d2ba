"""Speech to text, text to speech and turn-taking, and the loop that joins them to a session that is open in `room`."""
