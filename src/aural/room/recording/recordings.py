"""Recordings from a candidate's page, which begins takes, sends them in slices and ends them.

See docs/recording-protocol.md.
"""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from aural.engine.recordings import MAX_TAKES, TRACKS, MediaType, Track, read_media_type
from aural.guard.http.bodies import ClientGoneError
from aural.guard.http.downloads import mark_response, media_response
from aural.platform.clock import iso
from aural.platform.errors import (
    BadRequestError,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    PayloadTooLargeError,
    UnsupportedMediaTypeError,
)
from aural.recordings import joining_repository as joining
from aural.recordings import repository as recordings
from aural.room.access.calls import Present, answer, find_present, optional_text, read_object, who_calls
from aural.room.access.identify import every_session, find_person
from aural.room.context import RoomContext
from aural.room.recording.slices import Slices
from aural.room.recording.tracks import may_record, tracks_of
from aural.store.database import Connection, DuplicateError
from aural.store.media import media_of
from aural.usage import repository as usage

_TAKE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OLDEST_MS = 24 * 3600 * 1000
NO_TAKE = "This interview has no take with this id."


def recording_routes(context: RoomContext) -> list[BaseRoute]:
    calls = _Calls(context)
    return [
        Route("/room/v1/recordings", calls.begin, methods=["POST"]),
        Route("/room/v1/recordings", calls.list, methods=["GET"]),
        Route("/room/v1/recordings/files/{recording}", calls.download, methods=["GET"]),
        Route("/room/v1/recordings/files/{recording}/mark", calls.download_mark, methods=["GET"]),
        Route("/room/v1/recordings/{take}", calls.get, methods=["GET"]),  # and HEAD
        Route("/room/v1/recordings/{take}", calls.add, methods=["PATCH"]),
        Route("/room/v1/recordings/{take}/end", calls.end, methods=["POST"]),
    ]


