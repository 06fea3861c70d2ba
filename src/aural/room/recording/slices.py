"""Adds a slice to a take: checks it, receives it into a file, stores it, commits it, and only then acknowledges it."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from base64 import b64decode
from pathlib import Path
from typing import BinaryIO

from starlette.requests import Request

from aural.engine.recordings import LEAST_FIRST_BYTES, MAX_SLICE_BYTES, Slice, begins_like, container_of, judge
from aural.guard.http.bodies import stream_body
from aural.platform.errors import (
    BadRequestError,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    PayloadTooLargeError,
    UnsupportedMediaTypeError,
)
from aural.recordings import repository as recordings
from aural.recordings.joining_repository import slice_name
from aural.room.access.calls import Present
from aural.room.context import RoomContext
from aural.room.recording.tracks import may_record
from aural.settings.budgets import SLICES_OF_SESSION
from aural.store.database import Connection
from aural.store.media import media_of, new_file, opened, spool_of
from aural.usage import repository as usage

CONTENT_TYPE = "application/offset+octet-stream"
_WRITTEN_AT_ONCE = 256 << 10
_SPACE_ASKED_EVERY = 16 << 20
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
_NUMBER = re.compile(r"[0-9]{1,15}")
_NO_TAKE = "This interview has no take with this id."


class Slices:
    """Adds slices to takes. A slice that was acknowledged is stored exactly once, even if a process dies."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self._media, self._spool = media_of(context.settings), spool_of(context.settings)

    async def add(self, request: Request, present: Present, take: recordings.Take) -> recordings.Take:
        """Adds a slice and returns the take's new state. Raises the errors that docs/recording-protocol.md lists, and
        ClientGoneError."""
        await self._context.gate.admit(f"recording:{present.session_id}", SLICES_OF_SESSION.most)
        sent = read_slice(request)
        _require_first(sent)
        if await self._judge(self._context.database.read, take, sent) == "again":
            await _drain(request)
            return take
        _require_open(take)
        await self._require_allowed(self._context.database.read, present, take, sent)
        with self._spool.part() as part:
            head = await self._receive(request, sent, part)
            if sent.start == 0 and not begins_like(container_of(take.mime_type), head):
                raise UnsupportedMediaTypeError("The data doesn't have the take's media type.", reason="TYPE")
            name = slice_name(take.recording_id, take.id, sent)
            await self._media.put(name, part)
        try:
            return await self._commit(present, take.id, sent)
        except (ConflictError, ForbiddenError, NotFoundError, PayloadTooLargeError):
            # Another slice was quicker, the take has ended or was erased, or the track is full by now. These bytes will
            # never be used.
            await self._media.drop(name)
            raise

    async def _commit(self, present: Present, take_id: str, sent: Slice) -> recordings.Take:
        where, now = (present.organization_id, present.session_id), self._context.clock.now()
        async with self._context.database.transaction() as transaction:
            take = await recordings.find_take(transaction, *where, take_id, lock=True)
            if take is None:
                raise NotFoundError(_NO_TAKE)
            if await self._judge(transaction, take, sent) == "new":
                _require_open(take)
                await self._require_allowed(transaction, present, take, sent, lock=True)
                await recordings.add_slice(transaction, present.organization_id, take, sent, now)
            found = await recordings.find_take(transaction, *where, take_id)
        assert found is not None
        return found

    async def _judge(self, connection: Connection, take: recordings.Take, sent: Slice) -> str:
        """Returns `new`, or `again` if the slice is stored already. Raises ConflictError in all other cases."""
        known = await recordings.find_slice(connection, take.organization_id, take.session_id, take.id, sent.start)
        verdict = judge(take.offset_bytes, known, sent)
        if verdict == "gap":
            text = "Bytes before this slice are missing. Send them first."
            raise ConflictError(text, reason="GAP", offset=take.offset_bytes)
        if verdict == "other":
            _require_open(take)  # the slices of a joined take are deleted, so bytes can't be compared
            text = "The take already has different data at this offset."
            raise ConflictError(text, reason="OTHER_BYTES", offset=take.offset_bytes)
        return verdict

    async def _require_allowed(
        self, connection: Connection, present: Present, take: recordings.Take, sent: Slice, *, lock: bool = False
    ) -> None:
        """Raises ForbiddenError, PayloadTooLargeError and PlanLimitError. With `lock`, an allowed slice stays allowed
        until the transaction ends.
        """
        where = (present.organization_id, present.session_id)
        if not await may_record(connection, *where, take.track):
            raise ForbiddenError("You have not agreed to this being recorded.", reason="NOT_AGREED")
        settings, now = self._context.settings, self._context.clock.now()
        held = await recordings.total_of_track(connection, *where, take.track, lock=lock)
        if held.bytes + sent.length > settings.recording_megabytes << 20:
            raise PayloadTooLargeError("The recording has reached its maximum size.", reason="BYTES")
        session = await recordings.find_session(connection, *where)
        if session is not None and session.status == "IN_PROGRESS":
            # The time between a take's slices includes the candidate's absence. Recorders run only while the session's
            # clock runs.
            recorded = min(held.milliseconds + now - take.last_at, session.total_duration_seconds * 1000)
            if recorded > settings.recording_minutes * 60_000:
                raise PayloadTooLargeError("The recording has reached its maximum length.", reason="SECONDS")
        if sent.start // _SPACE_ASKED_EVERY != sent.end // _SPACE_ASKED_EVERY:
            await usage.require_space(connection, present.organization_id, now, settings.upgrade_url)

    async def _receive(self, request: Request, sent: Slice, part: Path) -> bytes:
        """Writes the body to a file and flushes it to the disk. Returns its first bytes.

        Raises BadRequestError if the body doesn't match the length and digest in the headers.
        """
        hashed, head, size = hashlib.sha256(), b"", 0
        async with opened(lambda: new_file(part)) as file:
            waiting = bytearray()
            async for chunk in stream_body(request.receive):
                size += len(chunk)
                if size > sent.length:
                    break
                hashed.update(chunk)
                head += chunk[: LEAST_FIRST_BYTES - len(head)]
                waiting += chunk
                if len(waiting) >= _WRITTEN_AT_ONCE:
                    await asyncio.to_thread(file.write, bytes(waiting))
                    waiting.clear()
            await asyncio.to_thread(_finish, file, bytes(waiting))
        if size != sent.length or hashed.digest() != sent.digest:
            raise BadRequestError("The bytes don't match Content-Digest. Send them again.", reason="DIGEST")
        return head


