"""The server is killed with kill -9 while slices arrive: none is lost, and none is stored twice."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import httpx2

from tests.crash.killing_server import arm
from tests.crash.rig import get, post
from tests.media import cut, record
from tests.room.recorder import TYPE, WEBM, digest_of
from tests.serving import Served, find_free_port, run, start
from tests.waiting import PATIENCE_SECONDS

SLICES = 45


class Mortal:
    """A server that kills itself at the N-th commit after its start, and is started again until its `lives` are used
    up.
    """

    def __init__(self, data_dir: Path, lives: Iterator[tuple[int, str] | None]) -> None:
        self._data_dir, self._lives, self._port = data_dir, lives, find_free_port()
        self.kills = 0
        self.served: Served | None = None

    def revive(self) -> Served:
        """Returns the server, which is started again if it has died."""
        if self.served is not None and self.served.process.poll() is None:
            return self.served
        if self.served is not None:
            assert self.served.process.returncode == -9
            self.kills += 1
        life = next(self._lives, None)
        mortal: dict[str, Any] = {} if life is None else {"first": arm, "given": life}
        self.served = start(self._data_dir, port=self._port, **mortal, **SETTINGS)
        return self.served


SETTINGS = {"AURAL_RATE_LIMIT_PER_MINUTE": "0"}


def enter(url: str, slug: str) -> tuple[str, dict[str, str]]:
    """Starts the session of a candidate who agreed to the camera. Returns the session and the candidate's header."""
    with httpx2.Client(base_url=url, timeout=PATIENCE_SECONDS) as http:
        text = http.post("/room/v1/entry", json={"slug": slug, "token": None}).json()["data"]["consent"]
        consent = {"version": text["version"], "language": "en", "accepted": True, "items": ["interview", "camera"]}
        person = {"name": "Mina", "email": "mina@example.com"}
        body = {"slug": slug, "token": None, "consent": consent, **person}
        data = http.post("/room/v1/sessions", json=body).json()["data"]
    return data["sessionId"], {"Authorization": f"Bearer {data['personalUrl'].partition('token=')[2]}"}


def persist(mortal: Mortal, method: str, path: str, **more: Any) -> httpx2.Response:
    """Sends the same request again until an answer arrives, as a page does."""
    for _ in count():
        url = mortal.revive().url
        try:
            with httpx2.Client(base_url=url, timeout=PATIENCE_SECONDS) as http:
                return http.request(method, f"/room/v1/recordings{path}", **more)
        except httpx2.TransportError:
            assert mortal.served is not None
            mortal.served.process.wait(PATIENCE_SECONDS)
    raise AssertionError


def test_slices_survive_a_server_that_is_killed_again_and_again(tmp_path: Path) -> None:
    key = run("keys", "create", "--organization", "Crash test", "--data-dir", str(tmp_path)).strip()
    # The first commits are those of the start; the others are slices.
    lives: list[tuple[int, str] | None] = [None, (16, "before"), (18, "after")]
    mortal = Mortal(tmp_path, iter(lives))
    try:
        _record(mortal, key, len(lives))
    finally:
        if mortal.served is not None:
            mortal.served.stop()


def _record(mortal: Mortal, key: str, lives: int) -> None:
    url = mortal.revive().url
    interview = post(url, key, "/interviews", {"title": "Crash", "videoEnabled": True, "requireInvite": False})
    post(url, key, f"/interviews/{interview['id']}/questions", [{"text": "Why?"}])
    slug = post(url, key, f"/interviews/{interview['id']}/publish", {})["publicSlug"]
    session, headers = enter(url, slug)
    content, take, offset = record(4), str(uuid.uuid4()), 0
    begun = {"slug": slug, "take": take, "track": "camera", "mimeType": WEBM}
    assert persist(mortal, "POST", "", json=begun, headers=headers).status_code == 200
    assert mortal.served is not None
    mortal.served.kill()  # the first life ends by a kill from here, the others at a commit
    for piece in cut(content, SLICES):
        sent = {"Upload-Offset": str(offset), "Content-Digest": digest_of(piece), "Content-Type": TYPE}
        answer = persist(mortal, "PATCH", f"/{take}?slug={slug}", content=piece, headers=headers | sent)
        assert answer.status_code == 200, answer.text
        offset += len(piece)
        assert answer.headers["upload-offset"] == str(offset)
    held = persist(mortal, "GET", f"/{take}?slug={slug}", headers=headers).json()["data"]
    assert (held["offset"], held["slices"]) == (len(content), SLICES)
    assert mortal.kills == lives
    _assert_each_byte_is_there_once(mortal, key, session, content)


def _assert_each_byte_is_there_once(mortal: Mortal, key: str, session: str, content: bytes) -> None:
    served = mortal.revive()
    (recording,) = get(served.url, key, f"/sessions/{session}/recordings")
    assert recording["bytes"] == len(content)
    files = sorted((served.data_dir / "recordings" / recording["id"]).iterdir(), key=lambda path: path.name)
    assert len(files) == SLICES
    assert b"".join(path.read_bytes() for path in files) == content
