"""Runs many interviews at once over connections that break, on devices that change, on a server that is killed."""

from __future__ import annotations

import asyncio
import math
import random
from collections import Counter, defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection

from aural.cli.answerers import Frame
from aural.cli.talk import COMPLETED, Link, TurnedAwayError
from tests.crash.line import BREAKS, Line, Wire
from tests.crash.rig import QUESTIONS, NotingTalk, Watch, get, post
from tests.serving import Served, find_free_port, run, start

SHARES = {"reload": 0.4, "cut": 0.35, "switch": 0.2, "kill": 0.05}
KINDS = tuple(SHARES)
TAKEN_OVER, OPEN_ELSEWHERE = 4410, 4409
MOST_SECONDS = 3000  # stops a run that hangs
INVITES_AT_ONCE = 50
RESTART_SECONDS = 120  # enough for a machine with much other work


@dataclass
class Result:
    """The counts of a run; `faults` returns those that should be zero but are not. Waits are in seconds, from the drop
    to the welcome.
    """

    drops: Counter[str] = field(default_factory=Counter)
    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    restarts: list[float] = field(default_factory=list)
    sessions: int = 0
    finished: int = 0
    answers: int = 0
    stored: int = 0
    lost: int = 0
    duplicated: int = 0
    second_greetings: int = 0
    repeated_questions: int = 0
    gaps: int = 0
    asked: int = 0  # devices on which the candidate had to click "Continue here"
    not_told: int = 0  # devices that another one replaced, and that were not notified

    def faults(self) -> dict[str, int]:
        names = ("lost", "duplicated", "second_greetings", "repeated_questions", "gaps", "not_told")
        counts = {name: getattr(self, name) for name in names} | {"unfinished": self.sessions - self.finished}
        return {name: count for name, count in counts.items() if count}


@dataclass
class Hands:
    """Answers on one device. Once the candidate has left the device, it answers no more questions."""

    person: Person
    name: str = "Robin Vale"
    email: str = "robin@example.com"
    revealed: list[str] = field(default_factory=list)
    away: asyncio.Event = field(default_factory=asyncio.Event)

    def introduce(self, entry: Frame) -> None:
        pass

    async def answer(self, room: Frame, spoken: Frame) -> Frame:
        with suppress(TimeoutError):  # thinks for a while, unless called away
            await asyncio.wait_for(self.away.wait(), self.person.chance.uniform(0, 0.4))
        if self.away.is_set():
            await asyncio.get_running_loop().create_future()
        return self.person.answer(room, spoken)


