"""What a report is made of: the transcript's lines, and what an interviewer judged about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from aural.engine.answers.injected_spans import Aside

Sentiment = Literal["positive", "neutral", "negative", "mixed"]
# Why a judge finds nothing in a transcript that could be rated, however poorly; `unscorable` says it in words.
Unscorable = Literal["content-free", "copied", "parroted", "unrelated", "unintelligible"]


@dataclass(frozen=True, slots=True)
class Line:
    """One message. `data` holds choice, code or whiteboard; `is_excluded` sets it aside from judging.

    `withheld`: places of its content that are in the transcript and in no report (`interviewer/disclosures.py`).
    """

    message_id: str
    role: Literal["assistant", "user", "system"]
    content: str
    question_id: str | None
    kind: str
    move: str | None
    data: dict[str, Any] | None = None
    is_excluded: bool = False
    # How the interviewer read it, one of `engine/answers/intent.Intent`; None where it was not noted.
    intent: str | None = None
    withheld: tuple[Aside, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Who made a text: a reviewed template, or a model under a versioned prompt."""

    source: Literal["template", "model"]
    name: str  # the template set, or the model's name
    version: str  # of the template set, or of the prompt
    # Why a template stands where a model would have been asked: deadline, refused, unreachable, nonsense,
    # address, library, resting.
    fallback: str | None = None

    def to_json(self) -> dict[str, str | None]:
        return {"source": self.source, "name": self.name, "version": self.version, "fallback": self.fallback}


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the report with the candidate's words that it rests on. Quotes that are not found are dropped.

    A finding names its question, whose words the report puts before it.
    """

    text: str
    quotes: tuple[str, ...]
    question_id: str | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """Levels of one criterion, one a rating; None is "no evidence", never zero. No levels at all: not scored.

    `why` belongs to the median; `would_raise` says what was missing for the next level. `lowered_from`: the median with
    what may be said to the judge, and with words for the top level, where the levels are those without them, for being
    lower.
    """

    criterion: str
    levels: tuple[int | None, ...]
    quotes: tuple[str, ...]
    why: str = ""
    would_raise: str = ""
    lowered_from: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    summary: Claim
    insights: tuple[Claim, ...]
    themes: tuple[Claim, ...]
    sentiment: Sentiment | None
    ratings: tuple[Rating, ...]
    origin: Origin
    is_scored: bool  # False: coverage only, `scores` is null
    tokens: int = 0
    # Why there is nothing to rate, and so no ratings; None where there is something, however poor.
    unscorable: Unscorable | None = None


def judgement_from_json(data: dict[str, Any]) -> Judgement:
    """The inverse of `dataclasses.asdict`, from JSON."""

    def claim(item: dict[str, Any]) -> Claim:
        return Claim(item["text"], tuple(item["quotes"]), item.get("question_id"))

    ratings = (Rating(**{**r, "levels": tuple(r["levels"]), "quotes": tuple(r["quotes"])}) for r in data["ratings"])
    claims = {"insights": tuple(map(claim, data["insights"])), "themes": tuple(map(claim, data["themes"]))}
    made = {"summary": claim(data["summary"]), "ratings": tuple(ratings), "origin": Origin(**data["origin"])}
    return Judgement(**{**data, **claims, **made})
