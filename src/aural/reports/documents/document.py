"""A session's report as a document, which exports, shared links and comparisons are made from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aural.engine.people import in_words_of
from aural.engine.purposes import gives_levels
from aural.reports.analysis.suggestions import Suggestion

HIDDEN_NAME = "[name]"
LEFT_OUT = "[The candidate left this answer out.]"
_SHORTEST_PART = 3  # of a name: "Li" or "Jo" alone occurs in too many words


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the report with the candidate's words that support it."""

    text: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HumanRating:
    """A person's rating, separate from the AI's level. `level` None: no evidence."""

    level: int | None
    by: str
    reason: str | None
    at: int


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """`level` None: no evidence. `is_hidden`: the reader has to rate first, and sees neither level nor evidence.

    `why` explains the level, and `would_raise` says what would raise it. Both are a model's words; None without them.
    """

    name: str
    level: int | None
    ratings: tuple[int | None, ...]
    quotes: tuple[str, ...]
    human: tuple[HumanRating, ...] = ()
    is_hidden: bool = False
    lowered_from: int | None = None  # the level with words for the top level, or with words meant for the judge
    why: str | None = None
    would_raise: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One message. `text`: the version that counts. `original`: the words before the candidate corrected them."""

    seq: int
    is_candidate: bool
    text: str
    at: int
    made: str | None = None  # code, or the words in a drawing
    original: str | None = None
    is_left_out: bool = False
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's final word."""

    status: str
    by: str
    reason: str | None
    at: int
    preliminary: bool = False  # made while the report was preliminary


@dataclass(frozen=True, slots=True)
class Document:
    session_id: str
    title: str
    organization: str
    name: str | None
    language: str
    started_at: int
    finished_at: int | None
    seconds: int
    report_status: str | None
    note: str | None  # for the reader, or why there is no report
    summary: Passage | None = None
    criteria: tuple[CriterionPart, ...] | None = None  # None: not scored
    findings: tuple[Passage, ...] = ()
    themes: tuple[Passage, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    turns: tuple[Turn, ...] = ()
    remark: str | None = None
    decision: Decision | None = None
    preliminary: bool = False
    preliminary_until: int | None = None  # the candidate can check the transcript; the report may change
    purpose: str = "HIRING"  # the interview's
    synthetic_voice: str | None = None  # the interviewer's; None: it did not speak

    def in_words(self, text: str) -> str:
        """One of the product's own texts, with the word for the person that fits the interview's purpose."""
        return in_words_of(self.purpose, text)

    def shows_criteria(self) -> bool:
        """Whether there are levels, or a reader would expect them."""
        return self.report_status == "READY" and (self.criteria is not None or gives_levels(self.purpose))

    def who(self) -> str:
        """The person's name, or a word such as "candidate" for an unnamed person."""
        return self.name or self.in_words("Candidate")


def report_parts(row: Mapping[str, Any], *, is_hidden: bool, human: Mapping[str, Sequence[HumanRating]]) -> Any:
    """The fields of a Document that come from a stored report, as values in `row`."""
    quotes = _quotes(row["evidence"])
    return {
        "summary": Passage(row["summary"], quotes.get("summary", ())) if row["summary"] else None,
        "criteria": _criteria(row["scores"], quotes, is_hidden, human),
        "findings": _passages("insights", row["insights"], quotes),
        "themes": _passages("themes", row["themes"], quotes),
    }


def _quotes(evidence: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for item in evidence:
        found[item["supports"]] = (*found.get(item["supports"], ()), item.get("made") or item["quote"])
    return found


def _passages(kind: str, texts: Sequence[str], quotes: Mapping[str, tuple[str, ...]]) -> tuple[Passage, ...]:
    return tuple(Passage(text, quotes.get(f"{kind}/{at}", ())) for at, text in enumerate(texts))


def _criteria(
    scores: Sequence[Mapping[str, Any]] | None,
    quotes: Mapping[str, tuple[str, ...]],
    is_hidden: bool,
    human: Mapping[str, Sequence[HumanRating]],
) -> tuple[CriterionPart, ...] | None:
    if scores is None:
        return None
    return tuple(
        CriterionPart(
            score["criterion"],
            None if is_hidden else score["level"],
            () if is_hidden else tuple(score["ratings"]),
            quotes.get(f"criteria/{score['criterion']}", ()),
            tuple(human.get(score["criterion"], ())),
            is_hidden,
            None if is_hidden else score.get("loweredFrom"),
            None if is_hidden else score.get("why"),
            None if is_hidden else score.get("wouldRaise"),
        )
        for score in scores
    )


def made_text(data: Mapping[str, Any] | None) -> str | None:
    """The code or the words in a drawing, from a message's data."""
    parts = [part["text"] for part in (data or {}).values() if isinstance(part, dict) and part.get("text")]
    return "\n".join(map(str, parts)) or None


# --- without the name -----------------------------------------------------------------------------------------------


def without_name(document: Document, label: str) -> Document:
    """The document with `label` as the name. The person's name, as spelled there, is removed from every text too."""
    hide = name_hider(document.name)
    return replace(
        document,
        name=label,
        note=_maybe(hide, document.note),
        summary=None if document.summary is None else _hidden_passage(hide, document.summary),
        criteria=None if document.criteria is None else tuple(_hidden_part(hide, c) for c in document.criteria),
        findings=tuple(_hidden_passage(hide, passage) for passage in document.findings),
        themes=tuple(_hidden_passage(hide, passage) for passage in document.themes),
        suggestions=tuple(replace(each, text=hide(each.text)) for each in document.suggestions),
        turns=tuple(_hidden_turn(hide, turn) for turn in document.turns),
        remark=_maybe(hide, document.remark),
        decision=None
        if document.decision is None
        else replace(document.decision, reason=_maybe(hide, document.decision.reason)),
    )


def name_hider(name: str | None) -> Any:
    """A function that removes the name, and each of its longer parts, from a text."""
    words = " ".join((name or "").split())
    if not words:
        return str
    parts = [part for part in words.split(" ") if len(part) >= _SHORTEST_PART or not part.isascii()]
    # The whole name in any case; a part only as it is spelled, since "Mark" is a name and "mark" is a word.
    spellings = [f"(?i:{re.escape(words)})", *map(re.escape, sorted(parts, key=len, reverse=True))]
    edges = all(part.isascii() for part in words.split(" "))
    around = r"(?<!\w)(?:{})(?!\w)" if edges else "(?:{})"  # scripts without blanks have no edges
    pattern = re.compile(around.format("|".join(spellings)))
    return lambda text: pattern.sub(HIDDEN_NAME, text)


def _maybe(hide: Any, text: str | None) -> str | None:
    return None if text is None else hide(text)


def _hidden_passage(hide: Any, passage: Passage) -> Passage:
    return Passage(hide(passage.text), tuple(map(hide, passage.quotes)))


def _hidden_part(hide: Any, part: CriterionPart) -> CriterionPart:
    human = tuple(replace(rating, reason=_maybe(hide, rating.reason)) for rating in part.human)
    quotes, why = tuple(map(hide, part.quotes)), _maybe(hide, part.why)
    return replace(part, quotes=quotes, human=human, why=why, would_raise=_maybe(hide, part.would_raise))


def _hidden_turn(hide: Any, turn: Turn) -> Turn:
    return replace(turn, text=hide(turn.text), made=_maybe(hide, turn.made), original=_maybe(hide, turn.original))
