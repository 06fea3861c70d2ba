"""Receipts of erasures. They don't name the erased candidate, so a receipt is found only by the hash of its link."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select

from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_one

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_R = schema.receipts
_FIND = select(_R.c.id, _R.c.interview_id, _R.c.erased_at).where(_R.c.token_hash == bindparam("hash"))
_ADD = insert(_R)


class Receipt(NamedTuple):
    id: str
    interview_id: str
    erased_at: int


def new_number(now: int) -> str:
    """A receipt number: the date and eight characters that are easy to read aloud."""
    return f"{datetime.fromtimestamp(now // 1000, UTC):%Y-%m-%d}-" + "".join(
        secrets.choice(_ALPHABET) for _ in range(8)
    )


async def find_receipt(connection: Connection, token_hash: bytes) -> Receipt | None:
    return await fetch_one(connection, Receipt, _FIND, {"hash": token_hash})


async def add_receipt(
    connection: Connection,
    organization_id: str,
    *,
    receipt_id: str,
    interview_id: str,
    token_hash: bytes,
    cleaned: dict[str, int],
    not_reached: dict[str, int | None],
    now: int,
) -> None:
    """`cleaned`: how many items were deleted, by store. `not_reached`: what may remain elsewhere, until when (ms)."""
    row = {"id": receipt_id, "organization_id": organization_id, "interview_id": interview_id, "erased_at": now}
    await connection.run(_ADD, row | {"token_hash": token_hash, "cleaned": cleaned, "not_reached": not_reached})
