"""Caches the sound of sentences that are synthesized ahead of time: one file each, written atomically, evicted by LRU.

It only keeps what `prepare` was given: an interview's own words and fixed lines, never a candidate's. Each file is a
WAV with the mark of synthetic speech inside (decision 0043). Its name ends with its SHA-256, so damage is noticed.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
import tempfile
import wave
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from aural.voice.tts.protocol import RATE

logger = logging.getLogger("aural.voice")
MOST_BYTES = 256 * 1024 * 1024
# The version of the files' format and of the synthesis. If it changes, all sounds are synthesized again.
FORMAT = 2
_FORMER_SUFFIX = ".pcm"  # the first format, which had no mark
_LOOK_EVERY = 64  # writes between two scans of the folder, because other processes write here too
_ROOM = 0.9  # the share of `most_bytes` that stays filled after an eviction


class KeptSounds:
    """PCM16 by key. Every method reads or writes the disk: call it in a thread. If the disk is full, nothing is kept.

    `mark` takes a WAV file and returns it with its mark.
    """

    def __init__(self, folder: Path, mark: Callable[[bytes], bytes], most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._mark, self._most_bytes = folder, mark, most_bytes
        self._bytes: int | None = None
        self._writes = 0

    @staticmethod
    def key(engine: str, language: str, speed: float, text: str) -> str:
        """The key of a sound, with everything that changes how it sounds. `engine`: its name, version and voice."""
        parts = json.dumps([FORMAT, engine, language.lower(), round(speed, 2), text])
        return hashlib.sha256(parts.encode()).hexdigest()

    def find(self, key: str) -> bytes | None:
        """The PCM16; None if it is missing or was damaged and therefore deleted."""
        for path in self._paths(key):
            try:
                content = path.read_bytes()
                if path.stem.rpartition("-")[2] == hashlib.sha256(content).hexdigest():
                    os.utime(path)
                    return _sound_of(content)
                path.unlink(missing_ok=True)
            except OSError:
                continue
        return None

    def has(self, key: str) -> bool:
        return bool(self._paths(key))

    def keep(self, key: str, pcm: bytes) -> None:
        if not pcm or len(pcm) > self._most_bytes // 2:
            return
        content = self._mark(to_wave(pcm))
        try:
            self._make_room(len(content))
            name = f"{key[2:]}-{hashlib.sha256(content).hexdigest()}.wav"
            self._write(self._folder / key[:2] / name, content)
        except OSError as error:
            logger.warning("speech cannot be cached: %s", error.strerror)

    def _paths(self, key: str) -> list[Path]:
        """The files of a sound: more than one if several processes synthesized it at once."""
        return sorted((self._folder / key[:2]).glob(f"{key[2:]}-*.wav"))

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
            self._drop_unmarked()
            self._bytes = sum(size for _, size, _ in self._files())
        if self._bytes + more <= self._most_bytes:
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

    def _drop_unmarked(self) -> None:
        """Removes the unmarked files of earlier versions."""
        for path in self._folder.glob(f"??/*{_FORMER_SUFFIX}"):
            with suppress(OSError):
                path.unlink()

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._folder.glob("??/*"):
            with suppress(OSError):
                found = path.stat()
                yield found.st_mtime, found.st_size, path


def to_wave(pcm: bytes) -> bytes:
    """A WAV file of PCM16, 24 kHz, mono. It has no mark yet."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(pcm)
    return file.getvalue()


def _sound_of(content: bytes) -> bytes:
    with wave.open(io.BytesIO(content)) as reader:
        return bytes(reader.readframes(reader.getnframes()))
