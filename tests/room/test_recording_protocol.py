"""The upload protocol against a model of it: in whatever order slices arrive, each byte is stored once, in its
place.
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import uuid
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx2
from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, update

from aural.app import Server
from aural.cli.accounts import create_key
from aural.engine.recordings import Slice
from aural.recordings import joining_repository as joining
from aural.settings import load_settings
from aural.store import schema
from tests.clocks import FakeClock
from tests.room.recorder import TYPE, WEBM, digest_of

HEAD = b"\x1a\x45\xdf\xa3" + bytes(28)
Result = TypeVar("Result")


@dataclass
class Take:
    """The model of a take: its slices in order, and whether it was ended."""

    track: str
    slices: list[bytes] = field(default_factory=list)
    is_ended: bool = False

    @property
    def content(self) -> bytes:
        return b"".join(self.slices)


class House:
    """A server without a socket, in its own event loop. A restart replaces it with another."""

    stored = 0
    """The number of bytes that were found where they belong, over all sessions."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder, self.clock = folder, FakeClock()
        self.settings = load_settings(data_dir=folder, database_url=database_url, rate_limit_per_minute=0)
        self.settings = self.settings.listening_on("127.0.0.1", 8000)
        self.open()
        self.slug = self.run(self._publish())

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(work)

    def open(self) -> None:
        self.server = Server(self.settings, self.clock)
        transport = httpx2.ASGITransport(self.server.asgi())
        self.http = httpx2.AsyncClient(transport=transport, base_url=self.settings.public_url)

    def restart(self) -> None:
        self.run(self.http.aclose())
        self.run(self.server.close())
        self.open()

    def close(self) -> None:
        self.run(self.http.aclose())
        self.run(self.server.close())
        self.loop.close()

    async def _publish(self) -> str:
        key = await create_key(self.server.database, self.settings, organization="Acme")
        headers = {"Authorization": f"Bearer {key}"}

        async def post(path: str, body: Any) -> Any:
            response = await self.http.post(f"/api/v1{path}", json=body, headers=headers)
            assert response.status_code == 200, response.text
            return response.json()["data"]

        interview = await post("/interviews", {"title": "Recorded", "videoEnabled": True, "requireInvite": False})
        await post(f"/interviews/{interview['id']}/questions", {"text": "Why?"})
        return str((await post(f"/interviews/{interview['id']}/publish", {}))["publicSlug"])

    async def candidate(self) -> tuple[str, dict[str, str]]:
        """Starts the session of a new candidate, and returns its id and its header."""
        self.http.cookies.clear()
        entry = await self.http.post("/room/v1/entry", json={"slug": self.slug, "token": None})
        text = entry.json()["data"]["consent"]
        consent = {"version": text["version"], "language": text["language"], "accepted": True}
        body = {"slug": self.slug, "token": None, "name": "Mina", "email": f"{uuid.uuid4()}@example.com"}
        items = {"items": ["interview", "camera", "screen"]}
        response = await self.http.post("/room/v1/sessions", json={**body, "consent": consent | items})
        assert response.status_code == 200, response.text
        self.http.cookies.clear()
        data = response.json()["data"]
        return data["sessionId"], {"Authorization": f"Bearer {data['personalUrl'].partition('token=')[2]}"}


