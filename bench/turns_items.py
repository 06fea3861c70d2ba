"""Creates conversations with the truth about each pause, for turns_offline: `python -m bench.turns_items CLIPS OUT`.

CLIPS contains recordings of people (NAME.flac, 16 kHz); hibari speaks the rest. The texts are in turns_items.toml.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

RATE = 16_000
LEAD, GAP, AFTER = 0.5, 0.7, 4.2
LOUDNESS, ROOM = 0.08, 0.0008  # RMS of the speech and of the microphone's noise: 40 dB apart
NOISE_DB = -10
Sound = NDArray[np.float64]


class Voices:
    def __init__(self, clips: Path) -> None:
        self._clips = clips

    @cached_property
    def _tts(self) -> Any:
        from hibari import Hibari

        return Hibari()

    def say(self, text: str) -> Sound:
        if text.startswith("clip:"):
            sound, _ = soundfile.read(self._clips / f"{text.removeprefix('clip:')}.flac")
        else:
            spoken = np.asarray(self._tts(text), dtype=np.float64)
            sound = np.interp(np.arange(0, len(spoken), 1.5), np.arange(len(spoken)), _soften(spoken))
        return trim(sound / np.sqrt(np.mean(sound**2)) * LOUDNESS)

    def babble(self, samples: int) -> Sound:
        """The sound of six people speaking at once."""
        clips = sorted(self._clips.glob("[jl]*.flac"))[:6]
        return sum((np.resize(soundfile.read(clip)[0], samples) for clip in clips), np.zeros(samples))


def _soften(sound: Sound) -> Sound:
    """Removes the frequencies that 16 kHz can't represent."""
    spectrum = np.fft.rfft(sound)
    spectrum[int(len(spectrum) * 2 / 3) :] = 0
    return np.fft.irfft(spectrum, len(sound))


