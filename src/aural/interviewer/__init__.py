"""The thinking: wording the moves that the policy chose, reading and judging answers."""
