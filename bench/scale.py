"""Disturbs two hosts of two processes each, over one PostgreSQL and one bucket: `python -m bench.scale`.

During 1,000 chats, both hosts are upgraded one after the other from the code before the newest migration, server
processes are killed, PostgreSQL is restarted, and a host is cut off. In the end each acknowledged answer must be stored
exactly once, each session must have its report, and a receiver that remembers ids must have seen each event exactly
once. Needs root, `ip` and git.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aural.cli.answerers import Frame, ScriptedAnswerer
from aural.cli.scripted import Candidate
from aural.cli.talk import Link, Talk
from bench.hosts import CORE, NETWORKS, Balancer, Host, network
from bench.load import PERSONAS, publish
from tests.crash.rig import get, post
from tests.postgres import OPTIONS, Server
from tests.receiver import Receiver
from tests.serving import COMMAND, find_free_port

ROOT = Path(__file__).parents[1]
UNSAFE = {"listen_addresses", "fsync", "synchronous_commit", "full_page_writes", "autovacuum", "max_connections"}
TROUBLE_SECONDS = 300.0
MOST_ANSWERS = 40  # of one interview, each after an average pause of `pace` seconds
REPORT_SECONDS = 240.0


class Answerer(ScriptedAnswerer):
    """Marks each answer, so that it can be found again, and pauses before each."""

    def __init__(self, candidate: Candidate, number: int, pace: float) -> None:
        super().__init__(candidate)
        self.number, self.pace, self.said = number, pace, 0
        self.taken: set[str] = set()
        self.email = f"candidate{number}@example.com"

    async def answer(self, room: Frame, spoken: Frame) -> Frame:
        await asyncio.sleep(random.uniform(0.5, 1.5) * self.pace)
        frame = await super().answer(room, spoken)
        if frame["type"] == "answer":
            self.said += 1
            frame = {**frame, "text": f"{frame.get('text', '')} Mark {self.number}-{self.said}."}
        return frame


class Noting(Talk):
    """Notes which answers the server has accepted. An answer that was refused or is still on its way doesn't count."""

    def _acknowledged(self, ack: Frame) -> None:
        sent = self.outbox.get(ack["id"], {})
        assert isinstance(self.answerer, Answerer)
        if sent.get("type") == "answer":
            self.answerer.taken.add(_mark(sent["text"]))
        Talk._acknowledged(self, ack)


@dataclass
class Deployment:
    folder: Path
    url: str
    postgres: Server
    hosts: list[Host]
    receiver: Receiver
    key: str = ""
    told: list[str] = field(default_factory=list)

    def say(self, what: str) -> None:
        print(f"{time.monotonic() - BEGAN:7.1f} s  {what}", flush=True)


BEGAN = time.monotonic()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=1000)
    parser.add_argument("--pace", type=float, default=25.0, help="average seconds that a candidate takes to answer")
    given = parser.parse_args()
    if os.geteuid() != 0:
        parser.error("network namespaces need root")
    with (
        tempfile.TemporaryDirectory() as folder,
        network(2),
        code_before_the_newest_migration(Path(folder)) as before,
    ):
        asyncio.run(disturb(Path(folder), before, given.chats, given.pace))


@asynccontextmanager
async def deployed(
    folder: Path, *, workers: int, hosts: int, source: Path, rate_limit: int = 0
) -> AsyncIterator[Deployment]:
    """Hosts that run `source`, behind a balancer."""
    os.environ["PYTHONUNBUFFERED"] = "1"
    with _postgres() as postgres, _bucket() as bucket:
        url = f"http://127.0.0.1:{find_free_port()}"
        settings = {
            "AURAL_DATABASE_URL": f"postgresql://postgres@{CORE}/postgres",
            "AURAL_SECRET_KEY": "s" * 40,
            "AURAL_PUBLIC_URL": url,
            "AURAL_OUTBOUND_NETWORKS": NETWORKS,
            "AURAL_RATE_LIMIT_PER_MINUTE": str(rate_limit),
            "AURAL_ROOM_SOCKETS_PER_ADDRESS": "0",
            **bucket,
        }
        made = [Host(number, folder / f"host{number}", source, settings, workers) for number in range(1, hosts + 1)]
        for host in made:
            host.data_dir.mkdir()
            host.start()
        receiver = Receiver()
        server = await asyncio.start_server(receiver.answer, CORE, 0, backlog=1024)
        receiver.url = f"http://{CORE}:{server.sockets[0].getsockname()[1]}/hook"
        balancer = asyncio.create_task(Balancer(made, int(url.rpartition(":")[2])).run())
        try:
            await until(lambda: all(host.ready for host in made))
            key = await asyncio.to_thread(make_key, made[0], "Scale")
            yield Deployment(folder, url, postgres, made, receiver, key)
        except BaseException:
            _show_logs(made)
            raise
        finally:
            balancer.cancel()
            for host in made:
                with suppress(Exception):
                    host.stop()
            server.close()


