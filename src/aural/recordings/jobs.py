"""Turns recordings into files: closes those that the candidate's page left open, joins their takes, deletes the slices.

Joining runs in a child process (guard/files/media.py). Slices stay until their file is stored and its row is saved. If
joining runs again after a crash, it creates the same file again under another name.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from aural.engine.recordings import LOST, SOUND_CODECS, VANISHED_MS, container_of
from aural.guard.files.marking import SIDECAR, mark_recording
from aural.guard.files.media import JoinedMedia, UnreadableMediaError, join_takes
from aural.guard.marks.certificates import mark_key
from aural.guard.secrets import Secrets
from aural.jobs.worker import Save
from aural.platform.clock import Clock
from aural.platform.ids import new_id
from aural.recordings import joining_repository as joining
from aural.recordings import repository as recordings
from aural.sessions import synthetic_voice_repository as synthetic_voices
from aural.store.database import Connection, Database
from aural.store.jobs import Job
from aural.store.media import Media, MissingMediaError, Spool, copy_into, write_synced

EVERY_SECONDS = 5 * 60
AT_ONCE = 100

logger = logging.getLogger(__name__)


class Joining:
    """Handles `join` jobs, each of which joins the takes of one recording."""

    def __init__(self, database: Database, clock: Clock, media: Media, spool: Spool, secrets: Secrets) -> None:
        self._database, self._clock, self._media, self._spool = database, clock, media, spool
        self._secrets = secrets
        self._marking = asyncio.Lock()  # marking a large file takes 0.6 GB of memory, so only one is marked at a time

    async def run(self, job: Job) -> Save:
        recording_id = job.payload["recordingId"]
        row = await joining.find_recording(self._database.read, job.organization_id, recording_id)
        if row is None or row.state != "JOINING":  # erased meanwhile, or already joined
            return _nothing
        takes = await joining.list_takes(self._database.read, job.organization_id, recording_id)
        kept = [take for take in takes if take.offset_bytes]
        if not kept:
            return partial(_drop, job)
        try:
            made = await self._join(job, row, kept)
        except (MissingMediaError, UnreadableMediaError) as error:
            reason = str(error) if isinstance(error, UnreadableMediaError) else LOST
            return partial(_fail, job, reason, self._clock.now())
        if await joining.find_recording(self._database.read, job.organization_id, recording_id) is None:
            await self._media.remove(recording_id)  # erased meanwhile; an erasure from now on removes the file
            return _nothing
        return partial(_save, job, made, self._clock.now())

    async def _join(self, job: Job, row: joining.Recording, takes: list[recordings.Take]) -> joining.Made:
        with ExitStack() as parts:
            paths = [parts.enter_context(self._spool.part()) for _ in takes]
            target = parts.enter_context(self._spool.part())
            for take, path in zip(takes, paths, strict=True):
                slices = await joining.list_slices(self._database.read, job.organization_id, take)
                wanted = [(joining.slice_name(row.id, take.id, held), held.length, held.digest) for held in slices]
                await copy_into(self._media, wanted, path)
            container = container_of(row.mime_type)
            joined = await join_takes(paths, target, container)
            name = f"{new_id()}.{container}"
            mark, size = await self._store(row, name, target, joined)
        places = dict(zip((take.id for take in takes), joined.takes, strict=True))
        return joining.Made(name, size, joined.duration_ms, places, mark)

    async def _store(
        self, row: joining.Recording, name: str, file: Path, joined: JoinedMedia
    ) -> tuple[joining.Mark | None, int]:
        """Stores the file, marked if it may contain synthetic speech. Returns where the mark is, and the file's size.

        The interviewer's voice gets into a recording through the microphone, so a file without sound can't contain it.
        """
        voice = await synthetic_voices.find_voice(self._database.read, row.organization_id, row.session_id)
        if voice is None or not SOUND_CODECS & set(joined.streams):
            return None, await self._put(f"{row.id}/{name}", file)
        media_type = row.mime_type.partition(";")[0]
        with self._spool.part() as marked, self._spool.part() as beside:
            async with self._marking:
                sidecar = await mark_recording(file, marked, media_type, voice, mark_key(self._secrets))
            if sidecar is None:
                return "embedded", await self._put(f"{row.id}/{name}", marked)
            await asyncio.to_thread(write_synced, beside, sidecar)
            await self._put(f"{row.id}/{name}{SIDECAR}", beside)
            return "sidecar", await self._put(f"{row.id}/{name}", file)

    async def _put(self, name: str, file: Path) -> int:
        size = (await asyncio.to_thread(file.stat)).st_size
        await self._media.put(name, file)
        return size

    async def give_up(self, connection: Connection, job: Job, reason: str) -> None:
        await _fail(job, reason, self._clock.now(), connection)


async def _save(job: Job, made: joining.Made, now: int, connection: Connection) -> None:
    ids = job.organization_id, job.payload["sessionId"], job.payload["recordingId"]
    await joining.save_made(connection, *ids, made, now)


async def _fail(job: Job, reason: str, now: int, connection: Connection) -> None:
    await joining.fail(connection, job.organization_id, job.payload["recordingId"], reason=reason, now=now)


async def _drop(job: Job, connection: Connection) -> None:
    await joining.drop_empty(connection, job.organization_id, job.payload["recordingId"])


async def _nothing(_connection: Connection) -> None:
    """Saves nothing."""


class Clearing:
    """Handles `clear` jobs: removes all objects of a recording except its file and that file's mark."""

    def __init__(self, database: Database, media: Media) -> None:
        self._database, self._media = database, media

    async def run(self, job: Job) -> Save:
        recording_id = job.payload["recordingId"]
        row = await joining.find_recording(self._database.read, job.organization_id, recording_id)
        if row is not None and row.state == "READY":
            await self._media.remove(recording_id, but=row.object_name)
        return _nothing

    async def give_up(self, connection: Connection, job: Job, reason: str) -> None:
        """Saves nothing. The bytes that remain aren't read, and are removed with the recording."""


async def close_left(database: Database, now: int) -> int:
    """Closes recordings of ended sessions that received nothing for `VANISHED_MS`. Returns how many."""
    count = 0
    for row in await recordings.list_left(database.read, now - VANISHED_MS, AT_ONCE):
        async with database.transaction() as transaction:
            count += await recordings.close_recording(transaction, row.organization_id, row.session_id, row.id, now)
    return count


async def keep_finishing(database: Database, clock: Clock, media: Media, spool: Spool) -> None:
    """As long as the server runs, closes abandoned recordings and removes bytes that nothing refers to."""
    while True:
        try:
            await close_left(database, clock.now())
            await recordings.sweep(database, media)
            await asyncio.to_thread(spool.sweep)
        except Exception:
            logger.exception("looking after recordings failed")
        await asyncio.sleep(EVERY_SECONDS)
