"""The conversation: the socket, the open sessions, and the turn that chat and voice share."""
