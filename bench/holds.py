"""Measures how long reports and exports hold the server's interpreter lock and event loop: `python -m bench.holds
[STEP]`.

Each step runs as in the server: short work in a thread, the rest in a child process. Meanwhile another thread and a
task of the event loop sleep for 2 ms again and again. The delay of their wake-ups shows how long the lock and the loop
were held, less the time in which other programs had the processor, which Linux counts. A hold can't be longer than the
processor time that this process used.

There are two interviews: the longest that a session allows, with 200 answers of 2,000,000 characters in all, and the
longest that is still processed in a thread. A third of the answers is ordinary speech; the others are hostile. The
API's exports are requested from a database that contains the longest one (bench/exports.py).
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import get_args

from aural.cli.serve import SWITCH_SECONDS
from aural.engine.plan import Criterion, Plan, Question
from aural.guard import computing
from aural.guard.computing import LONG_IN_ALL
from aural.interviewer.disclosures import withhold
from aural.interviewer.guided.answers import read_again
from aural.interviewer.guided.extract import extract
from aural.interviewer.judging.claim_check import list_statements, may_overrule
from aural.interviewer.judging.entailment import unsupported_in
from aural.interviewer.judging.transcript import fenced, without_addressed
from aural.interviewer.model.redaction import Redaction
from aural.interviewer.prompts import Fence
from aural.interviewer.protocol import Claim, Judgement, Line, Origin, Rating
from aural.interviewer.steps import run_step
from aural.reports.documents.document import Document, Turn
from aural.reports.documents.formats import Format
from aural.reports.documents.table import Workbook, csv_lines
from aural.reports.export_endpoints import ROWS_AT_ONCE, written
from aural.reports.transcript_jobs import build, why_poor
from bench.exports import Step, of_api
from bench.hostile import PIECES, repeated

SIZES = ((200, 10_000), (LONG_IN_ALL // 4_000, 3_900))  # number of answers, and characters in each
MOST_MS = 50.0
WAKE_SECONDS = 0.002
_ASKED = "Which system did you build last, and what did you decide yourself?"
_SAID = (
    "I built the ferry timetable with a queue in Redis, because the old one lost bookings. I chose it after a week of "
    "tests and we cut errors by 40 percent. Then I taught {n} colleagues how to run it, and my manager was sceptical. "
)
_QUESTIONS = tuple(Question(f"q{n}", n, _ASKED) for n in range(20))
PLAN = Plan("i", "Engineer", _QUESTIONS, criteria=(Criterion("Judgement", "Weighs options."),))


class Delay:
    """The longest delay of this thread's wake-ups, in milliseconds. Created in the thread that sleeps."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._counted = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._last = self._read()

    def note(self) -> None:
        """Notes the delay of a wake-up after WAKE_SECONDS."""
        before, self._last = self._last, self._read()
        passed, spent, waited = (now - then for now, then in zip(self._last, before, strict=True))
        self.longest = max(self.longest, 1000 * min(passed - WAKE_SECONDS - waited, spent))

    def _read(self) -> tuple[float, float, float]:
        """The time, the processor time of this process, and the time in which this thread waited for a processor."""
        waited = int(self._counted.read_text().split()[1]) / 1e9
        return time.perf_counter(), time.process_time(), waited


class Watch:
    """The longest times that its thread waited for the interpreter lock and its task for the event loop."""

    def __init__(self) -> None:
        self.lock_ms = self.loop_ms = 0.0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch_lock)

    async def __aenter__(self) -> Watch:
        self._thread.start()
        self._task = asyncio.create_task(self._watch_loop())
        await asyncio.sleep(2 * WAKE_SECONDS)
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.sleep(0.05)
        self._is_over.set()
        await self._task
        self._thread.join()

    def _watch_lock(self) -> None:
        delay = Delay()
        while not self._is_over.is_set():
            time.sleep(WAKE_SECONDS)
            delay.note()
        self.lock_ms = delay.longest

    async def _watch_loop(self) -> None:
        delay = Delay()
        while not self._is_over.is_set():
            await asyncio.sleep(WAKE_SECONDS)
            delay.note()
        self.loop_ms = delay.longest


async def held(step: Step) -> tuple[Watch, float]:
    """How long the step held the interpreter lock and the event loop, and its duration in milliseconds."""
    gc.collect()  # a full run isn't among the steps
    async with Watch() as watch:
        began = time.perf_counter()
        await step()
        took = (time.perf_counter() - began) * 1000
    return watch, took


def answers(count: int, characters: int) -> list[str]:
    kinds = list(PIECES.values())
    said = []
    for n in range(count):
        text = _SAID.format(n=n) if n % 3 == 0 else kinds[(n * 7) % len(kinds)]
        said.append(repeated(text, characters))
    return said


