"""The disk of a real server fills up in the middle of a chat, and is emptied again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.chats import Chat, Frame, chatting, start_session
from tests.disks import Disk, LimitedDisk, MountedDisk, make_mounted_disk
from tests.serving import Served, run
from tests.waiting import PATIENCE_SECONDS

MANY = 200  # more than any disk here can store after it was filled
READS = 50  # each reads three resources: many more requests than are counted in one batch


@pytest.fixture(params=["mounted", "limited"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Disk:
    return make_mounted_disk(tmp_path) if request.param == "mounted" else LimitedDisk()


@pytest.fixture
def key(tmp_path: Path) -> str:
    return run("keys", "create", "--organization", "Acme", "--data-dir", str(tmp_path / "prepared")).strip()


@pytest.fixture
def served(disk: Disk, key: str, tmp_path: Path) -> Iterator[Served]:
    server = disk.start(tmp_path / "prepared")
    yield server
    server.stop()


@pytest.fixture
def api(served: Served, key: str) -> Iterator[httpx2.Client]:
    headers = {"Authorization": f"Bearer {key}"}
    with httpx2.Client(base_url=f"{served.url}/api/v1", timeout=PATIENCE_SECONDS, headers=headers) as client:
        yield client


@pytest.fixture
def http(served: Served) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=served.url, timeout=PATIENCE_SECONDS) as client:
        yield client


def publish(api: httpx2.Client) -> Frame:
    made = api.post("/interviews", json={"title": "Before", "followUpDepth": "LIGHT"}).json()["data"]
    questions = [{"text": f"Question {number}: what did you build?"} for number in range(12)]
    assert api.post(f"/interviews/{made['id']}/questions", json=questions).status_code == 200
    published: Frame = api.post(f"/interviews/{made['id']}/publish").json()["data"]
    return published


def write_until_refused(api: httpx2.Client, title: str) -> tuple[list[str], httpx2.Response]:
    """The titles of the interviews that were created, and the refusal of the next one."""
    made = []
    for number in range(MANY):
        wanted = f"{title} {number}"
        answer = api.post("/interviews", json={"title": wanted, "description": "x" * 4_900})
        if answer.status_code != 200:
            return made, answer
        made.append(wanted)
    raise AssertionError("the disk was never full")


def answer_until_refused(chat: Chat) -> tuple[list[str], Frame, str]:
    """The answers that were acknowledged, the refusal, and the text that was refused."""
    acknowledged: list[str] = []
    for number in range(MANY):
        text = f"Answer {number}. " + "I wrote the import myself. " * 300
        frame = chat.answer(text)
        if frame["type"] == "error":
            return acknowledged, frame, text
        acknowledged.append(text.strip())
    raise AssertionError("the disk was never full")


def titles(api: httpx2.Client) -> list[str]:
    answer = api.get("/interviews", params={"limit": 100})
    assert answer.status_code == 200, answer.text
    return [interview["title"] for interview in answer.json()["data"]]


def stored_answers(api: httpx2.Client, interview_id: str) -> list[str]:
    sessions = api.get(f"/interviews/{interview_id}/sessions").json()["data"]
    assert len(sessions) == 1
    answer = api.get(f"/sessions/{sessions[0]['id']}")
    assert answer.status_code == 200, answer.text
    messages = answer.json()["data"]["messages"]
    assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
    return [message["content"].strip() for message in messages if message["role"] == "user"]


class Board:
    """The candidate's drawing for the first question: its words, and a scene that needs space on the disk."""

    def __init__(self, api: httpx2.Client, http: httpx2.Client, interview: Frame, token: str) -> None:
        self._http, self._slug = http, interview["publicSlug"]
        self._headers = {"Authorization": f"Bearer {token}"}
        self._question = api.get(f"/interviews/{interview['id']}/questions").json()["data"][0]["id"]

    def draw(self, words: str) -> httpx2.Response:
        drawing = {"scene": {"elements": [words] * 20_000}, "picture": None, "text": words}
        body = {"slug": self._slug, "whiteboard": drawing}
        return self._http.put(f"/room/v1/work/{self._question}", json=body, headers=self._headers)

    def see(self) -> str:
        seen = self._http.get("/room/v1/work", params={"slug": self._slug}, headers=self._headers)
        assert seen.status_code == 200, seen.text
        drawing = seen.json()["data"][self._question]["whiteboard"]
        assert drawing["scene"]["elements"] == [drawing["text"]] * 20_000
        return str(drawing["text"])


def assert_refused(answer: httpx2.Response) -> None:
    assert answer.status_code == 503, answer.text
    assert int(answer.headers["Retry-After"]) > 0
    error = answer.json()["error"]
    assert error["code"] == "STORAGE_UNAVAILABLE"
    assert re.search("[Tt]ry again (shortly|in a moment)[.]$", error["message"])
    assert set(error) == {"code", "message", "requestId", "docUrl"}


def test_a_full_disk_in_the_middle_of_a_chat_loses_nothing_acknowledged(
    disk: Disk, served: Served, api: httpx2.Client, http: httpx2.Client
) -> None:
    interview = publish(api)
    token = start_session(http, interview["publicSlug"])
    with chatting(http, token) as chat:
        chat.my_turn()
        board = Board(api, http, interview, token)
        assert board.draw("before").status_code == 200
        assert chat.answer("The first answer.")["type"] == "ack"
        disk.fill()
        made, refused = write_until_refused(api, "While full")
        assert_refused(refused)
        assert http.get("/readyz").status_code == 503
        assert http.get("/healthz").status_code == 200
        acknowledged, refusal, refused_text = answer_until_refused(chat)
        assert refusal["code"] == "STORAGE_UNAVAILABLE"

        def assert_whole() -> None:
            assert sorted(titles(api)) == sorted(["Before", *made])
            assert stored_answers(api, interview["id"]) == ["The first answer.", *acknowledged]

        for _ in range(READS):  # reading continues, even where requests can no longer be counted on the disk
            assert_whole()
        assert_refused(board.draw("while full"))
        assert board.see() == "before"
        assert_refused(http.post("/room/v1/tickets", headers={"Authorization": f"Bearer {token}"}))
        assert_refused(api.post(f"/interviews/{interview['id']}/questions", json=[{"text": "x" * 1_900}] * 20))
        assert http.post("/room/v1/entry", json={"slug": interview["publicSlug"]}).status_code == 200
        assert len(api.get(f"/interviews/{interview['id']}/questions").json()["data"]) == 12
        assert_whole()

        if isinstance(disk, MountedDisk):  # otherwise, the log can't be written either
            assert "refused with STORAGE_UNAVAILABLE: SQLITE_FULL" in (served.data_dir / "serve.log").read_text()

        disk.empty()
        assert chat.answer(refused_text, refusal["id"])["type"] == "ack"
        acknowledged.append(refused_text.strip())
        assert board.draw("after").status_code == 200
        assert board.see() == "after"
        assert api.post("/interviews", json={"title": "After"}).status_code == 200
        made.append("After")
        assert_whole()
