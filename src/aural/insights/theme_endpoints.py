"""Themes across sessions: merges those with the same meaning, and quotes candidates for and clearly against each."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from aural.api.validation import Json, Output
from aural.insights import repository as insights
from aural.insights.repository import Scope
from aural.interviewer.guided.theme_groups import group_labels
from aural.interviewer.judging.stance import opposes
from aural.store.database import Connection, Row

MOST_THEMES = 12
MOST_READ = 40  # quotes per theme, newest first
QUOTES = 2


class QuoteOut(Output):
    session_id: str
    interview_id: str
    quote: str


class CounterQuote(QuoteOut):
    """OPPOSITE: says the opposite about the same thing. WITHOUT is no longer used."""

    kind: Literal["OPPOSITE", "WITHOUT"]


class ThemeInsight(Output):
    """A theme named in `count` of `total` reports, in these words or in others with the same meaning."""

    name: str
    theme: str = Field(description="The name without capitals.")
    themes: list[str] = Field(description="All wordings without capitals: what sessions are found by.")
    count: int
    total: int
    quotes: list[QuoteOut]
    counter: CounterQuote | None = Field(description="null: no quote clearly says the opposite.")


class FindingInsight(Output):
    """A theme in the participants' answers to one question. Quotes for and against it come from the newest 40."""

    name: str
    count: int = Field(description="Participants who mention it, in favor or not.")
    quotes: list[QuoteOut] = Field(description="Quotes of theirs, at most three.")
    contrary_count: int = Field(
        description="Participants among the newest 40 who clearly say the opposite of the first quote."
    )
    contrary: list[QuoteOut] = Field(description="Quotes of these, at most three.")


@dataclass(frozen=True, slots=True)
class Theme:
    """`wordings`: case-folded, with the name's own first. `said`: the newest quotes, one per session and question."""

    name: str
    wordings: tuple[str, ...]
    count: int
    said: tuple[Row[Any], ...]


async def find_themes(read: Connection, organization_id: str, scope: Scope, language: str) -> list[Theme]:
    """The most frequent themes. `language`: that of the labels; "" if unknown."""
    rows = {row.label: row for row in await insights.list_themes(read, organization_id, scope)}
    named = {label: int(row.sessions) for label, row in rows.items()}
    groups = await asyncio.to_thread(group_labels, named, language)
    found = []
    for group in groups[:MOST_THEMES]:
        wordings = tuple(rows[label].theme for label in group)
        said: list[Row[Any]] = []
        for wording in wordings:
            said += await insights.list_quotes(read, organization_id, scope, wording, limit=MOST_READ)
        said.sort(key=lambda row: (-row.held_at, row.session_id))
        count = named[group[0]] if len(group) == 1 else await insights.count_naming(
            read, organization_id, scope, wordings
        )  # fmt: skip
        found.append(Theme(group[0], wordings, count, tuple(said[:MOST_READ])))
    return sorted(found, key=lambda theme: (-theme.count, theme.name))


async def themes_json(themes: Sequence[Theme], total: int, language: str) -> list[Json]:
    return await asyncio.to_thread(lambda: [_theme_json(theme, total, language) for theme in themes])


def _theme_json(theme: Theme, total: int, language: str) -> Json:
    supporting, contrary = split(theme.name, theme.said, language)
    counter = quote_json(contrary[0]) | {"kind": "OPPOSITE"} if contrary else None
    words: Json = {"name": theme.name, "theme": theme.wordings[0], "themes": list(theme.wordings)}
    quotes = [quote_json(row) for row in supporting[:QUOTES]]
    return words | {"count": theme.count, "total": total, "quotes": quotes, "counter": counter}


async def count_findings(
    read: Connection, organization_id: str, scope: Scope, themes: Sequence[Theme]
) -> list[dict[str, int]]:
    """For each theme: how many sessions name it, by question."""
    return [await insights.count_naming_by_question(read, organization_id, scope, theme.wordings) for theme in themes]


async def findings_json(
    themes: Sequence[Theme], counts: Sequence[Mapping[str, int]], language: str
) -> dict[str, list[Json]]:
    """By question: its findings, the most frequent first. `counts`: see `count_findings`."""

    def work() -> dict[str, list[Json]]:
        found: dict[str, list[Json]] = {}
        for theme, counted in zip(themes, counts, strict=True):
            for question in dict.fromkeys(row.question_id for row in theme.said if row.question_id):
                said = [row for row in theme.said if row.question_id == question]
                finding = {"name": theme.name, "count": counted[question], **_both_sides(theme.name, said, language)}
                found.setdefault(question, []).append(finding)
        return {
            question: sorted(all_, key=lambda one: (-one["count"], one["name"])) for question, all_ in found.items()
        }

    return await asyncio.to_thread(work)


def _both_sides(name: str, said: Sequence[Row[Any]], language: str) -> Json:
    supporting, contrary = split(name, said, language)
    return {
        "quotes": [quote_json(row) for row in supporting[: QUOTES + 1]],
        "contraryCount": len(contrary),
        "contrary": [quote_json(row) for row in contrary[: QUOTES + 1]],
    }


def split(name: str, said: Sequence[Row[Any]], language: str) -> tuple[list[Row[Any]], list[Row[Any]]]:
    """One quote per session: those for the theme, and those that clearly say the opposite of the first of them.

    The first is the newest quote; if some contradict each other, it is one of these, with the fewest against it.
    """
    by_person: Mapping[str, Row[Any]] = {row.session_id: row for row in reversed(said)}
    rows = sorted(by_person.values(), key=lambda row: (-row.held_at, row.session_id))
    against = Counter(
        at for at, row in enumerate(rows) for other in rows if opposes(name, row.quote, other.quote, language)
    )
    if not rows:
        return [], []
    first = min(range(len(rows)), key=lambda at: (against[at] if against[at] else len(rows), at)) if against else 0
    contrary = [row for row in rows if opposes(name, rows[first].quote, row.quote, language)]
    rest = [row for row in rows if row not in contrary and row is not rows[first]]
    return [rows[first], *rest], contrary


def quote_json(row: Row[Any]) -> Json:
    return {"sessionId": row.session_id, "interviewId": row.interview_id, "quote": row.quote}
