"""The plan of a session: the snapshot of the interview and its questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, NotRequired, TypedDict

from aural.engine.question_types import QUESTION_TYPES, QuestionType, Traits

Tone = Literal["CASUAL", "PROFESSIONAL", "FORMAL", "FRIENDLY"]
Depth = Literal["LIGHT", "MODERATE", "DEEP"]

# Gaps in an answer that make a prepared follow-up worth asking. With ALWAYS, it is asked after any answer.
Condition = Literal[
    "SHORT",
    "HALF_UNANSWERED",
    "NO_RESULT",
    "NO_OWN_PART",
    "NO_REASON",
    "NO_EXAMPLE",
    "NO_FIGURE",
    "NO_ALTERNATIVE",
    "ALWAYS",
]

# The maximum number of follow-ups per question, by depth; RESEARCH questions go one level deeper, up to DEEP.
FOLLOW_UPS: dict[Depth, int] = {"LIGHT": 0, "MODERATE": 2, "DEEP": 5}
RESEARCH_FOLLOW_UPS: dict[Depth, int] = {"LIGHT": 2, "MODERATE": 5, "DEEP": 5}


@dataclass(frozen=True, slots=True)
class Criterion:
    """`anchors`: pairs of a level and a description of an answer at that level.

    `question_ids`: the questions whose answers are judged by this criterion; if empty, all questions.
    """

    name: str
    description: str
    anchors: tuple[tuple[int, str], ...] = ()
    question_ids: tuple[str, ...] = ()

    def is_fed_by(self, question_id: str | None) -> bool:
        """Whether an answer to this question counts for the criterion; always True for the closing turn (None)."""
        return question_id is None or not self.question_ids or question_id in self.question_ids


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about the company or the role that the interviewer may state, word for word."""

    topic: str
    text: str


@dataclass(frozen=True, slots=True)
class PreparedProbe:
    """A follow-up written with the question, and asked in these words if an answer meets the condition.

    `about`: the half of the question that HALF_UNANSWERED checks; None for any other condition.
    """

    when: Condition
    ask: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """`probes`: the creator's follow-ups, best first; None to use the library's (`prepared_probes.probes_of`)."""

    id: str
    order: int
    text: str
    type: QuestionType = "OPEN_ENDED"
    description: str | None = None
    is_required: bool = True
    options: tuple[str, ...] | None = None
    follow_ups_enabled: bool = True
    starter_code: str | None = None
    time_limit_seconds: int | None = None
    depth: Depth | None = None  # None: the interview's depth
    probes: tuple[PreparedProbe, ...] | None = None

    @property
    def traits(self) -> Traits:
        return QUESTION_TYPES[self.type]


@dataclass(frozen=True, slots=True)
class Plan:
    interview_id: str
    title: str
    questions: tuple[Question, ...]
    description: str | None = None
    objective: str | None = None
    criteria: tuple[Criterion, ...] = ()
    ai_name: str = "Aural"
    tone: Tone = "PROFESSIONAL"
    depth: Depth = "MODERATE"
    language: str = "en"
    time_limit_seconds: int | None = None
    max_pauses: int = 3
    max_pause_seconds: int = 600
    approved_facts: tuple[Fact, ...] = ()
    organization: str = ""  # its name; empty if unknown
    has_voice: bool = False  # the interview may be spoken if the server supports voice
    is_preview: bool = False  # run by a creator; it isn't counted or judged, and is deleted afterwards
    purpose: str = "HIRING"  # the interview's current purpose, not part of the snapshot
    next_steps: str = ""  # shown to candidates after the interview; not part of the snapshot

    def question(self, question_id: str) -> Question:
        """The question with this id. Raises KeyError if the plan has none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)


class StoredFact(TypedDict):
    topic: str
    text: str


class StoredProbe(TypedDict):
    when: Condition
    ask: str
    about: NotRequired[str | None]


#: A plan as `plan_to_json` gives it. A field that an older plan lacks has the default of `Plan`.
StoredPlan = dict[str, Any]


def follow_up_budget(plan: Plan, question: Question) -> int:
    """The maximum number of follow-ups to this question. No interviewer can exceed it."""
    if not question.follow_ups_enabled:
        return 0
    return (RESEARCH_FOLLOW_UPS if question.traits.is_research else FOLLOW_UPS)[question.depth or plan.depth]


def goes_deep(plan: Plan, question: Question) -> bool:
    """Whether follow-ups continue as long as something is missing: at depth DEEP, and in research."""
    return question.traits.is_research or (question.depth or plan.depth) == "DEEP"


def without_limits(plan: Plan) -> Plan:
    """The plan without time limits for the session and its questions, for candidates who were granted more time."""
    questions = tuple(replace(question, time_limit_seconds=None) for question in plan.questions)
    return replace(plan, time_limit_seconds=None, questions=questions)


def plan_to_json(plan: Plan) -> StoredPlan:
    """The plan without its purpose and next steps, which the interview stores, or its follow-ups, stored separately.

    During an upgrade, the previous version runs the same sessions, and it fails on an unknown field.
    """
    data = asdict(plan)
    del data["purpose"], data["next_steps"]
    for question in data["questions"]:
        del question["probes"]
    return data


def probes_to_json(plan: Plan) -> dict[str, list[StoredProbe]] | None:
    """The creator's follow-ups by question id; None if all questions use follow-ups of the library."""
    own = {q.id: list(map(_probe_to_json, q.probes)) for q in plan.questions if q.probes is not None}
    return own or None


def _probe_to_json(probe: PreparedProbe) -> StoredProbe:
    return {"when": probe.when, "ask": probe.ask, "about": probe.about}


def plan_from_json(data: StoredPlan, probes: Mapping[str, Sequence[StoredProbe]] | None = None) -> Plan:
    """The inverse of `plan_to_json` and `probes_to_json`."""
    own = probes or {}
    questions = tuple(_question_from_json(question, own.get(question["id"])) for question in data["questions"])
    criteria = tuple(map(_criterion_from_json, data["criteria"]))
    facts = tuple(Fact(**fact) for fact in data.get("approved_facts", ()))
    return Plan(**data | {"questions": questions, "criteria": criteria, "approved_facts": facts})


def _question_from_json(data: dict[str, Any], probes: Sequence[StoredProbe] | None) -> Question:
    options = None if data["options"] is None else tuple(data["options"])
    own = None if probes is None else tuple(PreparedProbe(**probe) for probe in probes)
    return Question(**data | {"options": options, "probes": own})


def _criterion_from_json(data: dict[str, Any]) -> Criterion:
    """Plans that were stored before criteria had anchors and question ids lack both fields."""
    anchors = tuple((level, text) for level, text in data.get("anchors", ()))
    return Criterion(data["name"], data["description"], anchors, tuple(data.get("question_ids", ())))
