"""Drafts by a model, which writes a draft in one answer. Each part is checked and passed on once it is complete."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from aural.engine.authoring.drafts import (
    DraftedCriterion,
    DraftedInterview,
    DraftedQuestion,
    Subject,
    Wish,
    subject_of,
)
from aural.engine.authoring.goals import repeats
from aural.engine.authoring.resumes import Contact, read_contact
from aural.engine.question_types import QuestionType
from aural.interviewer.drafting.guided import GuidedDrafter, parts_of
from aural.interviewer.drafting.parts import DraftForm, Short, Sieve, Text, cut, one_line, problems_of
from aural.interviewer.drafting.protocol import (
    Action,
    Began,
    Change,
    Draft,
    Ended,
    EndReason,
    Event,
    Meter,
    Part,
    Refinement,
)
from aural.interviewer.drafting.second_request import Completion
from aural.interviewer.model.contacts import find_contact
from aural.interviewer.model.model import Model, ModelError
from aural.interviewer.model.redaction import Redaction, has_mark, with_note
from aural.interviewer.model.streaming import FormStream
from aural.interviewer.prompts import Fence, prompt
from aural.interviewer.protocol import Origin

DRAFT_SECONDS = 120.0
REFINE_SECONDS = 60.0
MOST_DOCUMENT_CHARACTERS = 24_000
_RESEARCH, _HIRING = " or RESEARCH", ", SINGLE_CHOICE or MULTIPLE_CHOICE"
_LEVELS = {"ENTRY": "beginner", "MID": "some years of experience", "SENIOR": "senior", "LEAD": "leads others"}


class EditForm(BaseModel):
    action: Literal["CHANGE", "ADD", "REMOVE"]
    part: Literal["TITLE", "OBJECTIVE", "QUESTION", "CRITERION"]
    number: int = 0
    text: Text = ""
    hint: Text = ""
    why: Short = ""


class RefinementForm(BaseModel):
    edits: Annotated[list[EditForm], cut(30), Field(max_length=30)]


class ModelDrafter:
    """Drafts with a model. If it fails before the first complete part, a guided draft is used, and the origin says so.

    `redacts`: whether to hide names and addresses in the material before the model gets it.
    """

    def __init__(
        self,
        model: Model,
        *,
        draft_seconds: float = DRAFT_SECONDS,
        refine_seconds: float = REFINE_SECONDS,
        redacts: bool = False,
    ) -> None:
        self._model, self._redacts = model, redacts
        self._draft_seconds, self._refine_seconds = draft_seconds, refine_seconds

    async def draft(self, wish: Wish, meter: Meter) -> AsyncIterator[Event]:
        fence, redaction = Fence(), await asyncio.to_thread(_redaction_of, wish) if self._redacts else None
        shown = wish if redaction is None else _without_people(wish, redaction)
        system, user = with_note(_draft_system(wish, fence), redaction), _draft_user(shown, fence)
        stream = FormStream(self._model, system, user, DraftForm, seconds=self._draft_seconds)
        sieve = Sieve(wish, fence, redaction)
        why: EndReason = "DONE"
        try:
            async with aclosing(sieve.parts(stream)) as parts:
                async for part in parts:
                    if sieve.count == 1:
                        is_cut = len(shown.document) > MOST_DOCUMENT_CHARACTERS
                        yield Began(self._origin("draft"), is_cut)
                    yield _titled(part, wish) if isinstance(part, DraftedInterview) else part
        except ModelError as error:
            why, sieve.failure = "DEADLINE" if error.why == "deadline" else "FAILED", error.why
        finally:
            await meter(stream.tokens)
        if sieve.count == 0:
            async for event in GuidedDrafter(sieve.failure or "nonsense").draft(wish, meter):
                yield replace(event, tokens=stream.tokens) if isinstance(event, Ended) else event
            return
        completion = Completion(self._model, wish, sieve, redaction)
        if why == "DONE":
            async for question in completion.questions(meter):
                yield question
        tokens = stream.tokens + completion.tokens
        yield Ended(why if sieve.has_question else "FAILED", tuple(completion.missing), tokens)

    async def refine(self, draft: Draft, instruction: str, only: int | None) -> Refinement:
        fence, lines = Fence(), list(_lines_of(draft))
        redaction = Redaction() if self._redacts else None
        told = instruction
        if redaction is not None:
            await asyncio.to_thread(redaction.learn, [*lines, instruction])
            lines, told = list(map(redaction.hide, lines)), redaction.hide(instruction)
        system, user = with_note(_refine_system(draft, fence), redaction), _refine_user(lines, told, only, fence)
        try:
            form, tokens = await self._model.fill(system, user, RefinementForm, seconds=self._refine_seconds)
        except ModelError as error:
            guided = await GuidedDrafter(error.why).refine(draft, instruction, only)
            return replace(guided, tokens=error.tokens)
        form = form if redaction is None else redaction.filled(form)
        subject = await asyncio.to_thread(_subject_of, draft)
        found = [_change_of(edit, draft, only, fence, subject) for edit in form.edits]
        changes = tuple(change for change in found if change is not None)
        return Refinement(self._origin("refine"), changes, len(found) - len(changes), tokens)

    async def read_contact(self, resume: str) -> tuple[Contact, Origin, int]:
        if self._redacts:  # the model would find nothing in a redacted résumé
            return await GuidedDrafter().read_contact(resume)
        return await find_contact(self._model, resume)

    def _origin(self, name: str) -> Origin:
        return Origin("model", self._model.choice.name, prompt(name).version)


def _titled(interview: DraftedInterview, wish: Wish) -> DraftedInterview:
    """The interview, with the guided draft's title if the model's repeats the goal."""
    if not repeats(wish.goal, interview.title):
        return interview
    reviewed = next(part for part in parts_of(wish) if isinstance(part, DraftedInterview))
    return replace(interview, title=reviewed.title)


# the requests


def _draft_system(wish: Wish, fence: Fence) -> str:
    types = _RESEARCH if wish.purpose == "RESEARCH" else _HIRING
    count = str(wish.question_count)
    return prompt("draft").fill("system", language=wish.language, count=count, types=types, **_marks(fence))


def _draft_user(wish: Wish, fence: Fence) -> str:
    texts = prompt("draft")
    document = wish.document[:MOST_DOCUMENT_CHARACTERS]
    material = texts.fill(f"material-{wish.source}", document=fence.around([document])) if document else ""
    return texts.fill(
        "user",
        purpose=texts.parts[f"purpose-{wish.purpose}"],
        level=_LEVELS.get(wish.level or "", "any"),
        minutes=str(wish.minutes),
        goal=wish.goal or "-",
        material=material,
    )


def _refine_system(draft: Draft, fence: Fence) -> str:
    return prompt("refine").fill("system", language=draft.language, **_marks(fence))


def _refine_user(lines: Iterable[str], instruction: str, only: int | None, fence: Fence) -> str:
    texts = prompt("refine")
    limit = texts.fill("only", number=str(only + 1)) if only is not None else ""
    return texts.fill("user", draft=fence.around(lines), instruction=instruction, only=limit)


def _redaction_of(wish: Wish) -> Redaction:
    """The redaction of the material for a draft. The name of the résumé's owner is read from its first lines."""
    name = read_contact(wish.document).name if wish.source == "RESUME" else None
    redaction = Redaction([name] if name else [])
    redaction.learn([wish.goal, wish.document])
    return redaction


