"""Candidates who accept what the interviewer offers, in a real room."""

from __future__ import annotations

from tests.room.conftest import House


async def test_yes_to_anything_to_add_keeps_the_turn_open_for_the_last_words(house: House) -> None:
    client, _ = await house.begin(await house.interview({"text": "What did you build?", "type": "OPEN_ENDED"}))
    await client.answer("I want to stop the interview now.")
    await client.my_turn("closing")
    await client.answer("Yes, please.")
    await client.my_turn("closing")
    assert client.messages[-1]["content"] in ("Go ahead.", "Please do.")
    await client.answer("I also led the migration of our reports.")
    await client.my_turn("done")
    assert client.messages[-1]["kind"] == "farewell"
