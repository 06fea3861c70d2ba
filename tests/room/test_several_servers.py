"""Real servers on one database: one at a time runs a room, a dead one runs none, and a live one keeps its own."""

from __future__ import annotations

import signal
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

import httpx2
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.chats import Chat, chatting, start_session
from tests.postgres import Databases
from tests.serving import START_SECONDS, Served, run, serving, start
from tests.waiting import PATIENCE_SECONDS

SECRET = "s" * 40
Start = Callable[..., Served]


@pytest.fixture(scope="module")
def shared_url(_postgres_databases: Databases) -> Iterator[str]:
    """The database of the server that all tests of this file share."""
    url = _postgres_databases.create(migrated=True)
    yield url
    _postgres_databases.drop(url)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, shared_url: str) -> Iterator[Served]:
    """A server that no test stops. Each test starts its own servers next to it, and stops or kills those."""
    with serving(tmp_path_factory.mktemp("shared"), AURAL_DATABASE_URL=shared_url, AURAL_SECRET_KEY=SECRET) as served:
        yield served


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Start]:
    """Starts `aural serve`, in the test's data folder unless another is given."""
    with ExitStack() as stack:

        def start_one(database_url: str = "", folder: Path = tmp_path, **more: Any) -> Served:
            served = start(folder, AURAL_DATABASE_URL=database_url, AURAL_SECRET_KEY=SECRET, **more)
            stack.callback(served.stop)
            return served

        yield start_one


def client(served: Served, key: str = "") -> httpx2.Client:
    base_url = f"{served.url}/api/v1" if key else served.url
    return httpx2.Client(
        base_url=base_url, timeout=PATIENCE_SECONDS, headers={"Authorization": f"Bearer {key}"} if key else {}
    )


def begin(served: Served, database_url: str) -> str:
    """Creates an interview, and returns a candidate's personal token for it."""
    with client(served) as http:
        return start_session(http, publish(served, database_url))


def publish(served: Served, database_url: str) -> str:
    """Publishes a new interview, and returns its slug."""
    storage = ["--data-dir", str(served.data_dir)] + (["--database-url", database_url] if database_url else [])
    key = run("keys", "create", *storage, AURAL_SECRET_KEY=SECRET).strip()
    with client(served, key) as api:
        made = api.post("/interviews", json={"title": "Two servers"}).json()["data"]
        questions = [{"text": "What did you build?"}, {"text": "What was hard about it?"}]
        assert api.post(f"/interviews/{made['id']}/questions", json=questions).status_code == 200
        return str(api.post(f"/interviews/{made['id']}/publish").json()["data"]["publicSlug"])


def test_a_server_on_the_same_host_respects_anothers_rooms_until_it_dies(
    shared: Served, shared_url: str, start_server: Start
) -> None:
    two = start_server(shared_url)
    token = begin(shared, shared_url)
    with client(shared) as here, client(two) as there, chatting(here, token) as chat:
        take_over_and_kill(chat, there, token, two)
        with client(start_server(shared_url)) as again, chatting(again, token) as back:
            assert back.my_turn()["type"] == "welcome"


def test_other_workers_and_a_successor_can_open_the_rooms_of_a_dead_worker(
    shared: Served, shared_url: str, start_server: Start
) -> None:
    """They share a data folder, so that no one waits for a lease to expire."""
    two = start_server(shared_url, shared.data_dir)
    first, second = (begin(shared, shared_url) for _ in range(2))
    with client(shared) as here, client(two) as there, chatting(here, first) as chat, chatting(there, second) as held:
        held.my_turn()
        take_over_and_kill(chat, there, first, two)
        with chatting(here, first) as back:
            assert back.my_turn()["type"] == "welcome"
        with client(start_server(shared_url, shared.data_dir)) as again, chatting(again, second) as back:
            assert back.my_turn()["type"] == "welcome"


def take_over_and_kill(chat: Chat, there: httpx2.Client, token: str, two: Served) -> None:
    """Checks that the other server, `two`, gets the room only by a takeover, and kills it while it has the room."""
    chat.my_turn()
    with chatting(there, token) as other:
        assert other.closed() == 4409
    assert chat.answer("I am not disturbed.")["type"] == "ack"
    with chatting(there, token, takeOver=True) as other:
        other.my_turn()
        assert chat.closed() == 4410
        two.kill()


def test_workers_of_one_server_respect_each_other(start_server: Start) -> None:
    served = start_server(workers=2)
    token = begin(served, "")
    with client(served) as http, chatting(http, token) as chat:
        chat.my_turn()
        for _ in range(6):  # either worker may get the connection
            with chatting(http, token) as other:
                assert other.closed() == 4409
        with chatting(http, token, takeOver=True) as other:
            other.my_turn()
            assert chat.closed() == 4410


def test_an_erasure_on_one_server_ends_the_room_on_another(
    shared: Served, shared_url: str, start_server: Start
) -> None:
    """The candidate sends nothing: each server regularly checks its rooms."""
    two = start_server(shared_url)
    slug = publish(shared, shared_url)
    with client(shared) as here, client(two) as there:
        token = start_session(here, slug)
        with chatting(here, token) as chat:
            chat.my_turn()
            body = {"slug": slug, "confirm": True}
            erased = there.post("/room/v1/erase", json=body, headers={"Authorization": f"Bearer {token}"})
            assert erased.status_code == 200, erased.text
            assert chat.closed() == 4410
        door = here.post("/room/v1/entry", json={"slug": slug, "token": token}).json()["data"]
        assert door["state"] == "erased"
        again = here.post("/room/v1/tickets", headers={"Authorization": f"Bearer {token}"})
        assert again.status_code == 401


def test_a_draining_server_refuses_new_candidates_and_keeps_the_others(
    shared: Served, shared_url: str, start_server: Start
) -> None:
    one = start_server(shared_url, AURAL_DRAIN_SECONDS="3600")
    slug = publish(one, shared_url)
    page = {"client": str(uuid.uuid4())}  # with a new client id, the session might still be attached
    with (
        client(one) as here,
        client(shared) as there,
        chatting(here, token := start_session(here, slug), **page) as chat,
    ):
        chat.my_turn()
        one.process.send_signal(signal.SIGTERM)
        try:
            while (readiness := here.get("/readyz")).status_code == 200:
                pass
            assert (readiness.status_code, readiness.json()) == (503, {"status": "draining"})
            assert [here.get(path).status_code for path in ("/livez", "/healthz")] == [200, 200]
            bearer = {"Authorization": f"Bearer {token}"}
            calls = (("sessions", {"json": {"slug": slug}}), ("tickets", {"headers": bearer}))
            for refused in [here.post(f"/room/v1/{path}", **given) for path, given in calls]:
                assert refused.status_code == 503
                assert refused.json()["error"]["code"] == "DRAINING"
                assert refused.headers["Retry-After"] == "1"
            address, origin = f"{one.url.replace('http', 'ws', 1)}/room/v1/socket", cast("Origin", one.url)
            with pytest.raises(InvalidStatus, match="503"):
                connect(address, origin=origin, proxy=None)
            start_session(there, slug)
            one.process.send_signal(signal.SIGTERM)  # as a service manager does, which signals every process of a group
            assert chat.answer("I am in, and go on.")["type"] == "ack"
        finally:
            one.process.send_signal(signal.SIGINT)
        assert chat.closed() == 1012
        with chatting(there, token, **page) as back:
            back.my_turn()


def test_a_server_asked_to_stop_stops_when_its_drain_time_is_over(start_server: Start) -> None:
    served = start_server(AURAL_DRAIN_SECONDS="1")
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(START_SECONDS) == -signal.SIGTERM
