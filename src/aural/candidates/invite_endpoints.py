"""Operations on one candidate and their personal link, and the list of candidates across interviews."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.representation import represent
from aural.api.validation import Json, refuse
from aural.candidates import examples
from aural.candidates import repository as candidates
from aural.candidates import resume_repository as resumes
from aural.candidates.email_template_endpoints import queue_letter, require_mail
from aural.candidates.endpoints import candidate_json, is_past, read_page, wanted_by
from aural.candidates.schemas import (
    CandidateAcrossOut,
    CandidateChange,
    CandidateCounts,
    CandidateDetailOut,
    CandidateSessionOut,
    CandidatesQuery,
    LetterIn,
    NewLinkIn,
    ReceiptOut,
    ResumeOut,
)
from aural.engine.authoring.email_templates import LetterKind
from aural.engine.privacy.addresses import with_masked_contacts
from aural.interviews.endpoints import find_interview
from aural.organizations import settings_repository as settings
from aural.platform.clock import iso, iso_or_none
from aural.platform.errors import ConflictError, StorageUnavailableError, blank_answer
from aural.privacy import erasure_repository as erasure
from aural.privacy import receipt_repository as receipts
from aural.privacy.receipts import NotReached, list_not_reached
from aural.sessions.conversation.log import OutdatedError
from aural.store.files import content_of, require_reachable
from aural.store.media import media_of

operations = Operations("Candidates")
_WHY_NOT = {
    "NO_EMAIL": "This candidate has no email address. Add one, or copy the personal link.",
    "CLOSED": "This interview is archived, so no one can be invited to it. Restore it first.",
    "DONE": "This candidate has finished the interview. Allow a retake first.",
    "IN_INTERVIEW": "This candidate is in the interview right now.",
    "EXPIRED": "This invitation has expired. Extend it first.",
    "REVOKED": "This invitation was revoked. Create a new link first.",
    "NOT_INVITED": "No invitation has been emailed to this candidate yet. Send one first.",
}
_DETAIL = Answer(CandidateDetailOut, examples.CANDIDATE_DETAIL, has_etag=True)


def candidate_etag(row: candidates.Candidate) -> str:
    return f'"{row.version}-{row.status}"'


async def find_candidate(call: Call, *, lock: bool) -> candidates.Candidate | None:
    """The candidate of `/candidates/{id}…`."""
    reach = (call.organization_id, call.caller.project_ids)
    return await candidates.find_candidate(call.connection, *reach, call.id, now=call.now, lock=lock)


def _across_json(call: Call, row: candidates.Candidate, sessions: Sequence[candidates.CandidateSession]) -> Json:
    return {
        **candidate_json(call, row, row.public_slug),
        "interviewTitle": row.interview_title,
        "sessions": [represent(CandidateSessionOut, session) for session in sessions],
    }


@operations.get(
    "/candidates",
    id="listEveryCandidate",
    summary="List candidates across interviews",
    description="All candidates that the caller can access, each with interview title and sessions. Newest first, "
    "unless `sort` says otherwise.",
    answer=Answer(CandidateAcrossOut, examples.CANDIDATE_ACROSS, is_list=True),
    query=CandidatesQuery,
    paging="always",
)
async def list_across(call: Call) -> Reply:
    wanted = wanted_by(call, None)
    if call.query.interview_id:
        wanted = replace(wanted, interview_id=call.query.interview_id)
    rows, keys = await read_page(call, wanted)
    held = await candidates.list_sessions_of(call.connection, call.organization_id, [row.id for row in rows])
    by_candidate: dict[str, list[candidates.CandidateSession]] = {}
    for session in held:
        by_candidate.setdefault(session.candidate_id, []).append(session)
    return page_reply(call, rows, lambda row: _across_json(call, row, by_candidate.get(row.id, [])), keys)


def _resume_json(call: Call, resume: resumes.Resume) -> Json:
    if call.caller.permissions.sees_contacts:
        return represent(ResumeOut, resume)
    name = resume.file_name and with_masked_contacts(resume.file_name)
    return represent(ResumeOut, resume, file_name=name, text=with_masked_contacts(resume.text))


async def _reply(call: Call) -> Reply:
    """Replies with the candidate's current state."""
    row = await find_candidate(call, lock=False)
    assert row is not None
    held = await candidates.list_sessions_of(call.connection, call.organization_id, [row.id])
    resume = await resumes.find_resume(call.connection, call.organization_id, row.id)
    kept = None if resume is None else _resume_json(call, resume)
    return Reply({**_across_json(call, row, held), "resume": kept}, candidate_etag(row))


@operations.get(
    "/candidates/{id}",
    id="getCandidate",
    summary="Get a candidate",
    description="Includes all sessions, newest first, and the résumé if it was kept.",
    answer=_DETAIL,
    find=find_candidate,
)
async def get_candidate(call: Call) -> Reply:
    return await _reply(call)


