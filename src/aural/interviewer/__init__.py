"""The interviewers: they read and judge answers, and phrase the moves that the policy chose."""