def _finish(file: BinaryIO, rest: bytes) -> None:
    file.write(rest)
    file.flush()
    os.fsync(file.fileno())


async def _drain(request: Request) -> None:
    """Reads and drops a body that is stored already, so that the connection stays usable."""
    async for _ in stream_body(request.receive):
        pass


def read_slice(request: Request) -> Slice:
    """The slice that the headers describe. Raises BadRequestError, PayloadTooLargeError and
    UnsupportedMediaTypeError."""
    headers = request.headers
    if headers.get("content-type", "").strip().lower() != CONTENT_TYPE:
        raise UnsupportedMediaTypeError(f"Send a slice with Content-Type: {CONTENT_TYPE}.", reason="TYPE")
    problems = []
    start, length = headers.get("upload-offset", ""), headers.get("content-length", "")
    digest = _DIGEST.fullmatch(headers.get("content-digest", ""))
    if not _NUMBER.fullmatch(start):
        problems.append(("Upload-Offset", "must be a whole number, 0 or more"))
    if not re.fullmatch(r"[0-9]+", length) or not int(length[:20]):
        problems.append(("Content-Length", "must be a whole number, 1 or more"))
    if digest is None:
        problems.append(("Content-Digest", "must be sha-256=:…: in base64"))
    if problems or digest is None:
        raise BadRequestError("The slice is malformed.", problems)
    if len(length) > 15 or int(length) > MAX_SLICE_BYTES:
        text = f"A slice may have at most {MAX_SLICE_BYTES:,} bytes. Send less at a time."
        raise PayloadTooLargeError(text, reason="SLICE")
    return Slice(int(start), int(length), b64decode(digest[1]))


def _require_first(sent: Slice) -> None:
    if sent.start == 0 and sent.length < LEAST_FIRST_BYTES:
        problem = [("Content-Length", f"must be at least {LEAST_FIRST_BYTES} bytes for the first slice")]
        raise BadRequestError("The first slice is too short to recognize its media type.", problem)


def _require_open(take: recordings.Take) -> None:
    if take.ended_at is not None or take.state != "OPEN":
        raise ConflictError("This take has ended, and nothing can be added to it.", reason="ENDED")
