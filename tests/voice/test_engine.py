"""The child process: order, limits, failures, death."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aural.voice.child_process import Engine, EngineError, EngineFullError
from tests.waiting import PATIENCE_SECONDS, until

CHILD = """
import os, sys, threading
from aural.voice.child_process import serve
gate = threading.Event()
def echo(values, blob):
    return {"said": values["text"]}, blob[::-1]
def wait(values, blob):
    gate.wait()
    return {"said": "waited"}, b""
def let_go(values, blob):
    gate.set()
    return {}, b""
def fail(values, blob):
    raise ValueError("not today")
def die(values, blob):
    os._exit(3)
def chatter(values, blob):
    print("a library prints")
    return {}, b""
serve({"echo": echo, "wait": wait, "let_go": let_go, "fail": fail, "die": die, "chatter": chatter}, lanes=3)
"""


@pytest.fixture
async def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Engine]:
    (tmp_path / "child_of_test.py").write_text(CHILD)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    engine = Engine("child_of_test", lanes=2, most_waiting=2)
    yield engine
    await engine.close()


async def test_the_child_answers_with_values_and_bytes(engine: Engine) -> None:
    assert await engine.ask("echo", {"text": "héllo"}, b"abc") == ({"said": "héllo"}, b"cba")
    assert await engine.ask("chatter", {}) == ({}, b"")


async def test_a_failure_concerns_only_its_request(engine: Engine) -> None:
    with pytest.raises(EngineError, match="ValueError: not today"):
        await engine.ask("fail", {})
    assert await engine.ask("echo", {"text": "on"}) == ({"said": "on"}, b"")


async def test_a_dead_child_fails_only_one_request(engine: Engine) -> None:
    first = await engine.ask("echo", {"text": "1"})
    with pytest.raises(EngineError, match="exited with status 3"):
        await engine.ask("die", {})
    assert await engine.ask("echo", {"text": "1"}) == first


async def test_a_child_that_hangs_is_killed_and_restarted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "child_of_test.py").write_text(CHILD)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    engine = Engine("child_of_test", lanes=1, most_waiting=2, most_seconds=0.2)
    children = []
    for _ in range(2):
        with pytest.raises(EngineError, match="exited with status -9"):
            await engine.ask("wait", {})
        children.append(engine.pid)
    assert len(set(children)) == 2
    await engine.close()


async def test_the_queue_is_limited_and_urgent_requests_go_first(engine: Engine) -> None:
    held = asyncio.create_task(engine.ask("wait", {}))
    second = asyncio.create_task(engine.ask("wait", {}))
    order: list[str] = []

    async def ask(text: str, urgency: int) -> None:
        await engine.ask("let_go" if text == "let go" else "echo", {"text": text}, urgency=urgency)
        order.append(text)

    async with asyncio.timeout(PATIENCE_SECONDS):
        await until(lambda: len(engine._running) == 2)
        later = asyncio.create_task(ask("later", 9))
        await asyncio.sleep(0)
        dropped = asyncio.create_task(ask("dropped", 5))
        await asyncio.sleep(0)
        with pytest.raises(EngineFullError):
            await engine.ask("echo", {"text": "too much"})
        dropped.cancel()
        await asyncio.gather(dropped, return_exceptions=True)
        assert engine.waiting == 1
        engine._lanes = 3
        await ask("let go", 0)
        await asyncio.gather(held, second, later)
    assert order == ["let go", "later"]


async def test_waiting_requests_fail_when_the_engine_is_closed(engine: Engine) -> None:
    waiting = asyncio.create_task(engine.ask("wait", {}))
    await until(lambda: len(engine._running) == 1)
    await engine.close()
    with pytest.raises(EngineError):
        await waiting


async def test_the_wait_of_urgent_requests_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "child_of_test.py").write_text(CHILD)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    waits: list[float] = []
    engine = Engine("child_of_test", lanes=1, most_waiting=2, on_wait=waits.append)
    await asyncio.gather(engine.ask("echo", {"text": "1"}), engine.ask("echo", {"text": "2"}))
    await engine.ask("echo", {"text": "a caption"}, urgency=5)
    await engine.close()
    assert len(waits) == 2
    assert 0 <= waits[0] < waits[1]
