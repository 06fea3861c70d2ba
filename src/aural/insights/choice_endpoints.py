"""The options of choice questions, with the number of sessions that chose each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import orjson
from pydantic import Field

from aural.api.validation import Json, Output
from aural.insights.choice_repository import ChoiceCount, count_choices
from aural.insights.repository import Scope
from aural.store.database import Connection


class OptionInsight(Output):
    """How many sessions chose an option."""

    text: str
    count: int
    is_current: bool = Field(description="Whether the question still offers it.")


class ChoicesInsight(Output):
    """The last choice of each session. If several options can be chosen, their counts may exceed `answered` in sum."""

    answered: int = Field(description="Sessions that chose an option or wrote their own words under “Other”.")
    other: int = Field(description="Sessions that wrote their own words under “Other”.")
    options: list[OptionInsight] = Field(
        description="In the order of the question, followed by those that it no longer offers, the most frequent first."
    )


async def choices_json(
    read: Connection, organization_id: str, scope: Scope, offered: Mapping[str, Sequence[str]]
) -> dict[str, Json]:
    """The choices by question id. `offered`: the options of each question that has any."""
    if not offered:
        return {}
    rows = await count_choices(read, organization_id, scope, list(offered))
    by_question: dict[str, list[ChoiceCount]] = {question: [] for question in offered}
    for row in rows:
        by_question[row.question_id].append(row)
    return {question: _choices_json(offered[question], its) for question, its in by_question.items()}


def _choices_json(offered: Sequence[str], rows: Sequence[ChoiceCount]) -> Json:
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(dict.fromkeys(orjson.loads(row.options or "[]"), row.sessions))
    gone = sorted(counts.keys() - set(offered), key=lambda text: (-counts[text], text))
    return {
        "answered": sum(row.sessions for row in rows),
        "other": sum(row.sessions for row in rows if row.has_other),
        "options": [
            {"text": text, "count": counts[text], "isCurrent": is_current}
            for texts, is_current in ((offered, True), (gone, False))
            for text in texts
        ],
    }