def make_key(host: Host, organization: str, plan: str = "self-hosted", *options: str) -> str:
    """Creates the key with the code that the host runs, as newer code would migrate the tables."""
    command = [COMMAND, "keys", "create", "--organization", organization, "--plan", plan, "--role", "ADMIN"]
    command += [*options, "--data-dir", host.data_dir]
    return subprocess.check_output(command, env=host.environment, text=True).strip()


@contextmanager
def _postgres() -> Iterator[Server]:
    """A PostgreSQL with production settings: committed data is on disk."""
    kept = [option for option in OPTIONS if option.partition("=")[0] not in UNSAFE]
    server = Server((*kept, f"listen_addresses={CORE}", "max_connections=300"), NETWORKS)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def _bucket() -> Iterator[dict[str, str]]:
    import urllib.request

    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="0.0.0.0", port=0, verbose=False)
    server.start()
    port = server.get_host_and_port()[1]
    urllib.request.urlopen(urllib.request.Request(f"http://{CORE}:{port}/scale", method="PUT")).close()
    yield {
        "AURAL_MEDIA_URL": "s3://scale",
        "AURAL_S3_ENDPOINT": f"http://{CORE}:{port}",
        "AURAL_S3_ACCESS_KEY_ID": "test",
        "AURAL_S3_SECRET_ACCESS_KEY": "test",
    }
    server.stop()


async def until(is_so: Any, seconds: float = 120.0) -> None:
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 - processes and connections of other hosts have no event
            await asyncio.sleep(0.1)


# --- what goes wrong ------------------------------------------------------------------------------------------------


@contextmanager
def code_before_the_newest_migration(folder: Path) -> Iterator[Path]:
    """A checkout of the commit before the newest commit that added a migration."""
    path, git = folder / "before", ("git", "-C", str(ROOT))
    newest = ("log", "--diff-filter=A", "-1", "--format=%H^", "--", "src/aural/store/migrations/versions")
    commit = subprocess.check_output([*git, *newest], text=True).strip()
    subprocess.run([*git, "worktree", "add", "--detach", "-f", path, commit], check=True, capture_output=True)
    try:
        yield path
    finally:
        subprocess.run([*git, "worktree", "remove", "--force", path], check=False)


async def disturb(folder: Path, before: Path, count: int, pace: float) -> None:
    async with deployed(folder, workers=2, hosts=2, source=before) as there:
        slug = await asyncio.to_thread(publish, there.url, there.key, Candidate.load(PERSONAS[0]).persona)
        there.say(f"two hosts are ready; {count} candidates come within {pace:.0f} s")
        chats = [_chat(there, slug, number, pace) for number in range(count)]
        tasks = [asyncio.create_task(_sit(chat, pace)) for chat in chats]
        await _trouble(there)
        done, late = await asyncio.wait(tasks, timeout=TROUBLE_SECONDS + MOST_ANSWERS * pace)
        there.say(f"{len(done)} interviews are over, {len(late)} aren't")
        for task in late:
            task.cancel()
        failed = [task.exception() for task in done if task.exception() is not None]
        await _judge(there, chats, failed)


def _chat(there: Deployment, slug: str, number: int, pace: float) -> Noting:
    answerer = Answerer(Candidate.load(PERSONAS[0]), number, pace)
    link, silent = Link.parse(f"{there.url}/i/{slug}"), {"on_message": lambda _m: None, "tell": lambda _t: None}
    return Noting(link, answerer, **silent, waits_for_server=True)


async def _sit(chat: Noting, pace: float) -> None:
    await asyncio.sleep(random.uniform(0, pace))
    await chat.run()


