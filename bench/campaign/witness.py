"""Watches a run from outside: receives its webhooks and emails, measures usage, and reads every session at the end."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sqlite3
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from bench.campaign import jumping_server
from bench.campaign.checker import ANALYZED, Seen, Session, judge
from bench.campaign.promises import QUERY, Counted, Promises, Start
from tests.crash.rig import Acknowledged, Watch, call, get, post
from tests.mail_server import MailServer, words_of
from tests.postgres import Loop
from tests.receiver import Receiver
from tests.serving import run

DONE_NOTE_TO = "team@example.com"
SETTLE_SECONDS = 420.0  # reports begun by a killed server resume when their lease expires; webhooks after 5 minutes
POLL_SECONDS = 1.0
MEASURE_SECONDS = 0.5
_SESSION_LINK = re.compile(r"/sessions/([0-9a-f-]{36})")
_FIGURES = {
    "used": "SELECT coalesce(sum(session_seconds), 0) FROM usage_months",
    "reserved": "SELECT coalesce(sum(reserved_seconds), 0) FROM organizations",
    "unfinished": "SELECT count(*) FROM jobs WHERE state <> 'done'",
}
UNREADABLE = (
    sqlite3.Error,
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    TimeoutError,
)


@dataclass
class Witness:
    """`folder` is the data folder, which contains the database if there is no `database_url`. `away`: if the data
    folder is on a disk that only the server has mounted, the path by which this process can read it; each query first
    copies the database from there to `folder`. `session_limit`: the seconds that a session may take. `clock`: the file
    with the offset of the server's clock.
    """

    folder: Path
    database_url: str | None
    loop: Loop
    receiver: Receiver
    mail: MailServer
    plan: str = "pro"
    session_limit: int | None = None
    away: Path | None = None
    clock: Path | None = None
    is_over: threading.Event = field(default_factory=threading.Event)
    seen: Seen | None = None

    def __post_init__(self) -> None:
        self._promises = Promises(self.session_limit)
        self._counted: set[Counted] = set()

    @property
    def settings(self) -> dict[str, str]:
        """The settings with which this witness can watch a server."""
        return {
            "AURAL_RATE_LIMIT_PER_MINUTE": "0",
            "AURAL_OUTBOUND_NETWORKS": "127.0.0.0/8",
            "AURAL_SMTP_URL": self.mail.url,
            "AURAL_MAIL_FROM": "Aural <aural@example.com>",
        }

    @property
    def watch(self) -> Watch:
        return Watch(self.settings, self.plan, self.begin, self.end)

    def begin(self, url: str, key: str) -> None:
        """Subscribes to every effect of a session: its webhooks, and the email that says that it is done."""
        post(url, key, "/webhooks", {"url": self.receiver.url})
        for interview in get(url, key, "/interviews"):
            address = f"{url}/api/v1/interviews/{interview['id']}/letters"
            body = json.dumps({"doneNoteTo": DONE_NOTE_TO}).encode()
            request = urllib.request.Request(address, body, {"Content-Type": "application/json"}, method="PATCH")
            call(request, key)
        if self.away is None:
            threading.Thread(target=self._keep_measuring, daemon=True).start()

    def end(self, url: str, key: str, acknowledged: Acknowledged) -> None:
        """Waits until all effects have arrived or the time is up, then reads everything."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while not self._is_settled(_read_sessions(url, key)) and time.monotonic() < deadline:
            if self.is_over.wait(POLL_SECONDS):  # the run is stopped
                return
        self.is_over.set()
        sessions = _read_sessions(url, key)  # again: the last effects may have come since
        self._measure()
        figures, limit = self.read(), get(url, key, "/usage")["session_hours"]["limit"]
        storage = ["--data-dir", str(self.folder)]
        told = run("recount", *storage, *(["--database-url", self.database_url] if self.database_url else []))
        self.seen = Seen(
            acknowledged,
            sessions,
            events=self.events(),
            letters=self.letters(),
            unfinished_jobs=figures["unfinished"],
            mended=int(told.split()[0]) if told[0].isdigit() else 0,
            used_seconds=figures["used"],
            reserved_seconds=figures["reserved"],
            counted=self._counted,
            late=len(self._promises.late),
            limit_seconds=None if limit is None else limit * 3600,
            session_limit=self.session_limit,
        )
        if faults := judge(self.seen).faults:
            print(f"  {faults} in {self.seen}", flush=True)

    def _is_settled(self, sessions: dict[str, Session]) -> bool:
        over = {session_id for session_id, session in sessions.items() if session.status == "COMPLETED"}
        told = {session for _, kind, session in self.events() if kind in ANALYZED}
        noted = {session for _, session in self.letters()}
        return over <= told and over <= noted and self.read()["unfinished"] == 0

    def events(self) -> list[tuple[str, str, str]]:
        taken = [(one.headers["webhook-id"], one.event) for one in list(self.receiver.received)]
        return [(identity, event["type"], event["data"].get("sessionId", "")) for identity, event in taken]

    def letters(self) -> list[tuple[str, str]]:
        letters = [(str(letter["Message-ID"]), words_of(letter)) for letter in list(self.mail.letters)]
        found = [(identity, _SESSION_LINK.search(text)) for identity, text in letters]
        return [(identity, link[1]) for identity, link in found if link is not None]

    def _keep_measuring(self) -> None:
        while not self.is_over.wait(MEASURE_SECONDS):
            with suppress(*UNREADABLE):  # the database may be broken at the moment
                self._measure()

    def _measure(self) -> None:
        now = self._now()
        used, starts = self.read()["used"], [Start(*row) for row in self._query(QUERY)]
        self._counted.add(self._promises.count(starts, used, max(now, self._now())))

    def _now(self) -> int:
        wrong = 0 if self.clock is None else jumping_server.read_offset(self.clock)
        return (int(time.time()) + wrong) * 1000

    def read(self) -> dict[str, int]:
        """Figures from the database. Raises one of UNREADABLE while the database can't be read."""
        return {name: int(self._query(query)[0][0]) for name, query in _FIGURES.items()}

    def _query(self, query: str) -> list[Any]:
        if self.database_url is not None:
            rows: list[Any] = self.loop.run(_query_postgres(self.database_url, query))
            return rows
        if self.away is not None:
            (self.folder / "aural.db-shm").unlink(missing_ok=True)
            for name in ("aural.db", "aural.db-wal"):
                shutil.copyfile(self.away / name, self.folder / name)
        return _query_sqlite(self.folder / "aural.db", query)


