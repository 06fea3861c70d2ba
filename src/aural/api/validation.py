"""Strict models for request bodies. All problems are reported at once, each with its path on the wire."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    create_model,
)
from pydantic.alias_generators import to_camel
from pydantic.config import JsonDict

from aural import lang
from aural.guard.http.bodies import text_problem
from aural.platform.errors import BadRequestError

Json = dict[str, Any]
if TYPE_CHECKING:
    LanguageCode = str
else:
    LanguageCode = Literal[lang.codes()]  # a language whose texts are built in
Problem = tuple[str, str]
"""A path such as `title` or `0.options.1`, and what is wrong there."""

# Response fields that requests can't change. They are ignored on write, so a client can send back what it has read.
READ_ONLY = frozenset(
    {
        *("id", "projectId", "interviewId", "isActive", "requireInvite", "publicSlug", "createdAt", "updatedAt"),
        "publishedAt",
        *("_count", "questions", "isRequired", "probeOnShort", "hasOwnProbes", "inviteToken", "inviteUrl", "sessionId"),
    }
)
MOST_DETAILS = 1000
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


class Input(BaseModel):
    """The base of request bodies: no coercion, no unknown keys.

    Field names are column names. Aliases are the names on the wire.
    """

    model_config = ConfigDict(strict=True, extra="forbid", alias_generator=to_camel, frozen=True)


FREE_TEXT = "free text"
"""Marks the values of a list in a query, as in `list[Annotated[str, FREE_TEXT]]`."""


class Query(BaseModel):
    """The base of query strings. Unknown parameters are ignored.

    For a list, the client repeats the parameter or uses commas. Values that are FREE_TEXT may contain commas, so for
    these it can only repeat the parameter.
    """

    model_config = ConfigDict(strict=True, extra="ignore", alias_generator=to_camel, frozen=True)


class Output(BaseModel):
    """The base of response models, which document responses and list their fields. Responses aren't validated."""

    model_config = ConfigDict(alias_generator=to_camel)


@dataclass(frozen=True)
class Documented:
    """Adds the pattern that a validator function checks to the JSON schema."""

    pattern: str

    def __get_pydantic_json_schema__(
        self, core_schema: object, handler: Callable[[object], dict[str, object]]
    ) -> dict[str, object]:
        return {**handler(core_schema), "pattern": self.pattern}


def shaped(pattern: re.Pattern[str], sentence: str) -> tuple[AfterValidator, Documented]:
    """Requires text to match a pattern. In the OpenAPI document, this pattern replaces the general one for texts."""

    def check(text: str) -> str:
        if not pattern.search(text) or text.endswith("\n"):
            raise ValueError(sentence)
        return text

    return AfterValidator(check), Documented(pattern.pattern)


def _storable(text: str) -> str:
    problem = text_problem(text)
    if problem:
        raise ValueError(problem)
    return text


def is_seen(text: str) -> bool:
    return bool(text.strip().strip(_INVISIBLE).strip())


def _visible(text: str) -> str:
    if not is_seen(text):
        raise ValueError("must not be blank")
    return _storable(text)


_TRIMMED = StringConstraints(strip_whitespace=True)
_ANY = (_TRIMMED, AfterValidator(_storable), Documented(r"^[^\u0000]*$"))
_SOME = (_TRIMMED, AfterValidator(_visible), Documented(r"^[^\u0000]*\S[^\u0000]*$"))

Name = Annotated[str, StringConstraints(max_length=200, min_length=1), *_SOME]
Sentence = Annotated[str, StringConstraints(max_length=300, min_length=1), *_SOME]
Paragraph = Annotated[str, StringConstraints(max_length=1_000, min_length=1), *_SOME]
ShortText = Annotated[str, StringConstraints(max_length=200), *_ANY]
Prompt = Annotated[str, StringConstraints(max_length=5_000, min_length=1), *_SOME]
LongText = Annotated[str, StringConstraints(max_length=5_000), *_ANY]
DOCUMENT_CHARACTERS = 200_000
DocumentText = Annotated[str, StringConstraints(max_length=DOCUMENT_CHARACTERS), *_ANY]
Label = Annotated[str, StringConstraints(max_length=500, min_length=1), *_SOME]
# Not trimmed: leading spaces are part of the code.
Code = Annotated[str, StringConstraints(max_length=50_000), AfterValidator(_storable), Documented(r"^[^\u0000]*$")]

FileText = Annotated[str, StringConstraints(max_length=100_000), *_ANY]


_LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3: a path has at most 256 characters, including brackets


def _email(text: str) -> str:
    from email_validator import EmailNotValidError, validate_email  # slow to import, and only writes need it

    try:
        checked = validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError("must be an email address, such as alex@example.com") from error
    normalized = checked.normalized.lower()
    if len(normalized) > _LONGEST_EMAIL:  # a domain in another script becomes longer when it is normalized
        raise ValueError(f"must have at most {_LONGEST_EMAIL} characters")
    return normalized


