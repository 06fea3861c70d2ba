"""How a candidate gets in: links, consent, proof of an address, the start, tickets."""
