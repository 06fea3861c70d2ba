"""One spoken session, from the microphone to an answer and from words to sound."""
