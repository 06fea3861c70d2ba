"""Copies the streams of takes into one seekable file, without decoding anything.

It gets its files as open descriptors: takes to read, and one file to write. Before it reads a take, this process gives
up the right to open files or connections and to start processes, so a flaw in FFmpeg can reach only these files. The
order is one line of JSON on standard input, and the answer is one line on standard output.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from contextlib import suppress
from typing import Any

import av
import av.audio.codeccontext
import av.audio.stream
import av.logging
import av.subtitles.codeccontext  # needed at the first stream, when no file can be opened anymore
import av.subtitles.stream
import av.video.codeccontext
import av.video.stream

from aural.engine.recordings import TOO_LITTLE_MEMORY, UNREADABLE
from aural.guard.remux.joining import JoinError, join
from aural.guard.remux.pieces import Piece, Target

MEMORY_BYTES = 1 << 30
SECONDS = 300  # of processor time; two hours of video take 15
_READERS = {"webm": "matroska", "mp4": "mov"}


def main() -> None:
    asked = json.loads(sys.stdin.buffer.readline())
    av.logging.set_level(None)
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CPU, SECONDS)
    _limit(resource.RLIMIT_FSIZE, asked["mostBytes"])
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_NOFILE, 0)
    sys.stdout.write(json.dumps(_answer(asked)))


def _answer(asked: dict[str, Any]) -> dict[str, object]:
    pieces = [Piece(fd, os.fstat(fd).st_size) for fd in asked["takes"]]
    try:
        joined = join(pieces, Target(asked["target"]), asked["container"], _READERS[asked["container"]])
    except JoinError as error:
        return {"refused": str(error)}
    except (MemoryError, RecursionError):
        return {"refused": TOO_LITTLE_MEMORY}
    except Exception as error:  # noqa: BLE001  broken media may raise anything in a library
        return {"refused": f"{UNREADABLE} ({type(error).__name__})."}
    return {"seconds": joined.seconds, "takes": joined.takes, "streams": joined.streams}


def _limit(what: int, most: int) -> None:
    with suppress(ValueError, OSError):  # the system doesn't have this limit; the deadline still applies
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
