"""Runs durable jobs in the server process, alongside its requests.

A handler does the slow part outside any transaction and returns a function that saves the result; the worker calls it
in the transaction that completes the job. So an effect in the database happens exactly once, even if a process dies at
any point; an effect on other systems may be repeated, and therefore carries its own key.

Unavailable storage uses up no attempt: finished work waits to be saved, and work that couldn't begin is begun later.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Protocol

from aural.platform import metrics
from aural.platform.clock import Clock
from aural.platform.errors import StorageUnavailableError
from aural.platform.ids import new_id
from aural.store import jobs
from aural.store.database import Connection, Database
from aural.store.jobs import Job, LostLeaseError

_FIRST_RETRY_MS = 2_000
_LONGEST_RETRY_MS = 15 * 60_000
_STRAGGLERS_MS = 60_000  # longer than any transaction takes
_PAUSES_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""The pauses between attempts to save a finished job. The last one repeats while the storage is unavailable."""
_UNSAVED = "It could not be saved."

Save = Callable[[Connection], Awaitable[None]]
Wait = Callable[[asyncio.Event], Awaitable[None]]

logger = logging.getLogger(__name__)


class JobFailedError(Exception):
    """Raise it with a sentence that says why an attempt failed.

    The sentence is stored and logged, so it contains no secret and no words of a person. Of any other exception that a
    handler raises, only the name is.

    `after_ms`: the time until the next attempt; None leaves it to the worker. It is a duration, because the clock may
    be set back before a computed instant is written.
    """

    def __init__(self, reason: str, *, after_ms: int | None = None) -> None:
        super().__init__(reason)
        self.after_ms = after_ms


class JobPostponedError(Exception):
    """Raise it to run the job again after a while; that doesn't count as an attempt."""

    def __init__(self, after_ms: int) -> None:
        super().__init__(after_ms)
        self.after_ms = after_ms


class Handler(Protocol):
    async def run(self, job: Job) -> Save:
        """Does the work and returns a function that saves it in the transaction that completes the job.

        Raises JobFailedError (or anything else) to be retried later; StorageUnavailableError doesn't use up an attempt.
        """
        ...

    async def give_up(self, connection: Connection, job: Job, reason: str) -> None:
        """Records that the last attempt has failed, in the transaction that buries the job."""
        ...


def poll_every(seconds: float) -> Wait:
    """Waits for the wake event, but at most this long: jobs enqueued by other processes are found by polling."""

    async def wait(woken: asyncio.Event) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(woken.wait(), seconds)

    return wait


