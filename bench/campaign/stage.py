"""Candidates who take interviews while something is broken, on a plan with room for only some of them at a time."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from aural.cli.answerers import Frame
from aural.cli.talk import WALLS, Link, TurnedAwayError
from bench.campaign.checker import Findings, judge
from bench.campaign.progress import Batch
from bench.campaign.witness import Witness
from tests.crash.rig import QUESTIONS, Acknowledged, NotingTalk, Numbered, post
from tests.serving import Served, find_free_port, run, start

PEOPLE = 8
LIMIT_MINUTES = 20
PLAN = "free"  # two hours: six sessions at once
INVITES = 200
OVER_SECONDS = 600.0  # for the interviews that still run once everything is repaired
START_SECONDS = 120.0
MOMENT_SECONDS = 20.0  # the longest wait for answers in `moment`: the fault may prevent them
OVER = {WALLS[name] for name in ("completed", "time_is_up")}

Trouble = Callable[["Stage"], Awaitable[int]]
"""Breaks and repairs something; returns the number of faults."""


class Candidate(Numbered):
    def __init__(self, number: int, chance: random.Random) -> None:
        super().__init__(email=f"robin{number}@example.com")
        self.chance = chance

    async def answer(self, room: Frame, spoken: Frame) -> Frame:
        await asyncio.sleep(self.chance.uniform(0.05, 0.6))
        return await super().answer(room, spoken)


class Patient(NotingTalk):
    """A client that retries for as long as it is refused."""

    def _refuse(self, frame: Frame) -> None:
        super()._refuse(frame)
        self._refused = 0


class Stage:
    """A server that `witness` watches. `serve`, if given, replaces the usual way to start it."""

    def __init__(
        self,
        folder: Path,
        batch: Batch,
        witness: Witness,
        *,
        settings: dict[str, str] | None = None,
        database_url: str | None = None,
        serve: Callable[[Stage], Served] | None = None,
    ) -> None:
        self.folder, self.witness, self.count = folder, witness, batch.count
        self.chance = random.Random(batch.seed)
        self.port = find_free_port()
        self.settings = witness.settings | (settings or {})
        self.settings |= {"AURAL_DATABASE_URL": database_url} if database_url else {}
        self._storage = ["--data-dir", str(folder)] + (["--database-url", database_url] if database_url else [])
        self._serve = serve or _serve_as_usual
        self.acknowledged: Acknowledged = {}
        self.is_quiet = False  # the faults are over: candidates who finish don't start again
        self.bytes_wrong = 0
        self._given_up = 0

    @property
    def answers(self) -> int:
        return sum(map(len, self.acknowledged.values()))

    async def run(self, trouble: Trouble) -> tuple[int, Findings]:
        self.key = (
            await asyncio.to_thread(run, "keys", "create", "--organization", "Faults", "--plan", PLAN, *self._storage)
        ).strip()
        self.served = await asyncio.to_thread(self._serve, self)
        try:
            invites = await asyncio.to_thread(self._publish)
            sitting = [asyncio.create_task(self._sit(invites)) for _ in range(PEOPLE)]
            faults = await trouble(self)
            self.is_quiet = True
            _, late = await asyncio.wait(sitting, timeout=OVER_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*sitting, return_exceptions=True)
            await asyncio.to_thread(self.witness.end, self.served.url, self.key, self.acknowledged)
        finally:
            self.witness.is_over.set()
            await asyncio.to_thread(self.served.stop)
        assert self.witness.seen is not None
        found = judge(self.witness.seen)
        found.other += len(late) + self._given_up
        return faults, found

    def _publish(self) -> deque[str]:
        url, key = self.served.url, self.key
        wanted = {"title": "Faults", "followUpDepth": "MODERATE", "timeLimitMinutes": LIMIT_MINUTES}
        interview = post(url, key, "/interviews", wanted | {"videoEnabled": True, "requireInvite": False})
        post(url, key, f"/interviews/{interview['id']}/questions", QUESTIONS)
        self.slug = post(url, key, f"/interviews/{interview['id']}/publish", {})["publicSlug"]
        people = [{"name": f"Robin Vale {n}", "email": f"robin{n}@example.com"} for n in range(INVITES)]
        invited = post(url, key, f"/interviews/{interview['id']}/candidates", people)
        self.witness.begin(url, key)
        return deque(candidate["inviteUrl"].partition("/i/")[2] for candidate in invited)

    async def _sit(self, invites: deque[str]) -> None:
        """Takes one interview after another until the faults are over, but at least one."""
        while True:
            number = len(invites)
            candidate = Candidate(number, random.Random(self.chance.random()))
            try:
                await self._take(f"{self.served.url}/i/{invites.popleft()}", candidate)
            except Exception as error:  # noqa: BLE001 - any error of a client is a fault of this run
                self._given_up += 1
                print(f"  candidate {number} gave up: {error!r}", flush=True)
            if self.is_quiet or not invites:
                return

    async def _take(self, link: str, candidate: Candidate) -> None:
        """Takes an interview to its end. A candidate who is turned away before it begins tries again."""
        silent: Any = (lambda _news: None,) * 2
        while True:
            talk = Patient(Link.parse(link), candidate, *silent, patience_seconds=OVER_SECONDS, waits_for_server=True)
            noting = asyncio.create_task(self._note(talk))
            try:
                await talk.run()
                return
            except TurnedAwayError as error:
                if str(error) in OVER:
                    return
                if talk.session_id:
                    raise
                if self.is_quiet:  # the plan's hours are used up
                    return
            finally:
                noting.cancel()
                self._keep(talk)
            await asyncio.sleep(candidate.chance.uniform(0.5, 1.5))

    async def _note(self, talk: Patient) -> None:
        while True:
            self._keep(talk)
            await asyncio.sleep(0.1)

    def _keep(self, talk: Patient) -> None:
        if talk.acknowledged:
            self.acknowledged.setdefault(talk.session_id, set()).update(talk.acknowledged)

    async def restart(self, **settings: str) -> None:
        """Stops the server and starts it again with these settings; an empty value removes a setting."""
        await asyncio.to_thread(self.served.stop)
        self.settings = {name: value for name, value in (self.settings | settings).items() if value}
        self.served = await asyncio.to_thread(self._serve, self)

    async def moment(self) -> None:
        """Waits until a few more answers are acknowledged; the seed decides how many."""
        wanted = self.answers + self.chance.randint(2, 12)
        with suppress(TimeoutError):
            async with asyncio.timeout(MOMENT_SECONDS):
                while self.answers < wanted:  # noqa: ASYNC110 - answers come from many clients
                    await asyncio.sleep(0.05)
        await asyncio.sleep(self.chance.uniform(0, 0.5))

    def seconds(self, least: float, most: float) -> Awaitable[None]:
        return asyncio.sleep(self.chance.uniform(least, most))


def _serve_as_usual(stage: Stage) -> Served:
    return start(stage.folder, port=stage.port, within_seconds=START_SECONDS, **stage.settings)
