"""Data protection: access, erasure, retention, legal hold, consent and fairness."""
