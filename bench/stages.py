"""A real server with interviews, for benches that act as candidates and as a creator."""

from __future__ import annotations

import base64
import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from bench.hostile import PIECES, repeated
from tests.chats import Chat, chatting
from tests.serving import Served, run, serving

ANSWER, CODE = 20_000, 50_000  # the most characters of an answer, and of its code
LONG, LONG_CHARACTERS, SESSIONS = 200, 9_990, 2  # of a long interview: answers, characters each; number of interviews
QUESTIONS = 20
_SAID = (
    "I built the ferry timetable with a queue in Redis, because the old one lost bookings. I chose it after a week of "
    "tests and we cut errors by {n} percent. Then I taught two colleagues how to run it. "
)


class Candidate(Chat):
    """A candidate who sends text that may be refused, and ignores what is said."""

    def send(self, **frame: Any) -> None:
        self.socket.send(json.dumps(frame, ensure_ascii=False))  # escapes would exceed the limit for a frame

    def is_taken(self, text: str, code: str | None = None) -> bool:
        """Sends an answer; returns False if it is refused."""
        frame_id = str(uuid.uuid4())
        made = {} if code is None else {"code": {"language": "python", "text": code}}
        self.send(type="answer", id=frame_id, text=text, **made)
        return self.until(lambda frame: frame["type"] in ("ack", "error") and frame["id"] == frame_id)["type"] == "ack"

    def settle(self) -> None:
        """Waits until the interviewer has replied and is waiting."""
        self.until(lambda frame: frame.get("room", {}).get("state") not in (None, "thinking"))


