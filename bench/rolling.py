"""Runs two versions on one database: `python -m bench.rolling COMMIT` (`--postgres`).

Candidates take interviews on a host of the commit and on a host of this code, and switch hosts after each message.
Sessions begin on either host, and some begin before the newer host migrates the tables. Then each host writes the
reports that the other one had queued when it was killed. In the end, every interview must be finished, every report
written, and every page answered by both hosts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from websockets.exceptions import ConnectionClosed

from tests.chats import Chat, chatting, start_session
from tests.postgres import Server
from tests.serving import COMMAND, Served, start
from tests.waiting import PATIENCE_SECONDS

Frame = dict[str, Any]
Step = str | Frame

ROOT = Path(__file__).parents[1]
SECRET = "s" * 40
READY = ("your_turn", "closing", "minute", "paused", "problem", "done")
SILENT = ("pause", "continue", "problem")  # requests to which the interviewer says nothing
MOST_STEPS = 40
REPORT_SECONDS = 120.0

QUESTIONS: list[Frame] = [
    {"text": "Tell me about a service that you built, and what did you learn?"},
    {"text": "Which one do you prefer?", "type": "SINGLE_CHOICE", "options": ["Tabs", "Spaces"]},
    {"text": "What would you do differently today?"},
]
OWN = [  # `ask` is the earlier name of `text`, which the older host may not know
    {"when": "ALWAYS", "ask": "Which part of it was yours alone?"},
    {"when": "NO_FIGURE", "ask": "How many used it?"},
]
WITH_OWN: list[Frame] = [{**QUESTIONS[0], "probes": OWN}, QUESTIONS[1], {**QUESTIONS[2], "probes": []}]
TABS: Frame = {"choice": ["Tabs"]}
FULL = "I built a billing service for 40 shops, and I learned to test money because we lost some."
# A frame without a type is an answer; a text answers a question; a kind is a request.
SCRIPTS: dict[str, list[Step]] = {
    "short": ["I built billing.", "It was hard.", "We shipped it.", TABS, "Because.", "Nothing.", "Less code."],
    "skip": [{"kind": "skip"}, "yes", TABS, {"kind": "skip"}, "no", "I would test more because ours broke."],
    "correct": [FULL, "It went well.", TABS, "A correction to question 1: I said 40 shops, it was 400.", "Habit."],
    "set-right": [FULL, TABS, "Habit.", "Sorry, one thing I said earlier was wrong: it was 400 shops, not 40."],
    "side": [
        *("Are you an AI?", "How big is the team?", "What do you mean?", {"kind": "rephrase"}, "I built a search."),
        *({"kind": "repeat"}, "It got faster.", TABS, {"kind": "back"}, TABS, "Who reads my answers?", "I'd measure."),
    ],
    "refuse": [
        *("I'd rather not answer that question.", TABS, "These questions are badly written and this takes too long."),
        *("I feel awful and can't think, my hands are shaking.", "You stupid machine, shut up.", "I would plan more."),
    ],
    "deep": ["We ran a queue.", "It moved orders.", "I wrote it.", TABS, "Taste.", "Tests.", "More tests.", "Types."],
    "pause": [
        *({"kind": "minute"}, "I built a mail service.", {"kind": "pause"}, {"kind": "continue"}, "I did the retries."),
        *({"kind": "problem"}, "It worked.", TABS, "It is what we use.", "I would start smaller."),
    ],
}


class StuckError(Exception):
    """An interview that doesn't continue."""


@dataclass
class Host:
    name: str
    served: Served
    key: str
    http: httpx2.Client = field(init=False)
    api: httpx2.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = httpx2.Client(base_url=self.served.url, timeout=PATIENCE_SECONDS)
        bearer = {"Authorization": f"Bearer {self.key}"}
        self.api = httpx2.Client(base_url=f"{self.served.url}/api/v1", timeout=PATIENCE_SECONDS, headers=bearer)

    def publish(self, questions: list[Frame], **settings: Any) -> tuple[str, str]:
        """Creates and publishes an interview; returns its id and slug."""
        made = self.api.post("/interviews", json={"title": f"Of {self.name}", **settings}).json()["data"]
        answer = self.api.post(f"/interviews/{made['id']}/questions", json=questions)
        assert answer.status_code == 200, answer.text
        return made["id"], str(self.api.post(f"/interviews/{made['id']}/publish").json()["data"]["publicSlug"])

    def begin(self, slug: str) -> str:
        self.http.cookies.clear()  # another candidate each time
        return start_session(self.http, slug)