def spans(sound: Sound, least: float = 0.008) -> list[tuple[int, int]]:
    """The pieces of sound between pauses of 0.15 s and more, in samples."""
    hop = RATE // 100
    levels = np.sqrt(np.mean(sound[: len(sound) // hop * hop].reshape(-1, hop) ** 2, axis=1))
    loud = np.flatnonzero(levels > least)
    cuts = np.flatnonzero(np.diff(loud) > 15)
    firsts, lasts = [loud[0], *loud[cuts + 1]], [*loud[cuts], loud[-1]]
    return [(int(a) * hop, int(b + 1) * hop) for a, b in zip(firsts, lasts, strict=True)]


def trim(sound: Sound) -> Sound:
    found = spans(sound)
    return sound[found[0][0] : found[-1][1]]


def stretch(sound: Sound, where: list[list[float]]) -> tuple[Sound, list[tuple[float, float]]]:
    """Lengthens the speaker's own pauses; returns the sound and where the pauses are in it, in seconds."""
    found, parts, pauses, at = spans(sound), [], [], 0
    for number, (begin, end) in enumerate(found):
        parts.append(sound[begin:end])
        at += end - begin
        if number + 1 == len(found):
            break
        natural = found[number + 1][0] - end
        wanted = next((int(seconds * RATE) for index, seconds in where if index == number), natural)
        parts.append(np.zeros(wanted))
        if wanted != natural:
            pauses.append((at / RATE, (at + wanted) / RATE))
        at += wanted
    return np.concatenate(parts), pauses


class Scene:
    """A conversation under construction: sounds with their times, and the truth."""

    def __init__(self, voices: Voices, seed: int) -> None:
        self._voices, self._random = voices, np.random.default_rng(seed)
        self._placed: list[tuple[float, Sound]] = []
        self._interviewer: list[tuple[float, Sound]] = []
        self.events: list[dict[str, Any]] = []
        self.end = 0.0

    def ask(self, text: str) -> None:
        sound = self._voices.say(text)
        self._interviewer.append((LEAD, sound))
        self.end = LEAD + len(sound) / RATE
        self._note("interviewer", "speech", LEAD, self.end, text=text)

    def over(self, at: float, kind: str, text: str) -> None:
        sound = self._voices.say(text)
        begin = LEAD + at
        self._placed.append((begin, sound))
        self._note("candidate", kind, begin, begin + len(sound) / RATE, text=text)
        if kind == "barge-in":
            self.end = begin + len(sound) / RATE

    def answer(self, parts: list[str | float], stretched: list[list[float]], kind: str) -> None:
        at = self.end + GAP
        for part in parts:
            if isinstance(part, int | float):
                name = "hold" if kind == "hold" else "pause"
                self._note("candidate", name, at, at + part, seconds=part, label="mid-turn", natural=False)
                at += part
                continue
            sound, pauses = stretch(self._voices.say(part), stretched)
            self._placed.append((at, sound))
            self._note("candidate", "speech", at, at + len(sound) / RATE, text=part)
            for begin, end in pauses:
                long = {"seconds": round(end - begin, 2), "label": "mid-turn", "natural": False}
                self._note("candidate", "pause", at + begin, at + end, **long)
            at += len(sound) / RATE
        self.end = at

    def _note(self, who: str, kind: str, start: float, end: float, **more: Any) -> None:
        self.events.append({"who": who, "type": kind, "start": round(start, 2), "end": round(end, 2)} | more)

    def mix(self, noise: str | None, echo_db: float | None) -> Sound:
        samples = int((max(self.end, *(e["end"] for e in self.events)) + AFTER) * RATE)
        left, right = np.zeros(samples), np.zeros(samples)
        for placed, channel in ((self._placed, left), (self._interviewer, right)):
            for at, sound in placed:
                channel[int(at * RATE) : int(at * RATE) + len(sound)] += sound
        left *= 10 ** (self._random.uniform(-6, 3) / 20)
        if echo_db is not None:
            left[1600:] += self._until_stopped(right)[:-1600] * 10 ** (echo_db / 20)
        left += self._random.normal(0, ROOM, samples)
        if noise is not None:
            found = self._voices.babble(samples) if noise == "babble" else self._pink(samples)
            left += found / np.sqrt(np.mean(found**2)) * LOUDNESS * 10 ** (NOISE_DB / 20)
        return np.clip(np.stack([left, right], axis=1), -1, 1)

    def _until_stopped(self, right: Sound) -> Sound:
        """Silences the interviewer soon after an interruption."""
        stops = [e["start"] + 1 for e in self.events if e["type"] == "barge-in"]
        last = int(min([len(right) / RATE, *stops]) * RATE)
        return np.where(np.arange(len(right)) < last, right, 0)

    def _pink(self, samples: int) -> Sound:
        spectrum = np.fft.rfft(self._random.normal(0, 1, samples))
        return np.fft.irfft(spectrum / np.sqrt(np.maximum(1, np.arange(len(spectrum)))), samples)


def make(item: dict[str, Any], number: int, voices: Voices, out: Path) -> None:
    kind = item.get("kind", "pauses")
    scene = Scene(voices, number)
    scene.ask(item["ask"])
    for at, what, text in item.get("over", []):
        scene.over(at, what, text)
    if item["parts"]:
        scene.answer(item["parts"], item.get("stretch", []), kind)
    name = f"s{number:02}-{kind}" + "".join(f"-{item[key]}" for key in ("noise", "echo") if key in item)
    soundfile.write(out / f"{name}.flac", scene.mix(item.get("noise"), item.get("echo")), RATE, subtype="PCM_16")
    truth = {"id": name, "kind": kind, "events": scene.events, "turnEnds": [round(scene.end, 2)]}
    (out / f"{name}.json").write_text(json.dumps(truth, indent=1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clips", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    voices = Voices(asked.clips)
    texts = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    for number, item in enumerate(tomllib.loads(texts)["item"], start=1):
        make(item, number, voices, asked.out)


if __name__ == "__main__":
    main()
