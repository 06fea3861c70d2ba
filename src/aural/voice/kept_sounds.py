"""Sentences that were made ahead of time, on disk: one file each, whole or not at all, oldest used first out.

Only what `prepare` was given is kept: an interview's own words and fixed lines, never a candidate's.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

logger = logging.getLogger("aural.voice")
MOST_BYTES = 256 * 1024 * 1024
# What the files hold, and how a sound is made of a text: another number, and everything is made again.
FORMAT = 1
_HEAD = b"AURALPCM"
_LOOK_EVERY = 64  # other processes write here too
_ROOM = 0.9  # of `most_bytes` is left filled after a clearing


class KeptSounds:
    """PCM16 by key. Every method reads or writes the disk: call it in a thread. A full disk only keeps nothing."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        self._bytes: int | None = None
        self._writes = 0

    @staticmethod
    def key(engine: str, language: str, speed: float, text: str) -> str:
        """`engine`: its name, version and voice. Different in anything that can be heard, different here."""
        parts = json.dumps([FORMAT, engine, language.lower(), round(speed, 2), text])
        return hashlib.sha256(parts.encode()).hexdigest()

    def find(self, key: str) -> bytes | None:
        """None where it is not there, or damaged: then it is gone, and to be made again."""
        path = self._path(key)
        try:
            content = path.read_bytes()
            pcm = content[len(_HEAD) + 32 :]
            if not pcm or content != _HEAD + hashlib.sha256(pcm).digest() + pcm:
                path.unlink(missing_ok=True)
                return None
            os.utime(path)
        except OSError:
            return None
        return pcm

    def has(self, key: str) -> bool:
        return self._path(key).exists()

    def keep(self, key: str, pcm: bytes) -> None:
        if not pcm or len(pcm) > self._most_bytes // 2:
            return
        try:
            self._make_room(len(pcm))
            self._write(self._path(key), _HEAD + hashlib.sha256(pcm).digest() + pcm)
        except OSError as error:
            logger.warning("a sound cannot be kept: %s", error.strerror)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.pcm"

    def _write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._writes += 1
        self._bytes = (self._bytes or 0) + len(content)

    def _make_room(self, more: int) -> None:
        if self._bytes is None or self._writes % _LOOK_EVERY == 0:
            self._bytes = sum(size for _, size, _ in self._files())
        if self._bytes + more + len(_HEAD) + 32 <= self._most_bytes:
            return
        files = sorted(self._files())
        left = sum(size for _, size, _ in files)
        for _, size, path in files:
            if left + more <= self._most_bytes * _ROOM:
                break
            with suppress(OSError):
                path.unlink()
            left -= size
        self._bytes = left

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._folder.glob("??/*"):
            with suppress(OSError):
                found = path.stat()
                yield found.st_mtime, found.st_size, path
