"""The probes of a question: those that its creator wrote, or those that Aural suggests for it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aural import lang
from aural.api.validation import Input, Json, Output, Problem, Sentence
from aural.engine.plan import Condition, Question, StoredProbe
from aural.engine.prepared_probes import MOST, probes_of
from aural.engine.question_types import QuestionType
from aural.interviews import question_repository as questions

_ABOUT_A_HALF = "HALF_UNANSWERED"
_CONDITION = (
    "When to ask it. SHORT: the answer has only a few words. HALF_UNANSWERED: the answer leaves out the part of the "
    "question in `about`. The others name what it leaves out: NO_RESULT how it ended, NO_OWN_PART what the candidate "
    "did, NO_REASON why, NO_EXAMPLE a concrete case, NO_FIGURE a number, NO_ALTERNATIVE other ways. ALWAYS: after any "
    "answer."
)


class ProbeIn(Input):
    """A prepared follow-up: what to ask, and after which answers."""

    when: Condition = Field(description=_CONDITION)
    ask: Sentence = Field(description="The follow-up, worded as it is asked.")
    about: Sentence | None = Field(
        None, description="Only for HALF_UNANSWERED, which requires it: the part of the question to look for."
    )


class ProbeOut(Output):
    """A prepared follow-up."""

    when: Condition = Field(description=_CONDITION)
    ask: str
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
        words = " ".join(str(probe.get("ask")).lower().split())
        if words in seen:
            problems.append((f"probes.{place}.ask", "must differ from the other follow-ups"))
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
    suggested = probes_of(Question("", 0, text, kind), language)
    return [{"when": probe.when, "ask": probe.ask, "about": probe.about} for probe in suggested]


def probes_json(row: questions.Question) -> list[StoredProbe]:
    """The question's own probes, or the suggested ones."""
    if row.probes is not None:
        return row.probes
    return suggest_probes(row.text, row.type, row.language)


def own_probes(sent: list[StoredProbe] | None, *suggested: list[StoredProbe]) -> list[StoredProbe] | None:
    """The probes to store; None if the client sent back the suggestions that it had read."""
    return None if sent in suggested else sent


def own_library_probes(sent: list[StoredProbe] | None, text: str, kind: QuestionType) -> list[StoredProbe] | None:
    """The same for a question in the library. It has no language, so the suggestions may be of any interview."""
    if not sent:  # [] prepares none, even if a language has no suggestions
        return sent
    return own_probes(sent, *(suggest_probes(text, kind, language) for language in lang.codes()))
