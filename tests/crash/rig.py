"""Kills the server at chosen commits of a running chat, starts it again, and checks what is stored afterwards."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import subprocess
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aural.cli.talk
from aural.cli.answerers import Frame
from aural.cli.talk import Link, Talk
from tests import forking, waiting
from tests.crash.killing_server import arm
from tests.serving import Served, find_free_port, run, serving

aural.cli.talk.HTTP_SECONDS = waiting.PATIENCE_SECONDS  # a server that has just started answers late on a busy machine
MOST_COMMITS = 14  # after a start
NEVER = (10**9, "before")
POLL_SECONDS = 0.2
LONGEST_SECONDS = 3000  # for a client whose server is killed again before it can connect; stops a run that hangs
QUESTIONS = [
    {"text": "Tell me about a service that you built."},
    {"text": "Which one do you prefer?", "type": "SINGLE_CHOICE", "options": ["Tabs", "Spaces"]},
    {"text": "What would you do differently today?"},
]


@dataclass
class Numbered:
    """A candidate whose answers are numbered, so that each can be recognized."""

    name: str = "Robin Vale"
    email: str = "robin@example.com"
    revealed: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def introduce(self, entry: Frame) -> None:
        pass

    async def answer(self, room: Frame, spoken: Frame) -> Frame:
        number = len(self.said) + 1
        text = f"Answer {number}: I wrote the import myself because the old one took {number + 20} minutes."
        self.said.append(text)
        frame: Frame = {"type": "answer", "text": text}
        if spoken["kind"] == "question" and (room.get("question") or {}).get("options"):
            frame["choice"] = ["Tabs"]
        return frame


Acknowledged = dict[str, set[str]]
"""By session: the texts of the answers that the server has acknowledged to the client."""


@dataclass
class Watch:
    """Observes a run: settings for its servers, and functions that are called with URL and key when it begins and
    ends.
    """

    settings: dict[str, str] = field(default_factory=dict)
    plan: str = "self-hosted"
    begin: Callable[[str, str], None] = lambda _url, _key: None
    end: Callable[[str, str, Acknowledged], None] = lambda _url, _key, _acknowledged: None


class NotingTalk(Talk):
    """Records the answers that the server acknowledged, even where it acknowledged them before."""

    acknowledged: set[str]

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.acknowledged = set()

    async def hear(self, socket: Any, frame: Frame) -> None:
        if frame["type"] == "ack" and frame["id"] in self.outbox:
            self.acknowledged.add(self.outbox[frame["id"]]["text"])
        await super().hear(socket, frame)


@dataclass
class Outcome:
    kills: int = 0
    sessions: int = 0
    answers: int = 0
    lost: int = 0
    duplicated: int = 0
    second_greetings: int = 0
    repeated_questions: int = 0
    gaps: int = 0
    without_report: int = 0
    acknowledged: Acknowledged = field(default_factory=dict)

    def is_clean(self) -> bool:
        return self.faults() == {}

    def faults(self) -> dict[str, int]:
        names = ("lost", "duplicated", "second_greetings", "repeated_questions", "gaps", "without_report")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


def schedule(commits: Sequence[int], chance: random.Random | None = None) -> Iterator[tuple[int, str]]:
    """Yields each commit point in turn: right before and right after the N-th commit after the start.

    `chance` shuffles them, round by round.
    """
    points = [(nth, when) for nth in commits for when in ("before", "after")]
    while True:
        yield from points if chance is None else chance.sample(points, len(points))


def kill_many(
    data_dir: Path,
    *,
    kills: int,
    database_url: str | None = None,
    commits: Sequence[int] = range(1, MOST_COMMITS + 1),
    chance: random.Random | None = None,
    watch: Watch | None = None,
) -> Outcome:
    """Takes interviews, one after the other, until the server has been killed that often, at these commits after its
    start.
    """
    watch = watch or Watch()
    settings = {"AURAL_RATE_LIMIT_PER_MINUTE": "0"} | ({"AURAL_DATABASE_URL": database_url} if database_url else {})
    settings |= watch.settings
    storage = ["--data-dir", str(data_dir)] + (["--database-url", database_url] if database_url else [])
    key = run("keys", "create", "--organization", "Crash test", "--plan", watch.plan, *storage).strip()
    with serving(data_dir, **settings) as served:
        invites = _publish(served.url, key, kills)
        watch.begin(served.url, key)
    outcome = Outcome()
    points = schedule(commits, chance)
    while outcome.kills < kills:
        asyncio.run(_interview(data_dir, settings, invites.pop(), _until(kills, points, outcome), outcome))
    with serving(data_dir, **settings) as served:
        for session in _sessions(served.url, key):
            _inspect(served, key, session, outcome)
        watch.end(served.url, key, outcome.acknowledged)
    return outcome


def _until(kills: int, points: Iterator[tuple[int, str]], outcome: Outcome) -> Iterator[tuple[int, str]]:
    """Yields commit points until there are enough kills; the server that is started after that is not killed."""
    while True:
        yield next(points) if outcome.kills < kills else NEVER


async def _interview(
    data_dir: Path, settings: dict[str, str], invite: str, points: Iterator[tuple[int, str]], outcome: Outcome
) -> None:
    port = find_free_port()
    url = f"http://127.0.0.1:{port}"
    keeper = asyncio.create_task(_keep_up(data_dir, settings, port, points, outcome))
    candidate = Numbered()
    try:
        link = Link.parse(f"{url}{invite}")
        waits: Any = {"patience_seconds": LONGEST_SECONDS, "longest_wait_seconds": 0.2, "waits_for_server": True}
        talk = NotingTalk(link, candidate, *(lambda _news: None,) * 2, **waits)
        await talk.run()
    finally:
        keeper.cancel()
        await asyncio.gather(keeper, return_exceptions=True)
    outcome.sessions += 1
    outcome.answers += len(candidate.said)
    outcome.acknowledged[talk.session_id] = talk.acknowledged


async def _keep_up(
    data_dir: Path, settings: dict[str, str], port: int, points: Iterator[tuple[int, str]], outcome: Outcome
) -> None:
    environment = forking.keep_foreign() | settings
    arguments = ["serve", "--port", str(port), "--data-dir", str(data_dir)]
    while True:
        process = forking.launch(arguments, environment, data_dir / "serve.log", first=arm, given=next(points))
        try:
            if await asyncio.to_thread(process.wait) == -signal.SIGKILL:
                outcome.kills += 1
        finally:
            process.kill()
            process.wait()


def _inspect(served: Served, key: str, session: dict[str, Any], outcome: Outcome) -> None:
    """Counts what must not have happened to a session, whatever was killed during it."""
    while (whole := get(served.url, key, f"/sessions/{session['id']}"))["reportStatus"] in ("PENDING", "RUNNING"):
        with suppress(subprocess.TimeoutExpired):  # a report that a dead server had begun is taken up after its lease
            served.process.wait(POLL_SECONDS)
    messages = whole["messages"]
    heard = Counter(m["content"] for m in messages if m["role"] == "user")
    count = max((int(text.split(":")[0].removeprefix("Answer ")) for text in heard), default=0)
    outcome.lost += count - len(heard)
    outcome.duplicated += sum(times - 1 for times in heard.values())
    moves = Counter(m["move"] for m in messages)
    outcome.second_greetings += moves["greeting"] - 1
    asked = Counter(m["questionId"] for m in messages if m["kind"] == "question")
    outcome.repeated_questions += sum(times - 1 for times in asked.values())
    outcome.gaps += [m["seq"] for m in messages] != list(range(1, len(messages) + 1))
    outcome.without_report += whole["status"] != "COMPLETED" or whole["reportStatus"] not in ("READY", "NOT_SCORABLE")


def _publish(url: str, key: str, count: int) -> list[str]:
    """Personal links without their host. Opening one again leads to the same session."""
    interview = post(url, key, "/interviews", {"title": "Crash test", "followUpDepth": "MODERATE"})
    post(url, key, f"/interviews/{interview['id']}/questions", QUESTIONS)
    people = [{"name": f"Robin Vale {n}", "email": f"robin{n}@example.com"} for n in range(count)]
    invited = post(url, key, f"/interviews/{interview['id']}/candidates", people)
    return [candidate["inviteUrl"].removeprefix(url) for candidate in invited]


def _sessions(url: str, key: str) -> list[dict[str, Any]]:
    interview = get(url, key, "/interviews")[0]
    sessions: list[dict[str, Any]] = get(url, key, f"/interviews/{interview['id']}/sessions?limit=100")
    return sessions


def get(url: str, key: str, path: str, *, whole: bool = False) -> Any:
    """The data of the answer, or with `whole` the whole answer, including its cursor."""
    answer = call(urllib.request.Request(f"{url}/api/v1{path}"), key)
    return answer if whole else answer["data"]


def post(url: str, key: str, path: str, body: Any) -> Any:
    request = urllib.request.Request(f"{url}/api/v1{path}", json.dumps(body).encode(), method="POST")
    request.add_header("Content-Type", "application/json")
    return call(request, key)["data"]


def call(request: urllib.request.Request, key: str) -> Any:
    request.add_header("Authorization", f"Bearer {key}")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)