def lines_of(texts: list[str]) -> tuple[Line, ...]:
    lines = []
    for n, text in enumerate(texts):
        question = _QUESTIONS[n % len(_QUESTIONS)].id
        lines.append(Line(f"a{n}", "assistant", _ASKED, question, "question", "ask"))
        lines.append(Line(f"u{n}", "user", text, question, "answer", None))
    return tuple(lines)


def judgement() -> Judgement:
    """A judgement as a model may write it, with claims that the trained check must compare with all the answers."""
    quotes = ("I built the ferry timetable with a queue in Redis", "we cut errors by 40 percent")
    claims = tuple(
        Claim(f"The candidate led a team of {n} and cut errors by {n} percent alone.", quotes) for n in range(6)
    )
    return Judgement(
        summary=Claim(" ".join(claim.text for claim in claims), quotes),
        sections={"insights": claims, "themes": claims[:4]},
        sentiment=None,
        ratings=(Rating("Judgement", (3, 3, 3), quotes, why="They chose a queue.", would_raise="More numbers."),),
        origin=Origin("model", "m", "1"),
        is_scored=True,
    )


def document(texts: list[str]) -> Document:
    turns = tuple(Turn(n, n % 2 == 1, text, n * 1_000) for n, text in enumerate(texts))
    return Document("s", "Engineer", "Harbour", "Ada", "en", 0, 3_600_000, 3_600, "READY", texts[0][:500], turns=turns)


def of_reports(texts: list[str]) -> Iterator[tuple[str, Step]]:
    lines, fence = lines_of(texts), Fence()
    yield "answers read again", lambda: run_step(read_again, PLAN, lines)
    yield "disclosures withheld", lambda: run_step(withhold, lines, "en")
    yield "whether it can be scored", lambda: why_poor(lines, "en")
    yield "quotes chosen without a model", lambda: run_step(extract, PLAN, lines, None)
    yield "shown to a model", lambda: run_step(partial(fenced, only_certain=True), lines, fence)
    yield "without words to the judge", lambda: run_step(without_addressed, lines)
    yield "names redacted", lambda: run_step(Redaction.of, PLAN, ("Ada",), lines)
    yield "claims checked (learned entailment)", lambda: run_step(unsupported_in, judgement(), lines, "en")
    yield "whether a model may overrule", lambda: run_step(may_overrule, lines)
    yield "statements for the model", lambda: list_statements(judgement(), lines)
    yield "report built", lambda: build(judgement(), PLAN, lines, [], "en")


def of_exports(texts: list[str]) -> Iterator[tuple[str, Step]]:
    given = document(texts)
    rows = [[text[:2_000], text[:200], n, None] * 5 for n, text in enumerate(texts * 10)][:ROWS_AT_ONCE]
    for name in get_args(Format):
        yield f"export: {name}", partial(written, given, name, "Candidate")
    yield "export: CSV", lambda: asyncio.to_thread(csv_lines, rows)
    yield "export: XLSX", lambda: asyncio.to_thread(_workbook, rows)


def _workbook(rows: list[list[str | int | None]]) -> None:
    book = Workbook("Sessions", ["Text"] * len(rows[0]))
    book.append(rows)
    with tempfile.TemporaryDirectory() as folder:
        book.save(Path(folder) / "sessions.xlsx")


async def _warm_up() -> None:
    """Prepares this process as `aural serve` does: it loads what is loaded once, excludes that from garbage collection,
    and switches between threads as often.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    for _, step in (*of_reports([_SAID]), *of_exports([_SAID])):
        await step()
    gc.collect()
    gc.freeze()


async def measure(wanted: list[str]) -> int:
    """Prints a line for each step; returns how many held the interpreter lock or the event loop for too long."""
    bad = 0
    await _warm_up()
    for size in reversed(SIZES):
        texts = answers(*size)
        print(f"{size[0]} answers of {size[1]:,} characters", flush=True)
        bad += await _measure_all((*of_reports(texts), *of_exports(texts)), wanted)
    print("exports by the API", flush=True)
    async with of_api(texts) as steps:
        bad += await _measure_all(steps, wanted)
    await computing.close()
    return bad


async def _measure_all(steps: Iterable[tuple[str, Step]], wanted: list[str]) -> int:
    bad = 0
    for name, step in steps:
        if wanted and name not in wanted:
            continue
        watch, took = await held(step)
        bad += max(watch.lock_ms, watch.loop_ms) > MOST_MS
        longest = f"lock held {watch.lock_ms:6.0f} ms   loop held {watch.loop_ms:6.0f} ms"
        print(f"  {name:38} {longest}   took {took:8.0f} ms", flush=True)
    return bad


def main() -> None:
    if asyncio.run(measure(sys.argv[1:])):
        sys.exit(f"The interpreter lock or the event loop was held for more than {MOST_MS:.0f} ms.")


if __name__ == "__main__":
    main()