@dataclass
class Outcome:
    finished: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@contextmanager
def checkout(commit: str, folder: Path) -> Iterator[Path]:
    path, git = folder / "before", ("git", "-C", str(ROOT))
    subprocess.run([*git, "worktree", "add", "--detach", "-f", path, commit], check=True, capture_output=True)
    try:
        yield path
    finally:
        subprocess.run([*git, "worktree", "remove", "--force", path], check=False)


def serve(source: Path, folder: Path, url: str) -> Served:
    """A server that runs the code of `source` on the shared data folder and database."""
    no_limits = {"AURAL_RATE_LIMIT_PER_MINUTE": "0", "AURAL_ROOM_SOCKETS_PER_ADDRESS": "0"}
    storage = {"AURAL_DATABASE_URL": url} if url else {}
    return start(folder, PYTHONPATH=str(source / "src"), AURAL_SECRET_KEY=SECRET, **no_limits, **storage)


def make_key(source: Path, folder: Path, url: str) -> str:
    """Creates the key with the older code, as newer code would migrate the tables."""
    command = [COMMAND, "keys", "create", "--data-dir", folder, *(["--database-url", url] if url else [])]
    environment = {**os.environ, "PYTHONPATH": str(source / "src"), "AURAL_SECRET_KEY": SECRET}
    return subprocess.check_output(command, env=environment, text=True).strip()


# --- one interview --------------------------------------------------------------------------------------------------


def take(hosts: Sequence[Host], token: str, steps: Sequence[Step]) -> None:
    """Says one thing on each host in turn until the interview is over. Raises StuckError if it never ends."""
    page, left, said = str(uuid.uuid4()), list(steps), 0
    while said < MOST_STEPS:
        host = hosts[said % len(hosts)]
        step = left.pop(0) if left else "No, thanks."
        try:
            with chatting(host.http, token, client=page) as chat:
                room = chat.until(lambda frame: frame.get("room", {}).get("state") in READY)["room"]
                if room["state"] == "done" or say(chat, room, step)["state"] == "done":
                    return
        except (ConnectionClosed, TimeoutError) as error:
            raise StuckError(f"{host.name} at {step!r}: {error!r}") from error
        said += 1
    raise StuckError(f"not over after {MOST_STEPS} messages")


def say(chat: Chat, room: Frame, step: Step) -> Frame:
    """Sends one step; returns the room once the interviewer has replied."""
    frame = _frame_of(step, room)
    chat.send(**frame)
    if (found := chat.until(lambda one: one.get("id") == frame["id"]))["type"] == "error":
        raise StuckError(f"refused: {found['code']}")
    if frame.get("kind") in SILENT or frame["type"] == "run":
        return room
    has_replied = False

    def is_over(one: Frame) -> bool:
        nonlocal has_replied
        has_replied = has_replied or one.get("message", {}).get("role") == "assistant"
        return has_replied and one.get("room", {}).get("state") in READY

    after: Frame = chat.until(is_over)["room"]
    return after


def _frame_of(step: Step, room: Frame) -> Frame:
    frame_id = str(uuid.uuid4())
    if isinstance(step, str):
        return {"type": "answer", "id": frame_id, "text": step}
    if "choice" in step and not (room["question"] or {}).get("options"):
        return {"type": "answer", "id": frame_id, "text": "I used tabs there."}  # the interview is at another question
    if step.get("type") == "run":
        return {**step, "id": frame_id, "questionId": room["question"]["id"]}
    return {"type": "request" if "kind" in step else "answer", **step, "id": frame_id}


# --- the experiment -------------------------------------------------------------------------------------------------


