"""Insights across the sessions of one interview, or of all interviews. The database adds up the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.validation import Instant, Json, Output, Query
from aural.engine.purposes import gives_levels
from aural.insights import examples
from aural.insights import repository as insights
from aural.insights.repository import Middle, Scope
from aural.insights.theme_endpoints import (
    FindingInsight,
    Theme,
    ThemeInsight,
    count_findings,
    find_themes,
    findings_json,
    themes_json,
)
from aural.interviews.endpoints import find_interview
from aural.organizations.settings_repository import find_languages
from aural.store.database import Connection, Row
from aural.store.slow import slow_reader

operations = Operations("Insights")
FEWEST = 5
"""Finished sessions: below that there is nothing to tell apart."""
_CONDUCT = (
    ("repeats", "repeat"),
    ("rephrasings", "rephrase"),
    ("redirects", "redirect"),
    ("problems", "problem"),
    ("pauses", "pause"),
    ("interruptions", "interruption"),
)


class InsightsQuery(Query):
    since: Instant | None = Field(default=None, description="Sessions begun at this time or later.")
    until: Instant | None = Field(default=None, description="Sessions begun before this time.")


class CompletionOut(Output):
    """How far candidates get. `came`: invited candidates who began. `started`: all sessions, including those begun by
    the interview's link."""

    invited: int
    came: int
    started: int
    finished: int
    abandoned: int
    running: int
    reported: int
    not_scorable: int
    average_seconds: int | None = Field(description="Of those that finished.")


class QuestionInsight(Output):
    """`left`: sessions that ended at this question without an answer. Times are those of candidates who answered, and
    include follow-ups."""

    question_id: str
    text: str
    order: int
    is_current: bool = Field(description="false: the interview no longer asks it.")
    answered: int
    skipped: int
    left: int
    unreached: int
    follow_ups: int
    median_seconds: int | None
    low_seconds: int | None = Field(description="A quarter took no longer.")
    high_seconds: int | None = Field(description="A quarter took longer.")
    findings: list[FindingInsight] = Field(description="In research: participants' statements on it, by theme.")


class CriterionInsight(Output):
    """Number of sessions at each level from the AI, 1 to 4. `noEvidence` does not count as a level of zero."""

    name: str
    levels: list[int] = Field(min_length=4, max_length=4)
    no_evidence: int
    total: int


class ConductOut(Output):
    """How often something happened, and in how many sessions."""

    kind: Literal["repeats", "rephrasings", "redirects", "problems", "pauses", "interruptions"]
    count: int
    sessions: int


class InterviewerOut(Output):
    """The interviewer's conduct; nothing here is about the candidates. `sessions`: those with a report, over which all
    of this is counted."""

    sessions: int
    conduct: list[ConductOut]
    limited: int = Field(description="Sessions with a time limit.")
    over_limit: int


class MoodOut(Output):
    """Number of sessions by the mood of the candidate's words. Mood never affects a level."""

    positive: int
    neutral: int
    negative: int
    mixed: int


class InsightsOut(Output):
    """`isEnough` is false if fewer than five sessions have finished; then only the completion is returned."""

    interview_id: str
    title: str
    is_enough: bool
    fewest: int
    completion: CompletionOut
    questions: list[QuestionInsight]
    criteria: list[CriterionInsight]
    themes: list[ThemeInsight]
    interviewer: InterviewerOut | None
    mood: MoodOut | None


class InterviewFigures(CompletionOut):
    """Completion of one interview."""

    interview_id: str
    title: str


class OverallOut(Output):
    """Figures across interviews. Criteria are left out: they are only comparable within one interview."""

    is_enough: bool
    fewest: int
    completion: CompletionOut
    interviews: list[InterviewFigures] = Field(description="At most 100, the one with the most sessions first.")
    themes: list[ThemeInsight]
    interviewer: InterviewerOut | None
    mood: MoodOut | None


def _scope(call: Call, interview_id: str | None) -> Scope:
    query: InsightsQuery = call.query
    return Scope(
        interview_id=interview_id,
        projects=call.caller.project_ids if interview_id is None else None,
        since=query.since,
        until=query.until,
    )


@operations.get(
    "/interviews/{id}/insights",
    id="getInsights",
    summary="Get insights of an interview",
    description="Completion, questions, levels, themes with quotes, and the interviewer's performance, across "
    "sessions.",
    answer=Answer(InsightsOut, examples.INSIGHTS),
    find=find_interview,
    query=InsightsQuery,
)
async def get_insights(call: Call) -> Reply:
    read, scope = slow_reader(call.context.database), _scope(call, call.id)
    completion = await _completion(read, call.organization_id, scope)
    is_enough = completion["finished"] >= FEWEST
    data = {"interviewId": call.id, "title": call.found.title, "isEnough": is_enough, "fewest": FEWEST}
    data |= {"completion": completion, **_NOTHING}
    if is_enough:
        language = await _language(call, call.found.language)
        themes = await find_themes(read, call.organization_id, scope, language)
        data |= await _together(read, call.organization_id, scope, themes, language)
        findings = {}
        if call.found.purpose == "RESEARCH":
            counts = await count_findings(read, call.organization_id, scope, themes)
            findings = await findings_json(themes, counts, call.found.language)
        data["questions"] = await _questions(read, call.organization_id, scope, findings)
        if gives_levels(call.found.purpose):
            data["criteria"] = _criteria(await insights.count_levels(read, call.organization_id, scope))
    return Reply(data)


_NOTHING: Json = {"questions": [], "criteria": [], "themes": [], "interviewer": None, "mood": None}


