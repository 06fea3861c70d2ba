"""Spoken interviews on a real server, over connections that are cut, pages that are reloaded and servers that are
killed.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import signal
import time
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection
from whisper_normalizer.english import EnglishTextNormalizer

from aural.cli.answerers import Frame
from aural.cli.audio_talk import AudioTalk, Silent
from aural.cli.talk import Link
from aural.voice.stt.protocol import BYTES_PER_MS
from tests.crash.rig import get, post
from tests.serving import Served, find_free_port, run, start
from tests.voice.speech import get_words, read_clip

normalize = EnglishTextNormalizer()
# Long enough to be cut in the middle, and recognized almost without errors by the embedded STT engine.
CLIPS = ("libri-2412-0000", "jfk-inaugural", "libri-2412-0001", "lj050-0131", "libri-1088-0000")
SHORT_CLIPS = ("lj050-0131", "libri-2412-0001")  # 8 and 11 seconds long
QUESTIONS = (
    *("What came first?", "And then?", "What was hard?", "Who helped you?", "What did you learn?", "Why?"),
    *("What would you change?", "What surprised you?", "How did it end?", "How long did it take?", "What is next?"),
)
KINDS = ("cut", "reload", "kill")
KILLS_SHARE = 0.1
LOUD = 500  # of 32,767
MOST_SECONDS = 600.0  # for one answer with all its interruptions, on a machine with much other work
RESTART_SECONDS = 120.0
HEARD_SHARE = 0.7  # of the words of each half, because the STT engine may misrecognize some
SETTINGS = {
    "AURAL_RATE_LIMIT_PER_MINUTE": "0",
    "AURAL_ROOM_SOCKETS_PER_ADDRESS": "0",
    "AURAL_VOICE_SESSIONS": "8",
    "AURAL_VOICE_LOAD": "ignored",
}


class Device(AudioTalk):
    """A candidate's open page."""

    def __init__(self, person: Person, link: Link, **kept: Any) -> None:
        mute = lambda _news: None  # noqa: E731
        super().__init__(link, person.hands, mute, mute, longest_wait_seconds=0.3, waits_for_server=True, **kept)
        self.person = person
        self._kept_until = 0
        self.task = asyncio.create_task(self.run())
        self.task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[int]) -> None:
        if not task.cancelled():
            task.exception()  # the person handles the exception
        self.person.news.set()

    async def hear(self, socket: ClientConnection, frame: Frame) -> None:
        if frame["type"] == "said" and self._playback is not None and not self._playback.received_ms:
            self.person.rig.result.silent += 1
        if frame["type"] == "kept":
            self._kept_until = frame["seq"]
        await super().hear(socket, frame)
        self.person.news.set()

    def _begin_recording(self) -> None:
        """Does nothing, because the person decides when to speak."""

    def speak(self, pcm: bytes) -> None:
        self._sound = pcm
        self._begun.set()

    async def _send_frame(self, pcm: bytes) -> None:
        if max(map(abs, array("h", pcm))) >= LOUD:
            self.person.last_loud = self._number + 1
        await super()._send_frame(pcm)

    @property
    def is_asked(self) -> bool:
        return self.state in ("listening", "closing")

    @property
    def is_all_kept(self) -> bool:
        """Whether the server has said that none of the speech so far has to be sent again."""
        return not self._sound and all(number > self.person.last_loud for number in self._kept)

    def cut(self) -> None:
        if self.socket is not None:
            self.socket.transport.abort()

    async def reload(self) -> Device:
        """Closes the page without a goodbye, and loads it again with the data that it had stored on its disk."""
        self.cut()
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        after = Device(self.person, self.link, stream=self.stream, client=self.client)
        after._kept, after._number, after._played_seq = dict(self._kept), self._number, self._played_seq
        after.speak(self._sound)
        return after

    async def leave(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


@dataclass(eq=False)
class Person:
    """A candidate who answers each question with one of `clips`. `drops` maps the number of a clip to what happens
    while it is spoken or replied to, and how many seconds after it began: one of KINDS, or the name of a child process
    to kill.
    """

    rig: Rig
    number: int
    clips: Sequence[str]
    drops: dict[int, list[tuple[float, str]]]
    news: asyncio.Event = field(default_factory=asyncio.Event)
    last_loud: int = 0
    session_id: str = ""
    hands: Silent = field(default_factory=Silent)

    def enter(self, slug: str) -> None:
        self.last_loud = 0
        self.hands.email = f"robin{self.number}@example.com"
        self.device = Device(self, Link.parse(f"{self.rig.url}/i/{slug}"))

    async def run(self, slug: str) -> None:
        self.enter(slug)
        try:
            for number, clip in enumerate(self.clips):
                await self.until(lambda: self.device.is_asked and self.device.is_all_kept)
                await self._say(read_clip(clip), self.drops.get(number, []))
            await self.until(lambda: self.device.is_all_kept)
            await self.before_leaving()
        finally:
            self.session_id = self.device.session_id
            await self.device.leave()

    async def before_leaving(self) -> None:
        """Called when everything has been said. Subclasses may wait for more here."""

    async def _say(self, pcm: bytes, drops: list[tuple[float, str]]) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        self.last_loud = self.device._number + 1
        self.device.speak(pcm)
        for at, kind in sorted(drops):
            await self._pass(began + at - loop.time())
            await self._drop(kind)

    async def _pass(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(self.device.task), max(0.0, seconds))

    async def _drop(self, kind: str) -> None:
        self.rig.result.drops[kind] += 1
        if kind == "cut":
            self.device.cut()
        elif kind == "reload":
            self.device = await self.device.reload()
        elif kind == "kill":
            await self.rig.kill()
        else:
            os.kill(self.rig.find_child(kind), signal.SIGKILL)

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(MOST_SECONDS):
            while not is_so():
                if self.device.task.done():
                    self.device.task.result()
                self.news.clear()
                await self.news.wait()


@dataclass
class Result:
    """The counts of a run; `faults` returns those that should be zero but are not. A half contains the words of half a
    clip.
    """

    drops: Counter[str] = field(default_factory=Counter)
    sessions: int = 0
    clips: int = 0
    lost_halves: int = 0
    doubled_halves: int = 0
    doubled_frames: int = 0  # audio that became words twice
    second_greetings: int = 0
    repeated_questions: int = 0
    gaps: int = 0
    set_back: int = 0  # answers that began before the previous one had ended
    silent: int = 0  # messages of the interviewer without sound
    broken: list[str] = field(default_factory=list)

    def faults(self) -> dict[str, Any]:
        names = (
            *("lost_halves", "doubled_halves", "doubled_frames", "second_greetings", "repeated_questions", "gaps"),
            *("set_back", "silent", "broken"),
        )
        return {name: getattr(self, name) for name in names if getattr(self, name)}

    def inspect(self, session: dict[str, Any], clips: Sequence[str]) -> None:
        messages = session["messages"]
        answers = [m for m in messages if m["role"] == "user"]
        said = normalize(" ".join(m["content"] for m in answers)).split()
        for clip, times in Counter(clips).items():
            for half in halves(clip):
                found = count_in(said, half)
                self.lost_halves += max(0, times - found)
                self.doubled_halves += max(0, found - times)
        frames = sorted(tuple(m["data"]["speech"]["frames"]) for m in answers)
        self.doubled_frames += sum(b[0] <= a[1] for a, b in itertools.pairwise(frames))
        times = [(m["data"]["speech"]["startMs"], m["data"]["speech"]["endMs"]) for m in answers]
        self.set_back += sum(b[0] < a[1] for a, b in itertools.pairwise(times))
        self.second_greetings += sum(m["move"] == "greeting" for m in messages) - 1
        asked = Counter(m["questionId"] for m in messages if m["kind"] == "question")
        self.repeated_questions += sum(times - 1 for times in asked.values())
        self.gaps += [m["seq"] for m in messages] != list(range(1, len(messages) + 1))
        self.sessions, self.clips = self.sessions + 1, self.clips + len(clips)


def halves(clip: str) -> tuple[list[str], list[str]]:
    words = normalize(get_words(clip)).split()
    return words[: len(words) // 2], words[len(words) // 2 :]


def count_in(said: list[str], words: list[str]) -> int:
    """How often these words were said in this order, with a few missing or wrong words allowed."""
    found = 0
    while True:
        blocks = SequenceMatcher(None, words, said, autojunk=False).get_matching_blocks()
        if sum(block.size for block in blocks) < HEARD_SHARE * len(words):
            return found
        found += 1
        heard = {index for block in blocks for index in range(block.b, block.b + block.size)}
        said = [word for index, word in enumerate(said) if index not in heard]


def children(pid: int) -> dict[int, str]:
    """The commands of the child processes, by process id (Linux only)."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found[int(stat.parent.name)] = (stat.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


class Rig:
    """One server on one data folder, which can be killed and is started again."""

    def __init__(self, data_dir: Path, database_url: str | None = None, **settings: str) -> None:
        self.people: list[Person] = []
        self.slug = ""
        self.data_dir, self._port, self.result = data_dir, find_free_port(), Result()
        self._settings = SETTINGS | settings | ({"AURAL_DATABASE_URL": database_url} if database_url else {})
        storage = ["--data-dir", str(data_dir)] + (["--database-url", database_url] if database_url else [])
        self._key = run("keys", "create", "--organization", "Loss", *storage).strip()
        self._killing = asyncio.Lock()
        self.served = self._start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def _start(self) -> Served:
        return start(self.data_dir, port=self._port, within_seconds=RESTART_SECONDS, **self._settings)

    def revive(self) -> None:
        """Starts the server again if it has ended."""
        if self.served.process.poll() is not None:
            self.served = self._start()

    async def kill(self) -> None:
        async with self._killing:
            await asyncio.to_thread(self.served.kill)
            self.served = await asyncio.to_thread(self._start)

    async def talk(self, people: list[Person]) -> Result:
        try:
            await self.take(people)
        finally:
            await asyncio.to_thread(self.served.stop)
        return self.result

    async def take(self, people: Sequence[Person], until: float = 0.0) -> None:
        """Lets all people take interviews at the same time, and repeats that with new interviews until the monotonic
        clock reaches `until`.
        """
        while True:
            self.slug = await asyncio.to_thread(self.publish)
            self.people = list(people)
            ended = await asyncio.gather(*(person.run(self.slug) for person in people), return_exceptions=True)
            self.result.broken += [f"{type(e).__name__}: {e}" for e in ended if e is not None]
            for person in people:
                path = f"/sessions/{person.session_id}"
                self.result.inspect(await asyncio.to_thread(get, self.url, self._key, path), person.clips)
            if time.monotonic() >= until:
                return

    def find_child(self, name: str) -> int:
        """The id of the server's process `stt.engine` or `tts.engine`."""
        return next(pid for pid, command in children(self.served.process.pid).items() if name in command)

    def publish(self) -> str:
        made = {"title": "Loss", "voiceEnabled": True, "followUpDepth": "LIGHT", "timeLimitMinutes": None}
        interview = post(self.url, self._key, "/interviews", made)
        post(self.url, self._key, f"/interviews/{interview['id']}/questions", [{"text": text} for text in QUESTIONS])
        return str(post(self.url, self._key, f"/interviews/{interview['id']}/publish", {})["publicSlug"])


Drops = dict[int, list[tuple[float, str]]]


def lose(data_dir: Path, plan: list[Drops], database_url: str | None = None, *, clips: Sequence[str] = CLIPS) -> Result:
    """Runs one candidate for each entry of the plan, all at the same time. Each says the clips up to the last one that
    the entry names.
    """

    async def talk() -> Result:
        rig = Rig(data_dir, database_url)
        people = [Person(rig, number, clips[: max(drops) + 1], drops) for number, drops in enumerate(plan)]
        return await rig.talk(people)

    return asyncio.run(talk())


def plan_drops(count: int, people: int, chance: random.Random) -> list[Drops]:
    """Plans drops at random moments, from the first sound of a clip to three seconds after its end. One in ten is a
    kill, which affects everyone who is talking at that time.
    """
    plan: list[Drops] = [{} for _ in range(min(count, people))]
    for number in range(count):
        clip = number // people % len(CLIPS)
        seconds = len(read_clip(CLIPS[clip])) / BYTES_PER_MS / 1000
        kind = "kill" if chance.random() < KILLS_SHARE else chance.choice(KINDS[:2])
        plan[number % people].setdefault(clip, []).append((chance.uniform(0.2, seconds + 3.0), kind))
    return plan
