"""The audit log as a file that anybody can verify."""
