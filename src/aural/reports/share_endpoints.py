"""Shared reports: links that need no account, their views, and the contents that they show."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal, get_args

from pydantic import Field

from aural import lang
from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.representation import Time, represent
from aural.api.validation import Input, Instant, Json, Output, defaults, refuse
from aural.engine.authoring.drafts import Purpose
from aural.guard.auth.lookup import match, refresh
from aural.guard.auth.rate_limits import network_of
from aural.guard.auth.tokens import new_token
from aural.platform.clock import iso, iso_or_none
from aural.platform.errors import ConflictError, NotFoundError
from aural.reports import examples
from aural.reports import repository as reports
from aural.reports import share_repository as shares
from aural.reports.analysis.sections import SectionPart
from aural.reports.comparison_endpoints import CHOSEN, PassageOut, RatingOut, ReportSections, human_json, passages_json
from aural.reports.document_service import document_of
from aural.reports.documents.document import LEFT_OUT, CriterionPart, Document, Passage, Turn, without_name
from aural.reports.level_service import rates_blind
from aural.reports.rating_endpoints import list_criteria
from aural.sessions import repository as sessions
from aural.sessions.endpoints import find_session
from aural.settings.budgets import VIEWS_OF_ADDRESS
from aural.store.hashes import SHARES

operations = Operations("Shares")
Part = Literal["summary", "criteria", SectionPart, "transcript"]
PARTS: tuple[Part, ...] = get_args(Part)
LONGEST_DAYS = 366
VIEWS_A_MINUTE = VIEWS_OF_ADDRESS.most
"""How often per minute one address may open shared reports."""
_DAY_MS = 86_400_000
_BROWSER_CHARACTERS = 200
# The same message for a link that never existed, has expired or was revoked, so that guessing reveals nothing.
WALL = "This link doesn't work. It may have expired or been revoked; ask the person who gave it to you."
_RATE_FIRST = "Rate this session before you share its report: you don't see it yet either. Or share only `transcript`."
_CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
_NOTHING_YET = "There is nothing to share yet: this session is still running."
_WITHDRAWN = "The candidate has withdrawn consent, so this report can no longer be shared."


class ShareIn(Input):
    """The contents and expiry of a new link."""

    expires_at: Instant = Field(description=f"At most {LONGEST_DAYS} days from now.")
    shows_names: bool = Field(default=False, description="If false, the person's name is removed from every text.")
    parts: Annotated[list[Part], Field(min_length=1, max_length=len(PARTS))] = Field(
        default=[part for part in PARTS if part != "transcript"],
        description="The link never shows any other part of the session.",
    )


class ShareOut(Output):
    """A link to a report. The address itself is returned only when the link is created."""

    id: str
    session_id: str
    created_by: str
    status: Literal["ACTIVE", "EXPIRED", "REVOKED"] = Field(
        description="Only an ACTIVE link opens. REVOKED also if the candidate has withdrawn consent."
    )
    is_consent_withdrawn: bool = Field(
        description="Whether the link stopped working because the candidate withdrew consent."
    )
    shows_names: bool
    parts: list[Part]
    view_count: int
    last_viewed_at: Time | None
    expires_at: Time
    revoked_at: Time | None
    created_at: Time


class ShareMade(ShareOut):
    """A new link. `url` is returned only once."""

    url: str


class ViewOut(Output):
    """One view of the link. `network`: the visitor's address without its last part."""

    id: str
    network: str
    browser: str | None
    viewed_at: str


class SharedCriterion(Output):
    """`level` is null if there is no evidence, which isn't the same as zero."""

    name: str
    level: int | None
    is_scored: bool = Field(description="false: the AI gave no level, and only people rated it.")
    ratings: list[int | None]
    quotes: list[str]
    chosen: list[list[str]] = Field(description=CHOSEN)
    why: str | None = Field(description="The AI's reason for the level, if a model gave one.")
    would_raise: str | None = Field(description="Requirements for a higher level, if a model named them.")
    human: list[RatingOut] = Field(description="People's ratings, separate from the AI's level.")


class SharedTurn(Output):
    """One message. `seconds`: counted from the beginning of the session."""

    speaker: Literal["interviewer", "candidate"]
    text: str
    made: str | None = Field(description="Code, or the words on a drawing.")
    chosen: list[str] = Field(description="The options chosen along with these words, and the candidate's own option.")
    seconds: int


