"""What an answer says and asks for, read by rules: intent, requests, questions back, what it lacks."""