class Worker:
    """Claims only jobs that it starts immediately, at most `concurrency` at a time.

    With `in_turn`, it prefers jobs of organizations that have none running here. Otherwise, the job that has waited
    longest is next.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        handlers: Mapping[str, Handler],
        *,
        concurrency: int = 2,
        in_turn: bool = True,
        lease_seconds: int = jobs.LEASE_SECONDS,
        wait: Wait | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._clock = clock
        self._handlers = handlers
        self._concurrency = concurrency
        self._in_turn = in_turn
        self._lease_seconds = lease_seconds
        self._wait = wait or poll_every(1.0)
        self._pause = pause
        self._name = new_id()
        self._woken = asyncio.Event()
        self._is_stopping = False
        self._running: dict[asyncio.Task[None], Job] = {}
        self._unsaved: set[str] = set()
        self._put_off: Counter[str] = Counter()
        self._looked_at: int | None = None
        self._stragglers_until = 0

    def wake(self) -> None:
        """Call it after the commit that enqueued a job."""
        self._woken.set()

    def stop(self) -> None:
        """Lets `run` return without claiming more jobs. Jobs under way are released, so that they run again."""
        self._is_stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Runs jobs until `stop` is called, whatever fails: nothing else would do this process's share of the jobs."""
        try:
            while not self._is_stopping:
                self._woken.clear()
                try:
                    await self._start_due()
                except StorageUnavailableError:
                    pass
                except Exception:
                    logger.exception("looking for jobs failed")
                if not self._is_stopping:
                    await self._wait(self._woken)
        finally:
            await self._give_back()

    async def _give_back(self) -> None:
        """Releases all unfinished jobs, including those that have not taken their first step or are in their last."""
        unfinished = dict(self._running)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        await asyncio.gather(*(self._release(job) for job in unfinished.values()))

    async def run_due(self) -> int:
        """Runs all jobs that are due now, and returns how many there were. For commands and tests."""
        count = 0
        while started := await self._start_due():
            count += started
            await asyncio.gather(*self._running)
        return count

    async def _start_due(self) -> int:
        await self._follow_clock()
        free = self._concurrency - len(self._running)
        kinds = list(self._handlers)
        if free <= 0 or self._unsaved or not await jobs.has_due_jobs(self._database.read, kinds, self._clock.now()):
            return 0
        async with self._database.transaction() as transaction:
            claimed = await self._claim(transaction, kinds, free)
        for job in claimed:
            task = asyncio.create_task(self._work(job))
            self._running[task] = job
            task.add_done_callback(self._finished)
        return len(claimed)

    async def _follow_clock(self) -> None:
        """If the clock was set back, perhaps while no server ran, moves the due times of jobs back, too. Keeps checking
        for a while, since a job may have been written with the old time and committed a little later.
        """
        now = self._clock.now()
        if self._looked_at is None or now < self._looked_at:
            self._stragglers_until = now + _STRAGGLERS_MS
        if now <= self._stragglers_until and await jobs.has_late_jobs(self._database.read, now):
            async with self._database.transaction() as transaction:
                await jobs.hasten_late_jobs(transaction, now)
        self._looked_at = now

    async def _claim(self, transaction: Connection, kinds: list[str], most: int) -> list[Job]:
        now, lease = self._clock.now(), self._lease_seconds
        claim = partial(jobs.claim_jobs, transaction, kinds, self._name, now, lease_seconds=lease)
        if not self._in_turn:
            return await claim(most=most)
        claimed: list[Job] = []
        holding = {job.organization_id for job in self._running.values()}
        while len(claimed) < most:
            found = await claim(most=1, besides=holding) or (await claim(most=1) if holding else [])
            if not found:
                break
            claimed += found
            holding.add(found[0].organization_id)
        return claimed

    def _finished(self, task: asyncio.Task[None]) -> None:
        del self._running[task]
        self._woken.set()  # there is room for another job

    async def _work(self, job: Job) -> None:
        heartbeat = asyncio.create_task(self._keep_lease(job, asyncio.current_task()))
        try:
            await self._attempt(job)
        except LostLeaseError:
            logger.info("job %s no longer belongs to this worker", job.id)
        except JobFailedError:
            logger.warning("the end of job %s could not be saved: its lease will expire, and it will run again", job.id)
        finally:
            heartbeat.cancel()

    async def _attempt(self, job: Job) -> None:
        if job.is_exhausted:  # its worker died in every attempt
            await self._bury(job, "The server stopped each time while it worked on this.")
            return
        try:
            with metrics.timed(metrics.jobs, job.kind) as outcome:
                save = await self._handlers[job.kind].run(job)
                await self._complete(job, save)
                outcome.append("done")
        except LostLeaseError:
            raise
        except JobPostponedError as error:
            await self._postpone(job, error.after_ms)
        except StorageUnavailableError:
            self._put_off[job.id] += 1  # file storage may be unavailable for hours
            await self._postpone(job, retry_delay_ms(self._put_off[job.id]))
            return
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, the job is retried and never lost
            await self._failed(job, error)
        self._put_off.pop(job.id, None)

    async def _complete(self, job: Job, save: Save) -> None:
        async def complete(transaction: Connection) -> None:
            await save(transaction)
            await jobs.complete_job(transaction, job, self._clock.now())

        await self._store(job, complete)

    async def _postpone(self, job: Job, after_ms: int) -> None:
        async def postpone(transaction: Connection) -> None:
            now = self._clock.now()
            await jobs.postpone_job(transaction, job, now, until=now + after_ms)

        await self._store(job, postpone)

    async def _failed(self, job: Job, error: Exception) -> None:
        reason = str(error) if isinstance(error, JobFailedError) else type(error).__name__
        # Handlers write the reason, without words of candidates; any other error's text may contain them.
        told = reason or type(error).__name__
        logger.warning("job %s (%s) failed at attempt %d: %s", job.id, job.kind, job.attempt, told)
        if job.attempt >= job.max_attempts:
            await self._bury(job, reason)
            return

        async def retry(transaction: Connection) -> None:
            now = self._clock.now()
            wanted = error.after_ms if isinstance(error, JobFailedError) else None
            after_ms = retry_delay_ms(job.attempt) if wanted is None else wanted
            await jobs.retry_job(transaction, job, now, reason=reason, next_at=now + after_ms)

        await self._store(job, retry)

    async def _bury(self, job: Job, reason: str) -> None:
        async def bury(transaction: Connection) -> None:
            await self._handlers[job.kind].give_up(transaction, job, reason)
            await jobs.bury_job(transaction, job, self._clock.now(), reason=reason)

        await self._store(job, bury)

    async def _store(self, job: Job, step: Save) -> None:
        """Runs a step in one transaction, repeated while the storage is unavailable. The work itself isn't repeated.

        Raises LostLeaseError, even if the storage saved the step without confirming it, and JobFailedError if the
        storage is available but can't save the step.
        """
        for pause in _PAUSES_SECONDS:
            try:
                async with self._database.transaction() as transaction:
                    await step(transaction)
                return
            except StorageUnavailableError:
                await self._keep_through(job, pause)
        raise JobFailedError(_UNSAVED)

    async def _keep_through(self, job: Job, pause: float) -> None:
        """Waits until the storage accepts the job's heartbeat again. Until then, this worker claims no jobs: it would
        find this one, whose lease may have run out.
        """
        self._unsaved.add(job.id)
        try:
            while True:
                await self._pause(pause)
                with suppress(StorageUnavailableError):
                    await self._beat(job)
                    return
                pause = min(2 * pause, _PAUSES_SECONDS[-1])
        finally:
            self._unsaved.discard(job.id)

    async def _release(self, job: Job) -> None:
        with suppress(LostLeaseError, StorageUnavailableError):
            async with self._database.transaction() as transaction:
                await jobs.release_job(transaction, job, self._clock.now())

    async def _keep_lease(self, job: Job, worker: asyncio.Task[None] | None) -> None:
        while True:
            await asyncio.sleep(self._lease_seconds / 3)
            with suppress(StorageUnavailableError):
                try:
                    await self._beat(job)
                except LostLeaseError:
                    if worker is not None:
                        worker.cancel()  # another worker has the job now
                    return

    async def _beat(self, job: Job) -> None:
        """Extends the job's lease. Raises LostLeaseError."""
        async with self._database.transaction() as transaction:
            await jobs.extend_lease(transaction, job, self._clock.now(), self._lease_seconds)


def retry_delay_ms(attempt: int) -> int:
    """Doubles with each attempt, up to 15 minutes. Varies by ±25 %, so that failed jobs don't all return at once."""
    delay = min(_LONGEST_RETRY_MS, _FIRST_RETRY_MS * 2 ** (attempt - 1))
    return int(delay * random.uniform(0.75, 1.25))  # noqa: S311
