"""Measures how soon the embedded voice is heard, and what it costs: `python -m bench.tts [--at-once 8]`.

The first figure is the time from the call to the first sound of a text's first sentence, for new sentences and for
those stored on disk.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import tempfile
import time
from pathlib import Path

from aural.engine.plan import Plan, Question
from aural.interviewer.foreseen import foreseen_lines
from aural.settings import load_settings
from aural.voice.tts.choice import open_tts
from aural.voice.tts.protocol import BYTES_PER_MS, TextToSpeech

QUESTIONS = (
    "Tell me about a time when a system that you looked after failed under load. What did you do first?",
    "How do you decide what to test, and what to leave out?",
    "Which of your decisions of the last year would you take back, and why?",
    "Walk me through the design of a service that you know well.",
    "What would you change about the way your team works?",
)
PLAN = Plan("bench", "Backend engineer", tuple(Question(str(n), n, text) for n, text in enumerate(QUESTIONS)))


async def hear(tts: TextToSpeech, text: str) -> tuple[float, float, float]:
    """Seconds until the first sound, seconds until the last, and seconds of sound."""
    began, first, sound = time.perf_counter(), 0.0, 0
    async for _, pcm in tts.speak(text, language="en"):
        first = first or time.perf_counter() - began
        sound += len(pcm)
    return first, time.perf_counter() - began, sound / BYTES_PER_MS / 1000


async def hear_all(tts: TextToSpeech, lines: list[str], at_once: int) -> list[tuple[float, float, float]]:
    heard = []
    for start in range(0, len(lines), at_once):
        heard += await asyncio.gather(*(hear(tts, line) for line in lines[start : start + at_once]))
    return heard


def show(name: str, heard: list[tuple[float, float, float]]) -> None:
    firsts = sorted(first * 1000 for first, _, _ in heard)
    p50, p95 = firsts[len(firsts) // 2], firsts[int(len(firsts) * 0.95)]
    factor = sum(whole for _, whole, _ in heard) / sum(sound for _, _, sound in heard)
    print(f"{name:24} first sound p50 {p50:5.0f} ms, p95 {p95:5.0f} ms; {factor:.3f} s of waiting per second of sound")


async def measure(at_once: int) -> None:
    lines = foreseen_lines(PLAN)
    with tempfile.TemporaryDirectory() as folder:
        tts = open_tts(load_settings(data_dir=Path(folder), tts="embedded"))
        assert tts is not None, "the extra `voice` is needed"
        began = time.perf_counter()
        await tts.warm_up()
        print(f"{len(lines)} lines of an interview; loaded in {time.perf_counter() - began:.2f} s")
        show("new", await hear_all(tts, lines, 1))
        show(f"new, {at_once} at once", await hear_all(tts, lines, at_once))
        began = time.perf_counter()
        await tts.prepare(lines, language="en")
        kept = sum(path.stat().st_size for path in Path(folder).rglob("*.pcm"))  # noqa: ASYNC240
        print(f"all lines synthesized in advance in {time.perf_counter() - began:.1f} s, {kept / 1e6:.0f} MB on disk")
        show("kept", await hear_all(tts, lines, 1))
        show(f"kept, {at_once} at once", await hear_all(tts, lines, at_once))
        await tts.close()
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"the child process: {child.ru_utime + child.ru_stime:.1f} s of CPU, {child.ru_maxrss / 1e3:.0f} MB at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at-once", type=int, default=8, help="how many lines are spoken at the same time")
    asyncio.run(measure(parser.parse_args().at_once))


if __name__ == "__main__":
    main()
