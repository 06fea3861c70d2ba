"""Rows as the API's resources: each field of a response model comes from the row's field of the same name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from orjson import Fragment
from pydantic import BaseModel

from aural.api.validation import Json, Output
from aural.platform.clock import iso

_TIME: Final = "in milliseconds since 1970 in the row"
Time = Annotated[str, _TIME]
"""A time in a response."""


def represent(model: type[Output], row: object, **given: object) -> Json:
    """The resource as JSON, keyed by the API's names. `given`: values that the row lacks or that replace the row's.

    Times in the row are converted, and stored JSON is sent unchanged. Raises AttributeError if a field is in neither.
    """
    shown: Json = {}
    for name, on_wire, convert in _fields_of(model):
        if name in given:
            shown[on_wire] = given[name]
        else:
            value = getattr(row, name)
            shown[on_wire] = value if convert is None or value is None else convert(value)
    return shown


@cache
def _fields_of(model: type[Output]) -> list[tuple[str, str, Callable[[Any], object] | None]]:
    """Each field's name, its name on the wire, and the function that converts its value. The id comes first."""
    fields = [
        (name, info.alias or name, _converter((info.annotation, *info.metadata)))
        for name, info in model.model_fields.items()
    ]
    return sorted(fields, key=lambda field: field[0] != "id")


def _converter(parts: tuple[object, ...]) -> Callable[[Any], object] | None:
    kinds = [kind for part in parts for kind in _flat(part)]
    if _TIME in kinds:
        return iso
    is_structured = any(isinstance(kind, type) and issubclass(kind, list | dict | BaseModel) for kind in kinds)
    return _send_stored if is_structured else None


def _flat(annotation: object) -> list[object]:
    """The types that a value may have, and the metadata in their annotations."""
    origin = get_origin(annotation)
    if origin in (Annotated, Union, UnionType):
        return [kind for part in get_args(annotation) for kind in _flat(part)]
    return [origin or annotation]


def _send_stored(value: object) -> object:
    return Fragment(value) if isinstance(value, str) else value
