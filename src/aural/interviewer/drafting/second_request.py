"""The second request for a draft: for questions that broke the rules, and for criteria without a question."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from string import Template
from typing import Annotated

from pydantic import BaseModel, Field

from aural import lang
from aural.engine.authoring.drafts import DraftedQuestion, Wish
from aural.engine.question_types import QuestionType
from aural.interviewer.drafting.parts import QuestionForm, Rejected, Sieve, question_of
from aural.interviewer.drafting.protocol import LeftOut, Meter, Reason
from aural.interviewer.model.model import Model, ModelError
from aural.interviewer.model.redaction import Redaction, with_note
from aural.interviewer.prompts import Fence, prompt

AGAIN_SECONDS = 45.0
# Reasons that a model can fix. UNSAFE texts are never sent back, and REPEATED texts already exist.
_MENDABLE: frozenset[Reason] = frozenset(
    ("LENGTH", "LEADING", "DOUBLE", "CLOSED", "PROTECTED_TRAIT", "QUOTES_GOAL"),
)


class AgainQuestion(QuestionForm):
    number: int = 0


class AgainForm(BaseModel):
    questions: Annotated[list[AgainQuestion], Field(max_length=20)]


@dataclass(frozen=True, slots=True)
class Gap:
    """A missing question: one that was left out, or any question for a criterion that has none."""

    rejected: Rejected | None
    criterion: str | None = None


class Completion:
    """Completes a draft after the model's first answer, with one more request and then with reviewed questions."""

    def __init__(self, model: Model, wish: Wish, sieve: Sieve, redaction: Redaction | None) -> None:
        self._model, self._wish, self._sieve, self._redaction = model, wish, sieve, redaction
        self._rejected = list(sieve.rejected)
        self._gaps = self._left = list(_gaps_of(sieve))
        self._is_complete = False
        self.tokens = 0

    @property
    def missing(self) -> Iterator[LeftOut]:
        """Parts that weren't requested again, parts that weren't returned, and criteria that still have no question."""
        asked_for = [gap.rejected for gap in self._gaps]
        lost = [gap.rejected for gap in self._left]
        for rejected in self._rejected:
            if rejected not in asked_for or rejected in lost:
                yield rejected.told()
        if self._is_complete:
            for name in self._sieve.unfed:
                yield LeftOut("CRITERION", name, ("NO_QUESTION",))

    async def questions(self, meter: Meter) -> AsyncIterator[DraftedQuestion]:
        """Yields the new questions that meet the rules, then one for each criterion that still has none."""
        if self._gaps:
            asked = await self._ask_again()
            await meter(self.tokens)
            for question in asked:
                yield question
        if self._sieve.has_question:
            for question in plain_questions(self._wish, self._sieve):
                yield question
        self._is_complete = True

    async def _ask_again(self) -> list[DraftedQuestion]:
        fence, redaction = Fence(), self._redaction
        system = with_note(_system(self._wish, fence), redaction)
        user = _user(self._wish.goal, self._gaps, fence, redaction)
        try:
            form, self.tokens = await self._model.fill(system, user, AgainForm, seconds=AGAIN_SECONDS)
        except ModelError as error:
            self.tokens = error.tokens
            return []
        form = form if redaction is None else redaction.filled(form)
        filled: dict[int, DraftedQuestion] = {}
        for asked in form.questions:
            if not 1 <= asked.number <= len(self._gaps) or asked.number in filled or fence.leaks_into(repr(asked)):
                continue
            question = self._sieve.judge(_fed(question_of(asked), self._gaps[asked.number - 1]))
            if isinstance(question, DraftedQuestion):
                filled[asked.number] = question
        self._left = [gap for number, gap in enumerate(self._gaps, 1) if number not in filled]
        return list(filled.values())


def _gaps_of(sieve: Sieve) -> Iterator[Gap]:
    promised: set[str] = set()
    for rejected in sieve.rejected:
        if isinstance(rejected.part, DraftedQuestion) and set(rejected.reasons) <= _MENDABLE:
            promised.update(rejected.part.criteria)
            yield Gap(rejected)
    yield from (Gap(None, name) for name in sieve.unfed if name not in promised)


def _fed(question: DraftedQuestion, gap: Gap) -> DraftedQuestion:
    """The question, with the criteria of the gap in addition to its own."""
    was = gap.rejected.part.criteria if gap.rejected and isinstance(gap.rejected.part, DraftedQuestion) else ()
    own = [gap.criterion] if gap.criterion else was
    return replace(question, criteria=(*own, *question.criteria))


def plain_questions(wish: Wish, sieve: Sieve) -> Iterator[DraftedQuestion]:
    """A reviewed question for each criterion that still has none."""
    kind = "RESEARCH" if wish.purpose == "RESEARCH" else "HIRING"
    form = Template(lang.of(wish.language).text("drafting", f"criterion.{kind}"))
    for name in sieve.unfed:
        text = form.substitute(criterion=name)
        of_type: QuestionType = "RESEARCH" if kind == "RESEARCH" else "OPEN_ENDED"
        question = sieve.judge(DraftedQuestion(text, of_type, criteria=(name,)))
        if isinstance(question, DraftedQuestion):
            yield question


def _system(wish: Wish, fence: Fence) -> str:
    marks = {"opening": fence.opening, "closing": fence.closing, "canary": fence.canary}
    return prompt("draft_again").fill("system", language=wish.language, **marks)


def _user(goal: str, gaps: Sequence[Gap], fence: Fence, redaction: Redaction | None) -> str:
    lines = [f"{number}. {line}" for number, line in enumerate(map(_line_of, gaps), 1)]
    shown = [goal, *lines] if redaction is None else list(map(redaction.hide, [goal, *lines]))
    return prompt("draft_again").fill("user", goal=shown[0] or "-", questions=fence.around(shown[1:]))


def _line_of(gap: Gap) -> str:
    texts = prompt("draft_again").parts
    if gap.rejected is None or not isinstance(gap.rejected.part, DraftedQuestion):
        return f"{texts['unfed']} {gap.criterion}"
    question, reasons = gap.rejected.part, [texts[f"why-{reason}"] for reason in gap.rejected.reasons]
    feeds = f" [{texts['feeds']} {', '.join(question.criteria)}]" if question.criteria else ""
    return f"{question.text}{feeds} ({'; '.join(reasons)})"