def _instant(text: object) -> int:
    if not isinstance(text, str) or len(text) > _LONGEST_TIME:
        raise ValueError(_NO_TIME)
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(_NO_TIME) from error
    if read.tzinfo is None or not 1971 <= read.year < 9999:  # years that are valid in every time zone
        raise ValueError(_NO_TIME)
    return int(read.timestamp() * 1000)


_LONGEST_TIME = 40
_NO_TIME = "must be a time with a time zone, such as 2026-12-01T17:00:00Z"
_DATE_TIME = WithJsonSchema({"type": "string", "format": "date-time", "maxLength": _LONGEST_TIME})
Instant = Annotated[int, BeforeValidator(_instant), _DATE_TIME]
"""A time on the wire. Its value is in milliseconds since 1970, like `Clock.now`."""


def _day(text: object) -> date:
    """Accepts only a year, a month and a day. Pydantic would also accept `0`, or a time at midnight."""
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise ValueError(_NO_DAY)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(_NO_DAY) from error


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_DAY = "must be a day such as 2026-12-01"
Day = Annotated[date, BeforeValidator(_day)]
"""A day on the wire, in UTC."""
_DAY_MS = 86_400_000


def start_of(day: date | None) -> int | None:
    """The instant at which the day begins in UTC."""
    return None if day is None else int(datetime.combine(day, time(), UTC).timestamp()) * 1000


def end_of(day: date | None) -> int | None:
    """The instant at which the day is over in UTC."""
    start = start_of(day)
    return None if start is None else start + _DAY_MS


def check_email(text: str) -> str | None:
    """The normalized address; None if the text isn't an address, or is too long."""
    try:
        return _email(text)
    except ValueError:
        return None


EmailText = Annotated[str, StringConstraints(max_length=_LONGEST_EMAIL), *_ANY]
"""Text that a person enters as an email address, which may be incomplete."""
Email = Annotated[EmailText, AfterValidator(_email)]


@cache
def defaults(model: type[Input]) -> Mapping[str, object]:
    """The values of optional fields that are not sent, keyed by column."""
    return {name: info.default for name, info in model.model_fields.items() if not info.is_required()}


def on_wire(model: type[Input], values: Mapping[str, object]) -> Json:
    """Turns values keyed by column into values keyed by name on the wire."""
    return {model.model_fields[name].alias or name: value for name, value in values.items()}


def no_default(schema: JsonDict) -> None:
    schema.pop("default", None)


def partial(model: type[Input], name: str, doc: str) -> type[Input]:
    """The body of a PATCH: the same fields, none required and none with a default."""
    fields: dict[str, Any] = {}
    for field_name, info in model.model_fields.items():
        optional = Field(alias=info.alias, description=info.description, json_schema_extra=no_default)
        fields[field_name] = (Annotated[info.annotation, optional, *info.metadata], None)
    return create_model(name, __base__=Input, __doc__=doc, **fields)


_SUBJECT = re.compile("(Input|String|List|Dictionary|Value) should")  # of pydantic's messages
_SENTENCES = {
    "missing": "is required",
    "extra_forbidden": "is not a field that can be sent here; check its spelling",
    "model_type": "must be an object",
    "string_type": "must be a string",
    "bool_type": "must be true or false",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "list_type": "must be an array",
}


def sentence_of(error: Mapping[str, Any]) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["type"] == "string_too_short" or error.get("ctx", {}).get("field_type") == "Value":
        return _sentence_of_length(error["ctx"])
    known = _SENTENCES.get(error["type"])
    return known or _SUBJECT.sub("must", str(error["msg"])).replace(" after validation", "")


def _sentence_of_length(context: Mapping[str, Any]) -> str:
    """Pydantic itself speaks of items if a text's length is checked after its other rules."""
    if "max_length" in context:
        return f"must have at most {context['max_length']} characters"
    least = context["min_length"]
    return "must not be blank" if least == 1 else f"must have at least {least} characters"


def problems_of(model: type[BaseModel], value: object) -> tuple[dict[str, object], list[Problem]]:
    """The values that were sent, keyed by column, and the problems found."""
    try:
        read = model.model_validate(value)
        return {name: field for name, field in read.model_dump().items() if name in read.model_fields_set}, []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return {}, [(".".join(map(str, e["loc"])), sentence_of(e)) for e in found]


def refuse(problems: list[Problem]) -> None:
    """Raises BadRequestError if there is any problem."""
    if not problems:
        return
    path, text = problems[0]
    more = f" (and {len(problems) - 1} more: see details)" if len(problems) > 1 else ""
    raise BadRequestError(f"{path or 'The body'} {text}{more}.", problems[:MOST_DETAILS])
