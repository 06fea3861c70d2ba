"""Drafts without a model: questions from the bank, chosen by what the goal, the job posting or the résumé mentions."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from string import Template

from aural import lang
from aural.engine.answers.injected_spans import without_asides
from aural.engine.answers.sentences import length_of
from aural.engine.authoring.drafts import (
    MOST,
    DraftedCriterion,
    DraftedInterview,
    DraftedQuestion,
    Wish,
    list_topics,
    role_of_document,
)
from aural.engine.authoring.goals import LONGEST_RUN, read_goal, skills_of
from aural.engine.authoring.question_bank import Bank
from aural.engine.authoring.resumes import Contact, read_contact
from aural.engine.question_types import QuestionType
from aural.interviewer.drafting.protocol import Began, Change, Draft, Ended, Event, Meter, Refinement
from aural.interviewer.protocol import Origin

VERSION = "drafting-2"


def speaks(language: str) -> bool:
    return lang.find(language) is not None


class GuidedDrafter:
    """Drafts from the question bank. `why`: the reason why no model drafts, which the draft's origin reports."""

    def __init__(self, why: str | None = None) -> None:
        self._origin = Origin("template", "guided", VERSION, why)

    async def draft(self, wish: Wish, meter: Meter) -> AsyncIterator[Event]:
        yield Began(self._origin)
        for part in await asyncio.to_thread(lambda: list(parts_of(wish))):
            yield part
        yield Ended()

    async def refine(self, draft: Draft, instruction: str, only: int | None) -> Refinement:
        """Only understands requests to add, remove or move a question."""
        change = _removal(draft, instruction) or _moved(draft, instruction) or _addition(draft, instruction)
        if change is None or (only is not None and change.place != only):
            return Refinement(self._origin)
        return Refinement(self._origin, (change,))

    async def read_contact(self, resume: str) -> tuple[Contact, Origin, int]:
        """Reads the contact details by plain rules, which costs no tokens."""
        return read_contact(resume), self._origin, 0


def parts_of(wish: Wish) -> Iterator[DraftedInterview | DraftedCriterion | DraftedQuestion]:
    """Yields the interview, then its criteria, then its questions. Only the objective repeats the goal."""
    language = lang.of(wish.language)
    said = f"{wish.goal}\n{wish.document}" if wish.source == "NOTES" else wish.goal
    goal = read_goal(without_asides(said), wish.purpose, language, role=role_of_document(wish))
    bank = Bank(language, goal)
    criteria, questions = bank.questions(wish, list_topics(wish, MOST))
    yield bank.interview(wish)
    yield from criteria
    yield from questions


def _match(change: str, instruction: str) -> re.Match[str] | None:
    """Matches a request for this change in any language."""
    patterns = (own.pattern("drafting", f"changes.{change}", flags=re.IGNORECASE) for own in lang.every())
    return next((match for match in (pattern.match(instruction) for pattern in patterns) if match), None)


def _removal(draft: Draft, instruction: str) -> Change | None:
    match = _match("remove", instruction)
    place = _place(match["number"], draft) if match else None
    return None if place is None else Change("REMOVE", "QUESTION", place, draft.questions[place], None)


def _moved(draft: Draft, instruction: str) -> Change | None:
    match = _match("move", instruction)
    if match is None:
        return None
    place = _place(match["number"], draft)
    to = 0 if match["first"] else len(draft.questions) - 1 if match["last"] else _place(match["place"], draft)
    if place is None or to is None or to == place:
        return None
    question = draft.questions[place]
    return Change("MOVE", "QUESTION", to, question, question, from_place=place)


def _place(number: str | None, draft: Draft) -> int | None:
    place = int(number or 0) - 1
    return place if 0 <= place < len(draft.questions) else None


def _addition(draft: Draft, instruction: str) -> Change | None:
    match = _match("add", instruction)
    if match is None:
        return None
    topic = match["topic"].strip()
    text = _question_about(topic, draft)
    kind: QuestionType = "RESEARCH" if draft.purpose == "RESEARCH" else "OPEN_ENDED"
    return Change("ADD", "QUESTION", len(draft.questions), None, DraftedQuestion(text, kind))


def _question_about(topic: str, draft: Draft) -> str:
    """For hiring, a question from the bank if the topic is a known skill; otherwise, a template about the topic."""
    language, kind = lang.of(draft.language), "RESEARCH" if draft.purpose == "RESEARCH" else "HIRING"
    there = {question.text for question in draft.questions}
    known = [text for skill in skills_of(topic, language) for text in skill["ask"] if text not in there]
    if known and kind == "HIRING":
        return str(known[0])
    is_short = length_of(topic) <= LONGEST_RUN
    return Template(language.text("drafting", f"add.{kind}{'' if is_short else '_LONG'}")).substitute(topic=topic)
