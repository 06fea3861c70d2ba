"""Performs one operation on many objects in one request, and reports for each whether it was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator, Field

from aural.api.audited import note_change
from aural.api.operations import Call, Operation
from aural.api.validation import Json, Output, ShortText
from aural.platform.errors import AuralError, NotFoundError

MOST = 100
"""The maximum number of objects in one request."""


def _distinct(ids: list[str]) -> list[str]:
    if len(set(ids)) < len(ids):
        raise ValueError("must not contain an id twice")
    return ids


Ids = Annotated[list[ShortText], Field(min_length=1, max_length=MOST), AfterValidator(_distinct)]


class ItemOut(Output):
    """The result for one object."""

    id: str
    done: bool
    code: str | None = Field(description="Why the action failed: an error code such as NOT_FOUND or CONFLICT.")
    message: str | None


class BatchOut(Output):
    """On how many objects the action succeeded, and the result for each, in the order of the request."""

    done: int
    results: list[ItemOut]


EXAMPLE = {
    "done": 1,
    "results": [
        {"id": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e", "done": True, "code": None, "message": None},
        {
            "id": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3f",
            "done": False,
            "code": "NOT_FOUND",
            "message": "Nothing was found here. Check the id and the path.",
        },
    ],
}


async def run_each(
    call: Call, operation: Operation, ids: Sequence[str], body: Mapping[str, object]
) -> tuple[Json, list[Call]]:
    """Runs the operation for each object. Returns the `BatchOut`, and the calls for the objects on which it succeeded.

    Everything is one transaction. A server error rolls it back, while a refusal (400 to 499) affects only its object,
    since operations refuse before they write. The audit log gets an entry for each changed object, as if it had been
    changed alone.
    """
    refused: dict[str, AuralError] = {}
    done: list[Call] = []
    for each in sorted(ids):  # always locked in the same order
        one = replace(call, operation=operation, id=each, body=dict(body), found=None, audit_detail=None)
        try:
            assert operation.find is not None
            one.found = await operation.find(one, lock=True)
            if one.found is None:
                raise NotFoundError
            await operation.handler(one)
        except AuralError as error:
            if error.status >= 500:
                raise
            refused[each] = error
            continue
        await note_change(one)
        done.append(one)
    call.is_audited = False
    return {"done": len(done), "results": [_item_json(each, refused.get(each)) for each in ids]}, done


def _item_json(row_id: str, error: AuralError | None) -> Json:
    told = {"code": None, "message": None} if error is None else {"code": error.code, "message": error.message}
    return {"id": row_id, "done": error is None, **told}
