"""The API schemas of questions, and the rules that an interview's questions must meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from aural.api.representation import Time, represent
from aural.api.validation import Code, Input, Json, Label, LongText, Output, Problem, Prompt, no_default, partial
from aural.engine.question_types import QuestionType, traits_of
from aural.interviews.probe_endpoints import ProbeOut, Probes, check_probes, current_probes, probes_on_wire
from aural.interviews.tables import Question

Depth = Literal["LIGHT", "MODERATE", "DEEP"]


FEWEST_OPTIONS, MOST_OPTIONS = 2, 50


MOST_QUESTIONS = 200


class QuestionIn(Input):
    """A new question."""

    text: Prompt = Field(description="The prompt shown to the candidate.")
    description: LongText | None = Field(None, description="More about the question, shown below it.")
    type: QuestionType = "OPEN_ENDED"
    position: Annotated[int, Field(ge=0, le=2**31 - 1)] = Field(
        2**31 - 1, alias="order", json_schema_extra=no_default, description="Zero-based position. If omitted, the last."
    )
    is_required: bool = Field(alias="required", default=True, description="Whether it is always asked.")
    options: Annotated[list[Label], Field(max_length=MOST_OPTIONS)] | None = Field(
        None, description="2 to 50 distinct labels for SINGLE_CHOICE and MULTIPLE_CHOICE; null for other types."
    )
    probe_on_short: bool = Field(alias="followUpEnabled", default=True, description="Whether follow-ups may be asked.")
    follow_up_depth: Depth | None = Field(
        None, description="The follow-up depth of this question. null: the interview's."
    )
    probes: Probes | None = Field(
        None, description="At most 5 prepared follow-ups, the most important first. null: those that Aural suggests."
    )
    starter_code: Code | None = Field(None, description="CODING only: the starter code in the editor.")
    time_limit_seconds: Annotated[int, Field(ge=30, le=3600)] | None = Field(
        None, description="The time to answer. null: no limit."
    )


QuestionChange = partial(QuestionIn, "QuestionChange", "The changes. Omitted fields keep their values.")


class QuestionFields(Output):
    """A question's content, without its position."""

    text: str
    description: str | None
    type: QuestionType
    required: bool
    options: list[str] | None
    follow_up_enabled: bool
    follow_up_depth: Depth | None
    probes: list[ProbeOut] | None = Field(description="Its own prepared follow-ups. null: those that Aural suggests.")
    starter_code: str | None
    time_limit_seconds: int | None


class QuestionOut(Output):
    """A question. `isRequired` equals `required`, and `probeOnShort` equals `followUpEnabled`."""

    id: str
    interview_id: str
    text: str
    description: str | None
    type: QuestionType
    order: int
    is_required: bool
    required: bool
    options: list[str] | None
    probe_on_short: bool
    follow_up_enabled: bool
    follow_up_depth: Depth | None
    probes: list[ProbeOut] = Field(
        description="The prepared follow-ups: its own, or those that Aural suggests for its text and type in the "
        "interview's language. `followUpDepth` limits how many are asked."
    )
    has_own_probes: bool = Field(description="Whether the creator wrote the `probes`. false: Aural suggests them.")
    starter_code: str | None
    time_limit_seconds: int | None
    created_at: Time
    updated_at: Time


class Deleted(Output):
    id: str
    deleted: Literal[True]


def question_json(row: Question) -> Json:
    return represent(
        QuestionOut,
        row,
        order=row.position,
        required=row.is_required,
        follow_up_enabled=row.probe_on_short,
        probes=probes_on_wire(current_probes(row)),
        has_own_probes=row.probes is not None,
    )


def question_etag(row: Question) -> str:
    return f'"{row.version}"'


def check_kind(values: Mapping[str, Any], sent: Mapping[str, Any]) -> list[Problem]:
    """Checks that only choice types have options, only CODING has code, and no two follow-ups are the same.

    `values`: the sent values, completed with stored or default ones.
    """
    problems: list[Problem] = []
    kind = traits_of(values["type"])
    if kind.has_options:
        problems += _check_options(values["options"])
    elif sent.get("options"):
        problems.append(("options", "must be null, or left out, unless the type is SINGLE_CHOICE or MULTIPLE_CHOICE"))
    if kind.work != "code" and sent.get("starterCode"):
        problems.append(("starterCode", "must be null, or left out, unless the type is CODING"))
    return problems + check_probes(sent.get("probes"))


def _check_options(options: object) -> list[Problem]:
    """Checks only the rules that the schema cannot express. The schema itself reports wrong types."""
    if options is None or (isinstance(options, list) and len(options) < FEWEST_OPTIONS):
        return [("options", f"must contain {FEWEST_OPTIONS} to {MOST_OPTIONS} labels for this type")]
    if not isinstance(options, list) or len(options) > MOST_OPTIONS:
        return []
    seen: set[str] = set()
    problems = []
    for index, option in enumerate(options):
        label = option.strip() if isinstance(option, str) else None
        if label and label in seen:
            problems.append((f"options.{index}", "must differ from the other options"))
        seen.add(label or "")
    return problems


def columns_of(values: Mapping[str, Any]) -> Json:
    """The columns to store. Clears options unless the type is a choice, and starter code unless the type is CODING."""
    cleared: Json = {}
    kind = traits_of(values["type"])
    if not kind.has_options:
        cleared["options"] = None
    if kind.work != "code":
        cleared["starter_code"] = None
    return {**values, **cleared}
