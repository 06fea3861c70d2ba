"""The audit log as a file that anyone can verify."""
