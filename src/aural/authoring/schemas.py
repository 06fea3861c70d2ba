"""Schemas for drafts and proposed changes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from aural.api.validation import DocumentText, Input, Label, LongText, Name, Output, Paragraph, Prompt
from aural.engine.question_types import QuestionType
from aural.interviewer.drafting.protocol import Reason
from aural.interviews.criteria_schemas import Anchor, AnchorOut
from aural.interviews.probe_endpoints import ProbeOut, Probes
from aural.interviews.schemas import Language, Purpose

Level = Literal["ENTRY", "MID", "SENIOR", "LEAD"]


Source = Literal["JOB", "RESUME", "NOTES"]


class DraftIn(Input):
    """The basis of a draft: a goal, a document, the address of a document, or several of these."""

    goal: LongText = Field("", description="Your goal: what you want to learn, in your own words.")
    document: DocumentText = Field("", description="The text of a job posting, a résumé or notes.")
    url: Paragraph | None = Field(None, description="The address of a page or file to read in addition to `document`.")
    source: Source = Field("JOB", description="The kind of document.")
    purpose: Purpose = Field("HIRING", description="The purpose of the interview.")
    level: Level | None = Field(None, description="The seniority of the people to interview; null: any.")
    minutes: Annotated[int, Field(ge=5, le=120)] = Field(20, description="About how many minutes the interview takes.")
    language: Language = Field("en", description="The BCP 47 tag of the language to draft in.")


class DraftOrigin(Output):
    """The source of the draft. `fallback`: why no model wrote the draft; null if a model did."""

    source: Literal["template", "model"]
    name: str
    version: str
    fallback: str | None


class DraftedInterviewOut(Output):
    title: str
    objective: str


class DraftedCriterionOut(Output):
    name: str
    description: str
    anchors: list[AnchorOut]


class DraftedQuestionOut(Output):
    text: str
    type: QuestionType
    description: str | None
    options: list[str] | None
    criteria: list[str] = Field(description="The names of the criteria by which answers are judged.")
    probes: list[ProbeOut] = Field(description="The prepared follow-ups: the model's, or those that Aural suggests.")


class LeftOutPart(Output):
    """A part that is missing from the draft, and why."""

    part: Literal["TITLE", "OBJECTIVE", "QUESTION", "CRITERION"] | None = Field(
        description="The kind of part; null if it could not be read as a part of a draft."
    )
    text: str | None = Field(description="The question, or the criterion's name; null if it can't be shown.")
    reasons: list[Reason] = Field(
        description="LENGTH: too short or too long. LEADING: suggests an answer. DOUBLE: asks two things. CLOSED: "
        "can be answered with yes or no. PROTECTED_TRAIT: touches on a topic that must not be asked about. "
        "QUOTES_GOAL: repeats four or more words of the goal in a row. REPEATED: the same as an earlier part. "
        "UNREADABLE: not a part of a draft. UNSAFE: shows internal instructions. NO_QUESTION: a criterion "
        "without a question."
    )


class DraftEvent(Output):
    """One step of a draft: `start`, then complete parts, then `end`. After `error`, parts already sent are complete."""

    type: Literal["start", "interview", "criterion", "question", "end", "error"]
    origin: DraftOrigin | None = None
    is_cut: bool | None = Field(None, description="start: whether only the beginning of the document was read.")
    is_translated: bool | None = Field(
        None, description="start: false if the draft is in English, because `language` is not supported."
    )
    interview: DraftedInterviewOut | None = None
    criterion: DraftedCriterionOut | None = None
    question: DraftedQuestionOut | None = None
    reason: Literal["DONE", "DEADLINE", "FAILED"] | None = Field(
        None,
        description="end: DONE: the draft is complete. DEADLINE: the model took too long. FAILED: the model failed, or "
        "wrote no question.",
    )
    left_out: int | None = Field(None, description="end: how many parts broke the rules and were not replaced.")
    left_out_parts: list[LeftOutPart] | None = Field(None, description="end: the parts that were left out, and why.")
    tokens: int | None = Field(None, description="end: how many tokens the model used.")
    code: str | None = None
    message: str | None = None


class QuestionPart(Input):
    text: Prompt
    type: QuestionType = "OPEN_ENDED"
    description: LongText | None = None
    options: Annotated[list[Label], Field(max_length=50)] | None = None
    criteria: Annotated[list[Name], Field(max_length=50)] = Field(
        [], description="The names of the criteria by which answers are judged."
    )
    probes: Probes | None = Field(None, description="The prepared follow-ups; null: those that Aural suggests.")


class InterviewPart(Input):
    title: Name
    objective: LongText | None = None


class CriterionPart(Input):
    name: Name
    description: LongText = ""
    anchors: Annotated[list[Anchor], Field(max_length=4)] = Field([])


class RefineIn(Input):
    """The current interview, saved or not, and the change that you want."""

    instruction: Paragraph = Field(description="The change in plain words, such as “remove question 3”.")
    interview: InterviewPart | None = Field(None, description="The title and objective, as a draft returns them.")
    title: Name | None = Field(None, description="Required if `interview` is not given.")
    objective: LongText | None = None
    purpose: Purpose = "HIRING"
    language: Language = "en"
    questions: Annotated[list[QuestionPart], Field(max_length=200)] = Field([], description="The questions, in order.")
    criteria: Annotated[list[CriterionPart], Field(max_length=50)] = Field([])
    only: Annotated[int, Field(ge=0, lt=200)] | None = Field(
        None, description="The position of the one question that may change; null: anything may change."
    )


class PartOut(Output):
    """A title, an objective, a question or a criterion. The `text` of a criterion is its name."""

    text: str
    description: str | None
    type: QuestionType | None
    options: list[str] | None
    anchors: list[AnchorOut] | None
    criteria: list[str] | None = Field(description="For a question: the criteria by which answers are judged.")
    probes: list[ProbeOut] | None = Field(description="For a question: its own follow-ups; null: Aural's suggestions.")


class ChangeOut(Output):
    action: Literal["CHANGE", "ADD", "REMOVE", "MOVE"]
    part: Literal["TITLE", "OBJECTIVE", "QUESTION", "CRITERION"]
    place: int | None = Field(description="The position, from 0; for an addition or a move, the new one.")
    from_place: int | None = Field(description="For a move: the current position.")
    before: PartOut | None
    after: PartOut | None
    why: str


class RefinementOut(Output):
    """Proposed changes. None of them is applied."""

    origin: DraftOrigin
    changes: list[ChangeOut]
    left_out: int = Field(
        description="How many proposals were left out because they broke the rules or changed nothing."
    )
    tokens: int
