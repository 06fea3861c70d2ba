"""Rules for writing an interview and for inviting candidates to it."""
