"""Joins takes that candidates sent, in a child process with access to nothing but their open files (guard/remux)."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aural.engine.recordings import TOO_MUCH, TOO_SLOW

SECONDS = 1800.0  # for an overloaded machine and a slow disk: the child's own limit is 300 seconds of processor time
_COMMAND = (sys.executable, "-P", "-m", "aural.guard.remux")
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV")  # so that the child gets no secrets
_FILE_ROOM = 64 << 20  # how much larger than its takes the joined file may become, because of its index


class UnreadableMediaError(Exception):
    """None of the takes can be joined. The message is for the person who asked for the recording."""


@dataclass(frozen=True, slots=True)
class JoinedMedia:
    """`takes`: each take's place in the file (start, length) in milliseconds, or None if no part of it was readable."""

    duration_ms: int
    takes: list[tuple[int, int] | None]
    streams: list[str]


async def join_takes(takes: Sequence[Path], target: Path, container: str) -> JoinedMedia:
    """Joins `takes` into `target`, which must not exist yet. `container`: webm or mp4. Raises UnreadableMediaError."""
    with ExitStack() as files:
        sources = [files.enter_context(path.open("rb")) for path in takes]
        written = files.enter_context(target.open("xb+"))
        most = sum(os.fstat(file.fileno()).st_size for file in sources) + _FILE_ROOM
        descriptors = [file.fileno() for file in (*sources, written)]
        asked = {"takes": descriptors[:-1], "target": descriptors[-1], "container": container, "mostBytes": most}
        answer = await _ask(json.dumps(asked).encode() + b"\n", descriptors)
        await asyncio.to_thread(os.fsync, written.fileno())
    if "refused" in answer:
        raise UnreadableMediaError(answer["refused"])
    places = [None if place is None else (round(place[0] * 1000), round(place[1] * 1000)) for place in answer["takes"]]
    return JoinedMedia(round(answer["seconds"] * 1000), places, answer["streams"])


async def _ask(given: bytes, descriptors: list[int]) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        *_COMMAND,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
        cwd="/",
        pass_fds=descriptors,
    )
    try:
        async with asyncio.timeout(SECONDS):
            written, _ = await process.communicate(given)
    except TimeoutError as error:
        raise UnreadableMediaError(TOO_SLOW) from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise UnreadableMediaError(TOO_MUCH)
    answer: dict[str, object] = json.loads(written)
    return answer
