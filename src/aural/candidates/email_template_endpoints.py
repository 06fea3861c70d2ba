"""An interview's email templates: changing them, previewing them, and emailing many candidates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from aural.api.examples import CANDIDATE_ID
from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.validation import Email, Input, Json, LanguageCode, LongText, Name, Output, Problem, no_default, shaped
from aural.candidates import email_template_repository as email_templates
from aural.candidates import examples
from aural.candidates import repository as candidates
from aural.engine.authoring.email_templates import (
    PLACEHOLDERS,
    LetterKind,
    Told,
    Words,
    built_in,
    letter_language,
    list_unknown,
    write_letter,
)
from aural.engine.authoring.invites import Reason, why_not_write
from aural.engine.privacy.addresses import masked
from aural.interviews.endpoints import find_interview
from aural.organizations import settings_repository as settings
from aural.platform.errors import BadRequestError, ConflictError
from aural.store import jobs
from aural.store.database import Connection

operations = Operations("Candidates")
MOST_LETTERS = 500
NO_MAIL = "No email can be sent: AURAL_SMTP_URL is not set. Copy the personal links instead."
_KINDS: tuple[LetterKind, ...] = ("invitation", "reminder")
_Subject = Annotated[Name, *shaped(re.compile(r"^[^\r\n\u0000]*\S[^\r\n\u0000]*$"), "must be one line")]
_Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class LettersChange(Input):
    """The fields to change. Omitted fields keep their values. null restores the built-in text, or turns off the
    reminder, the expiry or the notification."""

    invitation_subject: _Subject | None = Field(None, json_schema_extra=no_default)
    invitation_text: LongText | None = Field(None, description="Must contain {link}.", json_schema_extra=no_default)
    reminder_subject: _Subject | None = Field(None, json_schema_extra=no_default)
    reminder_text: LongText | None = Field(None, description="Must contain {link}.", json_schema_extra=no_default)
    remind_after_days: Annotated[int, Field(ge=1, le=60)] | None = Field(
        None,
        description="Days from the invitation to the reminder. Only one reminder is sent.",
        json_schema_extra=no_default,
    )
    expire_after_days: Annotated[int, Field(ge=1, le=365)] | None = Field(
        None, description="After how many days a new link expires.", json_schema_extra=no_default
    )
    done_note_to: Email | None = Field(
        None, description="The address to notify when a session is done.", json_schema_extra=no_default
    )


class WordsOut(Output):
    subject: str
    text: str
    is_built_in: bool


class LettersOut(Output):
    """The email templates in effect, built-in or custom, with their placeholders."""

    invitation: WordsOut
    reminder: WordsOut
    invitation_subject: str | None
    invitation_text: str | None
    reminder_subject: str | None
    reminder_text: str | None
    remind_after_days: int | None
    expire_after_days: int | None
    done_note_to: str | None
    language: LanguageCode = Field(description="The language of the built-in texts.")
    placeholders: list[str]
    mail: bool = Field(description="Whether this deployment sends email.")


class PreviewIn(Input):
    """The text to preview. Omitted fields use the stored text."""

    kind: LetterKind
    subject: _Subject | None = None
    text: LongText | None = None
    candidate_id: _Id | None = Field(None, description="The recipient. null: an invented candidate.")


class PreviewOut(Output):
    to: str | None
    subject: str
    text: str


class SendingIn(Input):
    """The candidates to email, at most 500 per request."""

    kind: LetterKind = "invitation"
    candidate_ids: Annotated[list[_Id], Field(min_length=1, max_length=MOST_LETTERS)] | None = Field(
        None, description="null: everyone with an email address who has not been invited yet."
    )


class SkippedOut(Output):
    candidate_id: str
    reason: Reason


class SendingOut(Output):
    queued: int = Field(ge=0)
    skipped: list[SkippedOut] = Field(description="Candidates who get no email, and why.")
    is_more: bool = Field(
        description="Whether there are more candidates. If so, repeat the request with another Idempotency-Key."
    )


def check_letters(_values: Mapping[str, object], sent: Mapping[str, object]) -> list[Problem]:
    """Checks that every placeholder exists and that the email contains the link."""
    problems: list[Problem] = []
    for name, text in sent.items():
        if not isinstance(text, str) or name not in _TEXTS:
            continue
        unknown = list_unknown(text)
        known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
        problems += [
            (name, f"has {{{each}}}, which isn't a placeholder. The placeholders are {known}.") for each in unknown
        ]
        if _TEXTS[name] and "{link}" not in text:
            problems.append((name, "must contain {link}: without it, candidates cannot open the interview"))
    return problems


# Whether a field, named as in the API, is the body of an email (True) or its subject (False).
_TEXTS = {
    **{f"{kind}{part}": part == "Text" for kind in _KINDS for part in ("Subject", "Text")},
    "subject": False,
    "text": True,
}


def letters_etag(row: email_templates.EmailTemplates | None) -> str:
    return f'"{0 if row is None else row.version}"'


def _words(kind: LetterKind, row: email_templates.EmailTemplates | None, language: str, purpose: str) -> Words:
    default = built_in(kind, language, purpose)
    if row is None:
        return default
    return Words(getattr(row, f"{kind}_subject") or default.subject, getattr(row, f"{kind}_text") or default.text)


def _letters_json(call: Call, row: email_templates.EmailTemplates | None) -> Json:
    language = call.found.language
    kept = {name: None if row is None else getattr(row, name) for name in email_templates.FIELDS}
    note_to = kept["done_note_to"]
    shown: Json = {
        kind: {
            "subject": _words(kind, row, language, call.found.purpose).subject,
            "text": _words(kind, row, language, call.found.purpose).text,
            "isBuiltIn": kept[f"{kind}_subject"] is None and kept[f"{kind}_text"] is None,
        }
        for kind in _KINDS
    }
    return {
        **shown,
        "invitationSubject": kept["invitation_subject"],
        "invitationText": kept["invitation_text"],
        "reminderSubject": kept["reminder_subject"],
        "reminderText": kept["reminder_text"],
        "remindAfterDays": kept["remind_after_days"],
        "expireAfterDays": kept["expire_after_days"],
        "doneNoteTo": masked(note_to) if note_to and not call.caller.permissions.sees_contacts else note_to,
        "language": letter_language(language),
        "placeholders": list(PLACEHOLDERS),
        "mail": bool(call.context.settings.smtp_url),
    }


@operations.post(
    "/interviews/{id}/invitations",
    id="sendLetters",
    summary="Email many candidates",
    description="Queues an invitation or a reminder for these candidates, or for all who have not been invited yet.",
    answer=Answer(
        SendingOut, {"queued": 2, "skipped": [{"candidateId": CANDIDATE_ID, "reason": "NO_EMAIL"}], "isMore": False}
    ),
    find=find_interview,
    role="MEMBER",
    body=Body(SendingIn, {"kind": "invitation", "candidateIds": [CANDIDATE_ID]}),
)
async def send_letters(call: Call) -> Reply:
    """Queues an email to each of the candidates who may get one."""
    require_mail(call)
    kind: LetterKind = call.body.get("kind", "invitation")
    ids = call.body.get("candidate_ids")
    rows = await _addressees(call, ids)
    queued, skipped = 0, []
    for row in rows:
        reason = await queue_letter(call.connection, row, kind, call.now)
        queued += reason is None
        if reason is not None and ids is not None:
            skipped.append({"candidateId": row.id, "reason": reason})
    missing = set(ids or ()) - {row.id for row in rows}
    skipped += [{"candidateId": each, "reason": "UNKNOWN"} for each in sorted(missing)]
    call.audit_detail = {"kind": kind, "queued": queued}
    return Reply({"queued": queued, "skipped": skipped, "isMore": ids is None and len(rows) == MOST_LETTERS})


@operations.get(
    "/interviews/{id}/letters",
    id="getLetters",
    summary="Get the email templates of an interview",
    description="The texts of the invitation and the reminder, when they are sent, and who is notified when a "
    "session is done.",
    answer=Answer(LettersOut, examples.LETTERS, has_etag=True),
    find=find_interview,
)
async def get_letters(call: Call) -> Reply:
    row = await email_templates.find_letters(call.connection, call.organization_id, call.id)
    return Reply(_letters_json(call, row), letters_etag(row))


@operations.patch(
    "/interviews/{id}/letters",
    id="updateLetters",
    summary="Change the email templates of an interview",
    description="Omitted fields keep their values. null restores the built-in text.",
    answer=Answer(LettersOut, examples.LETTERS, has_etag=True),
    find=find_interview,
    role="MEMBER",
    body=Body(
        LettersChange,
        {"invitationText": "Hello {name},\n\n{link}", "remindAfterDays": 3},
        check=check_letters,
    ),
)
async def update_letters(call: Call) -> Reply:
    row = await email_templates.find_letters(call.connection, call.organization_id, call.id)
    call.require_match(letters_etag(row))
    values = call.changes({name: value or None for name, value in call.body.items()}, {} if row is None else row)
    if values:
        await email_templates.save_letters(call.connection, call.organization_id, call.id, values)
    return await get_letters(call)


@operations.post(
    "/interviews/{id}/letter-preview",
    id="previewLetter",
    summary="Preview an email",
    description="The email as a candidate would get it, except for the link's token. Nothing is sent.",
    answer=Answer(
        PreviewOut,
        {"to": None, "subject": "Your interview “Backend Screening” at Harbour Cooperative", "text": "Hello Alex,\n"},
    ),
    find=find_interview,
    role="MEMBER",
    body=Body(PreviewIn, {"kind": "invitation"}, check=check_letters),
)
async def preview_letter(call: Call) -> Reply:
    body, interview = call.body, call.found
    kind: LetterKind = body["kind"]
    row = await email_templates.find_letters(call.connection, call.organization_id, call.id)
    kept = _words(kind, row, interview.language, interview.purpose)
    words = Words(body.get("subject") or kept.subject, body.get("text") or kept.text)
    candidate = await _previewed(call, body.get("candidate_id"))
    if candidate is not None:
        call.shows_people_of = call.id
    days = None if row is None else row.expire_after_days
    told = Told(
        name="Alex" if candidate is None else candidate.name,
        title=interview.title,
        organization=await settings.get_shown_name(call.connection, call.organization_id),
        link=f"{call.context.settings.public_url}/i/{interview.public_slug or '…'}?token=…",
        minutes=interview.time_limit_minutes,
        deadline_at=candidate.expires_at if candidate is not None else days and call.now + days * 86_400_000,
    )
    letter = write_letter(words, told, interview.language)
    to = None if candidate is None else candidate.email
    return Reply({"to": to, "subject": letter.subject, "text": letter.text})


async def _previewed(call: Call, candidate_id: str | None) -> candidates.Candidate | None:
    if candidate_id is None:
        return None
    found = await candidates.list_these(call.connection, call.organization_id, call.id, [candidate_id], call.now)
    if not found:
        raise BadRequestError("There is no such candidate.", [("candidateId", "isn't a candidate of this interview")])
    return found[0]


def require_mail(call: Call) -> None:
    if not call.context.settings.smtp_url:
        raise ConflictError(NO_MAIL)


async def _addressees(call: Call, ids: list[str] | None) -> list[candidates.Candidate]:
    if ids is None:
        ids = await candidates.list_never_written(
            call.connection, call.organization_id, call.id, MOST_LETTERS, call.now
        )
    if not ids:
        return []
    return await candidates.list_these(call.connection, call.organization_id, call.id, ids, call.now)


async def queue_letter(connection: Connection, row: candidates.Candidate, kind: LetterKind, now: int) -> Reason | None:
    """Queues an email to the candidate, whose row must be locked. Returns the reason if it may not be sent."""
    reason = why_not_write(
        kind,
        status=row.status,
        email=row.email,
        is_active=row.interview_is_active,
        mail_status=row.mail_status,
    )
    if reason is None:
        values = {"mail_status": "QUEUED", "mail_error": None}
        await candidates.update_candidate(connection, row.organization_id, row.id, values, now)
        payload = {"kind": kind, "candidateId": row.id}
        await jobs.enqueue(connection, row.organization_id, kind="letter", payload=payload, now=now)
    return reason
