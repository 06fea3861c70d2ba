"""What every tracking system asks for: the interviews that can be sent, somebody to be sent one, how that stands.

Each goes through the operations of the API, as a member of the organization with nothing but the connection's project
could do it by hand: the same rules, limits, letters and audit log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aural.api.context import Context
from aural.api.operations import Call
from aural.api.routes import OPERATIONS
from aural.ats.standing import LAPSED, Standing, standing_of
from aural.audit import repository as audit
from aural.guard.auth.callers import Caller
from aural.integrations import assessment_repository as assessments
from aural.interviews import repository as interviews
from aural.platform.errors import BadRequestError
from aural.reports import rating_repository as human_ratings
from aural.reports.rating_endpoints import newest_of
from aural.store.database import Connection, Row
from aural.usage import repository as usage

MOST_TESTS = 500
_OPERATIONS = {operation.id: operation for operation in OPERATIONS}
_NO_TEST = "There is no such interview that can be sent now. List them again and choose another one."
_UNKNOWN = "Nothing of this id was sent by this connection."


@dataclass(frozen=True, slots=True)
class InviteRequest:
    """Whom to invite to what. `vendor_id`: what tells this request from others, however often it comes."""

    interview_id: str
    name: str
    email: str
    vendor_id: str
    callback_url: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """`is_new` False: the request had come before."""

    standing: Standing
    is_new: bool


@dataclass(frozen=True, slots=True)
class Sending:
    """What one connection (a row of integrations/repository.py) may do, now."""

    context: Context
    integration: Row[Any]
    address: str

    @property
    def _organization_id(self) -> str:
        return str(self.integration.organization_id)

    @property
    def _projects(self) -> tuple[str, ...] | None:
        return None if self.integration.project_id is None else (self.integration.project_id,)

    async def list_tests(self) -> Sequence[Row[Any]]:
        """The interviews that can be sent, newest first: active ones that ask something."""
        rows = await interviews.list_interviews(
            self.context.database.read,
            self._organization_id,
            self._projects,
            limit=MOST_TESTS,
            after=None,
            wanted={"is_active": True},
        )
        return [row for row in rows if row.question_count]

    async def send(self, wanted: InviteRequest) -> Sent:
        """Invites by e-mail, once for each `vendor_id`; one whose invitation has lapsed may be invited anew.

        Raises BadRequestError for an interview that cannot be sent, and what the API does: PlanLimitError, and
        ConflictError where no mail server is set.
        """
        now = self.context.clock.now()
        vendor_id = hashlib.sha256(wanted.vendor_id.encode()).hexdigest()
        async with self.context.database.transaction() as transaction:
            where = (transaction, self._organization_id)
            await usage.lock_organization(*where)  # what comes twice at once is made once
            earlier = await assessments.find_by_vendor_id(*where, self.integration.id, vendor_id, now)
            if earlier is not None:
                standing = standing_of(earlier, self.context.settings.public_url)
                if standing.state not in LAPSED:
                    return Sent(standing, is_new=False)
                await assessments.release(*where, earlier.id)
            values = {
                "integration_id": self.integration.id,
                "candidate_id": await self._invite(transaction, wanted, now),
                "vendor_id": vendor_id,
                "callback_url": wanted.callback_url,
            }
            made = await assessments.insert_assessment(*where, values, now)
            row = await assessments.find_assessment(*where, made, now)
            assert row is not None
            return Sent(standing_of(row, self.context.settings.public_url), is_new=True)

    async def _invite(self, transaction: Connection, wanted: InviteRequest, now: int) -> str:
        where = (transaction, self._organization_id)
        interview = await interviews.find_interview(*where, self._projects, wanted.interview_id)
        if interview is None or not interview.is_active or not interview.question_count:
            raise BadRequestError(_NO_TEST)
        person = {"name": wanted.name, "email": wanted.email}
        (candidate,) = await self._perform(transaction, "createCandidates", interview.id, now, [person])
        await self._perform(transaction, "sendLetter", candidate["id"], now, {})
        return str(candidate["id"])

    async def get_standing(self, assessment_id: str) -> Standing:
        """Raises BadRequestError for what this connection has not sent."""
        row = await self._get(self.context.database.read, assessment_id)
        where = (self.context.database.read, self._organization_id)
        contested = await list_contested(*where, row)
        return standing_of(row, self.context.settings.public_url, contested)

    async def cancel(self, assessment_id: str) -> None:
        """The link starts nothing more; who is in the interview may finish it, and the vendor hears nothing of it.

        Raises BadRequestError for what this connection has not sent.
        """
        now = self.context.clock.now()
        async with self.context.database.transaction() as transaction:
            row = await self._get(transaction, assessment_id)
            if row.cancelled_at is not None:
                return
            await self._perform(transaction, "revokeLink", row.candidate_id, now, {})
            await assessments.cancel(transaction, self._organization_id, row.id, now)

    async def note_unread(self, assessment_id: str, reason: str) -> None:
        """The vendor could not read an answer about one that it has sent."""
        async with self.context.database.transaction() as transaction:
            row = await self._get(transaction, assessment_id)
            await assessments.note_failure(transaction, self._organization_id, row.id, reason)

    async def _get(self, connection: Connection, assessment_id: str) -> Row[Any]:
        now = self.context.clock.now()
        row = await assessments.find_assessment(connection, self._organization_id, assessment_id, now)
        if row is None or row.integration_id != self.integration.id:
            raise BadRequestError(_UNKNOWN)
        return row

    async def _perform(self, transaction: Connection, operation_id: str, row_id: str, now: int, body: Any) -> Any:
        """The operation of the API, with its line in the audit log; its data."""
        operation = _OPERATIONS[operation_id]
        name = self.integration.vendor.title()
        caller = Caller("", self._organization_id, "", name, "MEMBER", (), self._projects, "", None)
        call = Call(self.context, operation, caller, row_id, now, transaction, body=body)
        assert operation.find is not None
        call.found = await operation.find(call, lock=True)
        if call.found is None:  # moved meanwhile to a project that the connection does not reach
            raise BadRequestError(_UNKNOWN)
        reply = await operation.handler(call)
        await audit.note(
            transaction,
            self._organization_id,
            user_id=None,
            actor=name,
            key_id=None,
            operation=operation_id,
            object_id=row_id,
            now=now,
            detail=call.audit_detail,
            address=self.address,
            is_of_person=operation.is_of_person,
        )
        return reply.data


async def list_contested(connection: Connection, organization_id: str, row: Row[Any]) -> frozenset[str]:
    """The criteria of which a person says something else than the AI: its level is not told any more."""
    if row.session_id is None:
        return frozenset()
    ratings = newest_of(await human_ratings.list_ratings(connection, organization_id, row.session_id))
    return frozenset(rating.criterion for rating in ratings if rating.verdict != "AGREE")