def _without_people(wish: Wish, redaction: Redaction) -> Wish:
    return replace(wish, goal=redaction.hide(wish.goal), document=redaction.hide(wish.document))


def _lines_of(draft: Draft) -> Iterable[str]:
    yield f"TITLE: {draft.interview.title}"
    yield f"OBJECTIVE: {draft.interview.objective}"
    for number, question in enumerate(draft.questions, 1):
        options = f" Options: {' | '.join(question.options)}" if question.options else ""
        yield f"QUESTION {number} ({question.type}): {question.text}{options}"
    for number, criterion in enumerate(draft.criteria, 1):
        yield f"CRITERION {number}: {criterion.name}. {criterion.description}"


def _marks(fence: Fence) -> dict[str, str]:
    return {"opening": fence.opening, "closing": fence.closing, "canary": fence.canary}


# the proposed changes


def _subject_of(draft: Draft) -> Subject:
    """The subject of a draft. In hiring, its questions show which private words belong to the work."""
    goal = f"{draft.interview.title}\n{draft.interview.objective}"
    questions = "\n".join(question.text for question in draft.questions)
    return subject_of(Wish(goal=goal, document=questions, purpose=draft.purpose, language=draft.language))


def _change_of(edit: EditForm, draft: Draft, only: int | None, fence: Fence, subject: Subject) -> Change | None:
    """The change that an edit describes; None if it changes nothing or must not be shown."""
    text = one_line(edit.text)
    told = edit.text + edit.hint + edit.why
    if fence.leaks_into(told) or has_mark(told) or (edit.action != "REMOVE" and not text):
        return None
    if edit.part in ("TITLE", "OBJECTIVE"):
        return _change_of_text(edit, text, draft) if only is None else None
    change = _change_in_list(edit, text, draft)
    if change is None or change.before == change.after:
        return None
    if only is not None and (change.part != "QUESTION" or change.action != "CHANGE" or change.place != only):
        return None
    is_bad = isinstance(change.after, DraftedQuestion) and problems_of(change.after, draft.language, subject)
    return None if is_bad else change


def _change_of_text(edit: EditForm, text: str, draft: Draft) -> Change | None:
    before = draft.interview.title if edit.part == "TITLE" else draft.interview.objective
    if edit.action != "CHANGE" or before == text:
        return None
    part: Part = edit.part
    return Change("CHANGE", part, None, before, text, one_line(edit.why))


def _change_in_list(edit: EditForm, text: str, draft: Draft) -> Change | None:
    there: tuple[DraftedQuestion | DraftedCriterion, ...] = (
        draft.questions if edit.part == "QUESTION" else draft.criteria
    )
    action: Action = edit.action
    if action == "ADD":
        place = max(0, min(edit.number, len(there)))
        kind: QuestionType = "RESEARCH" if draft.purpose == "RESEARCH" else "OPEN_ENDED"
        new = DraftedQuestion(text, kind) if edit.part == "QUESTION" else DraftedCriterion(text, one_line(edit.hint))
        return Change(action, edit.part, place, None, new, one_line(edit.why))
    if not 1 <= edit.number <= len(there):
        return None
    before = there[edit.number - 1]
    after = None if action == "REMOVE" else _changed(before, text, one_line(edit.hint))
    return Change(action, edit.part, edit.number - 1, before, after, one_line(edit.why))


def _changed(before: DraftedQuestion | DraftedCriterion, text: str, hint: str) -> DraftedQuestion | DraftedCriterion:
    if isinstance(before, DraftedQuestion):
        return replace(before, text=text, probes=None)  # they were prepared for the old question
    return replace(before, name=text, description=hint or before.description)