async def _set(call: Call, **values: object) -> None:
    await candidates.update_candidate(call.connection, call.organization_id, call.id, values, call.now)


@operations.patch(
    "/candidates/{id}",
    id="updateCandidate",
    summary="Change a candidate",
    description="Omitted fields keep their values. A later `expiresAt` extends the link.",
    answer=_DETAIL,
    find=find_candidate,
    role="MEMBER",
    body=Body(CandidateChange, {"name": "Alex Reyes", "expiresAt": "2099-12-01T17:00:00.000Z"}),
)
async def update_candidate(call: Call) -> Reply:
    values = call.changes({name: value for name, value in call.body.items() if name != "resume_text"}, call.found)
    refuse([("expiresAt", "must be in the future")] if is_past(values, call.now) else [])
    call.require_match(candidate_etag(call.found))
    has_new_text = await _replace_resume(call)
    if "email" in values:
        values |= candidates.address_entered(values["email"])
    if values or has_new_text:
        await _set(call, **values)
    call.is_audited = bool(values or has_new_text)
    return await _reply(call)


async def _replace_resume(call: Call) -> bool:
    """Stores the text of a résumé that was sent. Returns whether it differs from the stored one."""
    if "resume_text" not in call.body:
        return False
    text = call.body["resume_text"] or None
    kept = await resumes.find_resume(call.connection, call.organization_id, call.id)
    if text == (None if kept is None else kept.text):
        return False
    await resumes.replace_resume(call.connection, call.organization_id, call.id, text, call.now)
    return True


async def prepare_erase(call: Call) -> None:
    """Raises an error if stored files can't be removed now, because the receipt must list only what is gone."""
    await require_reachable(content_of(call.context.settings))


@dataclass(frozen=True, slots=True)
class _Erasure:
    """`list_left`: lists what the erasure leaves elsewhere, once it is known whether the database is overwritten."""

    receipt_id: str
    erased: erasure.Erased
    list_left: Callable[..., list[NotReached]]

    def reply(self, now: int, *, is_overwritten: bool) -> Reply:
        cleaned = [{"store": store, "count": count} for store, count in self.erased.cleaned.items()]
        unreached = self.list_left(is_overwritten=is_overwritten)
        left = [{"what": each.what, "text": each.text, "until": iso_or_none(each.until)} for each in unreached]
        return Reply({"id": self.receipt_id, "at": iso(now), "cleaned": cleaned, "notReached": left})


async def discard_erased(call: Call, done: Iterable[_Erasure]) -> bool:
    """Removes the files of what was erased from this host's disk and from the bucket, and scrubs the database.

    Returns whether the database has overwritten what was deleted.
    """
    context = call.context
    for one in done:
        await erasure.discard(context.database, content_of(context.settings), media_of(context.settings), one.erased)
    return await context.database.scrub()


async def follow_erase(call: Call) -> Reply:
    done: _Erasure = call.prepared
    return done.reply(call.now, is_overwritten=await discard_erased(call, [done]))


@operations.delete(
    "/candidates/{id}",
    id="eraseCandidate",
    summary="Erase a candidate",
    description="Permanently deletes the candidate with all sessions, transcripts and files, and returns a receipt. "
    "Returns 409 under a legal hold.",
    prepare=prepare_erase,
    follow=follow_erase,
    answer=Answer(
        ReceiptOut,
        {
            "id": "2026-04-02-7KQM2XWD",
            "at": "2026-04-02T10:00:00.000Z",
            "cleaned": [{"store": "messages", "count": 42}],
            "notReached": [
                {
                    "what": "BACKUPS",
                    "text": "Backups of the database that were made before: they are kept until 2026-05-01.",
                    "until": "2026-05-01T12:00:00.000Z",
                }
            ],
        },
    ),
    find=find_candidate,
    role="MEMBER",
    conflicts=True,
)
async def erase_candidate(call: Call) -> Reply:
    """Erases everything about the candidate in all stores. `follow_erase` removes the files after the commit."""
    call.require_match(candidate_etag(call.found))
    blank = blank_answer(call.context.settings.public_url)
    try:
        erased = await erasure.erase_person(
            call.connection, call.organization_id, call.id, blank_answer=blank, now=call.now
        )
    except OutdatedError as error:
        raise StorageUnavailableError("The candidate is speaking right now. Try again.") from error
    done = _Erasure(receipts.new_number(call.now), erased, await _left_by(call))
    is_overwritten = call.context.database.dialect == "sqlite"  # until `follow_erase` knows better
    await receipts.add_receipt(
        call.connection,
        call.organization_id,
        receipt_id=done.receipt_id,
        interview_id=call.found.interview_id,
        token_hash=call.found.token_hash,
        cleaned=erased.cleaned,
        not_reached={each.what: each.until for each in done.list_left(is_overwritten=is_overwritten)},
        now=call.now,
    )
    call.prepared = done
    call.audit_detail = {"receipt": done.receipt_id}
    return done.reply(call.now, is_overwritten=is_overwritten)


