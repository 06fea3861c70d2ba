"""Measures how accurately and quickly the embedded STT engine transcribes recorded speech: `python -m bench.stt`.

Each clip is fed as from a microphone, one clip at a time, and recognized as an answer. Measures the word error rate
over all clips (after the usual normalization of English), the processor time per second of sound, and the time until an
answer is recognized.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from dataclasses import dataclass

import jiwer
from whisper_normalizer.english import EnglishTextNormalizer

from aural.voice.stt.embedded import EmbeddedStt
from aural.voice.weights import WHISPER_BASE, WHISPER_TINY_EN, choose_folder, find_weights
from bench.processes import cpu_seconds, memory_bytes
from tests.voice.speech import list_clips, pieces, read_clip

MOST_ERRORS = 0.06
normalize = EnglishTextNormalizer()


@dataclass(frozen=True)
class Taken:
    name: str
    said: str
    heard: str
    audio_seconds: float
    wall_seconds: float
    confidence: float


async def take(stt: EmbeddedStt, name: str, said: str) -> Taken:
    pcm = read_clip(name)
    listener = stt.listen("en")
    for piece in pieces(pcm):
        listener.feed(piece)
    began = time.perf_counter()
    heard = await listener.result()
    wall = time.perf_counter() - began
    await listener.close()
    return Taken(name, normalize(said), normalize(heard.text), len(pcm) / 32_000, wall, heard.confidence or 0.0)


async def run(model: str, rounds: int, errors: bool) -> bool:
    weights = choose_folder(None)
    folder = find_weights(weights, model)
    if folder is None:
        raise SystemExit(f"The weights are not in {weights}: run `aural models fetch`.")
    stt = EmbeddedStt(folder)
    await stt.warm_up()
    assert stt.pid is not None
    before = cpu_seconds(stt.pid)
    taken = [await take(stt, clip["id"], clip["text"]) for _ in range(rounds) for clip in list_clips()]
    spent, size = cpu_seconds(stt.pid) - before, memory_bytes(stt.pid)
    await stt.close()
    print(f"memory of the child process: {size / 1e6:.0f} MB")
    return show(taken, spent, errors)


def show(taken: list[Taken], spent: float, errors: bool) -> bool:
    said, heard = [one.said for one in taken], [one.heard for one in taken]
    rate = jiwer.wer(said, heard)
    audio, walls = sum(one.audio_seconds for one in taken), sorted(one.wall_seconds for one in taken)
    for one in taken if errors else []:
        if one.said != one.heard:
            print(f"{one.name}\n  said   {one.said}\n  heard  {one.heard}")
    print(f"{len(taken)} clips, {audio:.0f} s, {sum(len(text.split()) for text in said)} words")
    print(f"word error rate: {rate:.1%}   (target: ≤ {MOST_ERRORS:.0%})")
    print(f"processor: {spent / audio:.3f} s per second of sound")
    p95 = walls[min(len(walls) - 1, int(len(walls) * 0.95))]
    print(f"an answer: p50 {statistics.median(walls):.2f} s, p95 {p95:.2f} s, most {walls[-1]:.2f} s after its end")
    sure = [one.confidence for one in taken]
    print(f"confidence: least {min(sure):.2f}, median {statistics.median(sure):.2f}")
    return rate <= MOST_ERRORS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", choices=(WHISPER_BASE, WHISPER_TINY_EN), default=WHISPER_BASE)
    parser.add_argument("--rounds", type=int, default=1, help="how often each clip is transcribed")
    parser.add_argument("--errors", action="store_true", help="list the wrong transcripts")
    options = parser.parse_args()
    if not asyncio.run(run(options.model, options.rounds, options.errors)):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
