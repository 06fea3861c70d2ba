"""A session's report as a document, from which exports, shared links and comparisons are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, NamedTuple, TypedDict

from aural.engine.artifacts import drawn_with
from aural.engine.people import in_words_of
from aural.engine.purposes import gives_levels
from aural.reports.analysis.sections import SECTIONS, SectionPart
from aural.reports.analysis.suggestions import Suggestion
from aural.reports.documents.names import Hide, name_hider

LEFT_OUT = "[The candidate left this answer out.]"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the report with the candidate's words that support it.

    `chosen`: for each quote, the options that were chosen along with its message's words.
    """

    text: str
    quotes: tuple[str, ...]
    chosen: tuple[tuple[str, ...], ...] = ()


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
    `is_scored` False: the AI gave no level, and only people rated it.

    `why` explains the level, and `would_raise` says what would raise it. A model writes them; they may be None.
    `chosen`: as in Passage.
    """

    name: str
    level: int | None
    ratings: tuple[int | None, ...]
    quotes: tuple[str, ...]
    human: tuple[HumanRating, ...] = ()
    is_hidden: bool = False
    lowered_from: int | None = None  # the level before words that name the top level or address the judge were left out
    why: str | None = None
    would_raise: str | None = None
    chosen: tuple[tuple[str, ...], ...] = ()
    is_scored: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """One message. `text`: the version that counts. `original`: the words before the candidate corrected them.

    `chosen`: the options that were chosen along with the words, and the candidate's own one.
    """

    seq: int
    is_candidate: bool
    text: str
    at: int
    made: str | None = None  # code, or the words in a drawing
    original: str | None = None
    is_left_out: bool = False
    message_id: str = ""
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision on the session."""

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
    criteria: tuple[CriterionPart, ...] | None = None  # None: neither the AI nor a person gave a level
    sections: dict[SectionPart, tuple[Passage, ...]] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    turns: tuple[Turn, ...] = ()
    remark: str | None = None
    decision: Decision | None = None
    preliminary: bool = False
    preliminary_until: int | None = None  # until then, the candidate can check the transcript
    purpose: str = "HIRING"  # the interview's
    synthetic_voice: str | None = None  # the interviewer's; None: it did not speak
    written_by: str | None = None  # the model that wrote the report; None: there is no report, or no model wrote it

    def in_words(self, text: str) -> str:
        """One of the product's own texts, with the word for the person that fits the interview's purpose."""
        return in_words_of(self.purpose, text)

    @property
    def is_scored(self) -> bool:
        """Whether the AI gave levels."""
        return any(part.is_scored for part in self.criteria or ())

    def shows_criteria(self) -> bool:
        """Whether there are levels, or a reader would expect them."""
        return self.criteria is not None or (self.report_status == "READY" and gives_levels(self.purpose))

    def sections_by_heading(self) -> list[tuple[str, tuple[Passage, ...]]]:
        """The sections that aren't empty, in order."""
        found = [(section.heading, self.sections.get(section.part, ())) for section in SECTIONS.values()]
        return [(heading, passages) for heading, passages in found if passages]

    def who(self) -> str:
        """The person's name, or a word such as "candidate" for an unnamed person."""
        return self.name or self.in_words("Candidate")


class ReportParts(TypedDict, total=False):
    summary: Passage | None
    criteria: tuple[CriterionPart, ...] | None
    sections: dict[SectionPart, tuple[Passage, ...]]


def report_parts(row: Mapping[str, Any], *, is_hidden: bool, human: Mapping[str, Sequence[HumanRating]]) -> ReportParts:
    """The fields of a Document that come from a stored report, whose columns are in `row`.

    `is_hidden`: only the names of the criteria, for people who rate blind.
    """
    quotes = {} if is_hidden else _quotes(row["evidence"])
    return {
        "summary": _passage(row["summary"], "summary", quotes) if row["summary"] and not is_hidden else None,
        "criteria": _criteria(row["scores"], quotes, is_hidden, human),
        "sections": {
            section.part: () if is_hidden else _passages(name, row[name], quotes) for name, section in SECTIONS.items()
        },
    }


class _Quotes(NamedTuple):
    texts: tuple[str, ...] = ()
    chosen: tuple[tuple[str, ...], ...] = ()


_NO_QUOTES = _Quotes()


def _quotes(evidence: Sequence[Mapping[str, Any]]) -> dict[str, _Quotes]:
    found: dict[str, _Quotes] = {}
    for item in evidence:
        texts, chosen = found.get(item["supports"], _NO_QUOTES)
        said, options = item.get("made") or item["quote"], tuple(item.get("chosen", ()))
        if not said:
            continue  # the finding itself lists the options that it rests on
        found[item["supports"]] = _Quotes((*texts, said), (*chosen, options))
    return found


def _passage(text: str, supports: str, quotes: Mapping[str, _Quotes]) -> Passage:
    return Passage(text, *quotes.get(supports, _NO_QUOTES))


def _passages(kind: str, texts: Sequence[str], quotes: Mapping[str, _Quotes]) -> tuple[Passage, ...]:
    return tuple(_passage(text, f"{kind}/{at}", quotes) for at, text in enumerate(texts))


def rated_by_people(
    criteria: Sequence[CriterionPart] | None, human: Mapping[str, Sequence[HumanRating]]
) -> tuple[CriterionPart, ...] | None:
    """The criteria, and after them those that only people rated. None if that leaves none and nothing was scored."""
    known = {part.name for part in criteria or ()}
    others = [
        CriterionPart(name, None, (), (), tuple(given), is_scored=False)
        for name, given in human.items()
        if given and name not in known
    ]
    return None if criteria is None and not others else (*(criteria or ()), *others)


def _criteria(
    scores: Sequence[Mapping[str, Any]] | None,
    quotes: Mapping[str, _Quotes],
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
            quotes.get(f"criteria/{score['criterion']}", _NO_QUOTES).texts,
            tuple(human.get(score["criterion"], ())),
            is_hidden,
            None if is_hidden else score.get("loweredFrom"),
            None if is_hidden else score.get("why"),
            None if is_hidden else score.get("wouldRaise"),
            quotes.get(f"criteria/{score['criterion']}", _NO_QUOTES).chosen,
        )
        for score in scores
    )


def made_with(content: str, data: Mapping[str, Any] | None) -> str | None:
    """The code and the words of a drawing in a message's data that its content doesn't have."""
    data = data or {}
    code = (data.get("code") or {}).get("text") or ""
    return "\n".join(text for text in ("" if code in content else code, drawn_with(content, data)) if text) or None


# --- without the name -----------------------------------------------------------------------------------------------


# Fields in which the name stays: ids, the product's own words, names of other people, and the creator's criteria.
_KEPT = frozenset(
    "session_id message_id question_id language report_status purpose kind status title organization name criterion by "
    "synthetic_voice written_by".split()
)


def without_name(document: Document, label: str) -> Document:
    """The document with `label` in place of the person's name, which is also removed from every text."""
    hidden: Document = _hidden(name_hider(document.name), document)
    return replace(hidden, name=label)


def _hidden(hide: Hide, value: Any) -> Any:
    """Applies `hide` to every text in the value, except in the fields of _KEPT."""
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, tuple):
        return tuple(_hidden(hide, part) for part in value)
    if isinstance(value, dict):
        return {key: _hidden(hide, part) for key, part in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    shown = {each.name: getattr(value, each.name) for each in fields(value) if each.name not in _KEPT}
    return replace(value, **{name: _hidden(hide, part) for name, part in shown.items()})
