"""Copies the streams of takes into one file that can be sought in, without decoding anything.

It gets its files as open descriptors: takes to read, and one file to write. By the time that a take is read, this
process may open no file, start no process and open no connection: a fault in FFmpeg reaches nothing but these files.
The order stands in one line of JSON on the standard input, the answer in one on the standard output.
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
import av.subtitles.codeccontext  # looked for at the first stream, when no file can be opened any more
import av.subtitles.stream
import av.video.codeccontext
import av.video.stream

from aural.engine.recordings import TOO_LITTLE_MEMORY, UNREADABLE
from aural.guard.remux.joining import JoinError, join
from aural.guard.remux.pieces import Piece, Target

MEMORY_BYTES = 1 << 30
SECONDS = 300  # of a processor; two hours of video take 15
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


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    pieces = [Piece(fd, os.fstat(fd).st_size) for fd in asked["takes"]]
    try:
        joined = join(pieces, Target(asked["target"]), asked["container"], _READERS[asked["container"]])
    except JoinError as error:
        return {"refused": str(error)}
    except (MemoryError, RecursionError):
        return {"refused": TOO_LITTLE_MEMORY}
    except Exception as error:  # noqa: BLE001  whatever broken media do to a library
        return {"refused": f"{UNREADABLE} ({type(error).__name__})."}
    return {"seconds": joined.seconds, "takes": joined.takes, "streams": joined.streams}


def _limit(what: int, most: int) -> None:
    with suppress(ValueError, OSError):  # a system that does not have this limit: the deadline holds all the same
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
