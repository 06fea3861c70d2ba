"""The plan of a session: the snapshot of the interview and its questions."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

QuestionType = Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]
Tone = Literal["CASUAL", "PROFESSIONAL", "FORMAL", "FRIENDLY"]
Depth = Literal["LIGHT", "MODERATE", "DEEP"]

# Gaps in an answer that make a prepared follow-up worth asking; ALWAYS asks after any answer.
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

# Follow-ups per question, by depth (wire contract, "What a session is"); RESEARCH goes one level deeper.
FOLLOW_UPS: dict[Depth, int] = {"LIGHT": 0, "MODERATE": 2, "DEEP": 5}
RESEARCH_FOLLOW_UPS: dict[Depth, int] = {"LIGHT": 2, "MODERATE": 5, "DEEP": 5}


@dataclass(frozen=True, slots=True)
class Criterion:
    """`anchors`: (level, how an answer of that level looks). `question_ids`: what feeds it; empty: every answer."""

    name: str
    description: str
    anchors: tuple[tuple[int, str], ...] = ()
    question_ids: tuple[str, ...] = ()

    def is_fed_by(self, question_id: str | None) -> bool:
        """Whether an answer to this question is judged by it. Additions in the closing turn (None) always are."""
        return question_id is None or not self.question_ids or question_id in self.question_ids


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about the company or the role that the interviewer may state, word for word."""

    topic: str
    text: str


@dataclass(frozen=True, slots=True)
class PreparedProbe:
    """A follow-up written with the question. It is asked in these words if an answer meets the condition.

    `about`: the half of the question that HALF_UNANSWERED looks for; None with any other condition.
    """

    when: Condition
    ask: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """`probes`: best first; None: those of the library (`prepared_probes.probes_of`)."""

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
    depth: Depth | None = None  # None: the interview's
    probes: tuple[PreparedProbe, ...] | None = None


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
    has_voice: bool = False  # it may be spoken if the server supports voice
    is_preview: bool = False  # run by a creator: not counted, not judged, thrown away
    purpose: str = "HIRING"  # the interview's current purpose, not part of the snapshot

    def question(self, question_id: str) -> Question:
        """The question with this id. Raises KeyError if the plan has none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)


def follow_up_budget(plan: Plan, question: Question) -> int:
    """The most follow-ups that this question may get. No interviewer can exceed it."""
    if not question.follow_ups_enabled:
        return 0
    return (RESEARCH_FOLLOW_UPS if question.type == "RESEARCH" else FOLLOW_UPS)[question.depth or plan.depth]


def goes_deep(plan: Plan, question: Question) -> bool:
    """Whether follow-ups continue as long as something is missing: at depth DEEP, and in research."""
    return question.type == "RESEARCH" or (question.depth or plan.depth) == "DEEP"


def without_limits(plan: Plan) -> Plan:
    """The plan without time limits for the session and its questions, for candidates who were granted more time."""
    questions = tuple(replace(question, time_limit_seconds=None) for question in plan.questions)
    return replace(plan, time_limit_seconds=None, questions=questions)


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The plan without its purpose, which the interview has, and its prepared follow-ups, which are stored next to it.

    The previous version fails on an unknown field, and runs the same sessions while hosts are upgraded.
    """
    data = asdict(plan)
    del data["purpose"]
    for question in data["questions"]:
        del question["probes"]
    return data


def probes_to_json(plan: Plan) -> dict[str, Any] | None:
    """The creator's follow-ups by question id; None if all questions use the library's."""
    own = {q.id: [asdict(probe) for probe in q.probes] for q in plan.questions if q.probes is not None}
    return own or None


def plan_from_json(data: dict[str, Any], probes: dict[str, Any] | None = None) -> Plan:
    """The inverse of `plan_to_json` and `probes_to_json`."""
    own = probes or {}
    questions = tuple(_question_from_json(question, own.get(question["id"])) for question in data["questions"])
    criteria = tuple(_criterion_from_json(c) for c in data["criteria"])
    facts = tuple(Fact(**f) for f in data.get("approved_facts", ()))
    return Plan(**{**data, "questions": questions, "criteria": criteria, "approved_facts": facts})


def _question_from_json(data: dict[str, Any], probes: list[dict[str, Any]] | None) -> Question:
    options = data["options"]
    return Question(
        **{
            **data,
            "options": None if options is None else tuple(options),
            "probes": None if probes is None else tuple(PreparedProbe(**probe) for probe in probes),
        }
    )


def _criterion_from_json(data: dict[str, Any]) -> Criterion:
    anchors = tuple((level, text) for level, text in data.get("anchors", ()))
    return Criterion(data["name"], data["description"], anchors, tuple(data.get("question_ids", ())))
