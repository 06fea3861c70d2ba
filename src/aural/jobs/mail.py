"""The job that sends emails: codes, team invitations, password resets, and notices.

The notices are about requests and their decisions, candidates' problems, and finished interviews.

A job contains only ids. Personal data stays in its own rows, so that erasing those rows leaves none in the queue. Test
organizations send no email.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aural import lang
from aural.accounts import reset_repository as resets
from aural.candidates import code_repository as codes
from aural.candidates import contact_repository as contacts
from aural.candidates.email_template_repository import find_done_note
from aural.engine.people import in_words_of
from aural.guard.auth.tokens import new_code
from aural.guard.outbound.mail import Letter, Mailer, MailError
from aural.guard.secrets import Secrets
from aural.jobs.worker import JobFailedError, Save
from aural.organizations import invitation_repository as invitations
from aural.organizations.test_organization_repository import is_test
from aural.platform.clock import Clock, iso
from aural.privacy import request_decision_repository as request_decisions
from aural.privacy import request_repository as requests
from aural.settings.budgets import NOTICES_OF_LINK, NOTICES_OF_PERSON
from aural.store.database import Connection, Database
from aural.store.jobs import Job
from aural.store.limits import Limits

_NONE = "–"


@dataclass(frozen=True, slots=True)
class Mailing:
    """Handles `mail` jobs with the payload `{"about": …, …ids}`. Each kind of email has its own method."""

    database: Database
    clock: Clock
    secrets: Secrets
    mailer: Mailer
    public_url: str
    limits: Limits

    async def run(self, job: Job) -> Save:
        """Sends the email. Raises JobFailedError if the mail server doesn't accept it for now."""
        if await is_test(self.database.read, job.organization_id):
            return _save_for(job)
        makers = {"code": self._code, "request": self._request, "problem": self._problem, "done": self._done}
        makers |= {"reset": self._reset, "invitation": self._invitation, "decided": self._decided}
        letter = await makers[job.payload["about"]](job)
        if letter is not None:  # otherwise it was erased meanwhile, or has no recipient
            try:
                await self.mailer.send(letter)
            except MailError as error:
                if not error.is_final:  # a final refusal is like having no recipient
                    raise JobFailedError(str(error)) from error
        return _save_for(job)

    async def give_up(self, connection: Connection, job: Job, _reason: str) -> None:
        """Nothing is lost: the API still shows the request or problem, and a code can be requested again."""
        await _save_for(job)(connection)

    async def _code(self, job: Job) -> Letter | None:
        """Each attempt creates its own code, so that none is ever stored in the clear."""
        candidate_id, session_id = job.payload["candidateId"], job.payload["sessionId"]
        found = await contacts.find_candidate(self.database.read, job.organization_id, candidate_id, session_id)
        if found is None or found.email is None:
            return None
        code = new_code()
        async with self.database.transaction() as transaction:
            digest = self.secrets.digest_code(job.organization_id, candidate_id, found.email, code)
            await codes.put_code(transaction, job.organization_id, candidate_id, digest, self.clock.now())
        said = {"code": code, "title": found.title, "organization": found.organization_name}
        return letter_of("code", found.language, found.email, job, said)

    async def _request(self, job: Job) -> Letter | None:
        request_id = job.payload["requestId"]
        found = await requests.find_request(self.database.read, job.organization_id, None, request_id)
        if found is None or found.contact_email is None:
            return None
        if not await self._may_notify(job, found.interview_id, found.candidate_id, found.entrance_hash):
            return None
        person = {"name": found.name, "email": found.email, "message": found.message}
        ids = {"session": found.session_id, "link": f"{self.public_url}/requests/{found.id}"}
        said = {"title": found.interview_title} | person | ids
        return letter_of(found.kind, found.language, found.contact_email, job, said, found.purpose)

    async def _may_notify(
        self, job: Job, interview_id: str, candidate_id: str | None, entrance_hash: bytes | None
    ) -> bool:
        """Whether a budget allows this notice: the candidate's if they have a personal link, or else the interview's.

        They are asked here, because what is counted must outlive an erasure. A job that is tried again counts once.
        """
        if job.attempt > 1:
            return True
        is_visitor = candidate_id is None or entrance_hash is not None
        budget, owner = (NOTICES_OF_LINK, interview_id) if is_visitor else (NOTICES_OF_PERSON, candidate_id)
        bucket = f"notices:{self.secrets.digest(f'notices:{owner}').hex()[:32]}"
        return (await self.limits.admit(bucket, budget.most, self.clock.now())).is_admitted

    async def _decided(self, job: Job) -> Letter | None:
        """Informs the person who made a request of the decision and its reason."""
        found = await requests.find_request(self.database.read, job.organization_id, None, job.payload["requestId"])
        if found is None or found.email is None or found.outcome is None:
            return None
        said = {"title": found.interview_title, "asked": iso(found.created_at)[:10], "reason": found.reason or ""}
        given = {"contact": found.contact_email, "receipt": found.receipt_id}
        kind = f"request_{found.outcome.lower()}"
        return letter_of(kind, found.language, found.email, job, {**said, **given}, found.purpose)

    async def _problem(self, job: Job) -> Letter | None:
        session_id, number = job.payload["sessionId"], job.payload["number"]
        found = await contacts.find_problem(self.database.read, job.organization_id, session_id, number)
        if found is None or found.contact_email is None:
            return None
        if not await self._may_notify(job, found.interview_id, found.candidate_id, found.entrance_hash):
            return None
        person = {"name": found.participant_name, "email": found.participant_email}
        said = {"title": found.title, "session": session_id, "message": found.data.get("text")} | person
        return letter_of("problem", found.interview_language, found.contact_email, job, said, found.purpose)

    async def _done(self, job: Job) -> Letter | None:
        session_id = job.payload["sessionId"]
        found = await find_done_note(self.database.read, job.organization_id, session_id)
        if found is None:
            return None
        minutes = max(1, round(found.total_duration_seconds / 60))
        link = f"{self.public_url}/sessions/{session_id}"
        said = {"title": found.title, "name": found.participant_name, "minutes": minutes, "link": link}
        return letter_of("done", found.language, found.done_note_to, job, said, found.purpose)

    async def _reset(self, job: Job) -> Letter | None:
        """Each attempt creates its own link, so that none is ever stored in the clear."""
        now = self.clock.now()
        found = await resets.find_reset(self.database.read, job.payload["resetId"], now)
        if found is None or found.email is None:
            return None
        token = self.secrets.new_token()
        async with self.database.transaction() as transaction:
            await resets.put_token(transaction, found.id, self.secrets.digest(token))
        said = {"name": found.name, "url": f"{self.public_url}/sign-in/reset#{token}"}
        return letter_of("reset", found.language or lang.DEFAULT, found.email, job, said)

    async def _invitation(self, job: Job) -> Letter | None:
        found = await invitations.find_invitation(self.database.read, job.organization_id, job.payload["invitationId"])
        if found is None or found.email is None:
            return None
        token = self.secrets.unseal(bytes(found.token_encrypted), "invitation", job.organization_id, found.id)
        url = f"{self.public_url}/join/{token}"
        said = {"organization": found.organization_name, "inviter": found.inviter, "url": url}
        return letter_of("invitation", found.language or lang.DEFAULT, found.email, job, said)


def letter_of(
    kind: str, language: str, to: str, job: Job, said: Mapping[str, object], purpose: str = "HIRING"
) -> Letter:
    text = {part: in_words_of(purpose, words) for part, words in lang.of(language).value("emails", kind).items()}
    filled = {name: _NONE if value is None else str(value) for name, value in said.items()}
    return Letter(to, text["subject"].format(**filled), text["text"].strip().format(**filled) + "\n", job.id)


def _save_for(job: Job) -> Save:
    """An erased request keeps its address only until the email about it is sent or given up on."""
    if job.payload["about"] != "decided":
        return _nothing

    async def save(connection: Connection) -> None:
        await request_decisions.forget_address(connection, job.organization_id, job.payload["requestId"])

    return save


async def _nothing(_connection: Connection) -> None:
    """Saves nothing."""
