"""A candidate's way into the interview: links, consent, email verification, starting a session, tickets."""
