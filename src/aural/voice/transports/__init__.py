"""How sound reaches one candidate and comes from one."""
