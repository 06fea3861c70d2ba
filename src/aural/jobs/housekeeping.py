"""Every 15 minutes, deletes what has expired, such as stored responses, tickets, cookies, jobs, previews and files.

It also queues the reminders that are due, the reports to tracking systems about links that have ended, and the nightly
retention. It overwrites what erased data left behind in the database.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from aural.accounts import reset_repository as resets
from aural.candidates import access_repository as entries
from aural.candidates import code_repository as codes
from aural.candidates import email_template_repository as email_templates
from aural.candidates import import_repository as imports
from aural.candidates import repository as candidates
from aural.guard.secrets import Secrets
from aural.insights.jobs import catch_up
from aural.integrations import assessment_repository as assessments
from aural.interviews import repository as interviews
from aural.jobs.key_rotation import RESEAL_AFTER_MS, reseal, write_again
from aural.organizations import invitation_repository as invitations
from aural.platform.clock import Clock
from aural.platform.errors import StorageUnavailableError
from aural.privacy.jobs import plan_night
from aural.store import files, idempotency, jobs
from aural.store.database import Connection, Database
from aural.store.files import Bytes
from aural.webhooks import event_repository as webhook_events

EVERY_SECONDS = 15 * 60
MOST_REMINDERS = 500
DONE_JOBS_KEPT_MS = 7 * 24 * 3600 * 1000
EVENTS_KEPT_MS = 30 * 24 * 3600 * 1000

Purge = Callable[[Connection, int], Awaitable[object]]
Step = Callable[[], Awaitable[object]]

logger = logging.getLogger(__name__)


async def tidy_up(database: Database, clock: Clock, content: Bytes) -> None:
    """Runs one round. Each kind of data has its own transaction, so that no writer waits long.

    A step that fails is logged, and the others still run. Raises an ExceptionGroup of all failures.
    """
    now = clock.now()
    purges: tuple[tuple[Purge, int], ...] = (
        (idempotency.purge, now),
        (entries.purge_expired, now),
        (resets.purge, now),
        (codes.purge_budgets, now),
        (invitations.purge, now),
        (jobs.purge_done_jobs, now - DONE_JOBS_KEPT_MS),
        (imports.purge_imports, now),
        (interviews.purge_previews, now),
        (webhook_events.purge_events, now - EVENTS_KEPT_MS),
        (assessments.queue_ended, now),
    )
    steps: tuple[Step, ...] = (
        *(partial(_purge, database, purge, until) for purge, until in purges),
        partial(remind, database, now),
        partial(plan_night, database, now),
        partial(catch_up, database),
        partial(database.scrub, is_retry=True),  # scrubs that couldn't finish because another process was reading
        partial(files.clear_left, database, content, now),  # last, since a bucket may be unavailable
        partial(files.sweep, database, content),
    )
    failed: list[Exception] = []
    for step in steps:
        try:
            await step()
        except Exception as error:
            logger.exception("a step of tidying up failed")
            failed.append(error)
    if failed:
        raise ExceptionGroup("Tidying up failed in part.", failed)


async def _purge(database: Database, purge: Purge, until: int) -> None:
    async with database.transaction() as transaction:
        await purge(transaction, until)


async def remind(database: Database, now: int) -> int:
    """Queues the one reminder of each candidate who is due for it. Returns how many were queued."""
    due = await email_templates.list_to_remind(database.read, now, MOST_REMINDERS)
    count = 0
    for row in due:
        async with database.transaction() as transaction:
            count += await _remind(transaction, row.organization_id, row.id, now)
    return count


async def _remind(transaction: Connection, organization_id: str, candidate_id: str, now: int) -> bool:
    found = await email_templates.find_addressee(transaction, organization_id, candidate_id, now, lock=True)
    if found is None or found.reminded_at is not None or found.mail_status in email_templates.UNSETTLED:
        return False
    # Stored with the job, so that neither a second server nor the next round queues another one.
    values = {"reminded_at": now, "mail_status": "QUEUED", "mail_error": None}
    await candidates.update_candidate(transaction, organization_id, candidate_id, values, now)
    payload = {"kind": "reminder", "candidateId": candidate_id}
    await jobs.enqueue(transaction, organization_id, kind="letter", payload=payload, now=now)
    return True


async def keep_tidying(database: Database, clock: Clock, content: Bytes, secrets: Secrets) -> None:
    """Runs a round every `EVERY_SECONDS` as long as the server runs. The next round retries what failed."""
    began_at, is_resealed = clock.now(), False
    while True:
        with suppress(StorageUnavailableError):
            await write_again(database, secrets)
        if not is_resealed and clock.now() - began_at >= RESEAL_AFTER_MS:
            with suppress(StorageUnavailableError):
                await reseal(database, secrets)
                is_resealed = True
        with suppress(ExceptionGroup):  # already logged
            await tidy_up(database, clock, content)
        await asyncio.sleep(EVERY_SECONDS)
