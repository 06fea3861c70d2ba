"""The conversation: the socket, the open sessions, and the one turn that chat and voice share."""