def _query_sqlite(path: Path, query: str) -> list[Any]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


async def _query_postgres(url: str, query: str) -> list[Any]:
    connection = await asyncpg.connect(url, timeout=5)
    try:
        return await connection.fetch(query, timeout=5)
    finally:
        await connection.close(timeout=5)


@contextmanager
def witnessing(folder: Path, database_url: str | None = None, **given: Any) -> Iterator[Witness]:
    """A witness whose receivers run in a separate thread, so that the run can't block them."""
    loop, receiver, mail = Loop(), Receiver(), MailServer()
    loop.run(mail.start())
    server = loop.run(asyncio.start_server(receiver.answer, "127.0.0.1", 0, backlog=1024))
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    witness = Witness(folder, database_url, loop, receiver, mail, **given)
    try:
        yield witness
    finally:
        witness.is_over.set()
        server.close()
        loop.close()


def _read_sessions(url: str, key: str) -> dict[str, Session]:
    found = {}
    for interview in get(url, key, "/interviews"):
        cursor = ""
        while cursor is not None:
            page = get(url, key, f"/interviews/{interview['id']}/sessions?limit=100{cursor}", whole=True)
            found |= {row["id"]: _session_of(get(url, key, f"/sessions/{row['id']}")) for row in page["data"]}
            cursor = None if page["cursor"] is None else f"&cursor={page['cursor']}"
    return found


def _session_of(whole: dict[str, Any]) -> Session:
    messages = whole["messages"]
    return Session(
        status=whole["status"],
        report_status=whole["reportStatus"],
        revision=whole["reportRevision"],
        answers=[message["content"] for message in messages if message["role"] == "user"],
        seqs=[message["seq"] for message in messages],
        seconds=whole["totalDurationSeconds"],
    )
