"""The job that delivers an event to an endpoint. It retries for up to three days, until the event arrives.

Each attempt is logged before it is sent and completed with the response, so that the log is correct even if a server
dies in between. The body and the `webhook-id` are the same each time, so that receivers can recognize repeats by id.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aural.engine.webhooks import retry_after_seconds
from aural.guard.outbound.webhooks import DeliveryResponse, Sender, sign
from aural.guard.secrets import Secrets
from aural.jobs.worker import JobFailedError, JobPostponedError, Save
from aural.platform.clock import Clock
from aural.settings.budgets import DELIVERIES_OF_ENDPOINT, DELIVERIES_OF_ORGANIZATION
from aural.store.database import Connection, Database
from aural.store.jobs import Job
from aural.webhooks import delivery_repository as webhook_deliveries
from aural.webhooks import repository as webhooks
from aural.webhooks.bodies import body_of
from aural.webhooks.delivery_repository import SWITCHED_OFF, DeliveryToSend, Outcome
from aural.webhooks.event_repository import record_event

AT_ONCE = 32  # simultaneous deliveries from one server process
MOST_AT_ONCE = DELIVERIES_OF_ENDPOINT.most  # simultaneous deliveries to one endpoint
MOST_OF_ONE = DELIVERIES_OF_ORGANIZATION.most  # simultaneous deliveries to all endpoints of one organization
_FIRST_GUESS_MS = 200
_GONE = 410


@dataclass(slots=True)
class Turns:
    """Limits simultaneous deliveries per endpoint and per organization, so that slow endpoints don't hold up others.

    While all places are in use, further jobs are postponed, each to a later time at which a place is likely to be free.
    Times are milliseconds of a monotonic clock, so that setting the system's clock back doesn't hold up any job.
    """

    _busy: Counter[str] = field(default_factory=Counter)
    _took_ms: dict[str, int] = field(default_factory=dict)
    _booked: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def held(self, endpoint: str, organization_id: str) -> Iterator[None]:
        """Takes a place for the duration of the block. Raises JobPostponedError if none is free."""
        self.take(endpoint, organization_id, _since(0))
        begun = time.monotonic()
        try:
            yield
        finally:
            self.give_back(endpoint, organization_id, _since(begun))

    def take(self, endpoint: str, organization_id: str, now: int) -> None:
        """Takes a place. Raises JobPostponedError if none is free."""
        places = {endpoint: MOST_AT_ONCE, organization_id: MOST_OF_ONE}
        full = [(name, most) for name, most in places.items() if self._busy[name] >= most]
        if full:
            raise JobPostponedError(max(self._book(name, most, now) for name, most in full) - now)
        self._busy.update(places.keys())

    def _book(self, name: str, most: int, now: int) -> int:
        step = self._took_ms.get(name, _FIRST_GUESS_MS) // most
        self._booked[name] = max(self._booked.get(name, 0), now) + max(step, 1)
        return self._booked[name]

    def give_back(self, endpoint: str, organization_id: str, took_ms: int) -> None:
        for name in (endpoint, organization_id):
            self._busy[name] -= 1
            self._took_ms[name] = took_ms
            if not self._busy[name]:
                del self._busy[name]
                self._booked.pop(name, None)


@dataclass(frozen=True, slots=True)
class Delivering:
    """Handles `deliver` jobs, whose payload is `{"deliveryId"}`."""

    database: Database
    clock: Clock
    secrets: Secrets
    sender: Sender
    turns: Turns

    async def run(self, job: Job) -> Save:
        """Sends the event once. Raises JobFailedError if that fails, or JobPostponedError if no place is free."""
        found = await webhook_deliveries.find_to_send(self.database.read, job.organization_id, _id(job))
        if found is None or found.state != "PENDING":  # erased in the meantime, or the endpoint was deleted
            return _nothing
        if not found.is_enabled:
            return _Ending(self.clock, job, found, "FAILED", reason=SWITCHED_OFF)
        now = self.clock.now()
        begun = time.monotonic()
        with self.turns.held(found.webhook_id, job.organization_id):
            body, headers = self._letter(found, now)
            async with self.database.transaction() as transaction:
                number = await webhook_deliveries.begin_attempt(
                    transaction, job.organization_id, found.id, headers, now
                )
            answer = await self.sender.send(found.url, body, headers)
        outcome = Outcome(_name(answer), _since(begun), answer.status, answer.text, answer.error)
        if answer.is_success:
            return _Ending(self.clock, job, found, "DELIVERED", (number, outcome))
        if answer.status == _GONE:
            return _Ending(self.clock, job, found, "FAILED", (number, outcome), answer.error, disables="GONE")
        raise JobFailedError(answer.error or "", after_ms=await self._failed(job, found, (number, outcome), answer))

    def _letter(self, found: DeliveryToSend, now: int) -> tuple[bytes, dict[str, str]]:
        body = body_of(found.event_id, found.type, found.data, found.happened_at)
        sealed, previous = [found.secret_encrypted], found.previous_secret_encrypted
        if previous is not None and found.previous_until is not None and found.previous_until > now:
            sealed.append(previous)
        about = ("webhook", found.organization_id, found.webhook_id)
        return body, sign([self.secrets.unseal(one, *about) for one in sealed], found.event_id, now, body)

    async def _failed(
        self, job: Job, found: DeliveryToSend, attempt: tuple[int, Outcome], answer: DeliveryResponse
    ) -> int:
        """Records a failed attempt. Returns the wait in milliseconds before the next attempt, if there is one."""
        now = self.clock.now()
        chance = random.random()  # noqa: S311 - spreads attempts, hides nothing
        wait = retry_after_seconds(job.attempt, chance, answer.retry_after_seconds)
        after_ms = int(wait * 1000)
        next_at = None if job.attempt >= job.max_attempts else now + after_ms
        async with self.database.transaction() as transaction:  # locks rows in the same order as a deletion
            await webhooks.note_failure(transaction, job.organization_id, found.webhook_id, now)
            await webhook_deliveries.note_failure(
                transaction, job.organization_id, found.id, status=answer.status, next_at=next_at
            )
            await webhook_deliveries.end_attempt(transaction, found.id, *attempt)
        return after_ms

    async def give_up(self, connection: Connection, job: Job, reason: str) -> None:
        """Ends the delivery after its last attempt.

        Also disables the endpoint if nothing has arrived there since the delivery was created.
        """
        found = await webhook_deliveries.find_to_send(connection, job.organization_id, _id(job))
        if found is None or found.state != "PENDING":
            return
        where = (connection, job.organization_id)
        is_dead = await webhooks.is_unanswered_since(*where, found.webhook_id, found.created_at)
        told = f"Gave up after the last attempt. {reason}"
        ending = _Ending(self.clock, job, found, "FAILED", reason=told, disables="FAILING" if is_dead else None)
        await ending(connection)


@dataclass(frozen=True, slots=True)
class _Ending:
    """Saves how a delivery ended. `disables`: the reason to disable the endpoint, which is reported to other endpoints.

    Updates the endpoint first, then the delivery and its attempt. A deletion locks rows in the same order; any other
    order could deadlock.
    """

    clock: Clock
    job: Job
    found: DeliveryToSend
    state: str
    attempt: tuple[int, Outcome] | None = None
    reason: str | None = None
    disables: str | None = None

    async def __call__(self, connection: Connection) -> None:
        now, organization_id, webhook_id = self.clock.now(), self.job.organization_id, self.found.webhook_id
        where, status = (connection, organization_id), None if self.attempt is None else self.attempt[1].status
        if self.state == "DELIVERED":
            await webhooks.note_success(*where, webhook_id, now)
        if self.disables is not None and await webhooks.disable_webhook(
            *where, webhook_id, reason=self.disables, now=now
        ):
            more = {"webhookId": webhook_id, "reason": self.disables}
            await record_event(*where, "webhook.disabled", now, more=more)
            await webhook_deliveries.end_pending(*where, webhook_id, now)
        await webhook_deliveries.end_delivery(
            *where, self.found.id, state=self.state, now=now, status=status, reason=self.reason
        )
        if self.attempt is not None:
            await webhook_deliveries.end_attempt(connection, self.found.id, *self.attempt)


def _since(begun: float) -> int:
    """Milliseconds since `begun`, a reading of `time.monotonic`."""
    return int((time.monotonic() - begun) * 1000)


def _id(job: Job) -> str:
    return str(job.payload["deliveryId"])


def _name(answer: DeliveryResponse) -> str:
    if answer.status is None:
        return "NO_ANSWER"
    return "ACCEPTED" if answer.is_success else "REFUSED"


async def _nothing(_connection: Connection) -> None:
    """Saves nothing."""
