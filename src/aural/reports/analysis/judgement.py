"""The basis of a report: the transcript's lines, and an interviewer's judgement of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from aural.engine.answers.injected_spans import Aside
from aural.engine.message_data import MessageData, Role
from aural.reports.analysis.sections import SECTIONS, SectionName

Sentiment = Literal["positive", "neutral", "negative", "mixed"]
# Why a judge finds nothing in a transcript to rate, not even at a low level. `substance` recognizes nonsense by its
# form. Fluent nonsense has the form of an answer, so the judge has to recognize it, in most of its passes.
Unscorable = Literal["content-free", "copied", "parroted", "unrelated", "unintelligible"]
BY_A_MODEL: dict[Unscorable, str] = {
    "content-free": "There is nothing to judge: the answers are fluent sentences in which nothing is described or "
    "claimed.",
    "copied": "There is nothing to judge: the answers are texts from elsewhere that answer none of the questions.",
    "parroted": "There is nothing to judge: the answers only repeat the questions, in the same words or in others.",
    "unrelated": "There is nothing to judge: all answers are about something other than the questions.",
    "unintelligible": "There is nothing to judge: the answers cannot be understood.",
}
_HOW = "The model decided this; the transcript shows what was said."


@dataclass(frozen=True, slots=True)
class Line:
    """One message. `data`: its choice, code or whiteboard. `is_excluded`: it is set aside and not judged.

    `withheld`: spans of its content that are in the transcript but in no report (`interviewer/disclosures.py`).
    """

    message_id: str
    role: Role
    content: str
    question_id: str | None
    kind: str
    move: str | None
    data: MessageData | None = None
    is_excluded: bool = False
    # How the interviewer understood it, one of `engine/answers/intent.Intent`; None if that wasn't recorded.
    intent: str | None = None
    withheld: tuple[Aside, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a text: a reviewed template, or a model with a versioned prompt."""

    source: Literal["template", "model"]
    name: str  # the template set, or the model's name
    version: str  # the template set's, or the prompt's
    # Why a template was used instead of a model: deadline, refused, unreachable, nonsense, address, library,
    # resting.
    fallback: str | None = None

    def to_json(self) -> dict[str, str | None]:
        return {"source": self.source, "name": self.name, "version": self.version, "fallback": self.fallback}


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the report with the candidate's words that support it. Quotes that aren't found are dropped.

    A finding names its question, and the report puts the question's text before it.
    """

    text: str
    quotes: tuple[str, ...]
    question_id: str | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """The levels of one criterion, one per rating. None means "no evidence", never zero. Empty: not scored.

    `why` explains the median level; `would_raise` says what was missing for the next one. `lowered_from`: the median
    when the judge saw passages that may be meant for it or that name the top level. It is set only if the levels
    without these passages are lower, and `levels` are then the lower ones.
    """

    criterion: str
    levels: tuple[int | None, ...]
    quotes: tuple[str, ...]
    why: str = ""
    would_raise: str = ""
    lowered_from: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """`sections`: a section that is left out has no claims."""

    summary: Claim
    sections: Mapping[SectionName, tuple[Claim, ...]]
    sentiment: Sentiment | None
    ratings: tuple[Rating, ...]
    origin: Origin
    is_scored: bool  # False: the report has only coverage, and `scores` is null
    tokens: int = 0
    # Why there is nothing to rate, and so no ratings; None if there is something, even if it is poor.
    unscorable: Unscorable | None = None
    notes: tuple[str, ...] = ()  # sentences for the report's reader on how the judgement was made


def judgement_to_json(judgement: Judgement) -> dict[str, Any]:
    """The judgement as JSON, with a field for each section."""
    data = asdict(judgement)
    sections: dict[str, Any] = data.pop("sections")
    return data | sections


def judgement_from_json(data: dict[str, Any]) -> Judgement:
    """The inverse of `judgement_to_json`."""

    def claim(item: dict[str, Any]) -> Claim:
        return Claim(item["text"], tuple(item["quotes"]), item.get("question_id"))

    ratings = (Rating(**{**r, "levels": tuple(r["levels"]), "quotes": tuple(r["quotes"])}) for r in data["ratings"])
    sections = {name: tuple(map(claim, data[name])) for name in SECTIONS if name in data}
    made = {"summary": claim(data["summary"]), "ratings": tuple(ratings), "origin": Origin(**data["origin"])}
    known = {each.name: data[each.name] for each in fields(Judgement) if each.name in data}
    known |= {"notes": tuple(data.get("notes", ()))}
    return Judgement(**{**known, **made, "sections": sections})


def reason_of(why: Unscorable) -> str:
    """Why a model found nothing to rate, in a sentence for the creator."""
    return f"{BY_A_MODEL[why]} {_HOW}"
