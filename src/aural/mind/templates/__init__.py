"""The reviewed sentences of the guided brain, one file a language."""
