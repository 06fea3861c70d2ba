"""The content of an interview: its settings, criteria and questions, without its database id and state.

A session runs on a version of the content. Differences between versions are listed by field, named as in the API.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic.alias_generators import to_camel

from aural.engine.plan import Criterion, Fact, Plan, PreparedProbe, Question
from aural.interviews.tables import INTERVIEW_SETTINGS, QUESTION_CONTENT

Content = dict[str, Any]
_RENAMED = {"is_required": "required", "probe_on_short": "followUpEnabled"}
# The API's name of each column, in the order in which differences are listed.
SETTINGS = {column: to_camel(column) for column in INTERVIEW_SETTINGS}
QUESTION = {column: _RENAMED.get(column, to_camel(column)) for column in QUESTION_CONTENT}
_AS_TEXT = ("approved_facts", "assessment_criteria")


@dataclass(frozen=True, slots=True)
class Change:
    """A changed field. `path`: its name, prefixed by `questions.ID.` or `assessmentCriteria.NAME.` if it is in one."""

    kind: Literal["changed", "added", "removed", "moved"]
    path: str
    before: Any
    after: Any


def content_of(interview: object, questions: Sequence[Any]) -> Content:
    """The content of database rows, whose JSON may still be the stored text."""
    settings: dict[str, Any] = {name: getattr(interview, column) for column, name in SETTINGS.items()}
    for column in _AS_TEXT:
        value = settings[SETTINGS[column]]
        settings[SETTINGS[column]] = json.loads(value) if isinstance(value, str) else value
    asked = [{"id": row.id} | {name: getattr(row, column) for column, name in QUESTION.items()} for row in questions]
    return {"interview": settings, "questions": asked}


def plan_of(content: Content, interview_id: str, *, organization: str = "", is_preview: bool = False) -> Plan:
    """The plan of a session that runs on this content."""
    said = content["interview"]
    minutes = said["timeLimitMinutes"]
    return Plan(
        interview_id=interview_id,
        title=said["title"],
        description=said["description"],
        objective=said["objective"],
        criteria=tuple(map(_criterion_of, said["assessmentCriteria"])),
        ai_name=said["aiName"],
        tone=said["aiTone"],
        depth=said["followUpDepth"],
        language=said["language"],
        time_limit_seconds=None if minutes is None else minutes * 60,
        max_pauses=said["maxPauses"],
        max_pause_seconds=said["maxPauseMinutes"] * 60,
        approved_facts=tuple(Fact(fact["topic"], fact["text"]) for fact in said["approvedFacts"]),
        organization=organization,
        has_voice=said["voiceEnabled"],
        is_preview=is_preview,
        purpose=said["purpose"],
        questions=tuple(_question_of(place, item) for place, item in enumerate(content["questions"])),
    )


def _criterion_of(stored: Mapping[str, Any]) -> Criterion:
    anchors = tuple((anchor["level"], anchor["text"]) for anchor in stored.get("anchors", ()))
    return Criterion(stored["name"], stored["description"], anchors, tuple(stored.get("questionIds", ())))


def _question_of(place: int, item: Mapping[str, Any]) -> Question:
    return Question(
        id=item["id"],
        order=place,
        text=item["text"],
        type=item["type"],
        description=item["description"],
        is_required=item["required"],
        options=None if item["options"] is None else tuple(item["options"]),
        follow_ups_enabled=item["followUpEnabled"],
        starter_code=item["starterCode"],
        time_limit_seconds=item["timeLimitSeconds"],
        depth=item["followUpDepth"],
        probes=_probes_of(item.get("probes")),
    )


def _probes_of(stored: Sequence[Mapping[str, Any]] | None) -> tuple[PreparedProbe, ...] | None:
    return None if stored is None else tuple(PreparedProbe(**probe) for probe in stored)


def digest_of(content: Content) -> bytes:
    """A digest of the content, for finding the same content again.

    Questions without prepared follow-ups have the same digest as before these existed, so stored versions stay current.
    """
    asked = [
        {name: value for name, value in item.items() if name != "probes" or value is not None}
        for item in content["questions"]
    ]
    said = {**content, "questions": asked}
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).digest()


def changes_between(before: Content, after: Content) -> tuple[Change, ...]:
    """The changes from one content to the other: first settings, then criteria by name, then questions by id."""
    old, new = before["interview"], after["interview"]
    plain = [name for name in SETTINGS.values() if name != "assessmentCriteria"]
    found = [Change("changed", name, old.get(name), new.get(name)) for name in plain if old.get(name) != new.get(name)]
    criteria = (_by(old["assessmentCriteria"], "name"), _by(new["assessmentCriteria"], "name"))
    found += _parts("assessmentCriteria", *criteria)
    found += _parts("questions", _by(before["questions"], "id"), _by(after["questions"], "id"))
    return tuple(found)


def _by(items: Sequence[Mapping[str, object]], key: str) -> dict[str, Mapping[str, object]]:
    """The items by key, in order. If two have the same key, the second gets a different one."""
    keyed: dict[str, Mapping[str, object]] = {}
    for item in items:
        name = str(item[key])
        while name in keyed:
            name += "'"
        keyed[name] = item
    return keyed


def _parts(
    where: str, old: Mapping[str, Mapping[str, object]], new: Mapping[str, Mapping[str, object]]
) -> Iterator[Change]:
    for key, item in old.items():
        if key not in new:
            yield Change("removed", f"{where}.{key}", _told(item), None)
    kept_before = [key for key in old if key in new]
    kept_after = [key for key in new if key in old]
    for key, item in new.items():
        if key not in old:
            yield Change("added", f"{where}.{key}", None, _told(item))
            continue
        for name in dict.fromkeys((*old[key], *item)):
            if old[key].get(name) != item.get(name):
                yield Change("changed", f"{where}.{key}.{name}", old[key].get(name), item.get(name))
    for key in _moved(kept_before, kept_after):
        yield Change("moved", f"{where}.{key}", list(old).index(key), list(new).index(key))


def _told(item: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in item.items() if name != "id"}


def _moved(before: list[str], after: list[str]) -> list[str]:
    """The smallest set of moved keys: those outside the longest run that kept its order."""
    places = {key: place for place, key in enumerate(before)}
    best: list[list[str]] = []  # for each key of `after`, the longest run that ends with it
    for key in after:
        longest: list[str] = max((run for run in best if places[run[-1]] < places[key]), key=len, default=[])
        best.append([*longest, key])
    run: list[str] = max(best, key=len, default=[])
    stayed = set(run)
    return [key for key in after if key not in stayed]
