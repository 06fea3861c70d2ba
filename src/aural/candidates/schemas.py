"""The schemas of candidates in requests and responses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from aural.api.representation import Time
from aural.api.validation import (
    Day,
    Email,
    FileText,
    Input,
    Instant,
    LongText,
    Output,
    Query,
    ShortText,
    is_seen,
    no_default,
    partial,
)
from aural.engine.authoring.email_templates import LetterKind
from aural.privacy.receipts import What
from aural.sessions.endpoints import EndReason

Status = Literal["NOT_INVITED", "INVITED", "OPENED", "IN_INTERVIEW", "DONE", "LEFT", "EXPIRED", "REVOKED"]
MailStatus = Literal["QUEUED", "SENT", "FAILED", "UNKNOWN", "WITHHELD"]
# Fields that responses have in addition to those a request may set. A client may create a candidate from one that it
# has read, so these are ignored.
READ_ONLY = frozenset(
    {
        *("status", "invitedAt", "openedAt", "remindedAt", "revokedAt", "mailStatus", "mailError", "retakes"),
        *("interviewTitle", "sessions", "resume", "lastActivityAt"),
    }
)
_Search = Annotated[str, StringConstraints(max_length=100)]


def _unless_blank(text: str | None) -> str | None:
    return text if text and is_seen(text) else None


# Without it, a blank name would count as known, and the room wouldn't ask for it.
_UNLESS_BLANK = AfterValidator(_unless_blank)


class CandidateIn(Input):
    """A candidate to invite. All fields are optional."""

    name: Annotated[ShortText | None, _UNLESS_BLANK] = Field(None, description="Display name.")
    email: Email | None = Field(None, description="Contact email, stored in lower case.")
    phone: Annotated[Annotated[ShortText, Field(max_length=50)] | None, _UNLESS_BLANK] = Field(
        None, description="Phone number."
    )
    notes: Annotated[LongText | None, _UNLESS_BLANK] = Field(
        None, description="Notes for your team; candidates never see them."
    )
    expires_at: Instant | None = Field(
        None,
        description="When the link stops opening a new interview. null: as set in the interview's email templates, "
        "or never.",
    )
    resume_text: FileText | None = Field(None, description="The text of a résumé to store with the candidate.")


CandidateChange = partial(CandidateIn, "CandidateChange", "The changes. Omitted fields keep their values.")


class CandidateSessionOut(Output):
    """A session of the candidate."""

    id: str
    status: Literal["IN_PROGRESS", "COMPLETED", "ABANDONED"]
    end_reason: EndReason | None
    report_status: str | None
    started_at: Time
    completed_at: Time | None
    total_duration_seconds: int


class CandidateOut(Output):
    """A candidate. `inviteToken` and `inviteUrl` are null for a VIEWER, because anyone who has them can take the
    interview. For a VIEWER, email and phone are masked."""

    id: str
    interview_id: str
    name: str | None
    email: str | None
    phone: str | None
    notes: str | None
    invite_token: str | None
    invite_url: str | None
    session_id: str | None
    created_at: Time
    updated_at: Time
    status: Status = Field(description="The candidate's progress. Past events outrank the state of the link.")
    invited_at: Time | None = Field(description="When the invitation was last emailed.")
    opened_at: Time | None = Field(description="When the personal link was first opened.")
    reminded_at: Time | None
    expires_at: Time | None = Field(description="When the link stops starting an interview. null: never.")
    revoked_at: Time | None = Field(description="When the link was revoked.")
    mail_status: MailStatus | None = Field(
        description="Status of the last email. UNKNOWN: the server stopped while sending it. WITHHELD: test mode sends "
        "no email."
    )
    mail_error: str | None
    retakes: int = Field(ge=0, description="How many retakes were allowed.")
    last_activity_at: Time = Field(
        description="When the candidate last did something in the session, else when the link was opened, the "
        "invitation was sent, or the candidate was added."
    )


class CandidateAcrossOut(CandidateOut):
    """A candidate with the interview's title and all sessions, newest first."""

    interview_title: str
    sessions: list[CandidateSessionOut]


class ResumeOut(Output):
    """For a VIEWER, email addresses and phone numbers in the text are masked."""

    file_name: str | None
    text: str


class CandidateDetailOut(CandidateAcrossOut):
    """A candidate with the résumé, if it was kept."""

    resume: ResumeOut | None


class CandidateCounts(Output):
    """How many candidates of an interview have each status."""

    NOT_INVITED: int = Field(ge=0, alias="NOT_INVITED")
    INVITED: int = Field(ge=0, alias="INVITED")
    OPENED: int = Field(ge=0, alias="OPENED")
    IN_INTERVIEW: int = Field(ge=0, alias="IN_INTERVIEW")
    DONE: int = Field(ge=0, alias="DONE")
    LEFT: int = Field(ge=0, alias="LEFT")
    EXPIRED: int = Field(ge=0, alias="EXPIRED")
    REVOKED: int = Field(ge=0, alias="REVOKED")


class CandidateQuery(Query):
    q: _Search = Field("", description="Text in the name or the email address. For a VIEWER, only in the name.")
    status: list[Status] = Field([], description="Only candidates with one of these statuses.")
    mail_status: list[MailStatus] = Field([], description="Only candidates whose last email has one of these statuses.")
    invited_from: Day | None = Field(None, description="Invited on this day (UTC) or later.")
    invited_to: Day | None = Field(None, description="Invited on this day (UTC) or earlier.")
    active_from: Day | None = Field(None, description="Last active on this day (UTC) or later.")
    active_to: Day | None = Field(None, description="Last active on this day (UTC) or earlier.")
    sort: Literal["createdAt", "name", "status", "invitedAt", "lastActivity"] = Field(
        "createdAt",
        description="The field to sort by. `status` follows the progress of an invitation. Candidates without a value "
        "come last. With any field but `createdAt`, a candidate who changes between two requests may be on both "
        "pages or on neither.",
    )
    order: Literal["asc", "desc"] = Field("desc", description="The direction of `sort`.")


class CandidatesQuery(CandidateQuery):
    interview_id: Annotated[str, StringConstraints(max_length=64)] = Field(
        "", description="Only candidates of this interview."
    )


class LetterIn(Input):
    """The email to send. An invitation can be sent again."""

    kind: LetterKind = "invitation"


class NewLinkIn(Input):
    """When the new link expires. If omitted, the old link's expiry is kept, or removed if it has passed."""

    expires_at: Instant | None = Field(None, json_schema_extra=no_default)


class CleanedOut(Output):
    store: str
    count: int = Field(ge=0)


class NotReachedOut(Output):
    """Data that may remain elsewhere: earlier BACKUPS, the DATABASE server's own log and free space, COPIES that people
    have saved, REQUESTS with an unverified address, and data that the provider of a MODEL keeps."""

    what: What
    text: str
    until: str | None = Field(description="When the data will be gone. null: unknown.")


class ReceiptOut(Output):
    """The receipt for an erased candidate. The old link shows its number too."""

    id: str
    at: str
    cleaned: list[CleanedOut] = Field(description="Every store, including those that had no data.")
    not_reached: list[NotReachedOut]
