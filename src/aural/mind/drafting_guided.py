"""Drafts without a model: reviewed sentences around the words of the job text, the résumé or the goal."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from string import Template
from typing import Any

from aural import lang
from aural.interview.drafts import DraftedCriterion, DraftedInterview, DraftedQuestion, Wish, list_topics, title_of
from aural.interview.resumes import Contact, read_contact
from aural.mind.brain import Origin
from aural.mind.drafting import Began, Change, Draft, Ended, Event, Meter, Refinement

VERSION = "drafting-1"
_SHARE_OF_TOPICS = 2 / 3


def speaks(language: str) -> bool:
    return lang.find(language) is not None


class GuidedDrafter:
    """`why`: the reason for which no model drafts, where there might be one."""

    def __init__(self, why: str | None = None) -> None:
        self._origin = Origin("template", "guided", VERSION, why)

    async def draft(self, wish: Wish, meter: Meter) -> AsyncIterator[Event]:
        yield Began(self._origin)
        for part in parts_of(wish):
            yield part
        yield Ended()

    async def refine(self, draft: Draft, instruction: str, only: int | None) -> Refinement:
        """Understands to add, remove and move questions, and nothing else."""
        change = _removal(draft, instruction) or _moved(draft, instruction) or _addition(draft, instruction)
        if change is None or (only is not None and change.place != only):
            return Refinement(self._origin)
        return Refinement(self._origin, (change,))

    async def read_contact(self, resume: str) -> tuple[Contact, Origin, int]:
        """By plain rules."""
        return read_contact(resume), self._origin, 0


def parts_of(wish: Wish) -> Iterator[DraftedInterview | DraftedCriterion | DraftedQuestion]:
    words = lang.of(wish.language).table("drafting")
    kind = "RESEARCH" if wish.purpose == "RESEARCH" else "HIRING"
    yield _interview(wish, words)
    criteria = [DraftedCriterion(c["name"], c["description"], tuple(c["anchors"])) for c in words["criteria"][kind]]
    yield from criteria
    about, own, looking_back = criteria[0].name, criteria[1].name, criteria[-1].name
    count = wish.question_count
    texts = list(_about_topics(wish, words, max(1, int(count * _SHARE_OF_TOPICS))))
    for text in texts:
        yield _question(text, kind, (about, own))
    further = [words["level"][wish.level]] if wish.level and kind == "HIRING" else []
    for text in [*further, *words["further"][kind]][: count - len(texts)]:
        yield _question(text, kind, (looking_back, own) if kind == "HIRING" else (about,))


def _question(text: str, kind: str, criteria: tuple[str, ...]) -> DraftedQuestion:
    names = tuple(dict.fromkeys(criteria))
    return DraftedQuestion(text, "RESEARCH" if kind == "RESEARCH" else "OPEN_ENDED", criteria=names)


def _interview(wish: Wish, words: Mapping[str, Any]) -> DraftedInterview:
    role = title_of(wish)
    key = {"RESEARCH": "title-of-research", "PRACTICE": "title-of-practice"}.get(wish.purpose, "title-of")
    title = Template(words[key]).substitute(role=role) if role else words["title"]
    return DraftedInterview(title, " ".join(wish.goal.split()) or words[f"objective-{wish.purpose.lower()}"])


def _about_topics(wish: Wish, words: Mapping[str, Any], most: int) -> Iterator[str]:
    key = "RESEARCH" if wish.purpose == "RESEARCH" else wish.source if wish.document else "NOTES"
    for number, topic in enumerate(list_topics(wish, most)):
        forms = words["about"][key]
        yield Template(forms[number % len(forms)]).substitute(topic=topic)


def _match(change: str, instruction: str) -> re.Match[str] | None:
    """In whichever language somebody asks for it."""
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
    kind = "RESEARCH" if draft.purpose == "RESEARCH" else "HIRING"
    forms = lang.of(draft.language).value("drafting", "about")["RESEARCH" if kind == "RESEARCH" else "NOTES"]
    topic = match["topic"].strip()
    text = Template(forms[len(draft.questions) % len(forms)]).substitute(topic=topic)
    return Change("ADD", "QUESTION", len(draft.questions), None, _question(text, kind, ()))