class _Calls:
    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self._slices = Slices(context)

    async def begin(self, request: Request) -> Response:
        """Begins a take. Safe to repeat: for a known take it returns the current state."""
        body = await read_object(request)
        present = await find_present(self._context, request, body.get("slug"), allows_earlier=True)
        take_id, track = _take_id(body.get("take")), _track(body.get("track"))
        media_type = self._media_type(optional_text(body, "mimeType", 150) or "", track)
        age_ms = _age(body.get("ageMs", 0))
        try:
            row = await self._begin(present, take_id, track, media_type, age_ms)
        except DuplicateError:  # two simultaneous calls began the same take, or the first take of a track
            row = await self._begin(present, take_id, track, media_type, age_ms)
        return _told(row)

    async def _begin(
        self, present: Present, take_id: str, track: Track, media_type: MediaType, age_ms: int
    ) -> recordings.Take:
        where = (present.organization_id, present.session_id)
        async with self._context.database.transaction() as transaction:
            known = await recordings.find_take(transaction, *where, take_id)
            if known is None:
                await self._require_welcome(transaction, present, track)
                now = self._context.clock.now()
                session = await recordings.find_session(transaction, *where)
                started_at = max(now - age_ms, now if session is None else session.started_at)
                await recordings.begin_take(
                    transaction, *where, take_id, track, media_type, started_at=started_at, now=now
                )
                known = await recordings.find_take(transaction, *where, take_id)
        if known is None:
            raise NotFoundError(NO_TAKE)
        if (known.track, known.mime_type) != (track, media_type.text):
            raise ConflictError("This take has another track or type.", reason="OTHER_TAKE")
        return known

    async def _require_welcome(self, transaction: Connection, present: Present, track: Track) -> None:
        """Checks that a take may begin. Raises ForbiddenError, ConflictError, PayloadTooLargeError and
        PlanLimitError."""
        where = (present.organization_id, present.session_id)
        if track not in tracks_of(self._context, present.interview):
            raise ForbiddenError("This is not recorded in this interview.", reason="NOT_RECORDED")
        if not await may_record(transaction, *where, track):
            raise ForbiddenError("This is only recorded if you agreed to it.", reason="NOT_AGREED")
        session = await recordings.find_session(transaction, *where)
        if session is None or session.status != "IN_PROGRESS":
            raise ConflictError("The interview is finished: nothing more is recorded.", reason="SESSION_OVER")
        if (await recordings.total_of_track(transaction, *where, track)).takes >= MAX_TAKES:
            raise PayloadTooLargeError("The recording was started too many times.", reason="TAKES")
        now, upgrade_url = self._context.clock.now(), self._context.settings.upgrade_url
        await usage.require_space(transaction, present.organization_id, now, upgrade_url)

    def _media_type(self, text: str, track: Track) -> MediaType:
        found = read_media_type(text, track)
        if found is None or found.kind not in self._context.settings.recording_types:
            raise UnsupportedMediaTypeError("This server doesn't accept this type of recording.", reason="TYPE")
        return found

    async def list(self, request: Request) -> Response:
        present = await find_present(self._context, request, request.query_params.get("slug"), allows_earlier=True)
        reader = self._context.database.read
        where = (reader, present.organization_id, present.session_id)
        offered = tracks_of(self._context, present.interview)
        agreed = [track for track in offered if await may_record(*where, track)]
        takes = [_take_json(row) for row in await recordings.list_takes(*where)]
        return answer({"tracks": agreed, "takes": takes})

    async def get(self, request: Request) -> Response:
        _, row = await self._find(request, request.query_params.get("slug"))
        return _told(row)

    async def download(self, request: Request) -> Response:
        """Downloads the joined file of a recording in any of the candidate's sessions, including ended ones."""
        row = await self._find_own(request)
        return media_response(request, media_of(self._context.settings), row)

    async def download_mark(self, request: Request) -> Response:
        """Downloads the C2PA manifest of a file that can't contain it."""
        return await mark_response(media_of(self._context.settings), await self._find_own(request))

    async def _find_own(self, request: Request) -> joining.Recording:
        slug = request.query_params.get("slug")
        person = await find_person(self._context, self._context.database.read, who_calls(request, slug))
        recording_id, row = request.path_params["recording"], None
        sessions = {each.session.id for each in await every_session(self._context.database.read, person)}
        if _TAKE.fullmatch(recording_id):
            row = await joining.find_recording(self._context.database.read, person.organization_id, recording_id)
        if row is None or row.session_id not in sessions:
            raise NotFoundError("You have no recording with this id.")
        return row

    async def add(self, request: Request) -> Response:
        try:
            present, take = await self._find(request, request.query_params.get("slug"))
            return _told(await self._slices.add(request, present, take))
        except ClientGoneError:
            return Response(status_code=408)  # not received: the connection was cut in the middle of a slice

    async def end(self, request: Request) -> Response:
        body = await read_object(request)
        present, take = await self._find(request, body.get("slug"))
        size = body.get("bytes")
        if type(size) is not int or size < 0:
            raise BadRequestError("Say how many bytes the take has.", [("bytes", "must be a whole number, 0 or more")])
        where, now = (present.organization_id, present.session_id), self._context.clock.now()
        async with self._context.database.transaction() as transaction:
            locked = await recordings.find_take(transaction, *where, take.id, lock=True)
            if locked is None:
                raise NotFoundError(NO_TAKE)
            _require_whole(locked, size)
            await recordings.end_take(transaction, *where, take.id, now)
            session = await recordings.find_session(transaction, *where)
            if session is not None and session.status != "IN_PROGRESS":
                await recordings.close_complete(transaction, *where, now)
            ended = await recordings.find_take(transaction, *where, take.id)
        self._context.wake_jobs()
        return _told(ended or locked)

    async def _find(self, request: Request, slug: object) -> tuple[Present, recordings.Take]:
        """Finds the caller and the take. Raises UnauthorizedError, and NotFoundError for a take of another session."""
        present = await find_present(self._context, request, slug, allows_earlier=True)
        take_id, row = request.path_params["take"], None
        if _TAKE.fullmatch(take_id):
            reader = self._context.database.read
            row = await recordings.find_take(reader, present.organization_id, present.session_id, take_id)
        if row is None:
            raise NotFoundError(NO_TAKE)
        return present, row


def _require_whole(take: recordings.Take, size: int) -> None:
    if size > take.offset_bytes:
        raise ConflictError("Bytes of this take are missing. Send them first.", reason="GAP", offset=take.offset_bytes)
    if size < take.offset_bytes:
        problem = [("bytes", "is less than what was sent")]
        raise BadRequestError("The take has more bytes than that.", problem)


def _take_id(value: object) -> str:
    if not isinstance(value, str) or not _TAKE.fullmatch(value):
        raise BadRequestError("The take is malformed.", [("take", "must be a UUID in lower case")])
    return value


def _track(value: object) -> Track:
    for track in TRACKS:
        if value == track:
            return track
    raise BadRequestError("The take is malformed.", [("track", f"must be one of {', '.join(TRACKS)}")])


def _age(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _OLDEST_MS:
        problem = [("ageMs", f"must be a whole number from 0 to {_OLDEST_MS}")]
        raise BadRequestError("The take is malformed.", problem)
    return value


def _take_json(row: recordings.Take) -> dict[str, object]:
    return {
        "take": row.id,
        "track": row.track,
        "mimeType": row.mime_type,
        "offset": row.offset_bytes,
        "slices": row.slice_count,
        "isEnded": row.ended_at is not None,
        "startedAt": iso(row.started_at),
    }


def _told(row: recordings.Take) -> Response:
    headers = {"Cache-Control": "no-store", "Upload-Offset": str(row.offset_bytes)}
    return JSONResponse({"data": _take_json(row)}, headers=headers)