class SharedReport(ReportSections):
    """The contents of a link. A part that the link doesn't share is null."""

    title: str
    purpose: Purpose
    organization_name: str
    participant_name: str | None
    language: str
    finished_at: str | None
    expires_at: str
    report_status: str | None
    preliminary: bool = Field(description="The report may still change: the candidate can check the transcript.")
    parts: list[Part]
    summary: PassageOut | None
    criteria: list[SharedCriterion] | None = Field(description="Also null if nothing was scored or rated.")
    transcript: list[SharedTurn] | None


def share_json(row: shares.Share, now: int) -> Json:
    is_active = row.revoked_at is None and row.expires_at > now
    is_withdrawn = is_active and row.end_reason == _CONSENT_WITHDRAWN
    is_revoked = is_withdrawn or row.revoked_at is not None
    status = "REVOKED" if is_revoked else "ACTIVE" if is_active else "EXPIRED"
    return represent(ShareOut, row, status=status, is_consent_withdrawn=is_withdrawn)


@operations.get(
    "/sessions/{id}/shares",
    id="listShares",
    summary="List shared links",
    description="Links to a session's report, newest first, including those that no longer work.",
    answer=Answer(ShareOut, examples.SHARE, is_list=True),
    find=find_session,
    paging="always",
)
async def list_shares(call: Call) -> Reply:
    limit = (call.page.limit or 0) + 1
    rows = await shares.list_shares(call.connection, call.organization_id, call.id, limit=limit, after=call.page.after)
    return page_reply(call, rows, lambda row: share_json(row, call.now))


@operations.post(
    "/sessions/{id}/shares",
    id="createShare",
    summary="Share a report",
    description="Creates a link that opens the chosen parts without an account. `url` is returned only once.",
    answer=Answer(ShareMade, {**examples.SHARE, "url": "https://aural.example.com/shared/4fK9s2LxQ0aZt7Yb"}),
    find=find_session,
    role="MEMBER",
    body=Body(ShareIn, {"expiresAt": "2026-06-20T09:00:00Z", "showsNames": False, "parts": ["summary", "criteria"]}),
    shows_secret=True,
)
async def create_share(call: Call) -> Reply:
    wanted = {**defaults(ShareIn), **call.body}
    expires_at = wanted["expires_at"]
    _check_expiry(expires_at, call.now)
    parts = [part for part in PARTS if part in wanted["parts"]]
    if call.found.status == "IN_PROGRESS":
        raise ConflictError(_NOTHING_YET)
    if call.found.end_reason == _CONSENT_WITHDRAWN:
        raise ConflictError(_WITHDRAWN)
    if parts != ["transcript"] and await _has_hidden_levels(call):
        raise ConflictError(_RATE_FIRST, [("parts", "can only be `transcript` until you have rated the session")])
    token = new_token()
    share_id = await shares.insert_share(
        call.connection,
        call.organization_id,
        session_id=call.id,
        user_id=call.caller.user_id,
        created_by=call.caller.name,
        hash=call.context.secrets.digest(token),
        shows_names=wanted["shows_names"],
        parts=parts,
        expires_at=expires_at,
        created_at=call.now,
    )
    row = await shares.find_share(call.connection, call.organization_id, call.caller.project_ids, share_id)
    assert row is not None
    call.audit_detail = {"share": share_id, "parts": parts, "showsNames": row.shows_names}
    return Reply(share_json(row, call.now) | {"url": f"{call.context.settings.public_url}/shared/{token}"})


async def _has_hidden_levels(call: Call) -> bool:
    """Whether there are levels that the caller can't see before rating the session."""
    return rates_blind(call.caller, call.found) and await _has_levels(call)


async def _has_levels(call: Call) -> bool:
    """Whether there is anything to rate first. Without criteria there isn't, and requiring a rating would prevent
    sharing forever."""
    report = await reports.find_report(call.connection, call.organization_id, call.id)
    return bool(await list_criteria(call) or (report is not None and report.scores))


def _check_expiry(expires_at: int, now: int) -> None:
    if expires_at <= now:
        refuse([("expiresAt", "must be in the future")])
    if expires_at > now + LONGEST_DAYS * _DAY_MS:
        refuse([("expiresAt", f"must be within {LONGEST_DAYS} days")])


async def find_share(call: Call, *, lock: bool) -> shares.Share | None:
    """The share of `/shares/{id}`."""
    return await shares.find_share(call.connection, call.organization_id, call.caller.project_ids, call.id)


