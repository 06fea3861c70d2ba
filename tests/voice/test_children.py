"""Both speech engines are separate processes: each may die at any time, and none outlives its server."""

from __future__ import annotations

import asyncio
import os
import select
import shutil
import signal
import struct
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from aural.cli.talk import TurnedAwayError
from aural.voice.weights import choose_folder
from bench.processes import memory_bytes
from tests.voice.losing import SHORT_CLIPS, Device, Person, Rig, children, lose
from tests.voice.speech import read_clip

GONE_SECONDS = 60
FRAMES = 10_000  # of 10 ms each
MOST_BYTES = 13 * 1024 * 1024  # the memory that they would take if they were kept


@pytest.fixture(scope="module")
def kept_rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """One server for all tests here, with its own models, because starting both engines takes longer than a test."""
    folder = tmp_path_factory.mktemp("children")
    link_models(folder / "models")
    rig = Rig(folder, AURAL_MODELS_DIR=str(folder / "models"))
    yield rig
    rig.served.stop()


def link_models(folder: Path) -> None:
    shutil.copytree(choose_folder(None), folder, copy_function=os.link)


@asynccontextmanager
async def listening(rig: Rig) -> AsyncIterator[Rig]:
    """The server with one candidate who is being listened to, so that both of its engines run."""
    await asyncio.to_thread(rig.revive)
    rig.people = [Person(rig, 0, (), {})]
    rig.people[0].enter(await asyncio.to_thread(rig.publish))
    try:
        await rig.people[0].until(lambda: rig.people[0].device.is_asked)
        yield rig
    finally:
        await asyncio.gather(*(person.device.leave() for person in rig.people))


def test_a_killed_stt_and_a_killed_tts_lose_nothing(tmp_path: Path) -> None:
    plan = [{0: [(3.0, "tts.engine"), (4.0, "stt.engine")], 1: [(8.2, "stt.engine")]}]
    result = lose(tmp_path, plan, clips=SHORT_CLIPS)
    assert (result.drops["stt.engine"], result.drops["tts.engine"]) == (2, 1)
    assert result.clips == 2
    assert result.faults() == {}


async def test_a_flood_of_tiny_frames_uses_little_memory_and_does_not_block_others(
    kept_rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aural.cli.talk.PING_SECONDS", None)  # the answers to pings would wait behind the flood
    async with listening(kept_rig) as rig:
        flooding, pid = rig.people[0].device, rig.served.process.pid
        other = Person(rig, 1, (), {})
        rig.people.append(other)
        other.enter(await asyncio.to_thread(rig.publish))
        await other.until(lambda: other.device.is_asked)
        before = memory_bytes(pid)
        flood = asyncio.create_task(send_frames(flooding))
        turns = 0
        while not flood.done():
            assert other.device.socket is not None
            await (await other.device.socket.ping())
            turns += 1
        await flood
        assert turns >= 100
        assert memory_bytes(pid) - before < MOST_BYTES
        other.device.speak(read_clip("lj050-0131"))
        await other.until(lambda: any(m["role"] == "user" for m in other.device.messages))


async def send_frames(device: Device) -> None:
    assert device.socket is not None
    for number in range(1, FRAMES + 1):
        await device.socket.send(struct.pack("<I", number) + bytes(320))
    await device.person.until(lambda: device._kept_until > FRAMES - 1000)


async def test_deleted_models_end_the_voice_when_it_needs_them_again(kept_rig: Rig) -> None:
    """Once the models are back, the next candidate is heard, which the later tests need."""
    models = kept_rig.data_dir / "models"
    async with listening(kept_rig) as rig:
        person = rig.people[0]
        shutil.rmtree(models)
        try:
            person.device.speak(read_clip("lj050-0131"))
            await person.until(lambda: any(m["role"] == "user" for m in person.device.messages))  # loaded models stay
            os.kill(rig.find_child("stt.engine"), signal.SIGKILL)
            person.device.cut()
            with pytest.raises(TurnedAwayError, match="continue by typing"):
                await person.until(lambda: False)
        finally:
            link_models(models)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_no_engine_outlives_its_server(kept_rig: Rig, number: signal.Signals) -> None:
    async with listening(kept_rig) as rig:
        rig.people[0].device.speak(read_clip("jfk-inaugural"))
        await rig.people[0].until(lambda: rig.people[0].device.state == "listening" and rig.people[0].last_loud > 60)
        engines = [
            pid
            for pid, command in children(rig.served.process.pid).items()
            if any(name in command for name in ("stt.engine", "tts.engine"))
        ]
        assert len(engines) == 2
        watched = [os.pidfd_open(pid) for pid in engines]
        rig.served.process.send_signal(number)
        for descriptor in watched:
            ended, _, _ = await asyncio.to_thread(select.select, [descriptor], [], [], GONE_SECONDS)
            assert ended == [descriptor]
            os.close(descriptor)
        await asyncio.to_thread(rig.served.process.wait, GONE_SECONDS)
