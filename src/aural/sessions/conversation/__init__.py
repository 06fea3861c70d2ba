"""An open session: its state, its log, and the interviewer's turn."""
