"""From a transcript and a judgement to a report: every claim with its quotes. Pure."""
