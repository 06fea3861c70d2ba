"""A report's suggestions for the next conversation. They aren't stored."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import orjson

from aural.engine.log import Answered, Entry, MessageSent
from aural.engine.people import person_of
from aural.engine.purposes import withholds
from aural.engine.timeline import candidate_questions_in
from aural.guard.computing import are_long, compute
from aural.interviewer.disclosures import find_disclosures
from aural.organizations.settings_repository import find_languages
from aural.reports.analysis.suggestions import CountedMessage, Suggestion, list_suggestions
from aural.sessions import repository as sessions
from aural.sessions import running_repository as running
from aural.store.database import Connection


async def suggest(
    connection: Connection,
    organization_id: str,
    row: sessions.Session,
    entries: Sequence[Entry],
    said: Mapping[int, CountedMessage],
) -> tuple[Suggestion, ...]:
    """The suggestions for a session; none before its report is written.

    `entries`: its log, whose words aren't needed. `said`: its messages by `seq`, after corrections.
    """
    if row.report_status not in ("READY", "NOT_SCORABLE") or row.end_reason == "CONSENT_WITHDRAWN":
        return ()
    plan = await running.find_plan(connection, organization_id, row.id)
    if plan is None:
        return ()
    suggested = partial(
        list_suggestions,
        plan,
        [_with_words(entry, said) for entry in entries],
        said,
        quoted=_quoted(row) if row.report_status == "READY" else None,
        person=person_of(row.purpose),
        language=(await find_languages(connection, organization_id))[1],
        is_withheld=partial(_is_withheld, plan.language if withholds(row.purpose) else None),
    )
    if not are_long(said[asked.seq].text for asked in candidate_questions_in(entries) if asked.seq in said):
        return await asyncio.to_thread(suggested)
    return await compute("exports", suggested)


def _with_words(entry: Entry, said: Mapping[int, CountedMessage]) -> Entry:
    if not isinstance(entry, MessageSent | Answered) or entry.seq not in said:
        return entry
    return replace(entry, text=said[entry.seq].text)


def _is_withheld(language: str | None, text: str) -> bool:
    return language is not None and bool(find_disclosures(text, language))


def _quoted(row: sessions.Session) -> frozenset[str]:
    """The criteria that the report has quotes for."""
    supported = (str(item["supports"]) for item in orjson.loads(row.evidence or "[]"))
    return frozenset(name.removeprefix("criteria/") for name in supported if name.startswith("criteria/"))
