"""Emailed codes, which prove that a visitor is the link's candidate. Stored as keyed hashes, with a few tries each."""

from __future__ import annotations

from enum import Enum

from sqlalchemy import bindparam, case, delete, or_, select, update

from aural.settings.budgets import CODES_OF_CANDIDATE
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert

TRIES = 5
LIVES_MS = 10 * 60_000
APART_MS = 60_000  # between two emails to one person
A_DAY_MS = 86_400_000
CODES_A_DAY = CODES_OF_CANDIDATE.most  # with five tries each, the chance of guessing a code is 1 in 20,000 a day

_C = schema.codes
_MINE = (_C.c.organization_id == bindparam("organization"), _C.c.candidate_id == bindparam("candidate"))
_IS_NEW_DAY = _C.c.counted_since <= bindparam("a_day_ago")
_new = upsert(_C)
_ASK = _new.on_conflict_do_update(
    index_elements=["candidate_id"],
    set_={
        "hash": None,
        "tries": 0,
        "expires_at": None,
        "asked_at": _new.excluded.asked_at,
        "asked_count": case((_IS_NEW_DAY, 1), else_=_C.c.asked_count + 1),
        "counted_since": case((_IS_NEW_DAY, _new.excluded.asked_at), else_=_C.c.counted_since),
    },
    where=(_C.c.asked_at <= bindparam("apart")) & or_(_C.c.asked_count < CODES_A_DAY, _IS_NEW_DAY),
).returning(_C.c.candidate_id)
_ASKED = select(_C.c.asked_at, _C.c.asked_count, _C.c.counted_since).where(*_MINE)
_PUT = update(_C).where(*_MINE).values(hash=bindparam("new_hash"), tries=0, expires_at=bindparam("until"))
_TRY = (
    update(_C)
    .where(*_MINE, _C.c.tries < TRIES, _C.c.expires_at > bindparam("now"))
    .values(tries=_C.c.tries + 1)
    .returning(_C.c.hash)
)
_FORGET = delete(_C).where(*_MINE)


_B = schema.code_budgets
_IS_OTHER_DAY = _B.c.counted_since <= bindparam("a_day_ago")
_counted = upsert(_B)
_COUNT = _counted.on_conflict_do_update(
    index_elements=["organization_id", "address_hash"],
    set_={
        "asked_count": case((_IS_OTHER_DAY, 1), else_=_B.c.asked_count + 1),
        "counted_since": case((_IS_OTHER_DAY, _counted.excluded.counted_since), else_=_B.c.counted_since),
    },
    where=or_(_B.c.asked_count < bindparam("most"), _IS_OTHER_DAY),
).returning(_B.c.asked_count)
_USED = select(_B.c.asked_count, _B.c.counted_since).where(
    _B.c.organization_id == bindparam("organization"), _B.c.address_hash == bindparam("address")
)
_PURGE = delete(_B).where(_B.c.counted_since <= bindparam("a_day_ago"))


class CodeRequestResult(Enum):
    """The outcome of a request for a code: a new code, the code on its way, or no more codes today."""

    NEW = "new"
    ON_ITS_WAY = "on its way"
    TOO_MANY = "too many"


async def ask_code(connection: Connection, organization_id: str, candidate_id: str, now: int) -> CodeRequestResult:
    """Counts a request for a code. If a new code may be sent, the previous one becomes invalid."""
    row = {"candidate_id": candidate_id, "organization_id": organization_id, "asked_at": now}
    keys = {"apart": now - APART_MS, "a_day_ago": now - A_DAY_MS}
    if await connection.row(_ASK, row | {"asked_count": 1, "counted_since": now} | keys) is not None:
        return CodeRequestResult.NEW
    asked = await connection.row(_ASKED, {"organization": organization_id, "candidate": candidate_id})
    return (
        CodeRequestResult.ON_ITS_WAY
        if asked is not None and asked.asked_at > now - APART_MS
        else CodeRequestResult.TOO_MANY
    )


async def can_send_code(
    connection: Connection, organization_id: str, candidate_id: str, address_hash: bytes, now: int
) -> bool:
    """Whether a request would send an email: no code is on its way, and the day's limits of the candidate and of the
    typed address aren't reached."""
    asked = await connection.row(_ASKED, {"organization": organization_id, "candidate": candidate_id})
    used = await connection.row(_USED, {"organization": organization_id, "address": address_hash})
    is_on_its_way = asked is not None and asked.asked_at > now - APART_MS
    counts = [row for row in (asked, used) if row is not None and row.counted_since > now - A_DAY_MS]
    return not is_on_its_way and all(row.asked_count < CODES_A_DAY for row in counts)


async def take_budget(
    connection: Connection, organization_id: str, address_hash: bytes, now: int, most: int = CODES_A_DAY
) -> bool:
    """Counts one use of an address: a code for an email address that visitors typed, no matter how many of them, or a
    request from a network address. Returns False once `most` were counted in a day.
    """
    row = {"organization_id": organization_id, "address_hash": address_hash, "asked_count": 1, "counted_since": now}
    return await connection.row(_COUNT, row | {"a_day_ago": now - A_DAY_MS, "most": most}) is not None


async def purge_budgets(connection: Connection, now: int) -> int:
    """Deletes counts that are more than a day old. Returns the number of addresses."""
    return await connection.run(_PURGE, {"a_day_ago": now - A_DAY_MS})


async def put_code(connection: Connection, organization_id: str, candidate_id: str, code_hash: bytes, now: int) -> None:
    """Stores the hash of a new code, which is valid for ten minutes."""
    keys = {"organization": organization_id, "candidate": candidate_id}
    await connection.run(_PUT, keys | {"new_hash": code_hash, "until": now + LIVES_MS})


async def try_code(connection: Connection, organization_id: str, candidate_id: str, now: int) -> bytes | None:
    """Counts one try. Returns the hash to compare with; None if no code may be tried."""
    keys = {"organization": organization_id, "candidate": candidate_id, "now": now}
    row = await connection.row(_TRY, keys)
    return None if row is None or row.hash is None else bytes(row.hash)


async def forget_code(connection: Connection, organization_id: str, candidate_id: str) -> None:
    await connection.run(_FORGET, {"organization": organization_id, "candidate": candidate_id})
