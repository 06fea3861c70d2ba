"""What is logged: one object per line if configured, and the class and place of an error, never its text."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from aural.platform.logs import set_up_logs
from tests.serving import serving
from tests.waiting import PATIENCE_SECONDS

WORDS = "mina@example.com said it"


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def fail() -> None:
    try:
        raise KeyError(WORDS)
    except KeyError as error:
        raise ValueError(WORDS) from error


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_error_is_logged_by_its_class_and_place(form: str) -> None:
    stream = io.StringIO()
    set_up_logs(form, "warning", stream)
    try:
        fail()
    except ValueError:
        logging.getLogger("aural.room").exception("a turn failed", extra={"session_id": "s1"})
    told = stream.getvalue()
    assert WORDS not in told
    for part in ("ValueError", "KeyError", "in fail", "a turn failed"):
        assert part in told


@pytest.mark.parametrize("form", ["json", "text"])
async def test_an_unobserved_task_failure_is_logged_without_the_text_of_its_error(form: str) -> None:
    stream = io.StringIO()
    set_up_logs(form, "warning", stream)

    async def fails() -> None:
        raise ValueError(WORDS)

    task = asyncio.create_task(fails())
    await asyncio.wait([task])
    del task
    gc.collect()
    told = stream.getvalue()
    assert WORDS not in told
    for part in ("Task exception was never retrieved", "ValueError", "in fails"):
        assert part in told


def test_each_line_is_an_object_with_its_ids() -> None:
    stream = io.StringIO()
    set_up_logs("json", "info", stream)
    logging.getLogger("aural.jobs").info("job %s is done", "j1", extra={"job_id": "j1"})
    logging.getLogger("uvicorn.error").warning("two\nlines")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert (first["level"], first["logger"], first["message"], first["job_id"]) == (
        *("info", "aural.jobs", "job j1 is done"),
        "j1",
    )
    assert first["time"].endswith("+00:00")
    assert second["message"] == "two\nlines"


def test_less_severe_records_are_left_out() -> None:
    stream = io.StringIO()
    set_up_logs("json", "warning", stream)
    logging.getLogger("aural").info("nobody needs this")
    assert stream.getvalue() == ""


def test_a_server_writes_its_log_to_standard_error_as_objects_only(tmp_path: Path) -> None:
    """A collector can then forward each line; only the two lines for the terminal are text."""
    with serving(tmp_path, AURAL_LOG_FORMAT="json", AURAL_LOG_LEVEL="info") as served:
        httpx2.get(f"{served.url}/api/v1/interviews", timeout=PATIENCE_SECONDS)
    lines = (tmp_path / "serve.log").read_text().splitlines()
    logged = [line for line in lines if not line.startswith(("Aural is running at ", "Create the first account "))]
    told = [json.loads(line) for line in logged]
    assert {"aural.refusals", "uvicorn.error"} <= {line["logger"] for line in told}
    assert all(line["time"] and line["level"] for line in told)


def test_callers_who_disconnect_or_are_refused_are_not_logged_as_errors(tmp_path: Path) -> None:
    """Strangers could otherwise fill the log: a full network's sockets, and bodies that end too early."""
    settings = {"AURAL_ROOM_SOCKETS_PER_ADDRESS": "1", "AURAL_LOG_LEVEL": "info"}
    with serving(tmp_path, **settings) as served:
        address = f"{served.url.replace('http', 'ws', 1)}/room/v1/socket"
        more: dict[str, Any] = {"origin": served.url, "proxy": None}
        with connect(address, **more), pytest.raises(InvalidStatus) as refused:
            connect(address, **more)
        assert refused.value.response.status_code == 429
        host, port = served.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as leaving:
            head = f"POST /room/v1/entry HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
            leaving.sendall(f"{head}Content-Length: 100\r\n\r\n{{".encode())
        httpx2.get(f"{served.url}/livez", timeout=PATIENCE_SECONDS)
    told = (tmp_path / "serve.log").read_text()
    assert "ERROR" not in told
    assert "ClientGoneError" not in told
