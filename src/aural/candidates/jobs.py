"""The job that emails candidates an invitation or a reminder, each at most once, even if a worker dies.

An email can't be taken back, so the job stores a step just before it sends. A job that finds this step without an
outcome doesn't send again: it sets the candidate's `mailStatus` to UNKNOWN, and a person decides. In test mode nothing
is sent: the email counts as written, and its `mailStatus` is WITHHELD.
"""

from __future__ import annotations

from dataclasses import dataclass

from aural.candidates.email_template_repository import Addressee, find_addressee
from aural.candidates.repository import update_candidate
from aural.engine.authoring.email_templates import LetterKind, Told, Words, built_in, write_letter
from aural.engine.authoring.invites import why_not_write
from aural.guard.outbound.mail import Letter, Mailer, MailError
from aural.guard.secrets import Secrets
from aural.jobs.worker import JobFailedError, Save
from aural.organizations.test_organization_repository import is_test
from aural.platform.clock import Clock
from aural.platform.errors import UnknownOutcomeError
from aural.store import jobs
from aural.store.database import Connection, Database
from aural.store.jobs import Job

UNKNOWN = "The server stopped while sending this email. It may have arrived; if not, send it again."


def words_of(kind: LetterKind, found: Addressee) -> Words:
    """The interview's own template, or else the built-in one in its language."""
    default = built_in(kind, found.language, found.purpose)
    subject, text = getattr(found, f"{kind}_subject"), getattr(found, f"{kind}_text")
    return Words(subject or default.subject, text or default.text)


@dataclass(frozen=True, slots=True)
class Inviting:
    """Handles `letter` jobs, whose payload is `{"kind": "invitation" | "reminder", "candidateId"}`."""

    database: Database
    clock: Clock
    secrets: Secrets
    mailer: Mailer
    public_url: str

    async def run(self, job: Job) -> Save:
        """Sends the email. Raises JobFailedError if the mail server doesn't accept it now."""
        found = await find_addressee(
            self.database.read, job.organization_id, job.payload["candidateId"], self.clock.now()
        )
        kind: LetterKind = job.payload["kind"]
        if found is None or why_not_write(kind, status=found.status, email=found.email, is_active=found.is_active):
            return self._saved(job, {"mail_status": None, "mail_error": None})
        if await is_test(self.database.read, job.organization_id):
            return self._written(job, kind, "WITHHELD")
        refusals = await self._count_refusals(job)
        if await jobs.find_step(self.database.read, job, f"sending:{refusals}") is not None:
            return self._saved(job, {"mail_status": "UNKNOWN", "mail_error": UNKNOWN})
        await self._begin(job, refusals)
        try:
            await self.mailer.send(self._letter(job, kind, found))
        except MailError as error:
            if error.is_final:
                return self._saved(job, {"mail_status": "FAILED", "mail_error": str(error)})
            await self._note(job, f"refused:{refusals}")
            raise JobFailedError(str(error)) from error
        return self._written(job, kind, "SENT")

    async def give_up(self, connection: Connection, job: Job, reason: str) -> None:
        """Stores the reason, so that members see it and can send the email again."""
        await self._saved(job, {"mail_status": "FAILED", "mail_error": reason})(connection)

    async def _count_refusals(self, job: Job) -> int:
        count = 0
        while await jobs.find_step(self.database.read, job, f"refused:{count}") is not None:
            count += 1
        return count

    async def _begin(self, job: Job, refusals: int) -> None:
        """Saves the step before sending. If that may have been saved, also saves that nothing was sent yet, so that the
        next attempt sends the email."""
        try:
            await self._note(job, f"sending:{refusals}")
        except UnknownOutcomeError:
            await self._note(job, f"refused:{refusals}")
            raise

    async def _note(self, job: Job, step: str) -> None:
        """Saves a step. Raises LostLeaseError if another worker has taken the job over and will send the email."""
        async with self.database.transaction() as transaction:
            await jobs.extend_lease(transaction, job, self.clock.now())
            await jobs.save_step(transaction, job, step, True, self.clock.now())

    def _letter(self, job: Job, kind: LetterKind, found: Addressee) -> Letter:
        token = self.secrets.open_token(found.token_encrypted, found.token_hash)
        told = Told(
            name=found.name,
            title=found.title,
            organization=found.organization_name,
            link=f"{self.public_url}/i/{found.public_slug}?token={token}",
            minutes=found.time_limit_minutes,
            deadline_at=found.expires_at,
        )
        words = write_letter(words_of(kind, found), told, found.language)
        return Letter(found.email or "", words.subject, words.text, job.id)

    def _written(self, job: Job, kind: LetterKind, status: str) -> Save:
        now = self.clock.now()
        written_at = {"invited_at": now} if kind == "invitation" else {"reminded_at": now}
        return self._saved(job, {"mail_status": status, "mail_error": None, **written_at})

    def _saved(self, job: Job, values: dict[str, object]) -> Save:
        async def save(connection: Connection) -> None:
            now = self.clock.now()
            await update_candidate(connection, job.organization_id, job.payload["candidateId"], values, now)

        return save
