"""A spoken interview over the real socket and the real store: speech is stored once, and answered aloud."""

from __future__ import annotations

import asyncio
import json
import struct
import time
import uuid
from functools import partial

import pytest
from sqlalchemy import select, update

from aural.room.access.services import SPEECH_NOT_AGREED
from aural.store import schema
from aural.voice.pipeline.flow_control import Pace
from aural.voice.stt.protocol import SttError
from tests.voice.conftest import SENTENCES, SpokenHouse
from tests.voice.talking import Activity, FakeTts, Frame, sound
from tests.waiting import PATIENCE_SECONDS

ANSWER = ((0, 400), (1, 4000), (0, 3000))
HURRY = 100_000.0  # times real time: an hour in a few seconds


@pytest.fixture(autouse=True)
def _no_wait_for_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Removes the limit on sound that is sent again (twenty times real time), because tests would only wait for it."""
    monkeypatch.setattr("aural.voice.pipeline.session.Pace", partial(Pace, fastest=HURRY))


async def answers_of(spoken: SpokenHouse) -> list[Frame]:
    interviews = await spoken.house.get("/interviews")
    sessions = await spoken.house.get(f"/interviews/{interviews[0]['id']}/sessions")
    session = await spoken.house.get(f"/sessions/{sessions[0]['id']}")
    return [message for message in session["messages"] if message["role"] == "user"]


async def test_the_greeting_and_the_question_are_spoken_and_then_the_room_listens(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.begin({"text": "Tell me about a service."})
    opened = await voice.switch_on()
    assert (opened["on"], opened["kept"], opened["received"], opened["speaks"]) == (True, 0, 0, True)
    await voice.next("state", state="listening")
    assert voice.said[-1].endswith("Tell me about a service.")
    assert voice.states == [state for state in voice.states if state in ("thinking", "speaking", "listening")]
    assert voice.states[-2:] == ["speaking", "listening"]
    assert len(voice.sounds) == len(voice.said) == 2


async def test_the_session_states_its_synthetic_voice_before_anything_is_spoken(spoken: SpokenHouse) -> None:
    database = spoken.house.server.database
    voice, _ = await spoken.begin()
    noted = select(schema.sessions.c.synthetic_voice)
    (row,) = await database.read.rows(noted)
    assert row.synthetic_voice is None  # there is no synthetic voice while the interview is typed
    await voice.switch_on()
    (row,) = await database.read.rows(noted)
    assert row.synthetic_voice == FakeTts.credit
    assert (await voice.next("utterance"))["synthetic"] is True


async def test_a_closed_session_frees_its_detector(spoken: SpokenHouse) -> None:
    before = Activity.open
    await spoken.listening()
    assert Activity.open == before + 1
    await spoken.service.close()
    assert Activity.open == before


async def test_an_answer_is_stored_with_its_times_and_answered_aloud(spoken: SpokenHouse) -> None:
    began = time.monotonic()
    voice, _ = await spoken.listening()
    await voice.say(*ANSWER)
    ended = await voice.next("turn_end")
    assert ended["reason"] in ("agreed", "silence")
    caption = await voice.next("caption", final=True)
    assert caption["text"] == SENTENCES[0]
    message = (await voice.next("message", role="user"))["message"]
    assert message["content"] == SENTENCES[0]
    assert message["questionId"] is not None
    speech = message["data"]["speech"]
    assert speech["confidence"] == 0.9
    passed_ms = 1000 * (time.monotonic() - began)  # the session's time continues if the sound is late
    assert 300 <= speech["startMs"] <= max(500, passed_ms)
    assert 4300 <= speech["endMs"] <= max(4500, passed_ms)
    kept = await voice.next("kept")
    assert kept["seq"] == speech["frames"][1]
    await voice.next("state", state="speaking")
    await voice.next("state", state="listening")
    assert len(voice.said) == 3
    stored = (await answers_of(spoken))[0]
    assert stored["content"] == SENTENCES[0]


async def test_a_pause_inside_an_answer_does_not_end_it(spoken: SpokenHouse) -> None:
    spoken.stt.sentences = ["I rewrote the billing service and", "then I measured it every night for a month."]
    voice, _ = await spoken.listening()
    await voice.say((0, 400), (1, 3000), (0, 1500), (2, 3000), (0, 3000))
    message = (await voice.next("message", role="user"))["message"]
    assert message["content"] == " ".join(spoken.stt.sentences)


async def test_im_done_overrules_every_detector(spoken: SpokenHouse) -> None:
    spoken.stt.sentences = ["I rewrote the billing service and"]
    voice, _ = await spoken.listening()
    await voice.say((0, 400), (1, 2000), (0, 300))
    await voice.send(type="done")
    assert (await voice.next("turn_end"))["reason"] == "done"
    assert (await voice.next("message", role="user"))["message"]["content"] == spoken.stt.sentences[0]


async def test_an_endless_answer_is_cut_and_no_word_of_it_is_lost(
    spoken: SpokenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aural.voice.pipeline.session.MAX_TURN_MS", 3000)
    voice, _ = await spoken.listening()
    await voice.say((0, 400), (1, 2800), (2, 2800), (0, 3000))
    said = [(await voice.next("message", role="user"))["message"]["content"] for _ in range(2)]
    assert said[0].startswith(SENTENCES[0])
    assert said[-1].endswith(SENTENCES[1])


async def test_after_give_me_a_minute_the_room_waits_in_silence(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    await voice.say((0, 400), (3, 1200), (0, 15_000))
    await voice.next("state", state="minute")
    await voice.say((1, 4000), (0, 3000))
    message = (await voice.next("message", role="user"))["message"]
    assert message["content"] == f"{SENTENCES[2]} {SENTENCES[0]}"
    assert len([frame for frame in voice.heard if frame["type"] == "turn_end"]) == 1
    assert len(voice.said) == 2


@pytest.mark.usefixtures("reports_in_time")
async def test_an_interruption_stops_the_voice_and_the_transcript_records_what_was_heard(spoken: SpokenHouse) -> None:
    spoken.tts.milliseconds = 2000
    voice, _ = await spoken.begin({"text": "Tell me all about the service that you are most proud of, please."})
    voice.plays = False
    await voice.switch_on()
    greeting = await voice.next("said")
    await voice.played(greeting["utterance"])
    question = await voice.next("utterance")
    await voice.next("sound")
    await voice.say((0, 400), (5, 2000))
    assert (await voice.next("duck"))["on"]
    await voice.next("stop", utterance=question["utterance"])
    await voice.played(question["utterance"], 400)
    await voice.say((5, 1000), (0, 3000))
    await voice.next("message", role="user")
    heard = None
    async with asyncio.timeout(PATIENCE_SECONDS):
        while heard is None:
            sessions = await spoken.house.get(
                f"/interviews/{(await spoken.house.get('/interviews'))[0]['id']}/sessions"
            )
            session = await spoken.house.get(f"/sessions/{sessions[0]['id']}")
            data = [m.get("data") for m in session["messages"] if m["role"] == "assistant"]
            heard = next((d["heard"] for d in data if d and "heard" in d), None)
    assert heard["milliseconds"] == 400
    assert question["text"].startswith(heard["text"])
    assert 0 < len(heard["text"]) < len(question["text"])


@pytest.mark.usefixtures("reports_in_time")
async def test_an_mhm_lowers_the_voice_without_stopping_it(spoken: SpokenHouse) -> None:
    spoken.tts.milliseconds = 2000
    voice, _ = await spoken.begin()
    voice.plays = False
    await voice.switch_on()
    await voice.next("sound")
    await voice.say((0, 400), (4, 400), (0, 2000))
    await voice.next("duck", on=True)
    await voice.next("duck", on=False)
    # Either may come first: the end of the sound, or the end of the "mhm" over it.
    said = next((frame for frame in voice.heard if frame["type"] == "said"), None) or await voice.next("said")
    await voice.played(said["utterance"])
    await voice.next("said")
    assert not [frame for frame in voice.heard if frame["type"] in ("stop", "turn_end")]
    assert await answers_of(spoken) == []


async def test_unstored_sound_is_resent_after_a_cut_and_stored_once(spoken: SpokenHouse) -> None:
    voice, token = await spoken.listening()
    await voice.say((0, 400), (1, 2000))
    await voice.cut()
    again = await spoken.enter(token)
    again.stream, again.number, again.sent = voice.stream, voice.number, voice.sent
    opened = await again.switch_on(after=99)
    assert opened["received"] == 0
    for number in range(1, again.number + 1):
        await again.send_frame(number)
    await again.say((1, 2000), (0, 3000))
    message = (await again.next("message", role="user"))["message"]
    assert message["content"] == SENTENCES[0]
    kept = (await again.next("kept"))["seq"]
    await again.cut()
    third = await spoken.enter(token)
    third.stream = voice.stream
    assert (await third.switch_on())["kept"] == kept  # known from the transcript: nothing is stored twice
    assert len(await answers_of(spoken)) == 1


async def test_a_question_heard_before_a_cut_is_not_repeated(spoken: SpokenHouse) -> None:
    voice, token = await spoken.listening()
    last = max(frame["message"]["seq"] for frame in voice.heard if frame["type"] == "message")
    await voice.cut()
    again = await spoken.enter(token)
    await again.switch_on(after=last)
    await again.next("state", state="listening")
    assert again.said == []


async def test_noise_is_not_stored_as_an_answer(spoken: SpokenHouse) -> None:
    spoken.stt.sentences = ["", "", "", "", ""]
    voice, _ = await spoken.listening()
    await voice.say((0, 400), (1, 1000), (0, 4000))
    await voice.next("nothing_heard")
    await voice.next("state", state="listening")
    assert await answers_of(spoken) == []


async def test_a_broken_stt_falls_back_to_typing_without_confirming_lost_speech(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    spoken.stt.faults = [SttError("It is out of order.")] * 5
    await voice.say(*ANSWER)
    off = await voice.next("voice", on=False)
    assert (off["reason"], off["message"]) == ("failed", "It is out of order.")
    assert not [frame for frame in voice.heard if frame["type"] == "kept" and frame["seq"] > 10]
    await voice.send(type="answer", id=str(uuid.uuid4()), text="I can still type this answer.")
    await voice.next("ack")


async def test_a_finished_answer_is_stored_even_if_the_connection_is_gone(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    spoken.stt.gate = asyncio.Event()
    await voice.say(*ANSWER)
    await voice.next("turn_end")
    await voice.cut()
    spoken.stt.gate.set()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (answers := await answers_of(spoken)):  # noqa: ASYNC110 - the line that would tell is gone
            await asyncio.sleep(0)
    assert [answer["content"] for answer in answers] == [SENTENCES[0]]


async def test_if_all_slots_are_in_use_chat_is_offered_and_a_freed_slot_is_available(spoken: SpokenHouse) -> None:
    lines = [await spoken.listening() for _ in range(2)]
    third, _ = await spoken.begin()
    off = await third.switch_on()
    assert (off["on"], off["reason"]) == (False, "full")
    assert "typing" in off["message"]
    await third.send(type="answer", id=str(uuid.uuid4()), text="Then I type.")
    await third.next("ack")
    await lines[0][0].send(type="voice", on=False)
    assert (await lines[0][0].next("voice"))["reason"] == "asked"
    assert (await third.switch_on())["on"]


async def test_an_interview_without_voice_or_in_an_unsupported_language_is_typed(
    spoken: SpokenHouse,
) -> None:
    silent, _ = await spoken.begin(voiceEnabled=False)
    assert (await silent.switch_on())["reason"] == "off"
    foreign, _ = await spoken.begin(language="de")
    assert (await foreign.switch_on())["reason"] == "language"


async def test_a_session_uses_only_voice_services_that_its_candidate_agreed_to(spoken: SpokenHouse) -> None:
    """If the STT moves to another provider meanwhile, a candidate who began earlier continues by typing."""
    voice, _ = await spoken.begin()
    assert (await voice.switch_on())["on"]
    context = spoken.house.server.rooms.context
    object.__setattr__(context, "settings", context.settings.model_copy(update={"stt": "deepgram"}))
    refused = await voice.switch_on()
    assert (refused["reason"], refused["message"]) == ("off", SPEECH_NOT_AGREED)
    named = [{"provider": "Deepgram", "use": "hearing"}]
    async with spoken.house.server.database.transaction() as transaction:
        await transaction.run(update(schema.consents).values(services=named))
    assert (await voice.switch_on())["on"]


async def test_the_landing_page_shows_whether_the_interview_may_be_spoken(spoken: SpokenHouse) -> None:
    house = spoken.house
    spoken_one = await house.interview(voiceEnabled=True)
    entry = (await house.entry(spoken_one["publicSlug"]))["interview"]
    assert (entry["channels"], entry["voice"]) == (["chat", "voice"], {"hasPlace": True, "speaks": True})
    typed = await house.interview()
    entry = (await house.entry(typed["publicSlug"]))["interview"]
    assert (entry["channels"], entry["voice"]) == (["chat"], None)


async def test_the_farewell_is_spoken_before_the_room_closes(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening({"text": "Only one question."})
    await voice.say(*ANSWER)
    await voice.next("state", state="closing")
    await voice.say((0, 400), (2, 2000), (0, 4000))
    await voice.next("room", state="done")
    await voice.next("said")
    assert voice.said[-1]
    async with asyncio.timeout(PATIENCE_SECONDS):
        await voice.socket.wait_closed()
    assert voice.socket.close_code == 1000


async def test_two_answers_that_wait_for_the_stt_are_stored_in_order(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    spoken.stt.gate = asyncio.Event()
    await voice.say(*ANSWER)
    await voice.next("turn_end")
    await voice.say((2, 2000), (0, 4000))
    await voice.next("turn_end")
    spoken.stt.gate.set()
    contents = [(await voice.next("message", role="user"))["message"]["content"] for _ in range(2)]
    assert contents == [SENTENCES[0], SENTENCES[1]]


BAD_FRAMES: list[tuple[Frame, str]] = [
    ({"type": "speed", "value": 9}, "0.7 to 1.3"),
    ({"type": "speed", "value": True}, "0.7 to 1.3"),
    ({"type": "mute", "on": "yes"}, "true or false"),
    ({"type": "played", "utterance": -1, "milliseconds": 0}, "whole numbers"),
    ({"type": "played", "utterance": 1, "milliseconds": "1"}, "whole numbers"),
    # These come last, because they end the voice that is on.
    ({"type": "voice", "on": True}, "a UUID"),
    ({"type": "voice", "on": True, "stream": "0" * 8, "speed": 1}, "a UUID"),
]


async def test_bad_frames_are_refused_with_a_message(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    for frame, complaint in BAD_FRAMES:
        await voice.send(**frame)
        assert complaint in (await voice.next("error"))["message"], frame


async def test_sound_before_the_voice_is_on_and_invalid_sound_are_refused(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.begin()
    await voice.socket.send(struct.pack("<I", 1) + sound(1, 40))
    assert "Switch it on" in (await voice.next("error"))["message"]
    await voice.send(type="done")
    assert "Switch it on" in (await voice.next("error"))["message"]
    await voice.switch_on()
    await voice.socket.send(b"\1")
    assert "begins with its number" in (await voice.next("error"))["message"]
    await voice.socket.send(struct.pack("<I", 1) + sound(0, 40))
    for number in (5, 6):
        await voice.socket.send(struct.pack("<I", number) + sound(1, 40))
    assert (await voice.next("voice"))["received"] == 1  # reported once
    assert "frame 2 is missing before 5" in (await voice.next("error"))["message"]
    assert "frame 2 is missing before 6" in (await voice.next("error"))["message"]
    assert len([frame for frame in voice.heard if frame["type"] == "voice"]) == 2
    await voice.socket.send(json.dumps("sound"))
    assert "JSON object" in (await voice.next("error"))["message"]


async def test_twenty_minutes_of_silence_are_ignored(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    voice.sent = {}
    line = next(iter(spoken.service._sessions))
    for number in range(1, 601):
        await voice.socket.send(struct.pack("<I", number) + sound(0, 2000))
        if number > 1:  # the last second and a half may be the beginning of speech
            await voice.next("kept")
    assert line.microphone.kept == 599
    assert len(line.microphone.since(0)) < 32 * 5000
    assert voice.states[-1] == "listening"
    assert await answers_of(spoken) == []


async def test_an_answer_within_one_frame_is_stored(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    for number, parts in enumerate((((0, 300), (1, 1200), (0, 500)), ((0, 2000),), ((0, 2000),)), start=1):
        pcm = b"".join(sound(*part) for part in parts)
        await voice.socket.send(struct.pack("<I", number) + pcm)
    said = (await voice.next("message", role="user"))["message"]
    assert said["content"] == SENTENCES[0]


@pytest.mark.usefixtures("reports_in_time")
async def test_speech_during_the_greeting_does_not_answer_an_unheard_question(spoken: SpokenHouse) -> None:
    spoken.tts.milliseconds = 2000
    voice, _ = await spoken.begin({"text": "Tell me about a service."}, {"text": "And another one?"})
    voice.plays = False
    await voice.switch_on()
    greeting = await voice.next("utterance")
    await voice.next("sound")
    await voice.say((0, 400), (5, 2000))
    await voice.next("stop", utterance=greeting["utterance"])
    await voice.played(greeting["utterance"], 400)
    voice.plays = True
    await voice.say((5, 1000), (0, 3000))
    said = (await voice.next("message", role="user"))["message"]
    assert said["questionId"] is None
    again = await voice.next("utterance")
    assert "Tell me about a service." in again["text"]
    await voice.next("state", state="listening")
    await voice.say(*ANSWER)
    assert (await voice.next("message", role="user"))["message"]["questionId"] is not None
