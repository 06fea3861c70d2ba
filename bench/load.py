"""Runs 500 chat candidates on one server process, each answering every 30 s ± 50 %: `python -m bench.load`.

Times are measured by the candidate's client on the same machine, from sending a frame to the interviewer's next
message. They therefore include the network, the client's own wait for the processor, and the server's part.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aural.cli.answerers import Frame, ScriptedAnswerer
from aural.cli.scripted import Candidate
from aural.cli.talk import Link, Talk
from bench.processes import cpu_seconds, memory_bytes
from tests.crash.rig import get, post
from tests.serving import run, serving

NO_LIMITS = {"AURAL_RATE_LIMIT_PER_MINUTE": "0", "AURAL_ROOM_SOCKETS_PER_ADDRESS": "0"}
PERSONAS = sorted((Path(__file__).parent.parent / "tests" / "data" / "personas").glob("*-*.json"))
MEAN_SECONDS = 30.0


@dataclass
class Patient(ScriptedAnswerer):
    """A scripted candidate that pauses before each answer, and notes how long the interviewer took."""

    def __init__(self, candidate: Candidate, number: int, pace: float) -> None:
        super().__init__(candidate)
        self.email = f"candidate{number}@example.com"
        self.pace = pace
        self.sent_at: float | None = None
        self.waits: list[float] = field(default_factory=list)
        self.waits = []
        self.answers = 0
        self.talk: Talk | None = None

    @property
    def acknowledged(self) -> int:
        """Answers that the server has accepted. An answer still on its way when the load ended doesn't count."""
        return self.answers - (0 if self.talk is None else len(self.talk.outbox))

    def heard(self, message: Frame) -> None:
        if message["role"] == "assistant" and self.sent_at is not None:
            self.waits.append(time.perf_counter() - self.sent_at)
            self.sent_at = None

    async def answer(self, room: Frame, spoken: Frame) -> Frame:
        await asyncio.sleep(random.uniform(0.5, 1.5) * self.pace)
        frame = await super().answer(room, spoken)
        self.answers += 1
        self.sent_at = time.perf_counter()
        return frame


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=3.0, help="how long the load lasts once all candidates are in")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), **NO_LIMITS) as served:
        key = run("keys", "create", "--organization", "Load", "--data-dir", folder).strip()
        persona = Candidate.load(PERSONAS[0]).persona
        slug = publish(served.url, key, persona)
        before, started = cpu_seconds(served.process.pid), time.monotonic()
        patients = asyncio.run(load(served.url, slug, given.candidates, given.minutes))
        used = (cpu_seconds(served.process.pid) - before) / (time.monotonic() - started)
        report(served.url, key, patients, used, memory_bytes(served.process.pid))


def publish(url: str, key: str, persona: dict[str, Any]) -> str:
    from aural.cli.demo import question_of

    interview = post(url, key, "/interviews", {**persona["interview"], "timeLimitMinutes": None})
    path = f"/interviews/{interview['id']}"
    post(url, key, f"{path}/questions", [question_of(question) for question in persona["questions"]])
    slug: str = post(url, key, f"{path}/publish", {})["publicSlug"]
    return slug


async def load(url: str, slug: str, count: int, minutes: float) -> list[Patient]:
    """The candidates enter within one mean pause, talk for this many minutes, and leave."""
    patients = [Patient(Candidate.load(PERSONAS[0]), number, MEAN_SECONDS) for number in range(count)]
    tasks = [asyncio.create_task(_sit(url, slug, patient)) for patient in patients]
    await asyncio.wait(tasks, timeout=MEAN_SECONDS + minutes * 60)
    for task in tasks:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    wrong = [r for r in results if isinstance(r, Exception) and not isinstance(r, asyncio.CancelledError)]
    assert not wrong, wrong[:3]
    return patients


async def _sit(url: str, slug: str, patient: Patient) -> None:
    await asyncio.sleep(random.uniform(0, MEAN_SECONDS))
    patient.talk = Talk(Link.parse(f"{url}/i/{slug}"), patient, patient.heard)
    await patient.talk.run()


def report(url: str, key: str, patients: list[Patient], cpu: float, memory: int) -> None:
    waits = sorted(wait * 1000 for patient in patients for wait in patient.waits)
    sent, taken = sum(patient.answers for patient in patients), sum(patient.acknowledged for patient in patients)
    interview = get(url, key, "/interviews")[0]
    stored, cursor = 0, ""
    while True:
        page = get(url, key, f"/interviews/{interview['id']}/sessions?limit=100{cursor}", whole=True)
        for session in page["data"]:
            stored += sum(m["role"] == "user" for m in get(url, key, f"/sessions/{session['id']}")["messages"])
        if page["cursor"] is None:
            break
        cursor = f"&cursor={page['cursor']}"
    quantiles = statistics.quantiles(waits, n=100)
    print(
        f"{len(patients)} candidates, {sent} answers sent, {taken} acknowledged, {stored} stored, "
        f"lost {max(0, taken - stored)}"
    )
    print(f"turn ms: p50 {quantiles[49]:.1f}  p95 {quantiles[94]:.1f}  p99 {quantiles[98]:.1f}  most {waits[-1]:.1f}")
    print(f"server: {cpu * 100:.0f} % of a core, {memory / 1e6:.0f} MB   (target: p95 ≤ 100 ms, lost 0)")


if __name__ == "__main__":
    main()
