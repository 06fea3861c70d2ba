"""The actions of tracking systems: listing interviews, inviting a candidate, and reading or canceling an assessment.

Each action runs the API's own operations, like a member who can access only the connection's project. So the same
rules, limits, emails and audit log apply.
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
from aural.candidates import repository as candidates
from aural.guard.auth.callers import Caller
from aural.integrations import assessment_repository as assessments
from aural.integrations.repository import Integration
from aural.interviews import repository as interviews
from aural.platform.errors import BadRequestError
from aural.reports import rating_repository as human_ratings
from aural.reports.rating_endpoints import newest_of
from aural.store.database import Connection
from aural.usage import repository as usage

MOST_TESTS = 500
_OPERATIONS = {operation.id: operation for operation in OPERATIONS}
_NO_TEST = "Candidates cannot be invited to this interview now. List the interviews again and choose another one."
_UNKNOWN = "This connection has not sent an assessment with this id."


@dataclass(frozen=True, slots=True)
class InviteRequest:
    """A candidate and the interview to invite them to. `vendor_id` identifies the request when it is repeated."""

    interview_id: str
    name: str
    email: str
    vendor_id: str
    callback_url: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """`is_new` False: an earlier copy of the request created the assessment."""

    standing: Standing
    is_new: bool


@dataclass(frozen=True, slots=True)
class Sending:
    """The actions of one connection."""

    context: Context
    integration: Integration
    address: str

    @property
    def _organization_id(self) -> str:
        return self.integration.organization_id

    @property
    def _projects(self) -> tuple[str, ...] | None:
        return None if self.integration.project_id is None else (self.integration.project_id,)

    async def list_tests(self) -> Sequence[interviews.Interview]:
        """The interviews that candidates can be invited to: active ones with questions, newest first."""
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
        """Invites a candidate by email, once for each `vendor_id`, and again if the earlier invitation has lapsed or
        a retake was allowed.

        Raises BadRequestError if candidates cannot be invited to the interview, and the API's own errors:
        PlanLimitError, and ConflictError if no mail server is configured.
        """
        now = self.context.clock.now()
        vendor_id = hashlib.sha256(wanted.vendor_id.encode()).hexdigest()
        async with self.context.database.transaction() as transaction:
            where = (transaction, self._organization_id)
            await usage.lock_organization(*where)  # simultaneous copies of a request create one row
            earlier = await assessments.find_by_vendor_id(*where, self.integration.id, vendor_id, now)
            if earlier is not None:
                standing = standing_of(earlier, self.context.settings.public_url)
                if standing.state not in LAPSED:
                    await self._invite_to_retake(transaction, earlier, now)
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

    async def _invite_to_retake(self, transaction: Connection, row: assessments.Assessment, now: int) -> None:
        """Emails a candidate who may take the interview again and hasn't been invited since the last session."""
        where = (transaction, self._organization_id)
        candidate = await candidates.find_candidate(*where, self._projects, row.candidate_id, now=now)
        if candidate is None or candidate.session_id is not None or not candidate.retakes:
            return
        held = await candidates.list_sessions_of(*where, [candidate.id])
        ended_at = max((session.completed_at or session.started_at for session in held), default=0)
        if candidate.invited_at is None or candidate.invited_at <= ended_at:
            await self._perform(transaction, "sendLetter", candidate.id, now, {})

    async def get_standing(self, assessment_id: str) -> Standing:
        """The state of an assessment. Raises BadRequestError if this connection didn't send it."""
        row = await self._get(self.context.database.read, assessment_id)
        where = (self.context.database.read, self._organization_id)
        contested = await list_contested(*where, row)
        return standing_of(row, self.context.settings.public_url, contested)

    async def cancel(self, assessment_id: str) -> None:
        """Revokes the candidate's link. A candidate who has started may finish, but the vendor gets no result.

        Raises BadRequestError if this connection didn't send the assessment.
        """
        now = self.context.clock.now()
        async with self.context.database.transaction() as transaction:
            row = await self._get(transaction, assessment_id)
            if row.cancelled_at is not None:
                return
            await self._perform(transaction, "revokeLink", row.candidate_id, now, {})
            await assessments.cancel(transaction, self._organization_id, row.id, now)

    async def note_unread(self, assessment_id: str, reason: str) -> None:
        """Notes that the vendor could not read a response about this assessment."""
        async with self.context.database.transaction() as transaction:
            row = await self._get(transaction, assessment_id)
            await assessments.note_failure(transaction, self._organization_id, row.id, reason)

    async def _get(self, connection: Connection, assessment_id: str) -> assessments.Assessment:
        now = self.context.clock.now()
        row = await assessments.find_assessment(connection, self._organization_id, assessment_id, now)
        if row is None or row.integration_id != self.integration.id:
            raise BadRequestError(_UNKNOWN)
        return row

    async def _perform(self, transaction: Connection, operation_id: str, row_id: str, now: int, body: object) -> Any:
        """Runs an operation of the API, notes it in the audit log, and returns its data."""
        operation = _OPERATIONS[operation_id]
        name = self.integration.vendor.title()
        caller = Caller("", self._organization_id, "", name, "MEMBER", (), self._projects, "", None)
        call = Call(self.context, operation, caller, row_id, now, transaction, body=body)
        assert operation.find is not None
        call.found = await operation.find(call, lock=True)
        if call.found is None:  # moved in the meantime to a project that the connection cannot access
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


async def list_contested(connection: Connection, organization_id: str, row: assessments.Assessment) -> frozenset[str]:
    """The criteria that a person set aside or for which they see another level than the AI. Their levels are no longer
    reported."""
    if row.session_id is None:
        return frozenset()
    ratings = newest_of(await human_ratings.list_ratings(connection, organization_id, row.session_id))
    levels = {score["criterion"]: score["level"] for score in row.scores or ()}
    return frozenset(
        rating.criterion
        for rating in ratings
        if rating.verdict == "SET_ASIDE" or rating.level != levels.get(rating.criterion)
    )
