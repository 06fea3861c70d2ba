"""What a query string asks, beside `limit` and `cursor`."""

from __future__ import annotations

from typing import Any, get_origin
from urllib.parse import parse_qsl

from pydantic import ValidationError

from aural.api.requests import Request
from aural.api.validation import Json, Query, refuse, sentence_of
from aural.guard.bodies import text_problem

MOST_VALUES = 100
"""Of one parameter. One more is kept, so that the field's own bound refuses a longer list: nothing is cut unseen."""


def read_query(model: type[Query], request: Request) -> Query:
    """The values that were asked for, defaults included. Raises BadRequestError naming each parameter that is wrong."""
    asked = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    refuse([(name, problem) for name, value in asked if (problem := text_problem(value))])
    try:
        return model.model_validate(_values(model, asked))
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        refuse([(str(problem["loc"][0]), sentence_of(problem)) for problem in found])
        raise


def _values(model: type[Query], asked: list[tuple[str, str]]) -> Json:
    values: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        given = [value for asked_name, value in asked if asked_name == key]
        if given and _is_list(field.annotation):
            parts = [part.strip() for value in given for part in value.split(",") if part.strip()]
            values[key] = parts[: MOST_VALUES + 1]
        elif given and (given[-1] != "" or field.is_required()):
            values[key] = given[-1].strip()
    return values


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) in (list, tuple)
