"""Reads answers by rules: their intent, requests, questions to the interviewer, and what they lack."""
