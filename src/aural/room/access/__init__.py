"""How a candidate enters: links, consent, proof of an address, the start of a session, tickets."""
