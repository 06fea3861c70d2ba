"""The page's side of a spoken interview: what it sends, stores, plays and shows, with a faked server."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.web import waiting
from tests.web.conftest import Profiles
from tests.web.record_fake import checked, transcript
from tests.web.room_fake import CONVERSATION, FakeRoom, entry, message, open_landing, room
from tests.web.voice_fake import MICROPHONE, SpokenRoom, open_spoken

pytestmark = pytest.mark.xdist_group("voice")  # two pages that speak keep both processors busy

LISTENING = {"type": "state", "state": "listening"}


async def in_turn(open_page: Profiles, fake: SpokenRoom, **options: Any) -> Page:
    page = await open_spoken(open_page, fake, **options)
    await fake.until(lambda: fake.frames("voice"))
    fake.tell(LISTENING)
    await expect(page.get_by_test_id("state")).to_contain_text("Your turn")
    return page


COUNT_KEPT = """
    async (range) => {
        const count = () => new Promise((settle) => {
            const opening = indexedDB.open("aural");
            opening.onsuccess = () => {
                const asking = opening.result.transaction("batches").objectStore("batches").getAll();
                asking.onsuccess = () => {
                    settle(asking.result.reduce((sum, batch) => sum + batch.pieces.length, 0));
                    opening.result.close();
                };
            };
        });
        const [least, most] = range;
        for (let found = await count(); found < least || found > most; found = await count()) {
            await new Promise((settle) => setTimeout(settle, 20));
        }
    }
"""


async def holds(page: Page, least: int, most: int) -> None:
    """Waits until this browser's database contains between `least` and `most` pieces of sound."""
    async with asyncio.timeout(waiting.SECONDS):
        await page.evaluate(COUNT_KEPT, [least, most])


async def press_main(page: Page, name: str) -> None:
    await waiting.press_anew(page.get_by_role("button", name=name, exact=True))


async def closes_microphone(page: Page) -> None:
    async with asyncio.timeout(waiting.SECONDS):
        await page.evaluate(
            """async () => {
                const isOpen = (track) => track.readyState !== "ended";
                while (microphone.getTracks().some(isOpen)) await new Promise((settle) => setTimeout(settle, 20));
            }"""
        )


