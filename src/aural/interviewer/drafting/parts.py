"""The parts of a draft as a model writes them, and the rules that each part must meet."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Annotated, Literal, cast, get_args

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from aural import lang
from aural.engine.answers.sentences import length_of, plain
from aural.engine.authoring.drafts import (
    NOTHING_PRIVATE,
    Drafted,
    DraftedCriterion,
    DraftedInterview,
    DraftedQuestion,
    Subject,
    Wish,
    concerns_about,
    probes_to_propose,
    subject_of,
)
from aural.engine.authoring.goals import repeats
from aural.engine.plan import Condition, PreparedProbe
from aural.engine.question_types import QUESTION_TYPES
from aural.guard.http.bodies import storable
from aural.interviewer.drafting.protocol import LeftOut, Part, Reason
from aural.interviewer.model.redaction import Redaction, has_mark
from aural.interviewer.model.streaming import FormStream, WholeObjects
from aural.interviewer.prompts import Fence

MOST_PROBES = 3  # for a drafted question
_MOST_WORDS = 60  # in a question; the prompt asks for fewer
# A drafted question asks only one thing, so no follow-up about an unanswered half is prepared.
_CONDITIONS = frozenset(get_args(Condition)) - {"HALF_UNANSWERED"}


def cut(length: int) -> BeforeValidator:
    """Shortens a text or a list to this many characters or items before it is validated."""

    def shortened(value: object) -> object:
        if isinstance(value, str):
            return storable(value)[:length]
        return value[:length] if isinstance(value, list) else value

    return BeforeValidator(shortened)


Short = Annotated[str, cut(200), Field(max_length=200)]
Text = Annotated[str, cut(600), Field(max_length=600)]


class InterviewForm(BaseModel):
    title: Short
    objective: Text


class CriterionForm(BaseModel):
    name: Short
    description: Text
    anchors: Annotated[list[Text], cut(4), Field(max_length=4)]


class ProbeForm(BaseModel):
    when: Short
    ask: Short


class QuestionForm(BaseModel):
    text: Text
    type: Literal["OPEN_ENDED", "RESEARCH", "SINGLE_CHOICE", "MULTIPLE_CHOICE"] = "OPEN_ENDED"
    options: Annotated[list[Short], cut(8), Field(max_length=8)] = Field([])
    criteria: Annotated[list[Short], cut(5), Field(max_length=5)] = Field([])
    probes: Annotated[list[ProbeForm], cut(MOST_PROBES), Field(max_length=MOST_PROBES)] = Field([])


class DraftForm(BaseModel):
    interview: InterviewForm
    criteria: Annotated[list[CriterionForm], Field(max_length=5)]
    questions: Annotated[list[QuestionForm], Field(max_length=12)]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that a model wrote but that isn't shown. `part`: None if it doesn't have the form of any part."""

    part: Drafted | None
    reasons: tuple[Reason, ...]

    def told(self) -> LeftOut:
        if self.part is None or "UNSAFE" in self.reasons:
            return LeftOut(_kind_of(self.part), None, self.reasons)
        return LeftOut(_kind_of(self.part), _name_of(self.part), self.reasons)


def _kind_of(part: Drafted | None) -> Part | None:
    if isinstance(part, DraftedQuestion):
        return "QUESTION"
    return "CRITERION" if isinstance(part, DraftedCriterion) else None if part is None else "TITLE"


def _name_of(part: Drafted) -> str:
    if isinstance(part, DraftedQuestion):
        return part.text
    return part.name if isinstance(part, DraftedCriterion) else part.title


