"""Compares the values of typed rows with their annotations, in every test."""

from __future__ import annotations

import types
from collections.abc import Sequence
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from aural.store import records

_as_records = records.as_records


def check() -> None:
    """From now on, every record raises TypeError for a value that isn't of its field's type."""
    records.as_records = _checked


def _checked(record: Any, rows: Sequence[Any]) -> list[Any]:
    made = _as_records(record, rows)
    for name, (at, allowed) in _allowed(record).items():
        for row in made:
            if type(row[at]) not in allowed:
                raise TypeError(f"{record.__name__}.{name} is {type(row[at]).__name__}, and not one of {allowed}.")
    return made


@cache
def _allowed(record: Any) -> dict[str, tuple[int, frozenset[type]]]:
    """For each field, its position and the types that its annotation allows. Fields of any type are left out."""
    hints = get_type_hints(record)
    found = {name: (at, frozenset(_types_of(hints[name]))) for at, name in enumerate(record._fields)}
    return {name: (at, allowed) for name, (at, allowed) in found.items() if object not in allowed}


def _types_of(hint: Any) -> set[type]:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return set().union(*(_types_of(part) for part in get_args(hint)))
    if hint is Any:
        return {object}
    if is_typeddict(hint):
        return {dict}
    if origin is not None and not isinstance(origin, type):  # Literal
        return {type(value) for value in get_args(hint)}
    return {hint if origin is None else origin}