def upgrade(before: Path, folder: Path, url: str) -> Outcome:
    with ExitStack() as stack:

        def start_host(name: str, source: Path) -> Host:
            served = serve(source, folder, url)
            stack.callback(served.stop)
            return Host(name, served, key)

        served = serve(before, folder, url)
        stack.callback(served.stop)
        key = make_key(before, folder, url)
        old = Host("before", served, key)
        outcome, interviews = Outcome(), [old.publish(QUESTIONS)]
        opened = {name: _open(old, interviews[0][1]) for name in SCRIPTS}
        new = start_host("after", ROOT)
        interviews += [
            new.publish(QUESTIONS, followUpDepth="DEEP"), new.publish(WITH_OWN),
            new.publish(WITH_OWN, followUpDepth="DEEP"),
        ]  # fmt: skip
        for name, token in opened.items():
            _note(outcome, f"{name}, open before the upgrade", [new, old], token, SCRIPTS[name])
        for _, slug in interviews:
            for hosts in ([old, new], [new, old]):
                for name, steps in SCRIPTS.items():
                    label = f"{name}, begun {hosts[0].name} the upgrade"
                    _note(outcome, label, hosts, hosts[0].begin(slug), steps)
        _read_pages(outcome, (old, new), [interview for interview, _ in interviews])
        _write_reports(outcome, queued_by=new, run_by=old)
        _write_reports(outcome, queued_by=old, run_by=lambda: start_host("after", ROOT))
        return outcome


def _open(host: Host, slug: str) -> str:
    """Begins a session and leaves it at its first follow-up; returns the candidate's token."""
    token = host.begin(slug)
    with chatting(host.http, token) as chat:
        say(chat, chat.my_turn()["room"], "We moved our orders to a queue, and the old importer lost 3 of 100 of them.")
    return token


def _note(outcome: Outcome, label: str, hosts: Sequence[Host], token: str, steps: Sequence[Step]) -> None:
    try:
        take(hosts, token, steps)
        outcome.finished.append(label)
    except StuckError as error:
        outcome.faults.append(f"{label}: {error}")


def _read_pages(outcome: Outcome, hosts: Sequence[Host], interviews: Sequence[str]) -> None:
    """Requests what creators look at: each host must answer all of it."""
    parts = ("", "/insights", "/versions", "/questions", "/file", "/checks", "/sessions")
    for host in hosts:
        paths = [
            "/sessions?limit=50",
            "/insights",
            *(f"/interviews/{one}{part}" for one in interviews for part in parts),
        ]
        for session in _sessions(host):
            paths += [f"/sessions/{session['id']}{part}" for part in ("", "/background", "/export?format=json")]
        for path in paths:
            answer = host.api.get(path)
            if answer.status_code != 200:
                outcome.faults.append(f"{host.name}: GET {path} was answered {answer.status_code}")


def _sessions(host: Host) -> list[Frame]:
    found: list[Frame] = []
    cursor = ""
    while True:
        answer = host.api.get(f"/sessions?status=COMPLETED&limit=50{cursor}")
        if answer.status_code != 200:
            return found
        found += answer.json()["data"]
        if (following := answer.json()["cursor"]) is None:
            return found
        cursor = f"&cursor={following}"


def _write_reports(outcome: Outcome, *, queued_by: Host, run_by: Any) -> None:
    """Queues a report of every session on one host, kills it, and lets the other host write the remaining reports."""
    wanted = [session["id"] for session in _sessions(queued_by)]
    for session in wanted:
        queued_by.api.post(f"/sessions/{session}/reports", json={})
    queued_by.served.kill()
    host: Host = run_by if isinstance(run_by, Host) else run_by()
    until, states = time.monotonic() + REPORT_SECONDS, {}
    while time.monotonic() < until:
        states = {session: host.api.get(f"/sessions/{session}").json()["data"]["reportStatus"] for session in wanted}
        if not {"PENDING", "RUNNING"} & set(states.values()):
            break
        time.sleep(0.5)
    print(f"reports queued {queued_by.name} and run {host.name} the upgrade: {dict(Counter(states.values()))}")
    for session, state in states.items():
        if state not in ("READY", "NOT_SCORABLE"):
            outcome.faults.append(f"{host.name}: the report of {session} is {state}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit", help="the commit of the previous version")
    parser.add_argument("--postgres", action="store_true", help="use a PostgreSQL started for this run")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        before, folder = stack.enter_context(checkout(given.commit, Path(name))), Path(name) / "data"
        folder.mkdir()
        server = Server() if given.postgres else None
        if server is not None:
            stack.callback(server.stop)
        outcome = upgrade(before, folder, server.url if server else "")
    print(f"finished: {len(outcome.finished)} of {len(SCRIPTS) * 9}")
    print("faults:", *(outcome.faults or ["none"]), sep="\n  ")
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
