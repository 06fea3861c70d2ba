"""What candidates do in the room, and what the page then shows: after work is sent, in pauses, and after a reload."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.web import waiting
from tests.web.coding import editor
from tests.web.room_fake import CONVERSATION, FakeRoom, OpenPage, asked, entry, message, open_room, question, room
from tests.web.voice_fake import MICROPHONE, SPOKEN, SpokenRoom

CODE = question(type="CODING", text="Return the first repeated word of a text.", starterCode="def first(text):\n")
IS_FOCUSED = '[data-ask] h1:focus:text("differently")'


def follow_up(fake: FakeRoom, asked: dict[str, Any]) -> None:
    text = "Thank you. What would you do differently today?"
    fake.tell({"type": "message", "message": message(100, "assistant", "follow_up", text)})
    fake.tell({"type": "room", "room": room(question=asked)})


def send(page: Page) -> Any:
    return waiting.press_anew(page.get_by_role("button", name="Send", exact=True))


async def test_sent_code_is_marked_as_sent_and_can_be_changed_at_the_follow_up(open_page: OpenPage) -> None:
    fake = FakeRoom(**asked(**{key: CODE[key] for key in ("type", "text", "starterCode")}))
    page = await open_room(open_page, fake)
    code = editor(page)
    await code.press("Control+End")
    await code.press_sequentially("    return None")
    await send(page)
    await expect(page.get_by_test_id("sent")).to_contain_text("You can change your answer and send it again.")
    follow_up(fake, CODE)
    await expect(page.locator(IS_FOCUSED)).to_be_in_viewport()
    await expect(page.get_by_test_id("state")).to_contain_text("Answer the follow-up")
    await code.press("Control+End")
    await code.press_sequentially("  # nothing")
    await expect(page.get_by_test_id("sent")).to_contain_text("You’ve changed your answer since you sent it")
    await send(page)
    answers = await fake.heard("answer", 2)
    assert [answer["code"]["text"].endswith("# nothing") for answer in answers] == [False, True]


async def test_a_pause_by_keyboard_takes_focus_and_gives_it_back(open_page: OpenPage) -> None:
    fake = FakeRoom()
    page = await open_room(open_page, fake)
    pause = page.get_by_role("button", name="Pause")
    await expect(page.get_by_test_id("state")).to_contain_text("Type your answer")  # until then, the button is off
    await pause.focus()
    await page.keyboard.press("Enter")
    await fake.heard("request")
    fake.tell({"type": "room", "room": room("paused")})
    await expect(page.get_by_role("heading", name="Paused")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Continue")).to_be_focused()
    await page.keyboard.press("Enter")
    assert [frame["kind"] for frame in await fake.heard("request", 2)] == ["pause", "continue"]
    fake.tell({"type": "room", "room": room()})
    await expect(pause).to_be_focused()


async def test_a_requested_minute_can_be_ended_by_a_button_despite_typed_text(open_page: OpenPage) -> None:
    fake = FakeRoom(room=room("minute"))
    page = await open_room(open_page, fake)
    await page.get_by_label("Your answer").fill("First I looked")
    await page.get_by_role("button", name="I’m ready").click()
    assert [frame["kind"] for frame in await fake.heard("request")] == ["continue"]


async def test_an_answer_to_an_earlier_question_can_be_kept(open_page: OpenPage) -> None:
    again = message(5, "assistant", "question", f"Back to question 3 of 7. {question()['text']}")
    fake = FakeRoom(messages=[*CONVERSATION, again])
    page = await open_room(open_page, fake)
    await expect(page.get_by_role("button", name="Skip")).to_have_count(0)
    await page.get_by_role("button", name="Keep my answer").click()
    assert [frame["kind"] for frame in await fake.heard("request")] == ["skip"]


async def test_the_field_for_the_reason_of_a_choice_opens_on_demand(open_page: OpenPage) -> None:
    fake = FakeRoom(**asked(text="Which one?", type="SINGLE_CHOICE", options=["Redis", "Kafka"]))
    page = await open_room(open_page, fake, viewport={"width": 360, "height": 740})
    await expect(page.locator("textarea")).to_have_count(0)
    await page.get_by_role("button", name="Say why").click()
    await expect(page.get_by_label("Say why")).to_be_focused()
    await page.keyboard.type("It was there.")
    await page.get_by_role("radio", name="Kafka").check()
    await send(page)
    [answer] = await fake.heard("answer")
    assert (answer["choice"], answer["text"]) == (["Kafka"], "It was there.")


async def enter_by_voice(page: Page, fake: SpokenRoom, name: str) -> None:
    await fake.attach(page)
    await page.add_init_script(MICROPHONE)
    await page.goto("/i/backend")
    await page.get_by_label("Your name").fill("Mina Okafor")
    await page.get_by_label("Your email address").fill("mina@example.com")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("checkbox", name="an AI interviews me").check()
    await page.get_by_role("button", name="I agree").click()
    await page.get_by_role("heading", name=name).wait_for()


async def test_practice_is_offered_after_the_check_was_reloaded(open_page: OpenPage) -> None:
    page, fake = await open_page(""), SpokenRoom()
    await enter_by_voice(page, fake, "Check your sound and microphone")
    fake.entry, fake.session = entry("resumable", interview=SPOKEN), "resumed"
    await page.reload()
    await page.get_by_role("button", name="Type instead").click()
    await expect(page.get_by_role("heading", level=1, name="Describe the room you are in.")).to_be_visible()
    await page.get_by_role("button", name="Skip practice").click()
    await expect(page.locator("[data-ask] h1")).to_contain_text("What did you look at first")


@pytest.mark.parametrize("way", ["check", "speak"])
async def test_a_spoken_interview_stays_spoken_after_a_reload(open_page: OpenPage, way: str) -> None:
    page, fake = await open_page(""), SpokenRoom()
    await enter_by_voice(page, fake, "Check your sound and microphone")
    if way == "check":
        await page.get_by_role("button", name="Check my microphone").click()
        await waiting.press_anew(page.get_by_role("button", name="Start the interview"))
    else:
        await page.get_by_role("button", name="Type instead").click()
        await page.get_by_role("button", name="Skip practice").click()
        await page.get_by_role("button", name="Speak instead").click()
    await fake.until(lambda: fake.frames("voice"))
    fake.tell({"type": "state", "state": "listening"})
    await expect(page.get_by_test_id("state")).to_contain_text("Your turn")
    fake.entry, fake.session = entry("resumable", interview=SPOKEN), "resumed"
    await page.reload()
    await fake.until(lambda: len([frame for frame in fake.frames("voice") if frame["on"]]) > 1)
    await expect(page.get_by_test_id("state")).to_contain_text("Your turn")
