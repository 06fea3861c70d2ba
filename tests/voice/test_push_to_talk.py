"""Answers with push-to-talk: the page sends sound only while the button is held."""

from __future__ import annotations

from tests.voice.conftest import SENTENCES, SpokenHouse


async def test_each_answer_is_stored_although_no_pause_separates_them(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.begin()
    await voice.switch_on(pushToTalk=True)
    for number in (1, 2):
        await voice.next("state", state="listening")
        await voice.send(type="talk", on=True)
        await voice.say((number, 2000))
        await voice.send(type="talk", on=False)
        assert (await voice.next("turn_end"))["reason"] == "released"
        assert (await voice.next("message", role="user"))["message"]["content"] == SENTENCES[number - 1]
