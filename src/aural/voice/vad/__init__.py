"""Voice activity detection: where there is speech, and whether it is the candidate's."""
