"""Themes across sessions: merges those with the same meaning, and quotes candidates for and clearly against each."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from aural.api.representation import represent
from aural.api.validation import Json, Output
from aural.insights import theme_repository
from aural.insights.repository import Scope
from aural.insights.theme_repository import Quote
from aural.interviewer.guided.theme_groups import group_labels
from aural.interviewer.judging.stance import opposes
from aural.store.database import Connection

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


class ThemeSession(QuoteOut):
    """One person's quote for a theme, or clearly against it."""

    participant_name: str | None
    is_against: bool


class ThemeInsight(Output):
    """A theme named in `count` of `total` reports, in these words or in others with the same meaning. Sessions to be
    rated blind first are counted, but not quoted."""

    name: str
    theme: str = Field(description="The name in lower case.")
    themes: list[str] = Field(description="All wordings in lower case, for finding sessions.")
    count: int
    total: int
    quotes: list[QuoteOut]
    counter: CounterQuote | None = Field(description="null: no quote clearly says the opposite.")
    sessions: list[ThemeSession] = Field(
        description="The sessions of the newest 40 quotes, with one quote each; without those to be rated blind first."
    )


class FindingInsight(Output):
    """A theme in the participants' answers to one question. Only its newest 40 quotes are compared."""

    name: str
    count: int = Field(description="Participants who mention it, whether in favor or not.")
    quotes: list[QuoteOut] = Field(description="At most three of their quotes.")
    contrary_count: int = Field(
        description="Participants who clearly say the opposite of the first quote, among the newest 40 quotes."
    )
    contrary: list[QuoteOut] = Field(description="At most three quotes that clearly say the opposite.")


@dataclass(frozen=True, slots=True)
class Theme:
    """`wordings`: case-folded, the name's wording first. `said`: the newest quotes, one per session and question."""

    name: str
    wordings: tuple[str, ...]
    count: int
    said: tuple[Quote, ...]


async def find_themes(read: Connection, organization_id: str, scope: Scope, language: str) -> list[Theme]:
    """The most frequent themes. `language`: the language of the labels, or "" if unknown."""
    rows = {row.label: row for row in await theme_repository.list_themes(read, organization_id, scope)}
    named = {label: row.sessions for label, row in rows.items()}
    groups = await asyncio.to_thread(group_labels, named, language)
    found = []
    for group in groups[:MOST_THEMES]:
        wordings = tuple(rows[label].theme for label in group)
        said: list[Quote] = []
        for wording in wordings:
            said += await theme_repository.list_quotes(read, organization_id, scope, wording, limit=MOST_READ)
        said.sort(key=lambda row: (-row.held_at, row.session_id))
        count = named[group[0]] if len(group) == 1 else await theme_repository.count_naming(
            read, organization_id, scope, wordings
        )  # fmt: skip
        found.append(Theme(group[0], wordings, count, tuple(said[:MOST_READ])))
    return sorted(found, key=lambda theme: (-theme.count, theme.name))


def sessions_of(themes: Sequence[Theme]) -> list[str]:
    """The ids of all sessions that the themes quote."""
    return list(dict.fromkeys(row.session_id for theme in themes for row in theme.said))


async def themes_json(
    themes: Sequence[Theme], total: int, language: str, names: Mapping[str, str | None]
) -> list[Json]:
    """`names`: participants' names by the id of each session whose report the caller may see."""
    return await asyncio.to_thread(lambda: [_theme_json(theme, total, language, names) for theme in themes])


def _theme_json(theme: Theme, total: int, language: str, names: Mapping[str, str | None]) -> Json:
    supporting, contrary = split(theme.name, [row for row in theme.said if row.session_id in names], language)
    counter = represent(CounterQuote, contrary[0], kind="OPPOSITE") if contrary else None
    words: Json = {"name": theme.name, "theme": theme.wordings[0], "themes": list(theme.wordings)}
    quotes = [represent(QuoteOut, row) for row in supporting[:QUOTES]]
    against = {row.session_id for row in contrary}
    sessions = [
        represent(ThemeSession, row, participant_name=names[row.session_id], is_against=row.session_id in against)
        for row in (*supporting, *contrary)
    ]
    return words | {
        "count": theme.count, "total": total, "quotes": quotes, "counter": counter, "sessions": sessions
    }  # fmt: skip


async def count_findings(
    read: Connection, organization_id: str, scope: Scope, themes: Sequence[Theme]
) -> list[dict[str, int]]:
    """For each theme: how many sessions name it, by question."""
    return [
        await theme_repository.count_naming_by_question(read, organization_id, scope, theme.wordings)
        for theme in themes
    ]


async def findings_json(
    themes: Sequence[Theme], counts: Sequence[Mapping[str, int]], language: str
) -> dict[str, list[Json]]:
    """Each question's findings, the most frequent first, by question id. `counts`: see `count_findings`."""

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


def _both_sides(name: str, said: Sequence[Quote], language: str) -> Json:
    supporting, contrary = split(name, said, language)
    return {
        "quotes": [represent(QuoteOut, row) for row in supporting[: QUOTES + 1]],
        "contraryCount": len(contrary),
        "contrary": [represent(QuoteOut, row) for row in contrary[: QUOTES + 1]],
    }


def split(name: str, said: Sequence[Quote], language: str) -> tuple[list[Quote], list[Quote]]:
    """One quote per session: those for the theme, and those that clearly say the opposite of the first of them.

    The first is the newest quote. If quotes contradict each other, it is the one that the fewest others contradict.
    """
    by_person = {row.session_id: row for row in reversed(said)}
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