class Sieve:
    """Passes on complete parts that meet the rules, each of them once."""

    def __init__(self, wish: Wish, fence: Fence, redaction: Redaction | None = None) -> None:
        self._wish, self._fence, self._redaction = wish, fence, redaction
        self._subject = subject_of(wish)
        self._seen: set[str] = set()
        self._criteria: dict[str, str] = {}  # each name as it was written, keyed by its plain form
        self._fed: set[str] = set()
        self.rejected: list[Rejected] = []
        self.count = 0
        self.has_question = False
        self.failure: str | None = None

    @property
    def unfed(self) -> list[str]:
        """The names of the criteria that no question covers yet."""
        return [name for name in self._criteria.values() if name not in self._fed]

    async def parts(self, stream: FormStream) -> AsyncGenerator[Drafted]:
        objects = WholeObjects()
        async with aclosing(stream.pieces()) as pieces:
            async for piece in pieces:
                for found in objects.feed(piece):
                    part = part_of(found if self._redaction is None else self._redaction.raw(found))
                    shown = self.judge(part)
                    if shown is not None:
                        yield shown

    def judge(self, part: Drafted | None) -> Drafted | None:
        """The part to show; None if it is left out, with the reasons in `rejected`."""
        reasons = self._reasons_against(part)
        if part is None or reasons:
            self.rejected.append(Rejected(part, reasons))
            return None
        self._seen.add(_key(part))
        self.count += 1
        if isinstance(part, DraftedCriterion):
            self._criteria[plain(part.name)] = part.name
        return self._finished(part) if isinstance(part, DraftedQuestion) else part

    def _finished(self, question: DraftedQuestion) -> DraftedQuestion:
        """The question with only existing criteria, and only follow-ups that meet the rules."""
        self.has_question = True
        names = tuple(dict.fromkeys(filter(None, (self._criteria.get(plain(name)) for name in question.criteria))))
        self._fed.update(names)
        probes = tuple(probe for probe in question.probes or () if not self._is_unsafe(probe.ask))
        question = replace(question, criteria=names, probes=probes)
        return replace(question, probes=probes_to_propose(question, self._wish.language, self._subject))

    def _reasons_against(self, part: Drafted | None) -> tuple[Reason, ...]:
        if part is None:
            return ("UNREADABLE",)
        if self._is_unsafe(repr(replace(part, probes=None) if isinstance(part, DraftedQuestion) else part)):
            return ("UNSAFE",)
        if _key(part) in self._seen:
            return ("REPEATED",)
        if not isinstance(part, DraftedQuestion):
            return ()
        quotes: tuple[Reason, ...] = ("QUOTES_GOAL",) if repeats(self._wish.goal, part.text) else ()
        return (*quotes, *problems_of(part, self._wish.language, self._subject))

    def _is_unsafe(self, text: str) -> bool:
        return self._fence.leaks_into(text) or has_mark(text)


def _key(part: Drafted) -> str:
    name = "" if isinstance(part, DraftedInterview) else _name_of(part)
    return f"{type(part).__name__} {plain(name)}"


def part_of(found: Mapping[str, object]) -> Drafted | None:
    """Reads a part by its fields: a question has a text, a criterion a name, the interview a title."""
    try:
        if "text" in found:
            return question_of(QuestionForm.model_validate(found))
        if "name" in found:
            form = CriterionForm.model_validate(found)
            anchors = tuple(map(one_line, form.anchors)) if len(form.anchors) == 4 else ()
            name = one_line(form.name)
            return DraftedCriterion(name, one_line(form.description), anchors) if name else None
        interview = InterviewForm.model_validate(found)
    except ValidationError:
        return None
    title = one_line(interview.title)
    return DraftedInterview(title, one_line(interview.objective)) if title else None


def question_of(form: QuestionForm) -> DraftedQuestion:
    options = tuple(dict.fromkeys(filter(None, map(one_line, form.options))))
    is_choice = QUESTION_TYPES[form.type].has_options
    kind = form.type if not is_choice or len(options) >= 2 else "OPEN_ENDED"
    criteria = tuple(map(one_line, form.criteria))
    offered = options if kind == form.type and is_choice else None
    return DraftedQuestion(one_line(form.text), kind, None, offered, criteria, tuple(_probes_of(form.probes)))


def _probes_of(forms: Iterable[ProbeForm]) -> Iterable[PreparedProbe]:
    for form in forms:
        ask = one_line(form.ask)
        if ask and form.when in _CONDITIONS:
            yield PreparedProbe(cast("Condition", form.when), ask)


def one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def problems_of(question: DraftedQuestion, language: str, subject: Subject = NOTHING_PRIVATE) -> list[Reason]:
    """The reasons not to show this question."""
    most = _MOST_WORDS * (1 if lang.of(language).is_spaced else 3)
    if not 3 <= length_of(question.text) <= most:
        return ["LENGTH"]
    return list(dict.fromkeys(cast("list[Reason]", concerns_about(question, subject))))
