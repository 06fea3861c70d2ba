"""The probes of a question: its creator's own, or those that Aural suggests for it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from aural.api.validation import Input, Json, Output, Problem, Sentence
from aural.engine.plan import Condition, Question
from aural.engine.prepared_probes import MOST, probes_of
from aural.store.database import Row

_ABOUT_A_HALF = "HALF_UNANSWERED"
_CONDITION = (
    "When it is worth asking. SHORT: the answer is only a few words. HALF_UNANSWERED: it leaves out the part of the "
    "question in `about`. The others name what it leaves out: NO_RESULT how it ended, NO_OWN_PART what the candidate "
    "did, NO_REASON why, NO_EXAMPLE a concrete case, NO_FIGURE a number, NO_ALTERNATIVE other ways. ALWAYS: after any "
    "answer."
)


class ProbeIn(Input):
    """A prepared follow-up: what to ask, and after which answers."""

    when: Condition = Field(description=_CONDITION)
    ask: Sentence = Field(description="The follow-up, in the words in which it is asked.")
    about: Sentence | None = Field(
        None, description="HALF_UNANSWERED only, and required there: the part of the question to look for."
    )


class ProbeOut(Output):
    """A prepared follow-up."""

    when: Condition = Field(description=_CONDITION)
    ask: str
    about: str | None = Field(description="HALF_UNANSWERED only: the part of the question that is looked for.")


Probes = Annotated[list[ProbeIn], Field(max_length=MOST)]


def check_probes(probes: Any) -> list[Problem]:
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


def suggest_probes(text: str, kind: Any, language: str) -> list[Json]:
    """The probes that Aural suggests for a question without its own."""
    suggested = probes_of(Question("", 0, text, kind), language)
    return [{"when": probe.when, "ask": probe.ask, "about": probe.about} for probe in suggested]


def probes_json(row: Row[Any]) -> list[Json]:
    """The probes of a question: its own or the suggested ones. The row also has the interview's `language`."""
    if row.probes is not None:
        own: list[Json] = row.probes
        return own
    return suggest_probes(row.text, row.type, row.language)


def own_probes(sent: list[Json] | None, *suggested: list[Json]) -> list[Json] | None:
    """The probes to store; None if the client sent back the suggestions that it had read."""
    return None if sent in suggested else sent