async def _trouble(there: Deployment) -> None:
    first, second = there.hosts
    await asyncio.sleep(20)
    for host in there.hosts:  # a rolling upgrade: the first host migrates the tables while the second still runs
        there.say(f"host {host.number} is stopped and started with the new code")
        await asyncio.to_thread(host.stop)
        host.source, host.ready = ROOT, False
        host.start()
        await until(lambda host=host: host.ready)
    await asyncio.to_thread(post, there.url, there.key, "/webhooks", {"url": there.receiver.url})
    there.say("both are upgraded; a webhook endpoint is added")
    for host in (first, second):
        await asyncio.sleep(8)
        victim = random.choice(host.list_workers())
        os.kill(victim, signal.SIGKILL)
        there.say(f"a process of host {host.number} was killed")
    await asyncio.sleep(8)
    there.say("PostgreSQL is restarted")
    await asyncio.to_thread(there.postgres.restart)
    there.say("PostgreSQL is back")
    await asyncio.sleep(15)
    there.say("host 2 is cut off for 20 s")
    second.cut(off=True)
    await asyncio.sleep(20)
    second.cut(off=False)
    there.say("host 2 is back")


# --- the outcome ----------------------------------------------------------------------------------------------------


async def _judge(there: Deployment, chats: list[Noting], failed: list[BaseException | None]) -> None:
    stored = await asyncio.to_thread(_read_all, there)
    there.say(f"{len(stored)} sessions were read")
    taken = {mark for chat in chats for mark in chat.answerer.taken}  # type: ignore[attr-defined]
    found = Counter(mark for session in stored for mark in session["marks"])
    lost = [mark for mark in taken if not found[mark]]
    events: Counter[tuple[str, str]] = Counter()
    for event in {one.headers["webhook-id"]: one.event for one in there.receiver.received}.values():
        events[event["type"], event["data"].get("sessionId", "")] += 1
    twice = [key for key, times in events.items() if times > 1]
    over = [session["id"] for session in stored if session["status"] == "COMPLETED"]
    untold = [one for one in over if not events["session.analyzed", one] + events["session.not_scorable", one]]
    unreported = [session["id"] for session in stored if session["reportStatus"] not in ("READY", "NOT_SCORABLE")]
    again = [mark for mark, times in found.items() if times > 1]
    print(f"\n{'':46}{'Aural':>10}   target")
    for name, figure, target in (
        ("interviews that ran to their end", f"{len(over)} of {len(chats)}", "all"),
        ("candidates whose client gave up", len(failed), "0"),
        ("answers acknowledged", len(taken), ""),
        ("acknowledged answers lost", len(lost), "0"),
        ("answers stored twice", len(again), "0"),
        ("sessions without a report", len(unreported), "0"),
        ("requests to the receiver, different events", f"{len(there.receiver.received)}, {sum(events.values())}", ""),
        ("events sent under two ids", len(twice), "0"),
        ("completed sessions without a report event", len(untold), "0"),
    ):
        print(f"{name:46}{figure!s:>10}   {target}")
    if failed:
        print("first failure:", repr(failed[0]))
    if unreported or untold:
        _show_logs(there.hosts)
    if len(over) < len(chats) or failed or lost or again or unreported or twice or untold:
        sys.exit(1)


def _show_logs(hosts: list[Host]) -> None:
    """Prints what each host logged, without the lines of libraries."""
    for host in hosts:
        lines = (host.data_dir / "serve.log").read_text().splitlines()
        told = [line for line in lines if " ERROR " in line or " WARNING " in line or "/aural/" in line]
        print(f"host {host.number} logged:", *told[-40:], sep="\n")


def _mark(text: str) -> str:
    return text.rpartition("Mark ")[2].rstrip(".")


def _read_all(there: Deployment) -> list[dict[str, Any]]:
    """Every session with its marks, once each has its report or the time to wait is up."""
    interview = get(there.url, there.key, "/interviews")[0]
    deadline = time.monotonic() + REPORT_SECONDS
    while True:
        sessions = list(_pages(there, f"/interviews/{interview['id']}/sessions"))
        open_ones = [one for one in sessions if one["reportStatus"] not in ("READY", "NOT_SCORABLE")]
        if not open_ones or time.monotonic() > deadline:
            break
        there.say(f"{len(open_ones)} of {len(sessions)} reports aren't ready yet")
        time.sleep(5)
    for session in sessions:
        said = get(there.url, there.key, f"/sessions/{session['id']}")["messages"]
        session["marks"] = [_mark(m["content"]) for m in said if m["role"] == "user" and "Mark " in m["content"]]
    return sessions


def _pages(there: Deployment, path: str) -> Iterator[dict[str, Any]]:
    cursor = ""
    while True:
        page = get(there.url, there.key, f"{path}?limit=100{cursor}", whole=True)
        yield from page["data"]
        if page["cursor"] is None:
            return
        cursor = f"&cursor={page['cursor']}"


if __name__ == "__main__":
    main()
