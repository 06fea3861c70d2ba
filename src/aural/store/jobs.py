"""A durable job queue with leases. Jobs are enqueued in the caller's transaction, and completed in the transaction that
saves their effect.

A worker claims a job for a limited time (the lease) and extends the lease while it works. If a worker dies, its lease
expires and another worker claims the job. Only the holder of the newest claim may complete or fail a job. Each claim
is an attempt. Functions for workers take no organization id, since a worker serves all organizations.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    String,
    bindparam,
    case,
    delete,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    union_all,
    update,
)

from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert

MAX_ATTEMPTS = 6
LETTER_ATTEMPTS = 12
"""These attempts span most of an hour, since a mail server may be down for a while or limit emails per minute."""
LEASE_SECONDS = 60
_SOON_MS = 15 * 60_000

_ATTEMPTS = {"mail": LETTER_ATTEMPTS, "letter": LETTER_ATTEMPTS}
_J = schema.jobs
_STEPS = schema.job_steps


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed job. The first `attempt` is 1; past `max_attempts`, the worker may only give up on the job."""

    id: str
    organization_id: str
    kind: str
    payload: dict[str, Any]
    attempt: int
    max_attempts: int
    worker: str

    @property
    def is_exhausted(self) -> bool:
        return self.attempt > self.max_attempts


class LostLeaseError(Exception):
    """Another worker has claimed the job, so the work of this one must not be saved."""