class Stage:
    """The requests that benches send to a running server."""

    def __init__(self, served: Served, key: str) -> None:
        self.url, self.pid, self._key = served.url, served.process.pid, key
        self.long: list[str] = []
        self._made: dict[str, tuple[str, str]] = {}

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, **settings: str) -> Iterator[Stage]:
        with serving(folder, AURAL_RATE_LIMIT_PER_MINUTE="0", **settings) as served:
            stage = cls(served, run("keys", "create", "--organization", "Livez", "--data-dir", str(folder)).strip())
            for kind in ("TEXT", "CODING"):
                stage.slug(kind)
            yield stage

    # as a creator

    def ask(self, path: str, body: Any, *, basic: str | None = None, method: str = "POST") -> Any:
        """Sends a request and returns the decoded response, even if it is a refusal."""
        request = urllib.request.Request(
            f"{self.url}{path}", json.dumps(body, ensure_ascii=False).encode(), method=method
        )
        request.add_header("Content-Type", "application/json")
        named = base64.b64encode(f"{basic}:".encode()).decode()
        request.add_header("Authorization", f"Bearer {self._key}" if basic is None else f"Basic {named}")
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.loads(error.read() or b"{}")

    def post(self, path: str, body: Any) -> Any:
        answer = self.ask(f"/api/v1{path}", body)
        if "data" not in answer:
            raise RuntimeError(f"POST {path}: {json.dumps(answer)[:500]}")
        return answer["data"]

    def download(self, path: str) -> bytes:
        request = urllib.request.Request(f"{self.url}/api/v1{path}", headers={"Authorization": f"Bearer {self._key}"})
        try:
            with urllib.request.urlopen(request) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"GET {path}: {error.code} {error.read()[:300]!r}") from error

    def upload(self, content: bytes, media_type: str) -> None:
        """Uploads a list of candidates, and accepts a refusal."""
        path = f"{self.url}/api/v1/interviews/{self.interview('TEXT')}/imports"
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": media_type}
        try:
            urllib.request.urlopen(urllib.request.Request(path, content, headers, method="POST")).read()
        except urllib.error.HTTPError as error:
            error.read()

    def interview(self, kind: str) -> str:
        return self._of(kind)[0]

    def slug(self, kind: str) -> str:
        return self._of(kind)[1]

    def _of(self, kind: str) -> tuple[str, str]:
        if kind not in self._made:
            self._made[kind] = _interview(self, kind)
        return self._made[kind]

    # as a candidate

    def enter(self, slug: str, name: str = "Mina Sol") -> str:
        """The token of a new candidate; empty if the name is refused."""
        with httpx2.Client(base_url=self.url, timeout=300) as http:
            told = http.post("/room/v1/entry", json={"slug": slug}).json()["data"]["consent"]
            consent = {"version": told["version"], "language": told["language"], "accepted": True}
            body = {"slug": slug, "consent": consent, "name": name, "email": "mina@example.com"}
            answer = http.post("/room/v1/sessions", json=body)
            return str(answer.json()["data"]["personalUrl"].partition("token=")[2]) if answer.status_code == 200 else ""

    @contextmanager
    def chatting(self, slug: str) -> Iterator[Candidate]:
        token = self.enter(slug)
        with httpx2.Client(base_url=self.url, timeout=300) as http, chatting(http, token) as chat:
            yield Candidate(chat.socket)

    def enter_longest(self) -> tuple[str, str]:
        """The token and slug of a candidate who sent as many characters as a session takes, most of them code."""
        code, slug = {"language": "python", "text": repeated("<&>\"'x\n", CODE - 10)}, self.slug("CODING")
        token = self.enter(slug)
        with httpx2.Client(base_url=self.url, timeout=300) as http, chatting(http, token) as chat:
            question = chat.my_turn()["room"]["question"]["id"]
            chat = Candidate(chat.socket)
            for _ in range(39):
                chat.send(type="answer", id=str(uuid.uuid4()), text="w", code=code)
            run = {"type": "run", "language": "python", "code": code["text"], "output": code["text"][:19_990]}
            for _ in range(70):
                chat.send(**run, id=str(uuid.uuid4()), questionId=question, outcome="ok", milliseconds=5)
            chat.send(type="request", id=str(uuid.uuid4()), kind="end")
            chat.until(lambda frame: frame.get("room", {}).get("state") == "done")
        return token, slug

    def read_as(self, token: str, path: str) -> bytes:
        """Reads an address of the room as the candidate with this token."""
        request = urllib.request.Request(f"{self.url}{path}", headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request) as answer:
            return bytes(answer.read())

    def end_long(self) -> None:
        """Takes interviews of the maximum length to their end; a third of the answers is ordinary speech."""
        kinds = [piece for piece in PIECES.values() if "\x00" not in piece]
        for session in range(SESSIONS):
            with self.chatting(self.slug("TEXT")) as chat:
                chat.my_turn()
                for n in range(LONG):
                    piece = _SAID.format(n=n) if n % 3 == 0 else kinds[(n * 7 + session) % len(kinds)]
                    chat.is_taken(repeated(piece, LONG_CHARACTERS))
                chat.settle()
                chat.send(type="request", id=str(uuid.uuid4()), kind="end")
                chat.until(lambda frame: frame.get("room", {}).get("state") == "done")

    def first_long(self) -> str:
        """The id of the first long session that has its report."""
        if not self.long:
            self.end_long()
            self.wait_for_reports()
        return self.long[0]

    def wait_for_reports(self) -> None:
        """Waits until each session that has ended has its report."""
        path = f"/interviews/{self.interview('TEXT')}/sessions?limit=100&status=COMPLETED"
        while True:
            sessions = json.loads(self.download(path))["data"]
            if sessions and all(one["reportStatus"] in ("READY", "NOT_SCORABLE", "FAILED") for one in sessions):
                self.long = [one["id"] for one in sessions]
                return
            time.sleep(0.5)


def interview_of(stage: Stage, kind: str, **more: str) -> str:
    """Creates another interview with questions of this type; returns its slug."""
    return _interview(stage, kind, **more)[1]


def _interview(
    stage: Stage, kind: str, *, title: str = "Engineer", starter: str | None = None, markdown: str = "Say how."
) -> tuple[str, str]:
    made = stage.post(
        "/interviews",
        {
            "title": title,
            "description": markdown,
            "followUpDepth": "DEEP",
            "timeLimitMinutes": None,
            "purpose": "HIRING",
        },
    )
    questions = [
        {"text": f"Which system did you build last, and what did you decide yourself? ({n})", "description": markdown}
        | ({"type": "CODING", "starterCode": starter} if kind == "CODING" else {})
        for n in range(QUESTIONS if starter is None else 2)
    ]
    stage.post(f"/interviews/{made['id']}/questions", questions)
    return made["id"], stage.post(f"/interviews/{made['id']}/publish", {})["publicSlug"]
