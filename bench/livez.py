"""Measures how soon `/livez` answers while hostile text arrives by each route: `python -m bench.livez [--model] [DOOR
…]`.

A real server takes the largest texts that it accepts, while another process requests `/livez` every 20 ms. For the
slowest response, the table shows its time, which must not exceed 250 ms, and the processor time that all threads of the
server used meanwhile. Other programs on the machine account for the difference, so run this on an idle machine. A route
that is slower is tried up to three times, and its best time counts.
"""

from __future__ import annotations

import http.client
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.hostile import PIECES, repeated
from bench.played import hostile_model
from bench.stages import ANSWER, CODE, Stage, interview_of

MOST_MS = 250.0
EVERY_SECONDS = 0.02
TRIES = 3
SEVERAL = 4  # candidates, or downloads, at once
_KINDS = [piece for piece in PIECES.values() if "\x00" not in piece]


@dataclass
class Asked:
    at: float
    wall_ms: float
    cpu_ms: float


# The process that requests `/livez`


def watch(url: str, pid: int) -> None:
    """Prints a line for each response of `/livez`: when it was requested, its time, and the server's processor time."""
    host = url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=120)
    while True:
        began, spent = time.monotonic(), _spent(pid)
        connection.request("GET", "/livez")
        connection.getresponse().read()
        wall = time.monotonic() - began
        print(began, wall * 1000, (_spent(pid) - spent) * 1000, flush=True)
        time.sleep(max(0.0, EVERY_SECONDS - wall))


