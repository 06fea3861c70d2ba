"""Recorded speech and noise for tests."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from aural.voice.stt.protocol import BYTES_PER_MS

FOLDER = Path(__file__).parents[1] / "data/speech/human"


@cache
def list_clips() -> list[dict[str, Any]]:
    clips: list[dict[str, Any]] = json.loads((FOLDER / "manifest.json").read_text())["clips"]
    return clips


def get_words(name: str) -> str:
    return str(next(clip["text"] for clip in list_clips() if clip["id"] == name))


def read_clip(name: str) -> bytes:
    """The clip as PCM16, 16 kHz, mono."""
    samples, rate = soundfile.read(FOLDER / f"{name}.flac", dtype="int16")
    assert rate == 16_000
    return bytes(samples.tobytes())


def make_silence(ms: int) -> bytes:
    return bytes(ms * BYTES_PER_MS)


def make_noise(ms: int, level: float = 300) -> bytes:
    return bytes(np.random.default_rng(1).normal(0, level, ms * 16).astype(np.int16).tobytes())


def make_tone(ms: int, hertz: float = 220, level: float = 6000) -> bytes:
    """A tone that is loud enough to count as speech."""
    return bytes((level * np.sin(2 * np.pi * hertz * np.arange(ms * 16) / 16_000)).astype(np.int16).tobytes())


def pieces(pcm: bytes, ms: int = 100) -> list[bytes]:
    size = ms * BYTES_PER_MS
    return [pcm[at : at + size] for at in range(0, len(pcm), size)]
