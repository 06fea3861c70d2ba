"""The candidate's side: how one gets in, the socket, and the one turn that chat and voice share."""