def _spent(pid: int) -> float:
    """Seconds of processor time that all threads of the server have used."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            total += int((task / "schedstat").read_text().split()[0])
        except OSError:  # the thread has just ended
            continue
    return total / 1e9


class Watcher:
    """Runs the watching process, and keeps what it prints."""

    def __init__(self, url: str, pid: int) -> None:
        command = [sys.executable, "-m", "bench.livez", "--watch", url, str(pid)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self._asked: list[Asked] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._asked.append(Asked(*map(float, line.split())))

    def longest(self, since: float) -> tuple[Asked, int]:
        """The slowest response to the requests since then, and their number. Waits until all are answered."""
        until = time.monotonic()
        while not self._asked or self._asked[-1].at < until:
            time.sleep(0.05)
        asked = [one for one in self._asked if one.at >= since - 0.1]
        return max(asked, key=lambda one: one.wall_ms), len(asked)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


# The routes by which text arrives


def quiet(_stage: Stage) -> None:
    """Sends nothing: shows what this machine alone does to `/livez`."""
    time.sleep(3)


def answers(stage: Stage) -> None:
    """Several candidates send one answer after another, of 20,000 characters each."""
    _each(stage, "TEXT", lambda chat, kind: chat.is_taken(repeated(kind, ANSWER)), turns=5)


def piled_up(stage: Stage) -> None:
    """Three candidates each send 90 answers in a row, 1,800,000 characters: two send many kinds, one the slowest."""

    def send(n: int) -> None:
        with stage.chatting(stage.slug("TEXT")) as chat:
            chat.my_turn()
            for at in range(90):
                kind = PIECES["angles and ligatures"] if n == 2 else _KINDS[(at * 2 + n) % len(_KINDS)]
                chat.is_taken(repeated(kind, ANSWER))
            chat.settle()

    _at_once(send, 3)


def code(stage: Stage) -> None:
    """Code of 50,000 characters."""

    _each(stage, "CODING", lambda chat, kind: chat.is_taken("", repeated(kind, CODE)), turns=4)


def starter_code(stage: Stage) -> None:
    """Questions with starter code of 50,000 characters and Markdown of 5,000; each is saved, and several enter."""
    for kind in _KINDS[::6]:
        slug = interview_of(stage, "CODING", starter=repeated(kind, CODE), markdown=repeated(kind, 5_000))
        _at_once(lambda _, slug=slug: stage.enter(slug), 2)


def names(stage: Stage) -> None:
    """Names, titles and descriptions of the maximum length."""

    def enter(n: int) -> None:
        for kind in _KINDS[n :: 4 * SEVERAL]:
            stage.enter(stage.slug("TEXT"), name=repeated(f"A{kind}", 200))

    _at_once(enter, SEVERAL)
    for kind in _KINDS[::8]:
        interview_of(stage, "TEXT", title=repeated(f"A{kind}", 200), markdown=repeated(f"A{kind}", 5_000))


def import_csv(stage: Stage) -> None:
    """A CSV file of 5,000 rows, and one of 10 MB."""
    rows = [f'"A{repeated(kind, 180)}",a{n}@example.com' for n, kind in enumerate(_fields(4_900))]
    stage.upload("\n".join(["name,email", *rows]).encode(), "text/csv")
    stage.upload(("name,email\n" + '"a" ,' * 1_900_000).encode(), "text/csv")


def import_xlsx(stage: Stage) -> None:
    """An XLSX file of 5,000 rows."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["name", "email"])
    for n, kind in enumerate(_fields(4_900)):
        sheet.append([f"A{repeated(kind, 180)}", f"a{n}@example.com"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.xlsx"
        book.save(path)
        stage.upload(path.read_bytes(), "application/octet-stream")


def ats(stage: Stage) -> None:
    """Candidates from an applicant tracking system, with long hostile names."""
    made = stage.post("/integrations", {"vendor": "GREENHOUSE"})
    for kind in _KINDS[::4]:
        person = {"first_name": repeated(f"A{kind}", 100), "last_name": repeated(f"B{kind}", 90)}
        person |= {"email": "a@example.com", "phone_number": "1", "resume_url": "https://example.com/a"}
        body = {"partner_test_id": stage.interview("TEXT"), "candidate": person, "url": "https://example.com/b"}
        stage.ask("/integrations/greenhouse/send_test", body, basic=made["key"])


def reports(stage: Stage) -> None:
    """Ends two interviews of 200 answers and 2,000,000 characters each, so that their reports are written."""
    stage.end_long()
    stage.wait_for_reports()


def downloads(what: str) -> Callable[[Stage], None]:
    """Several downloads of a long session at once."""

    def download(stage: Stage) -> None:
        for hides in ("false", "true"):
            path = f"/sessions/{stage.first_long()}/export?format={what}&hidesNames={hides}"
            _at_once(lambda _, path=path: stage.download(path), 3)

    return download


def own_data(stage: Stage) -> None:
    """Candidates of the longest interviews read their transcript and download their data, eight times at once."""
    token, slug = stage.enter_longest()
    for path in ("transcript", "export?format=json", "export?format=html"):
        separator = "&" if "?" in path else "?"
        address = f"/room/v1/{path}{separator}slug={slug}"
        _at_once(lambda _, address=address: stage.read_as(token, address), 2 * SEVERAL)


def tables(stage: Stage) -> None:
    """All sessions as CSV and as XLSX."""
    for what in ("csv", "xlsx"):
        _at_once(lambda _, what=what: stage.download(f"/sessions/export?format={what}"), SEVERAL)


def pages(stage: Stage) -> None:
    """The requests of the dashboard's pages about a long session."""
    for path in ("", "/work", "/recordings"):
        _at_once(lambda _, path=path: stage.download(f"/sessions/{stage.first_long()}{path}"), 2)
    stage.download(f"/sessions?interviewId={stage.interview('TEXT')}")


Door = Callable[[Stage], None]
DOORS: dict[str, Door] = {
    "nothing": quiet,
    "typed answers": answers,
    "typed answers, piled up": piled_up,
    "code answers": code,
    "starter code and Markdown": starter_code,
    "names and titles": names,
    "import of CSV": import_csv,
    "import of XLSX": import_xlsx,
    "tracking system": ats,
    "reports": reports,
    "export: PDF": downloads("pdf"),
    "export: Markdown": downloads("markdown"),
    "export: JSON": downloads("json"),
    "export: text": downloads("text"),
    "export: captions": downloads("vtt"),
    "export: tables": tables,
    "candidates' own data": own_data,
    "pages of a session": pages,
}
WITHOUT_A_MODEL = ("import of CSV", "import of XLSX", "tracking system")  # no model reads what they bring


def _each(stage: Stage, kind: str, send: Callable[[Any, str], bool], *, turns: int) -> None:
    def talk(n: int) -> None:
        with stage.chatting(stage.slug(kind)) as chat:
            chat.my_turn()
            for turn in range(turns):
                if send(chat, _KINDS[(n + turn * SEVERAL) * 3 % len(_KINDS)]):
                    chat.settle()

    _at_once(talk, SEVERAL)


def _at_once(work: Callable[[int], object], count: int) -> None:
    with ThreadPoolExecutor(count) as threads:
        list(threads.map(work, range(count)))


def _fields(count: int) -> Iterator[str]:
    """Pieces that a table cell can contain."""
    fit = [kind for kind in _KINDS if not set(kind) & set('"\r\n\x00')]
    for n in range(count):
        yield fit[n % len(fit)]


@contextmanager
def _staged(is_with_model: bool) -> Iterator[Stage]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = stack.enter_context(hostile_model()) if is_with_model else {}
        yield stack.enter_context(Stage.opened(folder, **settings))


def measure(names: list[str], *, is_with_model: bool) -> int:
    """Prints a line for each route; returns how many were too slow."""
    slow = 0
    if not names:
        return 0
    with _staged(is_with_model) as stage:
        watcher = Watcher(stage.url, stage.pid)
        try:
            for name in names:
                worst, took = _best(watcher, partial(DOORS[name], stage))
                slow += worst.wall_ms > MOST_MS
                took += " (this machine is busy)" if worst.wall_ms > MOST_MS >= worst.cpu_ms else ""
                shown = f"{name}, with a model" if is_with_model else name
                print(f"{shown:40} {worst.wall_ms:7.0f} ms   {worst.cpu_ms:7.0f} ms   {took}", flush=True)
        finally:
            watcher.stop()
    return slow


def _best(watcher: Watcher, work: Callable[[], None]) -> tuple[Asked, str]:
    """The slowest response of the best try, and what was tried."""
    tried: list[tuple[Asked, str]] = []
    while not tried or (tried[-1][0].wall_ms > MOST_MS and len(tried) < TRIES):
        began = time.monotonic()
        work()
        worst, count = watcher.longest(began)
        tried.append((worst, f"{count} answers in {time.monotonic() - began:.0f} s"))
    worst, took = min(tried, key=lambda one: one[0].wall_ms)
    return worst, took if len(tried) == 1 else f"{took}, the best of {len(tried)} tries"


def main() -> None:
    if sys.argv[1:2] == ["--watch"]:
        watch(sys.argv[2], int(sys.argv[3]))
        return
    wanted = [word for word in sys.argv[1:] if word != "--model"]
    print(f"{'door':40} {'longest':>10}   {'its own':>10}")
    names = [name for name in DOORS if not wanted or name in wanted]
    slow = 0 if "--model" in sys.argv else measure(names, is_with_model=False)
    slow += measure([name for name in names if name not in WITHOUT_A_MODEL], is_with_model=True)
    print(f"{slow} doors above {MOST_MS:.0f} ms")
    if slow:
        sys.exit(1)


if __name__ == "__main__":
    main()
