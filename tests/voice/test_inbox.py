"""The inbox of a voice session reports when its sound is processed, also if the listener has failed."""

from __future__ import annotations

import asyncio

from aural.voice.pipeline.flow_control import Inbox


async def _waiting_for(inbox: Inbox) -> asyncio.Task[None]:
    begun = asyncio.Event()

    async def wait() -> None:
        begun.set()
        await inbox.until_processed()

    task = asyncio.create_task(wait())
    await begun.wait()
    return task


async def test_a_piece_is_processed_once_the_next_one_is_asked_for() -> None:
    inbox = Inbox()
    await inbox.until_processed()
    await inbox.put(b"sound")
    waiting = await _waiting_for(inbox)
    await inbox.get()
    await inbox.put(b"later")  # isn't waited for
    assert not waiting.done()
    await inbox.get()
    await waiting


async def test_a_closed_inbox_keeps_no_one_waiting() -> None:
    inbox = Inbox()
    await inbox.put(b"sound")
    waiting = await _waiting_for(inbox)
    inbox.close()
    await waiting
    await inbox.until_processed()