_ENQUEUE = upsert(_J).on_conflict_do_nothing(index_elements=["dedup"])
_IS_UNFINISHED = text("state IN ('queued', 'running')")  # as text: with parameters, the partial index isn't used
_IS_DUE = (
    _IS_UNFINISHED,
    _J.c.run_at <= bindparam("now"),
    or_(_J.c.lease_until.is_(None), _J.c.lease_until <= bindparam("now")),
    _J.c.kind.in_(bindparam("kinds", expanding=True)),
)
_HAS_DUE = select(literal(1)).select_from(_J).where(*_IS_DUE).limit(1)
_DUE = (
    select(_J.c.id)
    .where(*_IS_DUE, _J.c.organization_id.not_in(bindparam("besides", expanding=True)))
    .order_by(_J.c.run_at, _J.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_CLAIM = (
    update(_J)
    .where(_J.c.id.in_(select(_DUE.c.id)))
    .values(
        state="running",
        attempts=_J.c.attempts + 1,
        worker=bindparam("claimant", type_=String),
        lease_until=bindparam("until", type_=BigInteger),
        updated_at=bindparam("now", type_=BigInteger),
    )
    .returning(_J)
)
_MINE = (
    _J.c.id == bindparam("job"),
    _J.c.worker == bindparam("claimant"),
    _J.c.attempts == bindparam("attempt"),
    _J.c.state == "running",
)
_HEARTBEAT = update(_J).where(*_MINE).values(lease_until=bindparam("until"))
_END = (
    update(_J)
    .where(*_MINE)
    .values(
        state=bindparam("new_state"),
        run_at=bindparam("next_at"),
        lease_until=None,
        attempts=_J.c.attempts - bindparam("forgiven"),
        error=bindparam("reason"),
        updated_at=bindparam("now"),
    )
)
# Jobs with a short delay, written before the clock was set back. A longer delay may be a planned date, which must stay.
_DELAY = _J.c.run_at - _J.c.updated_at
_IS_LATE = (
    _IS_UNFINISHED,
    _J.c.state == "queued",
    _J.c.run_at > bindparam("now"),
    _J.c.updated_at > bindparam("now"),
    _DELAY <= _SOON_MS,
)
_HAS_LATE = select(literal(1)).select_from(_J).where(*_IS_LATE).limit(1)
_NOW = bindparam("now", type_=BigInteger)
_HASTEN = update(_J).where(*_IS_LATE).values(run_at=case((_DELAY > 0, _NOW + _DELAY), else_=_NOW), updated_at=_NOW)
_FIND_STEP = select(_STEPS.c.result).where(_STEPS.c.job_id == bindparam("job"), _STEPS.c.name == bindparam("step"))
_SAVE_STEP = upsert(_STEPS).on_conflict_do_nothing()
_PURGE = delete(_J).where(_J.c.state == "done", _J.c.updated_at <= bindparam("before"))
_COUNT = select(
    *(func.coalesce(func.sum(case((_J.c.state == state, 1), else_=0)), 0).label(state) for state in ("queued", "dead"))
).where(_J.c.organization_id == bindparam("organization"))

# Uses the two partial indexes, which leave out done jobs, the largest part of the table.
_COUNT_ALL = union_all(
    select(_J.c.state, func.count().label("jobs")).where(_IS_UNFINISHED).group_by(_J.c.state),
    select(literal_column("'dead'").label("state"), func.count().label("jobs"))
    .select_from(_J)
    .where(text("jobs.state = 'dead'")),
)


async def enqueue(
    connection: Connection,
    organization_id: str,
    *,
    kind: str,
    payload: Mapping[str, object],
    now: int,
    dedup: str | None = None,
    run_at: int | None = None,
    max_attempts: int | None = None,
) -> None:
    """Queues a job in the caller's transaction, unless one with the same `dedup` exists.

    If `max_attempts` is None, the default of the kind applies. The payload of a job about a session has the session's
    id as `sessionId`; the job is deleted with the session.
    """
    attempts = _ATTEMPTS.get(kind, MAX_ATTEMPTS) if max_attempts is None else max_attempts
    shared = _queued(organization_id, kind, now, attempts) | {"dedup": dedup}
    if run_at is not None:
        shared["run_at"] = run_at
    await connection.run(_ENQUEUE, shared | _about(payload))


async def enqueue_many(
    connection: Connection,
    organization_id: str,
    *,
    kind: str,
    payloads: Sequence[Mapping[str, object]],
    now: int,
    max_attempts: int = MAX_ATTEMPTS,
) -> None:
    """Queues a job for each payload (at least one) in one statement."""
    shared = _queued(organization_id, kind, now, max_attempts) | {"dedup": None}
    await connection.run(_ENQUEUE, [shared | _about(payload) for payload in payloads])


def _queued(organization_id: str, kind: str, now: int, max_attempts: int) -> dict[str, object]:
    times = {"run_at": now, "created_at": now, "updated_at": now}
    return {"organization_id": organization_id, "kind": kind, "state": "queued", "max_attempts": max_attempts, **times}


def _about(payload: Mapping[str, object]) -> dict[str, object]:
    return {"id": new_id(), "session_id": payload.get("sessionId"), "payload": payload}


async def has_due_jobs(connection: Connection, kinds: Sequence[str], now: int) -> bool:
    """A cheap check to run before a claim, which takes the write lock."""
    return await connection.row(_HAS_DUE, {"kinds": list(kinds), "now": now}) is not None


async def has_late_jobs(connection: Connection, now: int) -> bool:
    """Whether jobs would wait too long because the clock has been set back."""
    return await connection.row(_HAS_LATE, {"now": now}) is not None


async def hasten_late_jobs(connection: Connection, now: int) -> int:
    """Restarts the original delay of late jobs from now. Returns how many jobs it changed."""
    return await connection.run(_HASTEN, {"now": now})


async def claim_jobs(
    connection: Connection,
    kinds: Sequence[str],
    worker: str,
    now: int,
    most: int,
    lease_seconds: int = LEASE_SECONDS,
    *,
    besides: Collection[str] = (),
) -> list[Job]:
    """Claims at most `most` due jobs of these kinds for `lease_seconds`, the longest overdue first.

    `besides`: organizations whose jobs are skipped.
    """
    parameters = {"kinds": list(kinds), "claimant": worker, "now": now, "most": most, "besides": list(besides)}
    rows = await connection.rows(_CLAIM, {**parameters, "until": now + lease_seconds * 1000})
    jobs = sorted(rows, key=lambda row: (row.run_at, row.id))
    return [
        Job(row.id, row.organization_id, row.kind, row.payload, row.attempts, row.max_attempts, worker) for row in jobs
    ]


def _mine(job: Job) -> dict[str, object]:
    return {"job": job.id, "claimant": job.worker, "attempt": job.attempt}


async def extend_lease(connection: Connection, job: Job, now: int, lease_seconds: int = LEASE_SECONDS) -> None:
    """Extends the lease of a running job. Raises LostLeaseError."""
    if not await connection.run(_HEARTBEAT, {**_mine(job), "until": now + lease_seconds * 1000}):
        raise LostLeaseError


async def _end(connection: Connection, job: Job, state: str, now: int, **rest: object) -> None:
    values = {"new_state": state, "next_at": now, "now": now, "forgiven": 0, "reason": None, **rest}
    if not await connection.run(_END, {**_mine(job), **values}):
        raise LostLeaseError


async def complete_job(connection: Connection, job: Job, now: int) -> None:
    """Completes a job, in the transaction that saves its effect. If it raises LostLeaseError, nothing may be saved."""
    await _end(connection, job, "done", now)


async def retry_job(connection: Connection, job: Job, now: int, *, reason: str, next_at: int) -> None:
    """Queues a failed job for another attempt at `next_at`. Raises LostLeaseError."""
    await _end(connection, job, "queued", now, next_at=next_at, reason=reason)


async def bury_job(connection: Connection, job: Job, now: int, *, reason: str) -> None:
    """Marks a job as `dead` after its last attempt and keeps it for the operator. Raises LostLeaseError."""
    await _end(connection, job, "dead", now, reason=reason)


async def release_job(connection: Connection, job: Job, now: int) -> None:
    """Queues an unfinished job again without counting the attempt, because the server is stopping."""
    await _end(connection, job, "queued", now, forgiven=1)


async def postpone_job(connection: Connection, job: Job, now: int, *, until: int) -> None:
    """Queues the job again for `until`, without counting the attempt. Raises LostLeaseError."""
    await _end(connection, job, "queued", now, next_at=until, forgiven=1)


async def find_step(connection: Connection, job: Job, name: str) -> Any | None:
    """The result that an earlier attempt saved under this name."""
    row = await connection.row(_FIND_STEP, {"job": job.id, "step": name})
    return None if row is None else row.result


async def save_step(connection: Connection, job: Job, name: str, result: object, now: int) -> None:
    """Saves a costly result (not None) for later attempts. A result that is already saved under this name stays."""
    await connection.run(_SAVE_STEP, {"job_id": job.id, "name": name, "result": result, "created_at": now})


async def count_jobs(connection: Connection, organization_id: str) -> dict[str, int]:
    """The organization's jobs by state: how many are `queued` and how many `dead`."""
    row = await connection.row(_COUNT, {"organization": organization_id})
    return {} if row is None else {"queued": int(row.queued), "dead": int(row.dead)}


async def count_all_jobs(connection: Connection) -> dict[str, int]:
    """Jobs of all organizations by state: how many are `queued`, `running` and `dead`."""
    rows = await connection.rows(_COUNT_ALL)
    return {"queued": 0, "running": 0, "dead": 0} | {row.state: int(row.jobs) for row in rows}


async def purge_done_jobs(connection: Connection, before: int) -> int:
    """Deletes jobs that were completed by `before`, and returns how many there were."""
    return await connection.run(_PURGE, {"before": before})
