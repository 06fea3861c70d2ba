"""Questions about the interview, answered with its current settings."""

from __future__ import annotations

from tests.room.conftest import Client, House

NEXT_STEPS = "We write to you within a week."


async def reply_to(client: Client, said: str) -> str:
    await client.answer(said)
    await client.my_turn()
    return str(client.messages[-1]["content"])


async def test_a_candidate_who_asks_hears_the_next_steps(house: House) -> None:
    interview = await house.interview(nextSteps=NEXT_STEPS, timeLimitMinutes=60)
    client, _ = await house.begin(interview)
    assert NEXT_STEPS in await reply_to(client, "When will I hear back?")
    assert "pass" not in await reply_to(client, "Which company is this for?")
    asked = [(await house.get(f"/interviews/{interview['id']}/sessions"))[0]["id"]]
    session = await house.get(f"/sessions/{asked[0]}")
    answered = [(one["text"], one["answeredWith"]) for one in session["candidateQuestions"]]
    assert ("When will I hear back?", "Next steps") in answered


async def test_a_wish_in_the_field_for_a_description_is_not_a_drawing(house: House) -> None:
    board = {"text": "Draw how the parts work together.", "type": "WHITEBOARD"}
    client, _ = await house.begin(await house.interview(board, {"text": "What was hard about it?"}))
    wish = "I want to stop the interview now."
    await client.answer("", whiteboard={"text": wish, "board": None})
    await client.my_turn("closing")
    assert wish not in str(client.messages[-1]["content"])


async def test_an_upset_candidate_who_asks_to_stop_is_let_go_at_once(house: House) -> None:
    client, _ = await house.begin(await house.interview({"text": "Tell me about a project."}, {"text": "And another?"}))
    await client.answer("I can't do this, I want to stop.")
    await client.my_turn("closing")
    assert "continue" in str(client.messages[-1]["content"])  # only for a candidate who changes their mind
