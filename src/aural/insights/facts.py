"""A session's contribution to the figures across sessions: counts, seconds, levels and themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aural.engine.log import Entry, MessageSent
from aural.engine.plan import Plan
from aural.engine.state import QuestionProgress, State, fold
from aural.engine.timeline import problems_in

Outcome = Literal["answered", "skipped", "left", "unreached"]
LONGEST_THEME = 200


@dataclass(frozen=True, slots=True)
class QuestionFact:
    """`left`: the question was asked, and the session ended there without an answer."""

    question_id: str
    position: int
    outcome: Outcome
    seconds: int
    follow_up_count: int


@dataclass(frozen=True, slots=True)
class ThemeFact:
    """`theme` is the case-folded label, so that two sessions with the same theme count toward one."""

    theme: str
    label: str
    quote: str
    question_id: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """`session`: values by column of session_facts. `levels`: by criterion; None: no evidence."""

    session: dict[str, object]
    questions: tuple[QuestionFact, ...]
    levels: dict[str, int | None]
    themes: tuple[ThemeFact, ...]


def facts_of(
    plan: Plan, entries: Sequence[Entry], report: Mapping[str, Any], asked_in: Mapping[str, str | None], *, status: str
) -> Facts:
    """The facts of a session. `report`: the report's fields. `asked_in`: each message's question, by message id."""
    state = fold(plan, entries)
    questions = tuple(
        _question(state, state.about(question.id), question.id, at) for at, question in enumerate(plan.questions)
    )
    moves = [entry.move for entry in entries if isinstance(entry, MessageSent)]
    watch = state.stopwatch
    session = {
        "is_finished": status == "COMPLETED",
        "sentiment": report["sentiment"],
        "question_count": len(questions),
        "answered_count": sum(fact.outcome == "answered" for fact in questions),
        "repeat_count": moves.count("repeat"),
        "rephrase_count": moves.count("clarify"),
        "redirect_count": moves.count("redirect"),
        "problem_count": len(problems_in(entries)),
        "pause_count": watch.pauses,
        "interruption_count": sum(stop.why == "disconnected" for stop in watch.stops),
        "seconds": watch.elapsed_seconds(state.last_at),
        "limit_seconds": plan.time_limit_seconds,
    }
    levels = {score["criterion"]: score["level"] for score in report["scores"] or ()}
    return Facts(session, questions, levels, _themes(report, asked_in))


def _question(state: State, about: QuestionProgress, question_id: str, position: int) -> QuestionFact:
    seconds = about.spent_seconds
    if state.current == question_id:  # the session ended while this question was open
        seconds += max(0, state.stopwatch.elapsed_seconds(state.last_at) - about.asked_at_seconds)
    return QuestionFact(question_id, position, _outcome(about), seconds, len(about.probes))


def _outcome(about: QuestionProgress) -> Outcome:
    if about.answers:
        return "answered"
    if about.status == "skipped":
        return "skipped"
    return "left" if about.is_put else "unreached"


def _themes(report: Mapping[str, Any], asked_in: Mapping[str, str | None]) -> tuple[ThemeFact, ...]:
    first: dict[str, Mapping[str, Any]] = {}
    for item in report["evidence"]:
        first.setdefault(item["supports"], item)
    found: dict[str, ThemeFact] = {}
    for at, label in enumerate(report["themes"]):
        evidence = first.get(f"themes/{at}")
        theme = fold_theme(label)
        if evidence is not None and theme not in found:
            found[theme] = ThemeFact(
                theme, label[:LONGEST_THEME], evidence["quote"], asked_in.get(evidence["messageId"])
            )
    return tuple(found.values())


def fold_theme(label: str) -> str:
    return " ".join(label.casefold().split()).strip(" .!?;:,")[:LONGEST_THEME]
