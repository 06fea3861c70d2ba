"""Records what the tests need from the previous version: `python -m bench.rolling_record COMMIT` writes
tests/data/before.

`sessions.json` has sessions that took place on a host of the commit: the plan, log and messages in its database, and
the state that its code folds from the log. `accepts.json` has the fields that its code accepts, and a row of each kind
as its code writes it with every field set. Run this again after each release, with the commit of the release.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.rolling import QUESTIONS, ROOT, SCRIPTS, TABS, Host, Step, checkout, make_key, serve, take

TARGET = ROOT / "tests" / "data" / "before"
CODING: dict[str, Any] = {"text": "Reverse a list.", "type": "CODING", "starterCode": "def reverse(items):\n    pass"}
CODE = {"language": "python", "text": "def reverse(items):\n    return items[::-1]"}
RUN = {"type": "run", "language": "python", "code": CODE["text"], "output": "", "outcome": "ok", "milliseconds": 9}
RECORDED: dict[str, tuple[dict[str, Any], list[dict[str, Any]], list[Step]]] = {
    "side": ({}, QUESTIONS, SCRIPTS["side"]),
    "refuse": ({}, QUESTIONS, SCRIPTS["refuse"]),
    "deep": ({"followUpDepth": "DEEP"}, QUESTIONS, SCRIPTS["deep"]),
    "skip": ({}, QUESTIONS, SCRIPTS["skip"]),
    "work": ({}, [CODING, *QUESTIONS[1:2]], [RUN, {"code": CODE}, "It copies.", {"kind": "pause"}, TABS]),
}
# Runs on the code of the previous version.
ASK = """
import dataclasses, json
try:
    from aural.engine import log, moves, plan, state
except ModuleNotFoundError:  # before each feature had its own package
    from aural.interview import log, moves, plan, state

def fields(one):
    return [field.name for field in dataclasses.fields(one)]

def full(one, kind):
    values = {"at": 1, "seq": 2, "text": "t", "probe": moves.Probe("detail", "f", "code", "a"), "milliseconds": 3}
    words = {"wish": "problem", "reason": "TIME_LIMIT" if kind == "ended" else "back"}
    return one(**{name: (values | words).get(name, name) for name in fields(one)})

rows = [log.entry_to_row(full(one, kind)) for kind, one in log._KINDS.items()]
print(json.dumps({
    "entries": {kind: fields(one) for kind, one in log._KINDS.items()},
    "probe": fields(moves.Probe),
    "plan": fields(plan.Plan),
    "question": fields(plan.Question),
    "criterion": fields(plan.Criterion),
    "fact": fields(plan.Fact),
    "requests": sorted(state.REQUESTS),
    "rows": [{"kind": kind, "data": data} for kind, data in rows],
}))
"""

FOLD = """
import dataclasses, json, sys
try:
    from aural.engine import log, plan, state
except ModuleNotFoundError:  # before each feature had its own package
    from aural.interview import log, plan, state

def fold(session):
    texts = {message["seq"]: message["content"] for message in session["messages"]}
    rows = [(row["kind"], row["data"], row["at"], texts.get(row["data"].get("seq"))) for row in session["log"]]
    folded = state.fold(plan.plan_from_json(session["plan"]), [log.entry_from_row(*row) for row in rows])
    return {**session, "state": dataclasses.asdict(folded)}

print(json.dumps({name: fold(session) for name, session in json.load(sys.stdin).items()}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit", help="the commit of the previous version")
    given = parser.parse_args()
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, checkout(given.commit, Path(name)) as before:
        _write("accepts", {"commit": given.commit, **_run(before, ASK)})
        folder = Path(name) / "data"
        folder.mkdir()
        held = _run(before, FOLD, json.dumps(_hold(before, folder)))
        _write("sessions", [{"name": name, **found} for name, found in held.items()])


def _run(before: Path, program: str, given: str = "") -> Any:
    """The JSON that a program prints when it runs on the code of the previous version."""
    environment = {**os.environ, "PYTHONPATH": str(before / "src")}
    return json.loads(subprocess.check_output([sys.executable, "-c", program], input=given, env=environment, text=True))


def _hold(before: Path, folder: Path) -> dict[str, Any]:
    served = serve(before, folder, "")
    try:
        host = Host("before", served, make_key(before, folder, ""))
        for name, (settings, questions, steps) in RECORDED.items():
            take([host], host.begin(host.publish(questions, **settings, description=name)[1]), steps)
    finally:
        served.stop()
    with sqlite3.connect(folder / "aural.db") as database:
        return {plan["description"]: _read(database, key, plan) for key, plan in _plans(database)}


def _plans(database: sqlite3.Connection) -> list[tuple[str, dict[str, Any]]]:
    rows = database.execute("SELECT session_id, plan FROM snapshots ORDER BY session_id").fetchall()
    return [(key, json.loads(plan)) for key, plan in rows]


def _read(database: sqlite3.Connection, session_id: str, plan: dict[str, Any]) -> dict[str, Any]:
    log = "SELECT number, kind, data, at, client_id FROM log_entries WHERE session_id = ? ORDER BY number"
    messages = (
        "SELECT seq, role, content, question_id, kind, move, origin, data, created_at FROM messages "
        "WHERE session_id = ? ORDER BY seq"
    )
    return {"plan": plan, "log": _rows(database, log, session_id), "messages": _rows(database, messages, session_id)}


def _rows(database: sqlite3.Connection, query: str, session_id: str) -> list[dict[str, Any]]:
    """Each row as a dictionary by column name, with JSON columns decoded."""
    found = database.execute(query, (session_id,))
    names = [column[0] for column in found.description]
    return [{name: _part(name, value) for name, value in zip(names, row, strict=True)} for row in found]


def _part(column: str, value: Any) -> Any:
    return json.loads(value) if value and column in ("data", "origin") else value


def _write(name: str, value: Any) -> None:
    """Writes one line for each session, field or row, so that diffs are readable."""
    lines = [json.dumps(one, ensure_ascii=False) for one in value] if isinstance(value, list) else [
        f"{json.dumps(key)}: {json.dumps(one, ensure_ascii=False)}" for key, one in value.items()
    ]  # fmt: skip
    opening, closing = "[]" if isinstance(value, list) else "{}"
    (TARGET / f"{name}.json").write_text(f"{opening}\n" + ",\n".join(lines) + f"\n{closing}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
