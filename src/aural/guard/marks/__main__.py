"""Marks or verifies one file, in a child process that has only its open files and the key for marks.

Before it reads the file, this process gives up the right to write more than the order allows. When it verifies, it
can't open a file or connection either; when it marks, it may open four descriptors for the library's temporary files.
The order is one line of JSON on standard input, and the answer is one line on standard output.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import asdict
from typing import Any, BinaryIO

import c2pa

from aural.guard.marks.certificates import MarkKey
from aural.guard.marks.files import embed, make_sidecar, verify

MEMORY_BYTES = 2 << 30  # of address space; hashing a large file other than an MP4 takes 0.6 GB of memory
TEMPORARY_FILES = 4  # in which the library assembles the marked file: three for an MP4, and one to spare
SECONDS = 300  # of processor time; a gigabyte takes 2


def main() -> None:
    asked = json.loads(sys.stdin.buffer.readline())
    c2pa.Reader.get_supported_mime_types()  # so that the library loads now what it would load on first use
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CPU, SECONDS)
    _limit(resource.RLIMIT_FSIZE, asked.get("mostBytes", 0))
    _limit(resource.RLIMIT_CORE, 0)
    with open(asked["source"], "rb", closefd=False) as source:
        target = None if asked.get("target") is None else os.fdopen(asked["target"], "r+b", closefd=False)
        if "roots" in asked:
            _limit(resource.RLIMIT_NOFILE, 0)
            answer = _verify(asked, source)
        else:
            _limit(resource.RLIMIT_NOFILE, _limit_that_leaves(TEMPORARY_FILES))
            answer = _mark(asked, source, target)
        if target is not None:
            target.close()
    sys.stdout.write(json.dumps(answer))


def _mark(asked: dict[str, Any], source: BinaryIO, target: BinaryIO | None) -> dict[str, object]:
    """Embeds the mark if there is a target. A file in which the library can't embed a valid mark gets a sidecar."""
    key = MarkKey(asked["root"], asked["chain"], asked["privateKey"])
    if target is not None and _embeds(asked, source, target, key):
        return {"sidecar": None}
    source.seek(0)
    return {"sidecar": b64encode(make_sidecar(source, asked["manifest"], key)).decode()}


def _embeds(asked: dict[str, Any], source: BinaryIO, target: BinaryIO, key: MarkKey) -> bool:
    """Embeds a mark in the target. Returns whether it is valid: the library fails on an MP4 with two media boxes."""
    with suppress(c2pa.C2paError):
        embed(source, target, asked["type"], asked["manifest"], key)
        target.flush()
        target.seek(0)
        return verify(target, asked["type"], [key.root]).finding == "valid"
    return False


def _verify(asked: dict[str, Any], source: BinaryIO) -> dict[str, object]:
    sidecar = None if asked["sidecar"] is None else b64decode(asked["sidecar"])
    return asdict(verify(source, asked["type"], asked["roots"], sidecar))


def _limit_that_leaves(count: int) -> int:
    """The limit on descriptors under which `count` more can be opened."""
    opened = [os.dup(0) for _ in range(count)]
    for number in opened:
        os.close(number)
    return max(opened) + 1


def _limit(what: int, most: int) -> None:
    with suppress(ValueError, OSError):  # the system doesn't have this limit
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
