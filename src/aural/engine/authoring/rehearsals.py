"""Generic candidates for a rehearsal, and figures about how the rehearsal went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import Template
from typing import Any, Literal, get_args

from aural import lang
from aural.engine.answers.noun_phrases import is_content
from aural.engine.answers.sentences import han_count, plain, words_of
from aural.engine.message_data import MessageData
from aural.engine.plan import Plan, Question, follow_up_budget
from aural.engine.policy import MAX_CLARIFICATIONS, MAX_COMFORTINGS, MAX_REDIRECTS
from aural.engine.state import State

Kind = Literal["STRONG", "VAGUE", "SILENT", "OFF_TOPIC", "HOSTILE", "INJECTING"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_MOST_TOPIC_WORDS = 6
# Turns per question: the answer, each reply that isn't one, the offer to skip, the end of its time and of the minute.
_TURNS = 4 + MAX_CLARIFICATIONS + MAX_REDIRECTS + MAX_COMFORTINGS
_SPARE_TURNS = 120  # for requests, whose number isn't limited
_READING_MS, _WORD_MS = 8_000, 1_500  # to read, think and type at 40 words a minute


@dataclass(frozen=True, slots=True)
class Saying:
    """`text`: None for silence. `data`: the submission that comes with the words, as the room stores it."""

    text: str | None
    data: MessageData | None = None


class GenericCandidate:
    """Says fixed texts in order, whatever the question; only the strong candidate mentions the question's topic."""

    def __init__(self, kind: Kind, language: str) -> None:
        self.kind = kind
        self._texts = lang.of(language).table("rehearsal_answers")
        self._said = 0

    def closing(self) -> Saying:
        return Saying(None if self.kind == "SILENT" else self._texts["CLOSING"])

    def answer(self, question: Question, *, is_first: bool) -> Saying:
        if self.kind == "SILENT":
            return Saying(None)
        text = self._next("STRONG" if self.kind == "STRONG" and is_first else self._rest(), question)
        return made_for(question, text, self._texts) if is_first else Saying(text)

    def _rest(self) -> str:
        return "STRONG_FURTHER" if self.kind == "STRONG" else self.kind

    def _next(self, key: str, question: Question) -> str:
        texts = self._texts[key]
        text: str = texts[self._said % len(texts)]
        self._said += 1
        return Template(text).substitute(topic=topic_of(question.text))


def made_for(question: Question, text: str, texts: Mapping[str, Any] | None = None) -> Saying:
    """The words, with a submission of the kind that the question asks for."""
    book = texts or lang.of(lang.DEFAULT).table("rehearsal_answers")
    if question.options:
        chosen = list(question.options[: 1 if question.traits.takes_one_option else 2])
        return Saying(text, {"choice": chosen})
    if question.traits.work == "code":
        return Saying(text, {"code": {"language": "python", "text": book["CODE"]}})
    if question.traits.work == "drawing":
        return Saying(text, {"whiteboard": {"text": book["BOARD"], "board": None}})
    return Saying(text)


def most_turns(plan: Plan) -> int:
    """More turns than an interview with this plan takes, to stop a candidate who keeps the interview from ending."""
    return _SPARE_TURNS + sum(_TURNS + follow_up_budget(plan, question) for question in plan.questions)


def topic_of(text: str) -> str:
    """The topic of a question, in words from the question."""
    if not lang.of_script(text).is_spaced:
        return text.strip("？?。")[:24]
    words = [word.low for word in words_of(text) if is_content(word.low)]
    return " ".join(words[:_MOST_TOPIC_WORDS]) or text[:40]


def reading_ms(text: str) -> int:
    """The time to read the question, to think, and to type these words, in ms."""
    return _READING_MS + max(len(text.split()), han_count(text) // 2) * _WORD_MS


@dataclass(frozen=True, slots=True)
class Course:
    """The course of a rehearsal. `repeats`: how often the interviewer repeated itself without being asked to."""

    seconds: int
    end: str
    asked: int
    answered: int
    skipped: int
    required_missed: tuple[str, ...]
    criteria_covered: tuple[str, ...]
    follow_ups: int
    follow_up_budget: int
    repeats: int
    redirects: int


def course_of(plan: Plan, state: State, said: Sequence[tuple[str, str | None]], now: int) -> Course:
    """Sums up a rehearsal. `said`: the interviewer's words with their moves, in order."""
    about = {question.id: state.about(question.id) for question in plan.questions}
    answered = [question for question in plan.questions if about[question.id].answers]
    put = [question for question in plan.questions if about[question.id].is_put]
    return Course(
        seconds=state.stopwatch.elapsed_seconds(now),
        end=state.end_reason or "WAITS",
        asked=len(put),
        answered=len(answered),
        skipped=sum(one.status == "skipped" for one in about.values()),
        required_missed=tuple(q.id for q in plan.questions if q.is_required and q not in answered),
        criteria_covered=tuple(
            criterion.name for criterion in plan.criteria if any(criterion.is_fed_by(q.id) for q in answered)
        ),
        follow_ups=sum(len(one.probes) for one in about.values()),
        follow_up_budget=sum(follow_up_budget(plan, question) for question in put),
        repeats=_count_repeats(text for text, move in said if move != "repeat"),
        redirects=sum(one.redirects for one in about.values()),
    )


def _count_repeats(texts: Iterable[str]) -> int:
    squeezed = [plain(text) for text in texts]
    return len(squeezed) - len(set(squeezed))
