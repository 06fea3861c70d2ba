"""The creator's REST surface, one file a noun: parse, authorize, call, shape. No SQL, no rules, no prompts."""