@operations.get(
    "/insights",
    id="getOverallInsights",
    summary="Get insights across interviews",
    description="Of all interviews that the caller can access.",
    answer=Answer(OverallOut, examples.OVERALL),
    query=InsightsQuery,
)
async def get_overall(call: Call) -> Reply:
    read, scope = slow_reader(call.context.database), _scope(call, None)
    rows = await insights.count_sessions(read, call.organization_id, scope)
    invited = await insights.count_invited(read, call.organization_id, scope)
    completion = _added_up(rows, invited)
    shown = rows[: insights.MOST_INTERVIEWS]
    titles = await insights.list_titles(read, call.organization_id, [row.interview_id for row in shown])
    is_enough = completion["finished"] >= FEWEST
    data: Json = {"isEnough": is_enough, "fewest": FEWEST, "completion": completion}
    data["interviews"] = [
        {"interviewId": row.interview_id, "title": _title(titles, row.interview_id), **_added_up([row], None)}
        for row in shown
    ]
    data |= {"themes": [], "interviewer": None, "mood": None}
    if is_enough:
        spoken = {found.language for found in titles.values()}
        language = await _language(call, spoken.pop() if len(spoken) == 1 else "")
        themes = await find_themes(read, call.organization_id, scope, language)
        data |= await _together(read, call.organization_id, scope, themes, language)
    return Reply(data)


def _title(found: Mapping[str, Row[Any]], interview_id: str) -> str:
    return found[interview_id].title if interview_id in found else ""


async def _language(call: Call, language: str) -> str:
    """The language in which themes are named: that of the reports if one is set, otherwise the interview's."""
    return (await find_languages(call.context.database.read, call.organization_id))[1] or language


async def _completion(read: Connection, organization_id: str, scope: Scope) -> Json:
    rows = await insights.count_sessions(read, organization_id, scope)
    return _added_up(rows, await insights.count_invited(read, organization_id, scope))


def _added_up(rows: Sequence[Row[Any]], invited: Row[Any] | None) -> Json:
    def total(name: str) -> int:
        return sum(int(getattr(row, name)) for row in rows)

    finished = total("finished")
    return {
        "invited": 0 if invited is None else invited.invited,
        "came": 0 if invited is None else invited.came,
        "started": total("started"),
        "finished": finished,
        "abandoned": total("abandoned"),
        "running": total("running"),
        "reported": total("reported"),
        "notScorable": total("not_scorable"),
        "averageSeconds": total("seconds") // finished if finished else None,
    }


async def _together(
    read: Connection, organization_id: str, scope: Scope, themes: Sequence[Theme], language: str
) -> Json:
    """Themes, the interviewer's conduct, and the mood."""
    row = await insights.sum_conduct(read, organization_id, scope)
    moods = ("positive", "neutral", "negative", "mixed")
    conduct = [
        {"kind": kind, "count": int(getattr(row, name)), "sessions": int(getattr(row, f"{name}_sessions"))}
        for kind, name in _CONDUCT
    ]
    return {
        "themes": await themes_json(themes, int(row.sessions), language),
        "interviewer": {
            "sessions": int(row.sessions),
            "conduct": conduct,
            "limited": int(row.limited),
            "overLimit": int(row.over),
        },
        "mood": {mood: int(getattr(row, mood)) for mood in moods},
    }


async def _questions(
    read: Connection, organization_id: str, scope: Scope, findings: Mapping[str, list[Json]]
) -> list[Json]:
    rows = await insights.list_outcomes(read, organization_id, scope)
    seconds = await insights.list_seconds(read, organization_id, scope)
    gone = await _gone_texts(read, organization_id, [row for row in rows if row.text is None])
    shown = [
        _question(row, seconds.get(row.question_id), gone) | {"findings": findings.get(row.question_id, [])}
        for row in rows
    ]
    return sorted(shown, key=lambda question: (not question["isCurrent"], question["order"], question["questionId"]))


async def _gone_texts(read: Connection, organization_id: str, rows: Sequence[Row[Any]]) -> dict[str, str]:
    """Texts of deleted questions by id, from the plan of the newest session that had them."""
    if not rows:
        return {}
    plans = await insights.list_plans(read, organization_id, [row.newest_session for row in rows])
    asked: Iterable[Json] = (question for plan in plans.values() for question in plan["questions"])
    return {question["id"]: question["text"] for question in asked}


def _question(row: Row[Any], seconds: Middle | None, gone: dict[str, str]) -> Json:
    is_current = row.text is not None
    return {
        "questionId": row.question_id,
        "text": row.text if is_current else gone.get(row.question_id, ""),
        "order": int(row.now_at if is_current else row.position),
        "isCurrent": is_current,
        **{name: int(getattr(row, name)) for name in ("answered", "skipped", "left", "unreached")},
        "followUps": int(row.follow_ups),
        "medianSeconds": None if seconds is None else seconds.middle,
        "lowSeconds": None if seconds is None else seconds.low,
        "highSeconds": None if seconds is None else seconds.high,
    }


def _criteria(rows: Sequence[Row[Any]]) -> list[Json]:
    found: dict[str, Json] = {}
    for row in rows:
        counted = found.setdefault(
            row.criterion, {"name": row.criterion, "levels": [0, 0, 0, 0], "noEvidence": 0, "total": 0}
        )
        counted["total"] += row.sessions
        if row.level is None:
            counted["noEvidence"] += row.sessions
        else:
            counted["levels"][row.level - 1] += row.sessions
    return list(found.values())
