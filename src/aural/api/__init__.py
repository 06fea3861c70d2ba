"""The REST API for people who create interviews: parse, authorize, call, shape. No SQL, no rules, no prompts."""
