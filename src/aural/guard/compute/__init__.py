"""The code of the child process that works on long texts. Nothing else imports it."""
