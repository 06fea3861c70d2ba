"""Two to four sessions side by side: criteria as rows, people as columns."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.representation import represent
from aural.api.validation import Json, Output, Query, refuse
from aural.engine.authoring.drafts import Purpose
from aural.engine.purposes import is_comparable
from aural.interviews import repository as interviews
from aural.platform.clock import iso, iso_or_none
from aural.platform.errors import NotFoundError
from aural.reports import examples
from aural.reports.analysis.sections import SECTIONS, SectionPart
from aural.reports.document_service import document_of
from aural.reports.documents.document import CriterionPart, Document, HumanRating, without_name
from aural.sessions import repository as sessions

operations = Operations("Sessions")
FEWEST, MOST = 2, 4
LETTERS = "ABCD"
CHOSEN = "For each quote, the options that were chosen along with its message's words, and the person's own option."


class ComparisonQuery(Query):
    ids: Annotated[list[str], Field(max_length=100)] = Field(
        description=f"{FEWEST} to {MOST} sessions, separated by commas."
    )
    hides_names: bool = Field(
        default=False,
        description="Shows people as Person A, Person B and so on, and removes their names from every text.",
    )


class RatingOut(Output):
    """A rating by a person. `level` null: no evidence."""

    level: int | None
    by: str
    reason: str | None
    rated_at: str


class CellOut(Output):
    """One person's result for a criterion. A cell is null if the person's report doesn't have the criterion."""

    level: int | None = Field(
        description="null: no evidence, or hidden until you have rated the session, or not scored."
    )
    is_scored: bool = Field(description="false: the AI gave no level, and only people rated it.")
    is_hidden: bool
    ratings: list[int | None]
    quotes: list[str]
    chosen: list[list[str]] = Field(description=CHOSEN)
    human: list[RatingOut]


class ComparedCriterion(Output):
    name: str
    cells: list[CellOut | None] = Field(description="In the order of `people`.")


class PassageOut(Output):
    text: str
    quotes: list[str]
    chosen: list[list[str]] = Field(description=CHOSEN)


class ReportSections(Output):
    """The sections of a report. A part that a shared link doesn't show is null."""

    findings: list[PassageOut] | None
    themes: list[PassageOut] | None


class ComparedPerson(ReportSections):
    """`label` is the person's name, or Person A to D. Findings and themes are empty, never null, without a report or
    until you have rated a session that is rated blind.
    """

    session_id: str
    interview_id: str
    interview_title: str
    purpose: Purpose = Field(description="The purpose of the interview. RESEARCH sessions have no levels.")
    label: str
    report_status: str | None
    report_reason: str | None
    preliminary: bool = Field(description="The report may still change: the candidate can check the transcript.")
    summary: str | None
    is_scored: bool
    finished_at: str | None
    total_duration_seconds: int


class ComparisonOut(Output):
    """Contains no totals and no ranking. People are in the order in which you requested them."""

    people: list[ComparedPerson]
    criteria: list[ComparedCriterion]


@operations.get(
    "/comparisons",
    id="compareSessions",
    summary="Compare sessions",
    description="Two to four sessions side by side, with quotes and people's ratings, but no totals or ranking.",
    answer=Answer(ComparisonOut, examples.COMPARISON),
    query=ComparisonQuery,
    may_miss=True,
)
async def compare(call: Call) -> Reply:
    ids = list(dict.fromkeys(call.query.ids))
    if not FEWEST <= len(ids) <= MOST:
        refuse([("ids", f"must name {FEWEST} to {MOST} different sessions")])
    rows = [await _find(call, session_id) for session_id in ids]
    if not all(is_comparable(row.purpose) for row in rows):
        refuse([("ids", "must not include practice sessions: they are never compared")])
    documents = []
    for letter, row in zip(LETTERS, rows, strict=False):
        call.context.gate.note_access(call.caller, row.id)
        document = await document_of(
            call.connection, call.organization_id, row, now=call.now, reader=call.caller, with_turns=False
        )
        documents.append(without_name(document, f"Person {letter}") if call.query.hides_names else document)
    people = [_person(document, row, letter) for document, row, letter in zip(documents, rows, LETTERS, strict=False)]
    return Reply({"people": people, "criteria": _criteria(documents)})


async def _find(call: Call, session_id: str) -> sessions.Session:
    reach = (call.organization_id, call.caller.project_ids)
    row = await sessions.find_session(call.connection, *reach, session_id, call.caller.user_id)
    if row is None:
        raise NotFoundError
    interview = await interviews.find_interview(call.connection, call.organization_id, None, row.interview_id)
    if interview is not None and interview.purpose == "PRACTICE":
        refuse([("ids", "must not include practice sessions: they are for the person who practices")])
    return row


def _person(document: Document, row: sessions.Session, letter: str) -> Json:
    return represent(
        ComparedPerson,
        row,
        session_id=row.id,
        label=document.name or f"Person {letter}",
        report_reason=document.note,  # without the name, if names are hidden
        preliminary=document.preliminary,
        summary=None if document.summary is None else document.summary.text,
        **{section.part: passages_json(document, section.part) for section in SECTIONS.values()},
        is_scored=document.is_scored,
        finished_at=iso_or_none(row.completed_at),
    )


def passages_json(document: Document, part: SectionPart) -> list[Json]:
    return [
        {"text": passage.text, "quotes": list(passage.quotes), "chosen": list(passage.chosen)}
        for passage in document.sections.get(part, ())
    ]


def _criteria(documents: list[Document]) -> list[Json]:
    names = dict.fromkeys(part.name for document in documents for part in document.criteria or ())
    return [{"name": name, "cells": [_cell(document, name) for document in documents]} for name in names]


def _cell(document: Document, name: str) -> Json | None:
    part = next((part for part in document.criteria or () if part.name == name), None)
    return None if part is None else _cell_json(part)


def _cell_json(part: CriterionPart) -> Json:
    return {
        "level": part.level,
        "isScored": part.is_scored,
        "isHidden": part.is_hidden,
        "ratings": list(part.ratings),
        "quotes": list(part.quotes),
        "chosen": list(part.chosen),
        "human": [human_json(rating) for rating in part.human],
    }


def human_json(rating: HumanRating) -> Json:
    return {"level": rating.level, "by": rating.by, "reason": rating.reason, "ratedAt": iso(rating.at)}