@operations.post(
    "/candidates/{id}/send",
    id="sendLetter",
    summary="Email an invitation or a reminder",
    description="Uses the interview's email templates. An invitation can be sent again.",
    answer=_DETAIL,
    find=find_candidate,
    role="MEMBER",
    body=Body(LetterIn, {"kind": "reminder"}),
)
async def send_letter(call: Call) -> Reply:
    """Queues an email. A repeated request sends nothing while the first email is still queued."""
    require_mail(call)
    kind: LetterKind = call.body.get("kind", "invitation")
    reason = await queue_letter(call.connection, call.found, kind, call.now)
    if reason not in (None, "QUEUED"):
        raise ConflictError(_WHY_NOT.get(str(reason), "No email can be sent now."))
    call.audit_detail = {"kind": kind}
    return await _reply(call)


@operations.post(
    "/candidates/{id}/revoke",
    id="revokeLink",
    summary="Revoke a link",
    description="The personal link can no longer start an interview. A candidate who is in the interview may finish "
    "it.",
    answer=_DETAIL,
    find=find_candidate,
    role="MEMBER",
)
async def revoke_link(call: Call) -> Reply:
    if call.found.revoked_at is None:
        await _set(call, revoked_at=call.now)
    return await _reply(call)


@operations.post(
    "/candidates/{id}/link",
    id="renewLink",
    summary="Create a new link",
    description="The old link and the browsers that used it lose access. A revoked candidate gets access again.",
    answer=_DETAIL,
    find=find_candidate,
    role="MEMBER",
    body=Body(NewLinkIn, {"expiresAt": "2099-12-01T17:00:00.000Z"}, may_be_absent=True),
)
async def renew_link(call: Call) -> Reply:
    refuse([("expiresAt", "must be in the future")] if is_past(call.body, call.now) else [])
    ends = call.found.expires_at
    if "expires_at" in call.body:
        ends = call.body["expires_at"]
    elif ends is not None and ends <= call.now:
        ends = None
    secrets = call.context.secrets
    token = secrets.new_token()
    sealed: Json = {"token_hash": secrets.digest(token), "token_encrypted": secrets.encrypt(token)}
    if call.found.known_email is not None and call.found.known_by is None:
        sealed["known_by"] = candidates.known_before(call.found.entrance_hash)
    await _set(call, **sealed, entrance_hash=None, revoked_at=None, opened_at=None, expires_at=ends)
    await candidates.forget_browsers(call.connection, call.organization_id, call.id)
    return await _reply(call)


@operations.post(
    "/candidates/{id}/retake",
    id="allowRetake",
    summary="Allow a retake",
    description="The link can start another session, with the interview's content at that time. The earlier session "
    "stays.",
    answer=_DETAIL,
    find=find_candidate,
    role="MEMBER",
)
async def allow_retake(call: Call) -> Reply:
    if call.found.session_status not in ("COMPLETED", "ABANDONED"):
        raise ConflictError("There is nothing to retake: this candidate has no session that has ended.")
    dead = {"expires_at": None} if call.found.expires_at is not None and call.found.expires_at <= call.now else {}
    await _set(call, session_id=None, retakes=call.found.retakes + 1, revoked_at=None, **dead)
    return await _reply(call)


async def _left_by(call: Call) -> Callable[..., list[NotReached]]:
    context = call.context
    chosen = await settings.find_settings(call.connection, call.organization_id)
    engine = None if chosen is None else chosen.engine
    return partial(
        list_not_reached,
        "en",
        call.now,
        backups_kept_days=context.settings.backups_kept_days,
        has_model=engine == "OWN" or (engine in (None, "DEPLOYMENT") and bool(context.settings.model)),
        has_address=True,
    )


@operations.get(
    "/interviews/{id}/candidate-counts",
    id="countCandidates",
    summary="Count candidates",
    description="How many candidates of the interview have each status.",
    answer=Answer(
        CandidateCounts,
        {
            "NOT_INVITED": 3,
            "INVITED": 12,
            "OPENED": 4,
            "IN_INTERVIEW": 1,
            "DONE": 18,
            "LEFT": 2,
            "EXPIRED": 0,
            "REVOKED": 1,
        },
    ),
    find=find_interview,
)
async def count_candidates(call: Call) -> Reply:
    return Reply(await candidates.count_candidates(call.connection, call.organization_id, call.id, call.now))