@operations.delete(
    "/shares/{id}",
    id="revokeShare",
    summary="Revoke a shared link",
    description="The link stops working. Revoking it twice isn't an error.",
    answer=Answer(ShareOut, {**examples.SHARE, "status": "REVOKED", "revokedAt": examples.SHARE["lastViewedAt"]}),
    find=find_share,
    role="MEMBER",
    is_unversioned=True,
)
async def revoke_share(call: Call) -> Reply:
    await shares.revoke_share(call.connection, call.organization_id, call.id, call.now)
    row = await find_share(call, lock=False)
    assert row is not None
    return Reply(share_json(row, call.now))


@operations.get(
    "/shares/{id}/views",
    id="listShareViews",
    summary="List views of a shared link",
    description="Each time the link was opened, newest first.",
    answer=Answer(ViewOut, examples.VIEW, is_list=True),
    find=find_share,
    paging="always",
)
async def list_views(call: Call) -> Reply:
    limit = (call.page.limit or 0) + 1
    rows = await shares.list_views(call.connection, call.organization_id, call.id, limit=limit, after=call.page.after)
    return page_reply(call, rows, lambda row: represent(ViewOut, row, viewed_at=iso(row.created_at)))


@operations.get(
    "/shared/{id}",
    id="readShared",
    summary="Read a shared report",
    description="`id` is the token of a shared link. Unknown, expired and revoked links all get the same response.",
    answer=Answer(SharedReport, examples.SHARED),
    access="public",
    may_miss=True,
)
async def read_shared(call: Call) -> Reply:
    """Needs no account: the id in the path is the token. Each view is recorded before anything is shown."""
    await call.context.gate.admit_address("shared", call.request.address, VIEWS_A_MINUTE)
    secrets = call.context.secrets
    share, found_by = await match(
        secrets, call.id, lambda digest: shares.find_open_share(call.connection, digest, call.now)
    )
    if share is None:
        raise NotFoundError(WALL)
    row = await sessions.find_session(call.connection, share.organization_id, None, share.session_id)
    if row is None:
        raise NotFoundError(WALL)
    await refresh(call.context.database, secrets, SHARES, call.id, found_by)
    async with call.context.database.transaction() as transaction:
        await shares.note_view(
            transaction, share.organization_id, share,
            network=network_of(call.request.address), browser=_browser(call.request.browser), now=call.now,
        )  # fmt: skip
    with_turns = "transcript" in share.parts
    document = await document_of(
        call.connection, share.organization_id, row, now=call.now, reader=None, with_turns=with_turns
    )
    if not share.shows_names:
        label = document.in_words(lang.of(row.language).text("transcript", "candidate"))
        document = await asyncio.to_thread(without_name, document, label)
    return Reply(_shared_json(document, share), headers={"X-Robots-Tag": "noindex, nofollow, noarchive"})


def _browser(sent: str | None) -> str | None:
    return None if not sent else "".join(c for c in sent if c.isprintable())[:_BROWSER_CHARACTERS]


def _shared_json(document: Document, share: shares.Share) -> Json:
    parts = share.parts
    return {
        "title": document.title,
        "purpose": document.purpose,
        "organizationName": document.organization,
        "participantName": document.name,
        "language": document.language,
        "finishedAt": iso_or_none(document.finished_at),
        "expiresAt": iso(share.expires_at),
        "reportStatus": document.report_status,
        "preliminary": document.preliminary,
        "parts": parts,
        "summary": _passage(document.summary) if document.summary and "summary" in parts else None,
        "criteria": [*map(_criterion, document.criteria)] if document.criteria and "criteria" in parts else None,
        **{part: passages_json(document, part) if part in parts else None for part in get_args(SectionPart)},
        "transcript": [_turn(turn, document) for turn in document.turns] if "transcript" in parts else None,
    }


def _passage(passage: Passage) -> Json:
    return {"text": passage.text, "quotes": list(passage.quotes), "chosen": list(passage.chosen)}


def _criterion(part: CriterionPart) -> Json:
    return {
        "name": part.name,
        "level": part.level,
        "isScored": part.is_scored,
        "ratings": list(part.ratings),
        "quotes": list(part.quotes),
        "chosen": list(part.chosen),
        "why": part.why,
        "wouldRaise": part.would_raise,
        "human": [human_json(rating) for rating in part.human],
    }


def _turn(turn: Turn, document: Document) -> Json:
    is_shown = not turn.is_left_out
    return {
        "speaker": "candidate" if turn.is_candidate else "interviewer",
        "text": turn.text if is_shown else document.in_words(LEFT_OUT),
        "made": turn.made if is_shown else None,
        "chosen": list(turn.chosen) if is_shown else [],
        "seconds": max(0, turn.at - document.started_at) // 1000,
    }
