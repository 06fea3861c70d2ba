"""Reads the parameters of a query string, except `limit` and `cursor`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args, get_origin
from urllib.parse import parse_qsl

from pydantic import ValidationError

from aural.api.requests import Request
from aural.api.validation import FREE_TEXT, Json, Problem, Query, refuse, sentence_of
from aural.guard.http.bodies import text_problem

MOST_VALUES = 100
"""The maximum number of values of a parameter whose field has no limit of its own."""
_SELECTION = "ids"
_EMPTY = "must have at least one value; leave it out to match everything"
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,15})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,15})?")


def read_query(model: type[Query], request: Request) -> Query:
    """The parameters, including defaults. Raises BadRequestError, which names each wrong parameter."""
    asked = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    read, problems = _read(model, asked)
    refuse(problems)
    assert read is not None
    return read.model_copy(update={name: text.strip() for name, text in read if isinstance(text, str)})


def problems_of_query(model: type[Query], asked: list[tuple[str, str]]) -> list[Problem]:
    """The problems of parameters that are to be stored. Unlike in a request, unknown ones are a problem too."""
    known = {parameter.name for parameter in _parameters(model)}
    unknown = dict.fromkeys(name for name, _ in asked if name not in known)
    return [(name, "is not a parameter of this list") for name in unknown] + _read(model, asked)[1]


def _read(model: type[Query], asked: list[tuple[str, str]]) -> tuple[Query | None, list[Problem]]:
    problems = [(name, problem) for name, value in asked if (problem := text_problem(value))]
    if _is_empty_selection(model, asked):
        problems.append((_SELECTION, _EMPTY))
    problems += _too_many(model, asked)
    if problems:
        return None, problems
    try:
        return model.model_validate(_values(model, asked)), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return None, [(str(problem["loc"][0]), sentence_of(problem)) for problem in found]


def _is_empty_selection(model: type[Query], asked: list[tuple[str, str]]) -> bool:
    """Whether rows are to be selected, but none is. Other lists may be empty, and then match everything."""
    given = [value for name, value in asked if name == _SELECTION]
    is_known = any(parameter.name == _SELECTION for parameter in _parameters(model))
    return is_known and bool(given) and not any(value.strip(", ") for value in given)


def _too_many(model: type[Query], asked: list[tuple[str, str]]) -> Iterator[Problem]:
    """Refuses lists that are too long before their values are read, which would give a problem for each."""
    for parameter in _parameters(model):
        given = [value for name, value in asked if name == parameter.name]
        if parameter.is_list and len(_parts(parameter, given)) > parameter.most:
            yield parameter.name, f"must have at most {parameter.most} items"


def _parts(parameter: _Parameter, given: list[str]) -> list[str]:
    pieces = given if parameter.is_free_text else [piece for value in given for piece in value.split(",")]
    return [piece.strip() for piece in pieces if piece.strip()]


def _values(model: type[Query], asked: list[tuple[str, str]]) -> Json:
    values: dict[str, object] = {}
    for parameter in _parameters(model):
        given = [value for name, value in asked if name == parameter.name]
        if given and parameter.is_list:
            values[parameter.name] = _parts(parameter, given)
        elif given and not (given[-1] == "" and parameter.may_be_empty):
            values[parameter.name] = _value(parameter.kinds, given[-1])
    return values


def _value(kinds: frozenset[type], text: str) -> object:
    """The parsed value. Text that can't be parsed is returned unchanged, and the strict model refuses it."""
    if bool in kinds:
        return {"true": True, "false": False}.get(text, text)
    if float in kinds:
        return float(text) if _NUMBER.fullmatch(text) else text
    if int in kinds:
        return int(text) if _WHOLE.fullmatch(text) else text
    return text


@dataclass(frozen=True, slots=True)
class _Parameter:
    """One parameter. `kinds`: the types that its annotation names, such as int in `Annotated[int, …] | None`."""

    name: str
    kinds: frozenset[type]
    is_list: bool
    is_required: bool
    most: int  # values of a list
    is_free_text: bool  # commas belong to a value of a list, and don't separate two

    @property
    def may_be_empty(self) -> bool:
        """Whether an empty value means the same as omitting the parameter. For other parameters, it is an error."""
        return str in self.kinds and not self.is_required


@cache
def _parameters(model: type[Query]) -> tuple[_Parameter, ...]:
    return tuple(
        _Parameter(
            field.alias or name,
            frozenset(_list_kinds(field.annotation)),
            get_origin(field.annotation) in (list, tuple),
            field.is_required(),
            next((most for limit in field.metadata if (most := getattr(limit, "max_length", None))), MOST_VALUES),
            any(FREE_TEXT in getattr(part, "__metadata__", ()) for part in get_args(field.annotation)),
        )
        for name, field in model.model_fields.items()
    )


def _list_kinds(annotation: object) -> Iterator[type]:
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _list_kinds(part)
