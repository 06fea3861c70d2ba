"""Insights across the sessions of one interview, or of all interviews. The database adds up the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.representation import represent
from aural.api.validation import Instant, Json, Output, Query
from aural.engine.purposes import gives_levels
from aural.engine.question_types import traits_of
from aural.insights import examples
from aural.insights import repository as insights
from aural.insights import week_repository as weeks
from aural.insights.choice_endpoints import ChoicesInsight, choices_json
from aural.insights.repository import Middle, Scope
from aural.insights.theme_endpoints import (
    FindingInsight,
    Theme,
    ThemeInsight,
    count_findings,
    find_themes,
    findings_json,
    sessions_of,
    themes_json,
)
from aural.interviews import question_repository as questions
from aural.interviews.endpoints import find_interview
from aural.organizations.settings_repository import find_languages
from aural.platform.clock import iso
from aural.reports.level_service import list_unreadable
from aural.store.database import Connection
from aural.store.slow import slow_reader

operations = Operations("Insights")
FEWEST = 5
"""With fewer finished sessions, there is nothing to compare."""
MOST_WEEKS = 26
_CONDUCT = (
    ("repeats", "repeat"),
    ("rephrasings", "rephrase"),
    ("redirects", "redirect"),
    ("problems", "problem"),
    ("pauses", "pause"),
    ("interruptions", "interruption"),
)


class InsightsQuery(Query):
    since: Instant | None = Field(default=None, description="Only sessions that began at this time or later.")
    until: Instant | None = Field(default=None, description="Only sessions that began before this time.")


class CompletionOut(Output):
    """How far candidates get. `added`: all candidates; with `since` or `until`, those who were added or began in that
    time. `invited`: those of them who were emailed an invitation or used their link. `came`: those who began in that
    time. `started`: all sessions, including those begun by the interview's link."""

    added: int
    invited: int
    came: int
    started: int
    finished: int
    abandoned: int
    running: int
    reported: int
    not_scorable: int
    average_seconds: int | None = Field(description="The average duration of finished sessions.")


class QuestionInsight(Output):
    """`left`: sessions that ended at this question without an answer. Times are those of candidates who answered, and
    include follow-ups."""

    question_id: str
    text: str
    order: int
    is_current: bool = Field(description="Whether the interview still asks it.")
    answered: int
    skipped: int
    left: int
    unreached: int
    follow_ups: int
    median_seconds: int | None
    low_seconds: int | None = Field(description="A quarter of these candidates took at most this long.")
    high_seconds: int | None = Field(description="A quarter of these candidates took longer.")
    findings: list[FindingInsight] = Field(description="For RESEARCH: participants' statements about it, by theme.")
    choices: ChoicesInsight | None = Field(
        description="For SINGLE_CHOICE and MULTIPLE_CHOICE: how often each option was chosen. null for other types."
    )


class CriterionInsight(Output):
    """The number of sessions at each of the AI's levels, 1 to 4. `noEvidence` does not count as a level of zero."""

    name: str
    levels: list[int] = Field(min_length=4, max_length=4)
    no_evidence: int
    total: int


class ConductOut(Output):
    """How often something happened in total, and in how many sessions."""

    kind: Literal["repeats", "rephrasings", "redirects", "problems", "pauses", "interruptions"]
    count: int
    sessions: int


class InterviewerOut(Output):
    """The conduct of the interviewer, not of candidates. `sessions`: the number of sessions with a report. Only these
    are counted here."""

    sessions: int
    conduct: list[ConductOut]
    limited: int = Field(description="Sessions with a time limit.")
    over_limit: int = Field(description="Sessions that exceeded their time limit.")


class MoodOut(Output):
    """The number of sessions by the mood of the candidate's words. Mood never affects a level."""

    positive: int
    neutral: int
    negative: int
    mixed: int


class WeekInsight(Output):
    """Sessions by the week in which they began. `ratings`: people's newest ratings of criteria that have an AI
    level; `same` of them are at the AI's level, and `close` one level away."""

    starts_at: str = Field(description="The Monday, in UTC.")
    started: int
    finished: int
    reported: int
    ratings: int
    same: int
    close: int


class InsightsOut(Output):
    """`isEnough` is false if fewer than five sessions have finished. Then only the completion is returned."""

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
    weeks: list[WeekInsight] = Field(description="At most the last 26 in which a session began, the oldest first.")


class InterviewFigures(CompletionOut):
    """The completion of one interview."""

    interview_id: str
    title: str


class OverallOut(Output):
    """Figures across interviews. Criteria are left out: they are only comparable within one interview."""

    is_enough: bool
    fewest: int
    completion: CompletionOut
    interviews: list[InterviewFigures] = Field(description="At most 100, those with the most sessions first.")
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
    description="Completion, questions, levels, themes with quotes, and the interviewer's conduct, across sessions.",
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
        data |= await _together(call, read, scope, themes, language)
        findings = {}
        if call.found.purpose == "RESEARCH":
            counts = await count_findings(read, call.organization_id, scope, themes)
            findings = await findings_json(themes, counts, call.found.language)
        data["questions"] = await _questions(read, call.organization_id, scope, findings)
        if gives_levels(call.found.purpose):
            data["criteria"] = _criteria(await insights.count_levels(read, call.organization_id, scope))
        data["weeks"] = await _weeks(read, call.organization_id, scope)
    return Reply(data)


_NOTHING: Json = {"questions": [], "criteria": [], "themes": [], "interviewer": None, "mood": None, "weeks": []}


