"""The probes of a question: those that its creator wrote, or those that Aural suggests for it.

The API calls the words of a probe `text`. They are stored as `ask`, the earlier name, so that both versions can read
them during an upgrade. `ProbeIn` and `probes_on_wire` translate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, TypeVar

from pydantic import AliasChoices, Field, model_validator

from aural import lang
from aural.api.validation import Input, Json, Output, Problem, Sentence
from aural.engine.plan import Condition, PreparedProbe, Question, StoredProbe
from aural.engine.prepared_probes import MOST, probes_of
from aural.engine.question_types import QuestionType
from aural.interviews import question_repository as questions
from aural.interviews.content import Content

_ABOUT_A_HALF = "HALF_UNANSWERED"
_CONDITION = (
    "When to ask it. SHORT: the answer has only a few words. HALF_UNANSWERED: the answer leaves out the part of the "
    "question in `about`. The others name what it leaves out: NO_RESULT how it ended, NO_OWN_PART what the candidate "
    "did, NO_REASON why, NO_EXAMPLE a concrete case, NO_FIGURE a number, NO_ALTERNATIVE other ways. ALWAYS: after any "
    "answer."
)


_EARLIER_NAME = "ask"


class ProbeIn(Input):
    """A prepared follow-up: what to ask, and after which answers."""

    when: Condition = Field(description=_CONDITION)
    ask: Sentence = Field(
        alias="text",
        validation_alias=AliasChoices("text", _EARLIER_NAME),
        description="The follow-up, worded as it is asked.",
    )
    about: Sentence | None = Field(
        None, description="Only for HALF_UNANSWERED, which requires it: the part of the question to look for."
    )

    @model_validator(mode="before")
    @classmethod
    def _refuse_two_texts(cls, sent: object) -> object:
        if isinstance(sent, dict) and sent.keys() >= {"text", _EARLIER_NAME}:
            raise ValueError("has both `text` and `ask`, which is its earlier name; send only `text`")
        return sent


class ProbeOut(Output):
    """A prepared follow-up."""

    when: Condition = Field(description=_CONDITION)
    text: str
    about: str | None = Field(description="Only for HALF_UNANSWERED: the part of the question to look for.")


Probes = Annotated[list[ProbeIn], Field(max_length=MOST)]


def check_probes(probes: object) -> list[Problem]:
    """Checks only the rules that the schema cannot express. The schema itself reports wrong types."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for place, probe in enumerate(probes if isinstance(probes, list) else ()):
        if not isinstance(probe, dict):
            continue
        problems += _check_about(f"probes.{place}.about", probe)
        name = _EARLIER_NAME if _EARLIER_NAME in probe else "text"
        words = " ".join(str(probe.get(name)).lower().split())
        if words in seen:
            problems.append((f"probes.{place}.{name}", "must differ from the other follow-ups"))
        seen.add(words)
    return problems


def _check_about(path: str, probe: Json) -> list[Problem]:
    is_needed, is_given = probe.get("when") == _ABOUT_A_HALF, probe.get("about") is not None
    if is_needed and not is_given:
        return [(path, "is required where `when` is HALF_UNANSWERED: the part of the question to look for")]
    if is_given and not is_needed:
        return [(path, "must be null, or left out, unless `when` is HALF_UNANSWERED")]
    return []


def suggest_probes(text: str, kind: QuestionType, language: str) -> list[StoredProbe]:
    """The probes that Aural suggests for a question that has none of its own."""
    return to_stored(probes_of(Question("", 0, text, kind), language))


def to_stored(probes: Iterable[PreparedProbe]) -> list[StoredProbe]:
    return [{"when": probe.when, "ask": probe.ask, "about": probe.about} for probe in probes]


def probes_on_wire(probes: Sequence[StoredProbe]) -> list[Json]:
    """The probes as in responses."""
    return [{"when": probe["when"], "text": probe["ask"], "about": probe.get("about")} for probe in probes]


def content_on_wire(content: Content) -> Content:
    """An interview's stored content as in responses. In versions from before probes existed, `probes` is missing."""
    asked = [{**item, "probes": own_on_wire(item.get("probes"))} for item in content["questions"]]
    return {**content, "questions": asked}


def own_on_wire(probes: Sequence[StoredProbe] | None) -> list[Json] | None:
    return None if probes is None else probes_on_wire(probes)


def current_probes(row: questions.Question) -> list[StoredProbe]:
    """The question's own probes, or the suggested ones."""
    if row.probes is not None:
        return row.probes
    return suggest_probes(row.text, row.type, row.language)


_Probe = TypeVar("_Probe")


def own_probes(sent: list[_Probe] | None, *suggested: list[_Probe]) -> list[_Probe] | None:
    """The probes to store; None if the client sent back the suggestions that it had read."""
    return None if sent in suggested else sent


def own_library_probes(sent: list[StoredProbe] | None, text: str, kind: QuestionType) -> list[StoredProbe] | None:
    """The same for a question in the library. It has no language, so the suggestions may be of any interview."""
    if not sent:  # [] prepares none, even if a language has no suggestions
        return sent
    return own_probes(sent, *(suggest_probes(text, kind, language) for language in lang.codes()))
