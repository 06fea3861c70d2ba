"""Lists a session's recordings, and gives links to their files that are valid for minutes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aural.api.context import Context
from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.representation import Time, represent
from aural.api.validation import Json, Output, Query
from aural.audit import repository as audit
from aural.engine.message_data import MessageData
from aural.engine.people import in_words_of
from aural.engine.recordings import Failure, failure_of
from aural.guard.auth.rate_limits import find_client_address
from aural.guard.http.downloads import mark_response, media_response
from aural.guard.http.links import MediaLink, read, sign
from aural.platform.clock import iso
from aural.platform.errors import ConflictError, ForbiddenError, NotFoundError, UnauthorizedError
from aural.recordings import examples
from aural.recordings import joining_repository as joining
from aural.recordings import repository as recordings
from aural.reports.document_service import list_turns
from aural.reports.documents.captions import Take, TimedText, cues_of, to_vtt
from aural.reports.documents.document import Turn
from aural.reports.documents.text import chosen_words, speaker
from aural.sessions import repository as sessions
from aural.sessions.endpoints import find_session
from aural.settings.budgets import MEDIA_READS_OF_ADDRESS
from aural.store.media import media_of

operations = Operations("Recordings")
DEFAULT_SECONDS, LONGEST_SECONDS = 900, 3600
READS_A_MINUTE = MEDIA_READS_OF_ADDRESS.most  # per address: each seek in a video is a request
VIEW = "viewRecording"
_WALL = "This link is invalid or has expired. Ask for a new one."
_NOT_YET = "This recording is not ready yet."
_WITHDRAWN = "Consent was withdrawn. Only a legal hold keeps this recording, and no one can watch it."


class TakeOut(Output):
    """One run of the recorder: when it began, and where it is in the file (null if none of it could be read)."""

    started_at: Time
    from_seconds: float | None
    seconds: float | None


class RecordingOut(Output):
    """OPEN: still being received. JOINING: being joined into a file. READY: it can be watched. FAILED: see `reason`."""

    id: str
    session_id: str
    track: Literal["camera", "screen", "audio"]
    status: Literal["OPEN", "JOINING", "READY", "FAILED"]
    reason: str | None
    reason_code: Failure | None = Field(
        description="The reason as a code, if FAILED. LOST: a part of the recording is missing. EMPTY: nothing "
        "in it can be played. UNREADABLE: it isn't in a known media format, or is damaged. TOO_LARGE: it takes "
        "too much time, memory or space. GIVEN_UP: the server failed on every attempt."
    )
    mark: Literal["embedded", "sidecar"] | None = Field(
        description="Where the C2PA manifest is. It says that the file may contain synthetic speech. null: the "
        "interviewer did not speak, or there is no sound."
    )
    type: str
    bytes: int = Field(description="The size of the file or, until it is ready, of the part received so far.")
    seconds: float | None
    started_at: Time
    ended_at: Time | None
    takes: list[TakeOut] = Field(description="In the order in which they began, which is also their order in the file.")


class LinkOut(Output):
    """`url` needs no key until it expires, and supports range requests. Each view is recorded in the audit log."""

    url: str
    type: str
    bytes: int
    seconds: float | None
    expires_at: str
    mark_url: str | None = Field(
        description="The C2PA manifest of a file that cannot contain it (WebM): keep both together. null: it is in the "
        "file, or there is no synthetic speech."
    )


class LinkQuery(Query):
    seconds: int = Field(
        DEFAULT_SECONDS,
        ge=30,
        le=LONGEST_SECONDS,
        description="How long the link is valid. Ask for a new one after that.",
    )


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def _recording_json(row: joining.Recording, takes: list[recordings.Take]) -> Json:
    return represent(
        RecordingOut,
        row,
        status=row.state,
        reason_code=failure_of(row.reason or "") if row.state == "FAILED" else None,
        type=row.mime_type.partition(";")[0],
        bytes=row.size_bytes,
        seconds=_seconds(row.duration_ms),
        takes=[
            represent(TakeOut, take, from_seconds=_seconds(take.from_ms), seconds=_seconds(take.duration_ms))
            for take in takes
        ],
    )


@operations.get(
    "/sessions/{id}/recordings",
    id="listRecordings",
    summary="List a session's recordings",
    description="Recordings of camera, screen and voice in the order in which they began, including those that are "
    "not ready yet.",
    answer=Answer(RecordingOut, examples.RECORDING, is_list=True),
    find=find_session,
)
async def list_recordings(call: Call) -> Reply:
    where = (call.connection, call.organization_id, call.id)
    rows = await joining.list_recordings(*where)
    takes: dict[str, list[recordings.Take]] = {row.id: [] for row in rows}
    for take in await recordings.list_takes(*where):
        takes.setdefault(take.recording_id, []).append(take)
    return Reply([_recording_json(row, takes[row.id]) for row in rows])


async def find_recording(call: Call, *, lock: bool) -> joining.Recording | None:
    """The recording of `/recordings/{id}`, if the caller can access its session."""
    row = await joining.find_recording(call.connection, call.organization_id, call.id)
    return None if row is None or await _find_session(call, row) is None else row


async def _find_session(call: Call, recording: joining.Recording) -> sessions.Session | None:
    reach = (call.organization_id, call.caller.project_ids)
    return await sessions.find_session(call.connection, *reach, recording.session_id, call.caller.user_id)


def _require_ready(recording: joining.Recording) -> None:
    if recording.state != "READY":
        raise ConflictError(recording.reason or _NOT_YET)


@operations.get(
    "/recordings/{id}/link",
    id="getRecordingLink",
    summary="Get a link to a recording",
    description="The link plays or downloads the file for a few minutes without a key. It supports range requests.",
    answer=Answer(LinkOut, examples.LINK),
    find=find_recording,
    query=LinkQuery,
    conflicts=True,
)
async def get_link(call: Call) -> Reply:
    row, caller = call.found, call.caller
    _require_ready(row)
    if row.is_withdrawn:
        raise ConflictError(_WITHDRAWN)
    call.context.gate.note_access(caller, row.session_id)
    call.context.gate.note_read(caller, call.operation.id, row.id, call.request.address, is_of_person=True)
    expires_at = call.now + call.query.seconds * 1000
    key_id = "" if caller.is_person else caller.key_id
    token = sign(call.context.secrets, MediaLink(row.id, call.organization_id, caller.user_id, key_id, expires_at))
    url = f"{call.context.settings.public_url}/media/{token}"
    return Reply(
        {
            "url": url,
            "type": row.mime_type.partition(";")[0],
            "bytes": row.size_bytes,
            "seconds": _seconds(row.duration_ms),
            "expiresAt": iso(expires_at),
            "markUrl": f"{url}/mark" if row.mark == "sidecar" else None,
        }
    )


@operations.get(
    "/recordings/{id}/captions",
    id="getCaptions",
    summary="Get the captions of a recording",
    description="WebVTT, created from the corrected transcript, with the times of the file.",
    answer=None,
    media_types=("text/vtt",),
    find=find_recording,
    conflicts=True,
)
async def get_captions(call: Call) -> Reply:
    row = call.found
    _require_ready(row)
    session = await _find_session(call, row)
    if session is None:  # erased since it was found
        raise NotFoundError
    call.context.gate.note_access(call.caller, session.id)
    turns = await list_turns(call.connection, call.organization_id, session)
    takes = [
        Take(take.started_at, take.from_ms, take.duration_ms)
        for take in await joining.list_takes(call.connection, call.organization_id, row.id)
        if take.from_ms is not None and take.duration_ms is not None
    ]
    text = to_vtt(cues_of([_said(session, turn, data) for turn, data in turns], takes))
    name = f"{row.track}-{row.id[:8]}.vtt"
    return Reply(None, file=text.encode(), file_name=name, media_type="text/vtt")


def _said(session: sessions.Session, turn: Turn, data: MessageData | None) -> TimedText:
    """A turn with the times of its words if it was spoken, or the time of sending if it was typed."""
    person = session.participant_name or in_words_of(session.purpose, "Candidate")
    name, speech = speaker(turn, person), (data or {}).get("speech")
    text = "\n".join(words for words in (chosen_words(turn.chosen), turn.text) if words)
    if speech is None:
        return TimedText(name, text, turn.at)
    return TimedText(name, text, session.started_at + speech["startMs"], session.started_at + speech["endMs"])


def media_routes(context: Context) -> list[BaseRoute]:
    """Routes outside the API, because a media player sends no key."""
    player = _Player(context)
    return [
        Route("/media/{token}", player.play, methods=["GET"]),
        Route("/media/{token}/mark", player.show_mark, methods=["GET"]),
    ]


class _Player:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._media = media_of(context.settings)

    async def play(self, request: Request) -> Response:
        """Records the view in the audit log, then streams the file. Every invalid link gets the same response."""
        row, link, actor, address = await self._open(request)
        response = media_response(request, self._media, row)
        await self._note(link, actor, address, self._context.clock.now())
        return response

    async def show_mark(self, request: Request) -> Response:
        """Returns the sidecar manifest. It says nothing about a person, so the audit log doesn't record this."""
        row, *_ = await self._open(request)
        return await mark_response(self._media, row)

    async def _open(self, request: Request) -> tuple[joining.Recording, MediaLink, str, str]:
        """Returns the recording that a link opens, the link, the name of its creator, and the caller's address."""
        context, now = self._context, self._context.clock.now()
        address = self._address(request)
        await context.gate.admit(f"address:media:{address}", READS_A_MINUTE)
        link = read(context.secrets, request.path_params["token"], now)
        if link is None or await self._is_foreign(request, link, address):
            raise NotFoundError(_WALL)
        row = await joining.find_recording(context.database.read, link.organization_id, link.recording_id)
        actor = await joining.find_actor(context.database.read, link.organization_id, link.user_id, link.key_id, now)
        if row is None or row.is_withdrawn or actor is None:
            raise NotFoundError(_WALL)
        return row, link, actor, address

    async def _is_foreign(self, request: Request, link: MediaLink, address: str) -> bool:
        """Whether the request is from a caller of another organization. A request without credentials isn't."""
        authorization, gate = request.headers.get("authorization"), self._context.gate
        cookie = gate.browsers.read_cookie(request.headers.get("cookie"))
        if authorization is not None:
            try:
                caller = await gate.authenticate(authorization, address)
            except (UnauthorizedError, ForbiddenError):
                return True
            return caller.organization_id != link.organization_id
        if cookie is None:
            return False
        person = await gate.browsers.find_person(cookie, link.organization_id)
        return person is not None and person.organization_id is None

    def _address(self, request: Request) -> str:
        peer = request.client.host if request.client is not None else None
        forwarded_for = ",".join(request.headers.getlist("x-forwarded-for"))
        return find_client_address(peer, forwarded_for, self._context.settings.trusted_proxies)

    async def _note(self, link: MediaLink, actor: str, address: str, now: int) -> None:
        """Records a view. A player sends many requests for a video: those within minutes share an audit log entry."""
        async with self._context.database.transaction() as transaction:
            await audit.note(
                transaction,
                link.organization_id,
                user_id=link.user_id,
                actor=actor,
                key_id=link.key_id or None,
                operation=VIEW,
                object_id=link.recording_id,
                now=now,
                address=address,
                is_repeated=True,
                is_of_person=True,
            )
