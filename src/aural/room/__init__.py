"""The candidate's side: entering an interview, the socket, and the turn that chat and voice share."""
