"""Reduces an answer for an agent: keeps chosen fields, and cuts texts until the answer is small enough to read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from aural.mcp.unseen import without_unseen

Json = dict[str, Any]
Fields = Mapping[str, "Fields | None"]
"""The names of the fields to keep and, for an object or a list of objects, the fields to keep in it. None: all."""

MOST_CHARACTERS = 30_000
_TEXTS_AND_ITEMS = ((20_000, 200), (5_000, 100), (2_000, 50), (500, 30), (200, 20))
_IN_ERRORS = (500, 10)
_PART = re.compile(r"[{}]|[^\s{}]+")


def fields(text: str) -> Fields:
    """Parses a list such as `id questions{id text}`: the id, and the questions with their ids and texts."""
    top: dict[str, Any] = {}
    open_ones, last = [top], ""
    for part in _PART.findall(text):
        if part == "{":
            open_ones[-1][last] = {}
            open_ones.append(open_ones[-1][last])
        elif part == "}":
            open_ones.pop()
        else:
            open_ones[-1][part] = None
            last = part
    return top


def choose(value: object, wanted: Fields | None) -> object:
    """The value with only the wanted fields."""
    if isinstance(value, list):
        return [choose(item, wanted) for item in value]
    if wanted is None or not isinstance(value, dict):
        return value
    return {name: choose(value[name], inner) for name, inner in wanted.items() if name in value}


def fit(data: object) -> object:
    """Cuts texts and inner lists until they fit. All items of `data` itself stay, since the next page follows them."""
    cut = data
    for text, items in _TEXTS_AND_ITEMS:
        cut = [_cut(item, text, items) for item in data] if isinstance(data, list) else _cut(data, text, items)
        if len(json.dumps(cut, ensure_ascii=False)) <= MOST_CHARACTERS:
            break
    return cut


def brief(error: Mapping[str, object]) -> Json:
    """Cuts the texts of an error, which may repeat what was sent."""
    return {name: _cut(value, *_IN_ERRORS) for name, value in error.items()}


def _cut(value: object, text: int, items: int) -> object:
    if isinstance(value, str):
        seen = without_unseen(value)
        return seen if len(seen) <= text else f"{seen[:text]}… ({len(seen) - text} more characters)"
    if isinstance(value, list):
        more = [f"… ({len(value) - items} more)"] if len(value) > items else []
        return [_cut(item, text, items) for item in value[:items]] + more
    if isinstance(value, dict):
        return {name: _cut(inner, text, items) for name, inner in value.items()}
    return value