class Uploads(RuleBasedStateMachine):
    house: House

    @initialize(track=st.sampled_from(["camera", "screen"]), rest=st.binary(min_size=1, max_size=40))
    def enter(self, track: str, rest: bytes) -> None:
        """Stores a first slice in each run, because a run might otherwise consist of refusals only."""
        self.session, self.headers = self.house.run(self.house.candidate())
        self.takes: dict[str, Take] = {}
        self.is_over = False
        self.begin(track)
        ((name, take),) = self.takes.items()
        assert self.patch(name, 0, HEAD + rest).status_code == 200
        take.slices.append(HEAD + rest)

    # --- what a client does ---

    def call(self, method: str, path: str, **more: Any) -> httpx2.Response:
        headers = self.headers | more.pop("headers", {})
        return self.house.run(self.house.http.request(method, f"/room/v1/recordings{path}", headers=headers, **more))

    def patch(self, take: str, offset: int, content: bytes, digest: str | None = None) -> httpx2.Response:
        headers = {"Upload-Offset": str(offset), "Content-Digest": digest or digest_of(content), "Content-Type": TYPE}
        return self.call("PATCH", f"/{take}?slug={self.house.slug}", content=content, headers=headers)

    def refused(self, response: httpx2.Response, status: int, reason: str, offset: int | None = None) -> None:
        error = response.json()["error"]
        assert (response.status_code, error.get("reason")) == (status, reason)
        assert offset is None or error["offset"] == offset

    def pick(self, data: st.DataObject, *, started: bool = False) -> tuple[str, Take]:
        names = sorted(name for name, take in self.takes.items() if take.slices or not started)
        name = data.draw(st.sampled_from(names))
        return name, self.takes[name]

    # --- rules ---

    @precondition(lambda self: len(self.takes) < 3)
    @rule(track=st.sampled_from(["camera", "screen"]))
    def begin(self, track: str) -> None:
        take = str(uuid.uuid4())
        body = {"slug": self.house.slug, "take": take, "track": track, "mimeType": WEBM}
        response = self.call("POST", "", json=body)
        if self.is_over:
            self.refused(response, 409, "SESSION_OVER")
            return
        assert response.status_code == 200, response.text
        self.takes[take] = Take(track)

    @precondition(lambda self: self.takes)
    @rule(data=st.data(), rest=st.binary(min_size=1, max_size=40))
    def send_the_next(self, data: st.DataObject, rest: bytes) -> None:
        name, take = self.pick(data)
        content, held = (rest if take.slices else HEAD + rest), len(take.content)
        response = self.patch(name, held, content)
        if take.is_ended:
            self.refused(response, 409, "ENDED")
            return
        assert response.status_code == 200, response.text
        take.slices.append(content)
        assert response.headers["upload-offset"] == str(len(take.content))

    @precondition(lambda self: any(take.slices for take in self.takes.values()))
    @rule(data=st.data())
    def send_one_again(self, data: st.DataObject) -> None:
        name, take = self.pick(data, started=True)
        at = data.draw(st.integers(0, len(take.slices) - 1))
        offset = sum(map(len, take.slices[:at]))
        response = self.patch(name, offset, take.slices[at])
        assert response.status_code == 200, response.text
        assert response.headers["upload-offset"] == str(len(take.content))

    @precondition(lambda self: any(take.slices for take in self.takes.values()))
    @rule(data=st.data(), other=st.binary(min_size=16, max_size=40))
    def send_other_bytes_where_some_are_held(self, data: st.DataObject, other: bytes) -> None:
        name, take = self.pick(data, started=True)
        offset = data.draw(st.integers(0, len(take.content) - 1))
        assume(HEAD + other not in take.slices)
        response = self.patch(name, offset, HEAD + other)
        if take.is_ended:
            self.refused(response, 409, "ENDED")
        else:
            self.refused(response, 409, "OTHER_BYTES", len(take.content))

    @precondition(lambda self: self.takes)
    @rule(data=st.data(), beyond=st.integers(1, 1 << 40))
    def leave_a_gap(self, data: st.DataObject, beyond: int) -> None:
        name, take = self.pick(data)
        held = len(take.content)
        self.refused(self.patch(name, held + beyond, HEAD), 409, "GAP", held)

    @precondition(lambda self: any(not take.is_ended for take in self.takes.values()))
    @rule(data=st.data())
    def send_damaged_bytes(self, data: st.DataObject) -> None:
        names = sorted(name for name, take in self.takes.items() if not take.is_ended)
        name = data.draw(st.sampled_from(names))
        held = len(self.takes[name].content)
        self.refused(self.patch(name, held, HEAD, digest_of(b"other")), 400, "DIGEST")

    @precondition(lambda self: self.takes)
    @rule(data=st.data(), missing=st.integers(0, 2))
    def end(self, data: st.DataObject, missing: int) -> None:
        name, take = self.pick(data)
        size = len(take.content) + missing
        response = self.call("POST", f"/{name}/end", json={"slug": self.house.slug, "bytes": size})
        if missing:
            self.refused(response, 409, "GAP", len(take.content))
            return
        assert response.status_code == 200, response.text
        take.is_ended = True

    @rule()
    def restart_the_server(self) -> None:
        self.house.restart()

    @precondition(lambda self: not self.is_over and self.takes)
    @rule()
    def finish_the_session(self) -> None:
        async def finish() -> None:
            async with self.house.server.database.transaction() as transaction:
                ended = update(schema.sessions).where(schema.sessions.c.id == self.session)
                await transaction.run(ended.values(status="COMPLETED"))

        self.house.run(finish())
        self.is_over = True

    # --- what is true after each step ----

    @invariant()
    def the_server_says_what_the_model_holds(self) -> None:
        listed = self.call("GET", f"?slug={self.house.slug}").json()["data"]["takes"]
        told = {take["take"]: (take["track"], take["offset"], take["slices"], take["isEnded"]) for take in listed}
        held = {
            name: (take.track, len(take.content), len(take.slices), take.is_ended) for name, take in self.takes.items()
        }
        assert told == held

    async def _held(self, name: str) -> tuple[str, list[Slice]]:
        read, takes = self.house.server.database.read, schema.recording_takes
        row = await read.row(select(takes).where(takes.c.session_id == self.session, takes.c.id == name))
        assert row is not None
        return row.recording_id, await joining.list_slices(read, row.organization_id, row)

    def teardown(self) -> None:
        """Checks that each byte is in the storage once."""
        if not hasattr(self, "takes"):
            return
        for name, take in self.takes.items():
            self.house.stored += len(take.content)
            recording, slices = self.house.run(self._held(name))
            assert [held.digest for held in slices] == [hashlib.sha256(content).digest() for content in take.slices]
            folder = self.house.folder / "recordings"
            paths = [folder / joining.slice_name(recording, name, held) for held in slices]
            assert [path.read_bytes() for path in paths] == take.slices
            assert len(list((folder / recording).glob(f"{name}-*"))) == len(take.slices)
        assert list((self.house.folder / "recordings.part").glob("*")) == []


def test_the_protocol_matches_its_model(database_url: str, tmp_path: Path) -> None:
    house = House(database_url, tmp_path)
    machine = type("Machine", (Uploads,), {"house": house})
    bounds = settings(
        max_examples=8,
        stateful_step_count=20,
        phases=(Phase.generate,),  # reducing a failure would take minutes, and the steps are printed anyway
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    try:
        run_state_machine_as_test(machine, settings=bounds)
    finally:
        house.close()
        shutil.rmtree(tmp_path / "recordings", ignore_errors=True)
    assert house.stored > 0  # otherwise only refusals were compared
