"""The result as one table in Markdown: a row for each part, a column for each invariant."""

from __future__ import annotations

from bench.campaign.checker import Findings

COLUMNS = {
    "sessions": "sessions",
    "acknowledged": "answers acknowledged",
    "lost": "lost",
    "twice": "twice",
    "effects_twice": "effects twice",
    "effects_missing": "effects missing",
    "counters": "counters wrong",
    "over_quota": "quota exceeded",
    "other": "other faults",
    "broken": "not run",
    "repeats": "repeats with the same id",
    "late": "first answers too late",
    "over_by_late": "seconds over quota by late answers",
}


def render(rows: list[tuple[str, int, int, Findings]]) -> str:
    """`rows`: the part, the number of injected faults, the planned number, and the findings."""
    lines = [f"| part | n | {' | '.join(COLUMNS.values())} |", f"|---|{'---|' * (len(COLUMNS) + 1)}"]
    for part, count, wanted, found in rows:
        n = f"{count:,}" if count >= wanted else f"{count:,} of {wanted:,}"
        figures = " | ".join(f"{getattr(found, name):,}" for name in COLUMNS)
        lines.append(f"| {part} | {n} | {figures} |")
    return "\n".join(lines)
