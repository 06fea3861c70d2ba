"""What the law asks for: deadlines, masked addresses, the check of the transcript, fairness ratios."""