@operations.get(
    "/insights",
    id="getOverallInsights",
    summary="Get insights across interviews",
    description="Covers all interviews that the caller can access.",
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
        {
            "interviewId": row.interview_id,
            "title": titles[row.interview_id].title if row.interview_id in titles else "",
            **_added_up([row], None),
        }
        for row in shown
    ]
    data |= {"themes": [], "interviewer": None, "mood": None}
    if is_enough:
        spoken = {found.language for found in titles.values()}
        language = await _language(call, spoken.pop() if len(spoken) == 1 else "")
        themes = await find_themes(read, call.organization_id, scope, language)
        data |= await _together(call, read, scope, themes, language)
    return Reply(data)


async def _language(call: Call, language: str) -> str:
    """The language in which themes are named: that of the reports if one is set, otherwise the interview's."""
    return (await find_languages(call.context.database.read, call.organization_id))[1] or language


async def _completion(read: Connection, organization_id: str, scope: Scope) -> Json:
    rows = await insights.count_sessions(read, organization_id, scope)
    return _added_up(rows, await insights.count_invited(read, organization_id, scope))


def _added_up(rows: Sequence[insights.Completion], invited: insights.Invited | None) -> Json:
    def total(name: str) -> int:
        return sum(getattr(row, name) for row in rows)

    finished = total("finished")
    return {
        "added": 0 if invited is None else invited.added,
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


async def _together(call: Call, read: Connection, scope: Scope, themes: Sequence[Theme], language: str) -> Json:
    """Themes, the interviewer's conduct, and the mood."""
    counts = await insights.sum_conduct(read, call.organization_id, scope)
    quoted = sessions_of(themes)
    hidden = await list_unreadable(read, call.organization_id, call.caller, quoted)
    names = await insights.list_names(read, call.organization_id, [each for each in quoted if each not in hidden])
    moods = ("positive", "neutral", "negative", "mixed")
    conduct = [{"kind": kind, "count": counts[name], "sessions": counts[f"{name}_sessions"]} for kind, name in _CONDUCT]
    return {
        "themes": await themes_json(themes, counts["sessions"], language, names),
        "interviewer": {
            "sessions": counts["sessions"],
            "conduct": conduct,
            "limited": counts["limited"],
            "overLimit": counts["over"],
        },
        "mood": {mood: counts[mood] for mood in moods},
    }


async def _weeks(read: Connection, organization_id: str, scope: Scope) -> list[Json]:
    agreed = await weeks.count_agreement(read, organization_id, scope)
    rows = await weeks.count_by_week(read, organization_id, scope)
    return [
        represent(
            WeekInsight,
            row,
            starts_at=iso(weeks.week_start(row.week)),
            **_agreement(agreed.get(row.week)),
        )
        for row in rows[-MOST_WEEKS:]
    ]


def _agreement(row: weeks.WeekAgreement | None) -> dict[str, int]:
    return {name: 0 if row is None else getattr(row, name) for name in ("ratings", "same", "close")}


async def _questions(
    read: Connection, organization_id: str, scope: Scope, findings: Mapping[str, list[Json]]
) -> list[Json]:
    rows = await insights.list_outcomes(read, organization_id, scope)
    seconds = await insights.list_seconds(read, organization_id, scope)
    gone = await _gone_questions(read, organization_id, [row for row in rows if row.text is None])
    choices = await choices_json(read, organization_id, scope, await _offered(read, organization_id, scope, gone))
    shown = [
        _question(
            row,
            seconds.get(row.question_id),
            text=gone.get(row.question_id, _UNKNOWN)["text"] if row.text is None else row.text,
            findings=findings.get(row.question_id, []),
            choices=choices.get(row.question_id),
        )
        for row in rows
    ]
    return sorted(shown, key=lambda question: (not question["isCurrent"], question["order"], question["questionId"]))


_UNKNOWN: Json = {"text": ""}


async def _gone_questions(read: Connection, organization_id: str, rows: Sequence[insights.Outcomes]) -> dict[str, Json]:
    """Deleted questions by id, from the plan of the newest session that had them."""
    if not rows:
        return {}
    plans = await insights.list_plans(read, organization_id, [row.newest_session for row in rows])
    asked = {session: {question["id"]: question for question in plan["questions"]} for session, plan in plans.items()}
    found = {row.question_id: asked.get(row.newest_session, {}).get(row.question_id) for row in rows}
    return {question_id: question for question_id, question in found.items() if question is not None}


async def _offered(
    read: Connection, organization_id: str, scope: Scope, gone: Mapping[str, Json]
) -> dict[str, Sequence[str]]:
    """The options of the interview's questions and of deleted ones, by question id; only of types with options."""
    current = await questions.list_questions(read, organization_id, scope.interview_id or "")
    all_ = [(row.id, row.type, row.options) for row in current]
    all_ += [(key, question["type"], question["options"]) for key, question in gone.items()]
    return {key: options or () for key, type_, options in all_ if traits_of(type_).has_options}


def _question(row: insights.Outcomes, seconds: Middle | None, **given: object) -> Json:
    return represent(
        QuestionInsight,
        row,
        order=row.position if row.now_at is None else row.now_at,
        is_current=row.text is not None,
        median_seconds=None if seconds is None else seconds.middle,
        low_seconds=None if seconds is None else seconds.low,
        high_seconds=None if seconds is None else seconds.high,
        **given,
    )


def _criteria(rows: Sequence[insights.LevelCount]) -> list[Json]:
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
