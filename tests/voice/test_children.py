"""The ear and the mouth are processes of their own: each may die at any time, and none outlives its server."""

from __future__ import annotations

import asyncio
import os
import select
import shutil
import signal
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from aural.talk import TurnedAwayError
from aural.voice.models import choose_folder
from bench.processes import memory_bytes
from tests.voice.losing import Device, Person, Rig, children, lose
from tests.voice.speech import read_clip

GONE_SECONDS = 60
FRAMES = 20_000  # of 10 ms
MOST_BYTES = 27 * 1024 * 1024  # what they would take if they were kept


@asynccontextmanager
async def listening(data_dir: Path, **settings: str) -> AsyncIterator[Rig]:
    """A server with one candidate whom it listens to, so that both of its engines run."""
    rig = await asyncio.to_thread(Rig, data_dir, **settings)
    try:
        rig.people = [Person(rig, 0, (), {})]
        rig.people[0].enter(await asyncio.to_thread(rig.publish))
        await rig.people[0].until(lambda: rig.people[0].device.is_asked)
        yield rig
    finally:
        await asyncio.gather(*(person.device.leave() for person in rig.people))
        await asyncio.to_thread(rig.served.stop)


def test_an_ear_and_a_mouth_that_are_killed_cost_nothing(tmp_path: Path) -> None:
    result = lose(tmp_path, [{0: [(5.0, "ear_engine")], 1: [(4.0, "mouth_engine")], 2: [(8.2, "ear_engine")]}])
    assert (result.drops["ear_engine"], result.drops["mouth_engine"]) == (2, 1)
    assert result.clips == 3
    assert result.faults() == {}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_no_engine_outlives_its_server(tmp_path: Path, number: signal.Signals) -> None:
    async with listening(tmp_path) as rig:
        rig.people[0].device.speak(read_clip("jfk-inaugural"))
        await rig.people[0].until(lambda: rig.people[0].device.state == "listening" and rig.people[0].last_loud > 60)
        engines = [pid for pid, command in children(rig.served.process.pid).items() if "_engine" in command]
        assert len(engines) == 2
        watched = [os.pidfd_open(pid) for pid in engines]
        rig.served.process.send_signal(number)
        for descriptor in watched:
            ended, _, _ = await asyncio.to_thread(select.select, [descriptor], [], [], GONE_SECONDS)
            assert ended == [descriptor]
            os.close(descriptor)


async def test_models_that_are_deleted_meanwhile_end_the_voice_when_it_needs_them_again(tmp_path: Path) -> None:
    models = tmp_path / "models"
    shutil.copytree(choose_folder(None), models, copy_function=os.link)
    async with listening(tmp_path, AURAL_MODELS_DIR=str(models)) as rig:
        person = rig.people[0]
        shutil.rmtree(models)
        person.device.speak(read_clip("lj050-0131"))
        await person.until(lambda: any(m["role"] == "user" for m in person.device.messages))  # they are in memory
        os.kill(rig.find_child("ear_engine"), signal.SIGKILL)
        person.device.cut()
        with pytest.raises(TurnedAwayError, match="go on by typing"):
            await person.until(lambda: False)


async def test_a_flood_of_tiny_frames_takes_no_memory_and_leaves_the_others_their_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aural.talk.PING_SECONDS", None)  # the answers to them would wait behind the flood
    async with listening(tmp_path) as rig:
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