async def test_microphone_sound_is_sent_in_numbered_pieces_of_40_ms(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    await fake.until(lambda: len(fake.sounds) >= 50)
    assert fake.numbers() == list(range(1, len(fake.sounds) + 1))
    assert {len(sound) for sound in fake.sounds} == {4 + 2 * 640}
    loudest = max(max(memoryview(sound[4:]).cast("h")) for sound in fake.sounds)
    assert loudest > 3_000  # speech, not silence
    wanted = await page.evaluate("wanted.audio")
    assert all(wanted[name] for name in ("echoCancellation", "noiseSuppression", "autoGainControl"))


async def test_sound_lost_with_a_connection_is_sent_again(open_page: Profiles) -> None:
    fake = SpokenRoom()
    await in_turn(open_page, fake)
    await fake.until(lambda: len(fake.sounds) >= 30)
    fake.tell({"type": "kept", "seq": 10})
    fake.voice = {"kept": 10, "received": 20}
    await fake.sockets[-1].close(code=1011)
    await fake.until(lambda: len(fake.frames("voice")) == 2)
    first, second = fake.frames("voice")
    assert first["stream"] == second["stream"]
    fake.sounds.clear()
    await fake.until(lambda: len(fake.sounds) >= 30)
    numbers = fake.numbers()
    again = numbers[numbers.index(21) :]
    assert again == list(range(21, 21 + len(again)))


async def test_a_reload_in_the_middle_of_an_answer_loses_no_sound(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    await fake.until(lambda: len(fake.sounds) >= 40)
    sent = fake.numbers()[-1]
    fake.voice = {"kept": 0, "received": 12}  # as after a restart of the server
    await page.reload()
    await fake.until(lambda: len(fake.frames("voice")) == 2)
    first, second = fake.frames("voice")
    assert first["stream"] == second["stream"]
    sounds = {int.from_bytes(sound[:4], "little"): sound for sound in fake.sounds[:30]}
    fake.sounds.clear()
    await fake.until(lambda: len(fake.sounds) > sent - 12)
    assert fake.numbers() == list(range(13, 13 + len(fake.sounds)))
    resent = {int.from_bytes(sound[:4], "little"): sound for sound in fake.sounds}
    assert all(resent[number] == sounds[number] for number in range(13, 31))  # the same sound, not new sound


async def test_sound_is_deleted_once_the_server_has_stored_it_and_at_the_end(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    await fake.until(lambda: len(fake.sounds) >= 40)
    await holds(page, 30, 10_000)
    fake.tell({"type": "room", "room": room("paused")})
    await closes_microphone(page)
    fake.tell({"type": "kept", "seq": fake.numbers()[-1]})
    await holds(page, 0, 5)  # the stored batch extends past the kept frame
    fake.tell({"type": "room", "room": room()})
    await holds(page, 20, 10_000)
    fake.tell({"type": "room", "room": room("done", endReason="FINISHED")})
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    await holds(page, 0, 0)
    await closes_microphone(page)


async def test_muting_replaces_sound_by_silence_and_is_shown(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    await page.get_by_role("button", name="Mute", pressed=False).click()
    await expect(page.get_by_test_id("state")).to_contain_text("You’re muted")
    await fake.until(lambda: fake.frames("mute"))
    assert fake.frames("mute")[-1]["on"] is True
    at_mute = len(fake.sounds)
    assert await page.evaluate("microphone.getTracks().some((track) => track.enabled)") is False
    await fake.until(lambda: len(fake.sounds) > at_mute + 10)
    muted = fake.sounds[at_mute + 1 :]  # one may have been on its way
    assert not any(any(sound[4:]) for sound in muted)
    await page.get_by_role("button", name="Unmute", pressed=True).click()
    await fake.until(lambda: any(any(sound[4:]) for sound in fake.sounds[at_mute + 1 :]))
    assert fake.numbers() == list(range(1, len(fake.sounds) + 1))


async def test_a_pause_closes_the_microphone(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    fake.tell({"type": "room", "room": room("paused")})
    await expect(page.get_by_test_id("state")).to_contain_text("The microphone is off")
    await closes_microphone(page)
    await press_main(page, "Continue")
    fake.tell({"type": "room", "room": room()})
    before = len(fake.sounds)
    await fake.until(lambda: len(fake.sounds) > before + 5)
    assert fake.numbers() == list(range(1, len(fake.sounds) + 1))
    assert len(fake.frames("voice")) == 1  # the connection stays, and `voice` is not sent again
    fake.tell(LISTENING)
    await expect(page.get_by_test_id("state")).to_contain_text("I’m listening")
    assert await page.evaluate("microphone.active")


async def test_the_server_learns_how_much_of_an_utterance_was_played(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    fake.say(1, "What did you look at first?", seconds=1.2)
    fake.tell({"type": "said", "utterance": 1})
    await fake.until(lambda: any(frame["ended"] for frame in fake.frames("played")))
    told = [(frame["utterance"], frame["milliseconds"]) for frame in fake.frames("played")]
    assert told[-1] == (1, 1_200)
    assert 450 <= told[0][1] <= 600
    fake.say(2, "And how did you know that it was the queue?", seconds=20)
    await expect(page.get_by_test_id("state")).to_contain_text("is speaking")
    await fake.until(lambda: fake.frames("played")[-1]["utterance"] == 2)
    fake.tell({"type": "stop", "utterance": 2})
    await fake.until(lambda: fake.frames("played")[-1]["ended"] and fake.frames("played")[-1]["utterance"] == 2)
    assert 400 < fake.frames("played")[-1]["milliseconds"] < 20_000


async def test_the_page_reports_the_last_question_that_was_heard_to_its_end(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    assert fake.frames("voice")[-1]["after"] == 0
    fake.say(1, "What did you look at first?", seconds=0.3, seq=4)
    fake.tell({"type": "said", "utterance": 1})
    await fake.until(lambda: any(frame["ended"] for frame in fake.frames("played")))
    fake.say(2, "And then?", seconds=2, seq=5)
    await fake.sockets[-1].close(code=1011)
    await fake.until(lambda: len(fake.frames("voice")) == 2)
    assert fake.frames("voice")[-1]["after"] == 4
    await page.reload()
    await fake.until(lambda: len(fake.frames("voice")) == 3)
    assert fake.frames("voice")[-1]["after"] == 4


async def test_done_works_by_button_and_by_keyboard(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    await press_main(page, "I’m done")
    await fake.until(lambda: len(fake.frames("done")) == 1)
    fake.tell({"type": "state", "state": "thinking"})
    done = page.get_by_role("button", name="I’m done", exact=True)
    await expect(done).to_have_count(0)
    await page.keyboard.press("Control+Enter")  # there is nothing to finish
    fake.tell(LISTENING)
    await expect(done).to_be_visible()
    await page.keyboard.press("Control+Enter")
    await fake.until(lambda: len(fake.frames("done")) == 2)
    assert fake.frames("done") == [{"type": "done"}] * 2
    assert fake.frames("answer") == []


async def test_push_to_talk_listens_while_space_is_held(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    await page.get_by_role("button", name="More").first.click()
    await page.get_by_role("checkbox", name="Push to talk").check()
    await page.get_by_role("button", name="Close").click()
    await fake.until(lambda: fake.frames("voice")[-1]["pushToTalk"])
    fake.tell(LISTENING)
    await expect(page.get_by_test_id("state")).to_contain_text("Hold the button")
    await page.evaluate("document.activeElement.blur()")
    before = len(fake.sounds)
    await page.keyboard.down("Space")
    await expect(page.get_by_test_id("state")).to_contain_text("I’m listening")
    await fake.until(lambda: len(fake.sounds) > before + 10)
    await page.keyboard.up("Space")
    await fake.until(lambda: [frame["on"] for frame in fake.frames("talk")] == [True, False])
    await expect(page.get_by_test_id("state")).to_contain_text("Hold the button")


async def test_switching_to_typing_keeps_the_unfinished_answer_and_can_be_undone(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    fake.tell({"type": "caption", "text": "The first thing I opened", "final": False})
    await expect(page.get_by_test_id("caption")).to_contain_text("The first thing I opened")
    await page.get_by_role("button", name="Type instead").first.click()
    await expect(page.get_by_label("Your answer", exact=True)).to_have_value("The first thing I opened")
    await fake.until(lambda: fake.frames("voice")[-1]["on"] is False)
    await closes_microphone(page)
    await holds(page, 1, 10_000)
    question = await page.get_by_role("heading", level=1).inner_text()
    await page.get_by_role("button", name="Speak instead").click()
    await fake.until(lambda: fake.frames("voice")[-1]["on"] is True)
    streams = [frame["stream"] for frame in fake.frames("voice") if frame["on"]]
    assert streams[0] == streams[-1]
    fake.tell(LISTENING)
    await expect(page.get_by_test_id("state")).to_contain_text("I’m listening")
    assert await page.get_by_role("heading", level=1).inner_text() == question


async def test_without_a_voice_slot_typing_is_one_click_away(open_page: Profiles) -> None:
    fake = SpokenRoom(voice={"on": False, "reason": "full", "message": ""})
    page = await open_spoken(open_page, fake)
    await press_main(page, "Continue by typing")
    await page.get_by_label("Your answer", exact=True).fill("The consumer lag.")
    await press_main(page, "Send")
    await fake.until(lambda: fake.frames("answer"))
    assert [frame["text"] for frame in fake.frames("answer")] == ["The consumer lag."]
    assert fake.sounds == []
    await closes_microphone(page)


async def test_a_failed_voice_closes_the_microphone_and_can_be_retried(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    fake.tell({"type": "voice", "on": False, "reason": "failed", "message": ""})
    await expect(page.get_by_test_id("state")).to_contain_text("Voice stopped working")
    await closes_microphone(page)
    await press_main(page, "Try voice again")
    await fake.until(lambda: len(fake.frames("voice")) == 2)
    fake.tell(LISTENING)
    await expect(page.get_by_test_id("state")).to_contain_text("I’m listening")


async def test_typing_after_a_failure_keeps_the_words_and_their_sound(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    await fake.until(lambda: len(fake.sounds) >= 40)
    fake.tell({"type": "caption", "text": "The first thing I opened", "final": False})
    fake.tell({"type": "turn_end", "reason": "silence"})
    fake.tell({"type": "voice", "on": False, "reason": "failed", "message": ""})
    await expect(page.get_by_test_id("state")).to_contain_text("Voice stopped working")
    await press_main(page, "Continue by typing")
    await expect(page.get_by_label("Your answer", exact=True)).to_have_value("The first thing I opened")
    await fake.until(lambda: fake.frames("voice")[-1]["on"] is False)
    sent = fake.numbers()[-1]
    fake.sounds.clear()
    await page.get_by_role("button", name="Speak instead").click()
    await fake.until(lambda: len(fake.sounds) >= sent)
    assert fake.numbers()[:sent] == list(range(1, sent + 1))
    streams = [frame["stream"] for frame in fake.frames("voice") if frame["on"]]
    assert streams[0] == streams[-1]


async def test_a_typed_answer_replaces_the_sound_of_a_failed_one(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await in_turn(open_page, fake)
    await fake.until(lambda: len(fake.sounds) >= 40)
    fake.tell({"type": "voice", "on": False, "reason": "failed", "message": ""})
    await press_main(page, "Continue by typing")
    await holds(page, 30, 10_000)
    await page.get_by_label("Your answer", exact=True).fill("The consumer lag.")
    await press_main(page, "Send")
    await holds(page, 0, 0)


async def test_the_microphone_is_not_requested_before_consent(open_page: Profiles) -> None:
    fake = SpokenRoom(messages=CONVERSATION[:2], room=room(progress={"current": 1, "of": 7}))
    page = await open_page("")
    await fake.attach(page)
    await page.add_init_script(MICROPHONE)
    await page.goto("/i/backend")
    await page.get_by_label("Your name").fill("Mina Okafor")
    await page.get_by_label("Your email address").fill("mina@example.com")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("checkbox", name="an AI interviews me").check()
    await page.get_by_role("button", name="I agree").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Check your sound and microphone")
    assert await page.evaluate("window.wanted") is None
    start = page.get_by_role("button", name="Start the interview")
    await expect(start).to_have_attribute("aria-disabled", "true")
    await page.get_by_role("button", name="Check my microphone").click()
    await page.get_by_role("button", name="Hear yourself").click()
    await expect(page.get_by_role("button", name="Hear yourself again")).to_be_visible()
    await start.click()
    await fake.until(lambda: fake.frames("voice"))
    fake.tell(LISTENING)
    await expect(page.get_by_test_id("state")).to_contain_text("I’m listening")
    assert "/i/backend/room" in page.url


async def test_a_written_interview_does_not_offer_to_speak(open_page: Profiles) -> None:
    page = await open_landing(open_page, FakeRoom(entry=entry("resumable")), path="/i/backend/room")
    await expect(page.get_by_test_id("state")).to_contain_text("Type your answer")
    await expect(page.get_by_text("Speak instead")).to_have_count(0)


async def test_a_candidate_who_chose_typing_only_goes_straight_to_practice(open_page: Profiles) -> None:
    fake = SpokenRoom()
    page = await open_page("")
    await fake.attach(page)
    await page.goto("/i/backend?token=x")
    await page.get_by_label("Your name").fill("Mina Okafor")
    await page.get_by_label("Your email address").fill("mina@example.com")
    await page.get_by_role("heading", name="Adjustments, if you need any").click()
    await page.get_by_role("checkbox", name="Typing only").check()
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("checkbox", name="an AI interviews me").check()
    await page.get_by_role("button", name="I agree").click()
    await expect(page.get_by_text("Practice. Nothing here is kept")).to_be_visible()


async def test_an_unclear_word_leads_to_its_correction(open_page: Profiles) -> None:
    words = [
        {"text": word, "startMs": 0, "endMs": 1, "confidence": 0.3 if word == "queue" else 0.9}
        for word in ("The", "queue", "filled", "up.")
    ]
    said = message(5, "user", "answer", "The queue filled up.", data={"speech": {"confidence": 0.7, "words": words}})
    fake = FakeRoom(entry=entry("completed", canReview=True), transcript=transcript(checked(said)))
    page = await open_landing(open_page, fake, path="/i/backend/review")
    unclear = page.get_by_role("button", name="“queue” wasn’t heard clearly. Correct it.")
    await unclear.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("What you meant to say")).to_be_visible()