class Device(NotingTalk):
    """One tab or phone of a candidate, and the task that runs on it."""

    def __init__(self, person: Person, link: Link, **kept: Any) -> None:
        self.hands = Hands(person)
        news = lambda _news: None  # noqa: E731
        super().__init__(link, self.hands, news, news, waits_for_server=True, **kept)
        self.person, self.acknowledged = person, person.acknowledged
        self.task = asyncio.create_task(self.run())
        self.task.add_done_callback(lambda task: task.cancelled() or task.exception())  # checked at the end

    async def hear(self, socket: ClientConnection, frame: Frame) -> None:
        if frame["type"] == "welcome":
            self.person.welcomed(frame["sessionId"])
        await super().hear(socket, frame)

    async def leave(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


@dataclass(eq=False)
class Person:
    """A candidate who takes one interview through all drops."""

    rig: Rig
    chance: random.Random
    link: Link
    said: list[str] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    lost: tuple[str, float] | None = None  # the kind of the drop and its time, until the welcome
    left: list[Device] = field(default_factory=list)
    wire: Wire | None = None
    session_id: str = ""
    is_here: bool = True

    def answer(self, room: Frame, spoken: Frame) -> Frame:
        number = len(self.said) + 1
        text = f"Answer {number}: I wrote the import myself because the old one took {number + 20} minutes."
        self.said.append(text)
        has_options = spoken["kind"] == "question" and (room.get("question") or {}).get("options")
        return {"type": "answer", "text": text} | ({"choice": ["Tabs"]} if has_options else {})

    def lose(self, kind: str) -> None:
        self.rig.result.drops[kind] += 1
        self.lost = (kind, self.rig.now())

    def welcomed(self, session_id: str) -> None:
        self.session_id = session_id
        if self.lost is not None:
            kind, since = self.lost
            self.rig.result.waits[kind].append(max(0.0, self.rig.now() - since))
        self.lost = None

    async def take(self) -> None:
        """Takes the interview to its end, with drops from those that are still to come."""
        device = Device(self, self.link)
        try:
            while not device.task.done():
                pause = self.chance.uniform(0.05, 1.0) if self.rig.to_come else None
                await asyncio.wait({device.task}, timeout=pause)
                if device.socket is not None and self.lost is None and not self._is_cut_due() and self.rig.to_come:
                    device = await self._drop(device, self.rig.to_come.popleft())
                if self._is_asked(device):
                    device = Device(self, device.link, client=device.client, outbox=device.outbox)
            self._require_end(device)
        finally:
            self.is_here = False
            await device.leave()
        if self._is_cut_due():
            self.rig.to_come.append("cut")

    def _is_asked(self, device: Device) -> bool:
        """Whether a device that the candidate left reconnected first, because its broken connection had kept it from
        being notified.
        """
        error = device.task.exception() if device.task.done() else None
        is_asked = bool(self.left) and isinstance(error, TurnedAwayError) and error.code == OPEN_ELSEWHERE
        self.rig.result.asked += is_asked
        return is_asked

    def _require_end(self, device: Device) -> None:
        """Requires that the interview is finished. If it was finished while the device was changed, its link leads
        nowhere.
        """
        try:
            device.task.result()
        except TurnedAwayError as error:
            if error.code is not None:
                raise

    def _is_cut_due(self) -> bool:
        return self.wire is not None and self.wire.due is not None

    async def _drop(self, device: Device, kind: str) -> Device:
        if device.task.done() or device.socket is None:
            self.rig.to_come.appendleft(kind)
            return device
        if kind == "kill":
            await self.rig.kill()
        if kind == "cut":
            self._break_line(device.socket)
        if kind == "reload":
            self.lose(kind)
            await device.leave()
            return Device(self, device.link, client=device.client, outbox=device.outbox, takes_over=False)
        if kind == "switch":
            self.lose(kind)
            device.hands.away.set()
            self.left.append(device)
            return Device(self, device.link)
        return device

    def _break_line(self, socket: ClientConnection) -> None:
        self.wire = self.rig.line.wires.get(socket.local_address[1])
        if self.wire is None:  # it broke just now
            self.rig.to_come.append("cut")
        else:
            self.wire.break_soon(self.chance.choice(BREAKS), lambda: self.lose("cut"))

    async def look_back(self) -> set[str]:
        """The answers that were not acknowledged to the devices that the candidate left."""
        behind: set[str] = set()
        for device in self.left:
            (end,) = await asyncio.gather(device.task, return_exceptions=True)
            # A device whose connection was broken at that moment is notified when it reconnects, or learns that the
            # interview is over.
            code = end.code if isinstance(end, TurnedAwayError) else None
            self.rig.result.not_told += code not in (TAKEN_OVER, OPEN_ELSEWHERE) and end != COMPLETED
            behind |= {frame["text"] for frame in device.outbox.values()}
        return behind


class Rig:
    def __init__(self, data_dir: Path, *, drops: int, seed: int, database_url: str | None, watch: Watch) -> None:
        chance = random.Random(seed)
        self.watch = watch
        self.data_dir, self.chance, self.result = data_dir, chance, Result()
        kinds = [kind for kind, share in SHARES.items() for _ in range(max(1, round(drops * share)))]
        chance.shuffle(kinds)
        self.to_come = deque(kinds[:drops])
        self.people: list[Person] = []
        self.line = Line(find_free_port(), find_free_port())
        self.storage = ["--data-dir", str(data_dir)] + (["--database-url", database_url] if database_url else [])
        self.settings = {"AURAL_RATE_LIMIT_PER_MINUTE": "0", "AURAL_PUBLIC_URL": self.line.url}
        self.settings |= {"AURAL_DATABASE_URL": database_url} if database_url else {}
        self.settings |= watch.settings
        self._restarting = asyncio.Lock()
        self._invites: deque[str] = deque()

    def now(self) -> float:
        return asyncio.get_running_loop().time()

    async def run(self, people: int) -> Result:
        plan = ("--plan", self.watch.plan)
        self.key = run("keys", "create", "--organization", "Drops", *plan, *self.storage).strip()
        self.served = self._start()
        try:
            async with self.line, asyncio.timeout(MOST_SECONDS):
                self.interview = self._publish()
                await asyncio.gather(*(self._sit() for _ in range(people)))
                for person in self.people:
                    await self._inspect(person)
                acknowledged = {person.session_id: person.acknowledged for person in self.people}
                await asyncio.to_thread(self.watch.end, self.served.url, self.key, acknowledged)
        finally:
            await self._restarting.acquire()  # if a server is just starting, waits for it; then none starts any more
            self.served.stop()
        return self.result

    def _start(self) -> Served:
        return start(self.data_dir, port=self.line.server_port, within_seconds=RESTART_SECONDS, **self.settings)

    async def _sit(self) -> None:
        """Takes one interview after the other, as long as drops are to come."""
        while self.to_come:
            person = Person(self, random.Random(self.chance.random()), Link.parse(await self._invite()))
            self.people.append(person)
            await person.take()

    async def kill(self) -> None:
        async with self._restarting:
            self.result.drops["kill"] += 1
            self.served.kill()
            away = [person for person in self.people if person.is_here]
            for person in away:
                person.lost = ("kill", math.inf)
            began = self.now()
            self.served = await asyncio.to_thread(self._start)
            self.result.restarts.append(self.now() - began)
            for person in away:
                if person.lost == ("kill", math.inf):
                    person.lost = ("kill", self.now())

    def _publish(self) -> str:
        interview = post(self.served.url, self.key, "/interviews", {"title": "Drops", "followUpDepth": "MODERATE"})
        post(self.served.url, self.key, f"/interviews/{interview['id']}/questions", QUESTIONS)
        self.watch.begin(self.served.url, self.key)
        return str(interview["id"])

    async def _invite(self) -> str:
        async with self._restarting:  # until it has started again, a killed server refuses connections
            if not self._invites:
                number = len(self.people)
                people = [
                    {"name": f"Robin {n}", "email": f"robin{n}@example.com"}
                    for n in range(number, number + INVITES_AT_ONCE)
                ]
                made = post(self.served.url, self.key, f"/interviews/{self.interview}/candidates", people)
                self._invites.extend(candidate["inviteUrl"] for candidate in made)
            return self._invites.popleft()

    async def _inspect(self, person: Person) -> None:
        """Counts what must not have happened to an interview."""
        result, behind = self.result, await person.look_back()
        whole = await asyncio.to_thread(get, self.served.url, self.key, f"/sessions/{person.session_id}")
        messages = whole["messages"]
        stored = Counter(message["content"] for message in messages if message["role"] == "user")
        result.sessions += 1
        result.finished += whole["status"] == "COMPLETED"
        result.answers += len(person.said)
        result.stored += len(stored)
        result.lost += len((person.acknowledged | (set(person.said) - behind)) - set(stored))
        result.duplicated += stored.total() - len(stored)
        result.second_greetings += sum(message["move"] == "greeting" for message in messages) - 1
        asked = Counter(message["questionId"] for message in messages if message["kind"] == "question")
        result.repeated_questions += asked.total() - len(asked)
        result.gaps += [message["seq"] for message in messages] != list(range(1, len(messages) + 1))


def drop_many(
    data_dir: Path, *, drops: int, people: int, seed: int, database_url: str | None = None, watch: Watch | None = None
) -> Result:
    """Takes interviews, `people` at a time, until that many drops have happened; then finishes each interview."""

    async def work() -> Result:
        rig = Rig(data_dir, drops=drops, seed=seed, database_url=database_url, watch=watch or Watch())
        return await rig.run(people)

    return asyncio.run(work())
