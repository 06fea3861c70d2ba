"""The schemas of candidates in requests and responses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from aural.api.validation import (
    Email,
    FileText,
    Input,
    Instant,
    LongText,
    Output,
    Query,
    ShortText,
    no_default,
    partial,
)
from aural.engine.authoring.email_templates import LetterKind
from aural.privacy.receipts import What
from aural.sessions.endpoints import EndReason

Status = Literal["NOT_INVITED", "INVITED", "OPENED", "IN_INTERVIEW", "DONE", "LEFT", "EXPIRED", "REVOKED"]
MailStatus = Literal["QUEUED", "SENT", "FAILED", "UNKNOWN", "WITHHELD"]
# Fields that responses have in addition to those a request may set. A client may send back what it has read, so
# requests that contain them are accepted and the values ignored.
READ_ONLY = frozenset(
    {
        *("status", "invitedAt", "openedAt", "remindedAt", "revokedAt", "mailStatus", "mailError", "retakes"),
        *("interviewTitle", "sessions", "resume"),
    }
)
_Search = Annotated[str, StringConstraints(max_length=100)]


class CandidateIn(Input):
    """A candidate to invite. All fields are optional."""

    name: ShortText | None = Field(None, description="Display name.")
    email: Email | None = Field(None, description="Contact email; kept in lower case.")
    phone: Annotated[ShortText, Field(max_length=50)] | None = Field(None, description="Phone number.")
    notes: LongText | None = Field(None, description="Notes for your team; candidates never see them.")
    expires_at: Instant | None = Field(
        None,
        description="Until when the link opens a new interview. null: as set in the interview's email templates, "
        "otherwise without end.",
    )
    resume_text: FileText | None = Field(None, description="The text of a résumé, to keep with the candidate.")


CandidateChange = partial(CandidateIn, "CandidateChange", "Changes; omitted fields keep their values.")


class CandidateSessionOut(Output):
    """A session of the candidate."""

    id: str
    status: Literal["IN_PROGRESS", "COMPLETED", "ABANDONED"]
    end_reason: EndReason | None
    report_status: str | None
    started_at: str
    completed_at: str | None
    total_duration_seconds: int


class CandidateOut(Output):
    """A candidate. `inviteToken` and `inviteUrl` are null for a VIEWER, because anyone who has them can take the
    interview. A VIEWER reads email and phone masked."""

    id: str
    interview_id: str
    name: str | None
    email: str | None
    phone: str | None
    notes: str | None
    invite_token: str | None
    invite_url: str | None
    session_id: str | None
    created_at: str
    updated_at: str
    status: Status = Field(description="Progress of the candidate. Past events outrank the state of the link.")
    invited_at: str | None = Field(description="When the invitation was emailed last.")
    opened_at: str | None = Field(description="When the personal link was opened first.")
    reminded_at: str | None
    expires_at: str | None = Field(description="Until when the link starts an interview. null: always.")
    revoked_at: str | None = Field(description="When the link was revoked.")
    mail_status: MailStatus | None = Field(
        description="Of the last email. UNKNOWN: the server died while it was sent. WITHHELD: test mode sends none."
    )
    mail_error: str | None
    retakes: int = Field(ge=0, description="How often another session was allowed.")


class CandidateAcrossOut(CandidateOut):
    """A candidate with the interview's title and all sessions, newest first."""

    interview_title: str
    sessions: list[CandidateSessionOut]


class ResumeOut(Output):
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
    q: _Search = Field("", description="Part of the name or the email (for a VIEWER: in the name).")
    status: list[Status] = Field([], description="Only these. Several are possible.")


class CandidatesQuery(CandidateQuery):
    interview_id: Annotated[str, StringConstraints(max_length=64)] = Field("", description="Of one interview only.")


class LetterIn(Input):
    """The email to send. An invitation may be sent again."""

    kind: LetterKind = "invitation"


class NewLinkIn(Input):
    """Until when the new link opens the interview. If left out: as before, or without end if that time is over."""

    expires_at: Instant | None = Field(None, json_schema_extra=no_default)


class CleanedOut(Output):
    store: str
    count: int = Field(ge=0)


class NotReachedOut(Output):
    """Data that may be left elsewhere: BACKUPS made before, the DATABASE server's own log and free space, COPIES that
    people have saved, REQUESTS whose address is unproved, data that the provider of a MODEL keeps."""

    what: What
    text: str
    until: str | None = Field(description="null: unknown here.")


class ReceiptOut(Output):
    """The receipt that remains of an erased candidate. The old link shows its number too."""

    id: str
    at: str
    cleaned: list[CleanedOut] = Field(description="Every store, including those without data.")
    not_reached: list[NotReachedOut]
