"""The API schemas of questions, and the rules that an interview's questions must meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from aural.api.validation import Code, Input, Json, Label, LongText, Output, Problem, Prompt, no_default, partial
from aural.interviews.probe_endpoints import ProbeOut, Probes, check_probes, probes_json
from aural.platform.clock import iso
from aural.store.database import Row

QuestionType = Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]


Depth = Literal["LIGHT", "MODERATE", "DEEP"]


CHOICE_TYPES = ("SINGLE_CHOICE", "MULTIPLE_CHOICE")


FEWEST_OPTIONS, MOST_OPTIONS = 2, 50


MOST_QUESTIONS = 200


class QuestionIn(Input):
    """A new question."""

    text: Prompt = Field(description="The prompt shown to the candidate.")
    description: LongText | None = Field(None, description="More about it, shown beneath.")
    type: QuestionType = "OPEN_ENDED"
    position: Annotated[int, Field(ge=0, le=2**31 - 1)] = Field(
        2**31 - 1, alias="order", json_schema_extra=no_default, description="Zero-based position; omitted: the last."
    )
    is_required: bool = Field(alias="required", default=True, description="The interview always asks it.")
    options: Annotated[list[Label], Field(max_length=MOST_OPTIONS)] | None = Field(
        None, description="2 to 50 distinct labels for SINGLE_CHOICE and MULTIPLE_CHOICE; null for other types."
    )
    probe_on_short: bool = Field(alias="followUpEnabled", default=True, description="May follow-ups be asked?")
    follow_up_depth: Depth | None = Field(None, description="Of this question; null: as deep as the interview.")
    probes: Probes | None = Field(
        None, description="At most 5 follow-ups, the most telling first; null: those that Aural suggests for it."
    )
    starter_code: Code | None = Field(None, description="CODING only: the starter code in the editor.")
    time_limit_seconds: Annotated[int, Field(ge=30, le=3600)] | None = Field(None, description="null: no limit.")


QuestionChange = partial(QuestionIn, "QuestionChange", "Changes; omitted fields keep their values.")


class QuestionFields(Output):
    """A question's content, without its position."""

    text: str
    description: str | None
    type: QuestionType
    required: bool
    options: list[str] | None
    follow_up_enabled: bool
    follow_up_depth: Depth | None
    probes: list[ProbeOut] | None = Field(description="Its own prepared follow-ups; null: those that Aural suggests.")
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
        description="The follow-ups that are prepared: its own, or those that Aural suggests for its text and type in "
        "the interview's language. `followUpDepth` says how many are asked at most."
    )
    has_own_probes: bool = Field(description="`probes` are the creator's own. False: they are suggested.")
    starter_code: str | None
    time_limit_seconds: int | None
    created_at: str
    updated_at: str


class Deleted(Output):
    id: str
    deleted: Literal[True]


def question_json(row: Row[Any]) -> Json:
    return {
        "id": row.id,
        "interviewId": row.interview_id,
        "text": row.text,
        "description": row.description,
        "type": row.type,
        "order": row.position,
        "isRequired": row.is_required,
        "required": row.is_required,
        "options": row.options,
        "probeOnShort": row.probe_on_short,
        "followUpEnabled": row.probe_on_short,
        "followUpDepth": row.follow_up_depth,
        "probes": probes_json(row),
        "hasOwnProbes": row.probes is not None,
        "starterCode": row.starter_code,
        "timeLimitSeconds": row.time_limit_seconds,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }


def question_etag(row: Row[Any]) -> str:
    return f'"{row.version}"'


def check_kind(values: Mapping[str, Any], sent: Mapping[str, Any]) -> list[Problem]:
    """Checks that only choice types have options, only CODING has code, and no two follow-ups are the same.

    `values`: the sent values, completed with stored or default ones.
    """
    problems: list[Problem] = []
    kind = values["type"]
    if kind in CHOICE_TYPES:
        problems += _check_options(values["options"])
    elif sent.get("options"):
        problems.append(("options", "must be null, or left out, unless the type is SINGLE_CHOICE or MULTIPLE_CHOICE"))
    if kind != "CODING" and sent.get("starterCode"):
        problems.append(("starterCode", "must be null, or left out, unless the type is CODING"))
    return problems + check_probes(sent.get("probes"))


def _check_options(options: Any) -> list[Problem]:
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
    """The columns to store. Clears options unless the type is a choice, and starter code unless it is CODING."""
    cleared: Json = {}
    if values["type"] not in CHOICE_TYPES:
        cleared["options"] = None
    if values["type"] != "CODING":
        cleared["starter_code"] = None
    return {**values, **cleared}
