"""Parses a request's body into the operation's values, and reports all problems at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import BaseModel

from aural.api.operations import Answer, Body, Call, Upload
from aural.api.requests import Request
from aural.api.validation import READ_ONLY, Json, Problem, defaults, on_wire, problems_of, refuse
from aural.guard.http.bodies import parse_json, text_problem
from aural.platform.errors import BadRequestError, PayloadTooLargeError, UnsupportedMediaTypeError

_NUL = b"\\u0000"  # the JSON escape


def read_values(call: Call, request: Request, body: bytes | None) -> object:
    """The values that were sent, keyed by column: one mapping, or a list with a mapping for each item.

    For an upload, the file's bytes. None if the operation takes no body. Raises PayloadTooLargeError,
    UnsupportedMediaTypeError or BadRequestError.
    """
    wanted = call.operation.body
    if call.operation.upload is not None:
        return _read_upload(call.operation.upload, request, body)
    if wanted is None:
        if body is None:
            parse_json(body, None)  # refuses a body that is too large, even one that is ignored
        return None
    is_absent = wanted.may_be_absent and not body and body is not None
    value = {} if is_absent else parse_json(body, request.header(b"content-type"))
    values: object
    ignored = _ignored(wanted, call.operation.answer if call.operation.method == "PATCH" else None)
    if isinstance(value, list) and wanted.most:
        values, problems = _read_many(wanted, value, ignored)
    else:
        values, problems = _read_one(wanted, value, _base(wanted, call.found), ignored, "")
    if _NUL in (body or b""):
        known = {path for path, _ in problems}
        problems += [(path, text) for path, text in _unstorable(value) if path not in known]
    refuse(problems)
    return values


def _unstorable(value: object) -> Iterator[Problem]:
    """Finds strings at any depth that PostgreSQL can't store. The models check most fields, but not ids."""
    found: list[tuple[tuple[str, ...], object]] = [((), value)]
    while found:  # not recursive: a body may be nested too deeply for that
        place, inner = found.pop()
        if isinstance(inner, dict | list):
            items = inner.items() if isinstance(inner, dict) else enumerate(inner)
            found += [((*place, str(name)), each) for name, each in items]
        elif isinstance(inner, str) and (problem := text_problem(inner)):
            yield ".".join(place), problem


def _read_upload(wanted: Upload, request: Request, body: bytes | None) -> bytes:
    media_type = media_type_of(request)
    if body is None:
        raise PayloadTooLargeError(f"The file is larger than {wanted.most_bytes >> 20} MB. Choose a smaller one.")
    if media_type not in wanted.media_types:
        raise UnsupportedMediaTypeError(
            f"Send the file with one of these as Content-Type: {', '.join(wanted.media_types)}."
        )
    if not body:
        raise BadRequestError("The file is empty. Choose another one.")
    return body


def media_type_of(request: Request) -> str:
    return (request.header(b"content-type") or "").split(";")[0].strip().lower()


def _base(body: Body, found: object) -> Json:
    """The stored or default values of fields that are not sent, keyed by name on the wire."""
    return body.stored(found) if body.stored else on_wire(body.model, defaults(body.model))


def _read_many(body: Body, items: list[object], ignored: frozenset[str]) -> tuple[list[Json], list[Problem]]:
    if not 1 <= len(items) <= body.most:
        refuse([("", f"must contain 1 to {body.most} items, and contains {len(items)}")])
    values: list[Json] = []
    problems: list[Problem] = []
    for index, item in enumerate(items):
        read, wrong = _read_one(body, item, _base(body, None), ignored, f"{index}.")
        values.append(read)
        problems += wrong
    return values, problems


def _read_one(
    body: Body, item: object, base: Mapping[str, object], ignored: frozenset[str], prefix: str
) -> tuple[Json, list[Problem]]:
    if not isinstance(item, dict):
        is_either = body.most and not prefix  # false for an item of an array
        return {}, [(prefix.rstrip("."), "must be an object" + (", or an array of objects" if is_either else ""))]
    sent = {name: value for name, value in item.items() if name not in ignored}
    values, problems = problems_of(body.model, sent)
    if body.check:
        problems = problems + body.check({**base, **sent}, sent)
    return values, [(f"{prefix}{path}", text) for path, text in problems]


def _ignored(body: Body, answer: Answer | None) -> frozenset[str]:
    """The fields that responses have and requests can't change, so that a client may send back what it has read.

    `answer`: that of a change, which has the fields of the resource. Other requests are refused if they have a field
    without effect: a key isn't limited to the `projects` that it was sent with.
    """
    shown = frozenset() if answer is None else _names_of(answer.model)
    return (READ_ONLY | body.read_only | shown) - _names_of(body.model)


@cache
def _names_of(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(info.alias or name for name, info in model.model_fields.items())
