"""The code of the child process that opens one uploaded file. Nothing else imports it."""
