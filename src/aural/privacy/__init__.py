"""What candidates may ask for and what the law demands: access, erasure, retention, holds, consent, fairness."""
