"""Legal requirements: deadlines, masked addresses, the transcript check, fairness ratios."""
