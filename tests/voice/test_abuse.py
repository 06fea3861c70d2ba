"""What a hostile or broken voice client can do: each attempt ends clearly and leaves nothing behind."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import uuid

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, ConnectionClosedError, InvalidStatus

from aural.voice.pipeline.answers import MOST_ENDINGS
from aural.voice.stt.protocol import SttError
from tests.voice.conftest import SENTENCES, SpokenHouse
from tests.voice.talking import Frame, Voice
from tests.voice.test_voice_session import ANSWER, answers_of
from tests.waiting import PATIENCE_SECONDS, until


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone, because nothing here depends on the database."""
    return sqlite_url


async def wait_until_free(spoken: SpokenHouse, slots: int = 2) -> None:
    await until(lambda: spoken.service._admission.count_free()[1] == slots)
    assert len(spoken.service._sessions) == 2 - slots


async def closed(connection: ClientConnection) -> int | None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await connection.wait_closed()
    return connection.close_code


async def test_a_page_from_another_origin_gets_no_voice(spoken: SpokenHouse) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await spoken.open_socket("https://evil.example")
    assert refused.value.response.status_code == 403


async def test_a_ticket_opens_one_voice_session(spoken: SpokenHouse) -> None:
    _, token = await spoken.begin()
    hello = {"type": "hello", "protocol": "aural.room/1", "ticket": await spoken.house.ticket(token)}
    hello |= {"client": str(uuid.uuid4()), "takeOver": True, "after": 0}
    first, second = Voice(await spoken.open_socket()), Voice(await spoken.open_socket())
    await first.send(**hello)
    await first.next("welcome")
    await second.send(**hello)
    assert await closed(second.socket) == 4401
    assert (await first.switch_on())["on"]


async def test_text_in_place_of_sound_and_vice_versa_is_refused(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    await voice.socket.send("\1\0\0\0" + "\0" * 1280)
    assert "JSON" in (await voice.next("error"))["message"]
    await voice.socket.send(json.dumps({"type": "done"}).encode())
    assert "sound frame" in (await voice.next("error"))["message"]
    unsure = Voice(await spoken.open_socket())
    await unsure.socket.send(b"\1\0\0\0" + bytes(1280))
    assert await closed(unsure.socket) == 4400
    await voice.say(*ANSWER)
    assert (await voice.next("message", role="user"))["message"]["content"] == SENTENCES[0]


async def test_a_frame_of_16_mib_closes_the_socket_and_frees_the_slot(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    await voice.socket.send(bytes(16 * 1024 * 1024))
    assert await closed(voice.socket) == 1009
    await wait_until_free(spoken)


async def test_sound_at_another_rate_or_of_odd_size_is_refused_and_not_counted(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    for size in (441 * 2, 1764 * 2, 3, 31, 33, 32 * 2001, 65_537, 200_000):
        await voice.socket.send(struct.pack("<I", 1) + bytes(size))
        assert "16,000 Hz" in (await voice.next("error"))["message"], size
    await voice.say(*ANSWER)  # its first frame has number 1 again
    assert (await voice.next("message", role="user"))["message"]["content"] == SENTENCES[0]


@pytest.mark.parametrize(
    "frame", [{"sdp": "v=0"}, {"sdp": None}, {"number": 5}], ids=["an offer", "its end", "a number"]
)
async def test_webrtc_is_refused_and_the_voice_stays_on(spoken: SpokenHouse, frame: Frame) -> None:
    """A page loaded from a version with WebRTC can then continue over the socket."""
    voice, _ = await spoken.listening()
    await voice.send(type="rtc", **frame)
    answer = await voice.next("rtc")
    assert (answer["sdp"], answer["reason"], answer["received"]) == (None, "unavailable", 0)
    assert answer["message"] == "This server has no WebRTC. The sound uses the room's own connection."
    await voice.say(*ANSWER)
    await voice.next("message", role="user")


async def test_a_flood_of_pings_is_ended_and_delays_no_one(spoken: SpokenHouse) -> None:
    flooding, _ = await spoken.listening()
    other, _ = await spoken.listening()

    async def flood() -> None:
        while True:
            await flooding.send(type="ping", at=1)

    work = [asyncio.create_task(flood()), asyncio.create_task(drain(flooding))]
    await other.say(*ANSWER)
    await other.next("message", role="user")
    await other.next("state", state="listening")
    ended = await asyncio.gather(*work, return_exceptions=True)
    assert [type(one) for one in ended] == [ConnectionClosedError] * 2
    assert flooding.socket.close_code == 1011
    await wait_until_free(spoken, 1)


async def drain(voice: Voice) -> None:
    while True:
        await voice.socket.recv()


async def test_a_client_that_never_reads_is_disconnected(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    line: socket.socket = voice.socket.transport.get_extra_info("socket")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # otherwise the buffers would take megabytes

    async def ask() -> None:
        while True:  # each gets an answer, until the buffers are full
            await voice.send(type="speed", value=9)

    asking = asyncio.create_task(ask())
    await wait_until_free(spoken)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    with pytest.raises(ConnectionClosed):
        await drain(voice)  # what was already sent
    assert (voice.socket.close_code, voice.socket.close_reason) == (1011, "The connection is too slow.")


async def test_a_second_tab_is_refused_or_takes_over_the_slot(spoken: SpokenHouse) -> None:
    voice, token = await spoken.listening()
    hello = {"type": "hello", "protocol": "aural.room/1", "client": str(uuid.uuid4()), "after": 0}
    second = Voice(await spoken.open_socket())
    await second.send(**hello, ticket=await spoken.house.ticket(token), takeOver=False)
    assert await closed(second.socket) == 4409
    third = Voice(await spoken.open_socket())
    await third.send(**hello, ticket=await spoken.house.ticket(token), takeOver=True)
    await third.next("welcome")
    assert (await third.switch_on())["on"]
    assert await closed(voice.socket) == 4410
    await wait_until_free(spoken, 1)
    await third.socket.close()
    await wait_until_free(spoken)


async def test_a_returning_candidate_needs_no_second_slot(spoken: SpokenHouse) -> None:
    """The previous connection has gone without a close, and the server has not noticed it yet."""
    client = str(uuid.uuid4())
    _, token = await spoken.begin()
    await spoken.listening()
    for _ in range(5):
        voice = await spoken.enter(token, client=client, take_over=True)
        assert (await voice.switch_on())["on"]
    await wait_until_free(spoken, 0)


async def test_sound_after_the_end_is_ignored(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening({"text": "Only one question."})
    voice.plays = False
    await voice.send(type="request", id=str(uuid.uuid4()), kind="end")
    await voice.next("room", state="done")

    async def go_on() -> None:
        for _ in range(20):
            await voice.say(*ANSWER)

    # The client reads meanwhile, because the close would otherwise wait behind unread data until the sockets time out.
    _, ended = await asyncio.gather(go_on(), drain(voice), return_exceptions=True)
    assert isinstance(ended, ConnectionClosed)
    await wait_until_free(spoken)
    assert await answers_of(spoken) == []


async def test_the_voice_can_be_switched_on_and_off_200_times(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    await voice.send(type="voice", on=False)
    await voice.next("voice", on=False)
    await wait_until_free(spoken)
    before = len(asyncio.all_tasks())
    for _ in range(200):
        assert (await voice.switch_on(after=99))["on"]
        await voice.send(type="voice", on=False)
        await voice.next("voice", on=False)
    await wait_until_free(spoken)
    assert len(asyncio.all_tasks()) <= before
    assert (await voice.switch_on(after=99))["on"]
    await voice.say(*ANSWER)
    assert (await voice.next("message", role="user"))["message"]["content"] == SENTENCES[0]


async def test_a_voice_that_is_stopped_and_switched_off_at_once_frees_its_slot(spoken: SpokenHouse) -> None:
    spoken.tts.milliseconds = 20_000
    voice, _ = await spoken.begin()
    voice.plays = False
    await voice.switch_on()
    first = await voice.next("sound")
    protocol = voice.socket.protocol
    stop = {"type": "played", "utterance": first["utterance"], "milliseconds": 20, "ended": True}
    for frame in (stop, {"type": "voice", "on": False}):
        protocol.send_text(json.dumps(frame).encode())
    voice.socket.transport.write(b"".join(protocol.data_to_send()))
    assert (await voice.next("voice", on=False))["reason"] == "asked"
    await wait_until_free(spoken)


async def test_invalid_playback_reports_do_not_stop_the_voice(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.begin()
    voice.plays = False
    await voice.switch_on()
    first = (await voice.next("utterance"))["utterance"]
    for nonsense in ({"milliseconds": (1 << 31) - 1}, {"milliseconds": 0}, {"utterance": 4711, "ended": True}):
        await voice.send(**({"type": "played", "utterance": first, "milliseconds": 1} | nonsense))
    for broken in ({"milliseconds": 1e300}, {"milliseconds": True}, {"utterance": None}, {"ended": "yes"}):
        await voice.send(**({"type": "played", "utterance": first, "milliseconds": 1} | broken))
        assert (await voice.next("error"))["code"] == "BAD_REQUEST"
    voice.plays = True
    await voice.played(first)
    await voice.next("state", state="listening")
    await voice.say(*ANSWER)
    assert (await voice.next("message", role="user"))["message"]["content"] == SENTENCES[0]


async def test_a_thousand_hurried_turns_wait_in_the_clients_socket(spoken: SpokenHouse) -> None:
    """The server accepts only as many turns as the STT engine can process; the others wait in the client's socket."""
    voice, _ = await spoken.listening()
    spoken.stt.gate = asyncio.Event()
    line = next(iter(spoken.service._sessions))
    most = 0

    async def hurry() -> None:
        for _ in range(1000):
            await voice.say((0, 400), (2, 400))
            await voice.send(type="done")

    hurrying = asyncio.create_task(hurry())
    for _ in range(MOST_ENDINGS):
        await voice.next("turn_end")
    for _ in range(2000):
        await asyncio.sleep(0)
        most = max(most, len(line._answers._endings))
    assert most == MOST_ENDINGS
    assert len(line.microphone.since(0)) < 64 * 1024 * MOST_ENDINGS
    spoken.stt.gate.set()
    for _ in range(2 * MOST_ENDINGS):
        await voice.next("message", role="user")
    hurrying.cancel()
    await asyncio.gather(hurrying, return_exceptions=True)
    await voice.socket.close()
    await wait_until_free(spoken)
    assert len(await answers_of(spoken)) >= 2 * MOST_ENDINGS


async def test_after_an_stt_failure_nothing_is_kept_until_the_voice_is_switched_on_again(spoken: SpokenHouse) -> None:
    """Otherwise later speech would be kept although earlier speech was not recognized."""
    voice, _ = await spoken.listening()
    spoken.stt.faults = [SttError("It is out of order.")] * 2  # at the pause, and at the end of the turn
    await voice.say(*ANSWER)
    await voice.next("voice", on=False)
    spoken.stt.faults = []
    await voice.say((2, 2000), (0, 3000))
    await voice.next("turn_end")
    kept: list[Frame] = [frame for frame in voice.heard if frame["type"] == "kept"]
    assert await answers_of(spoken) == []
    opened = await voice.switch_on(after=99)
    assert opened["kept"] <= max((frame["seq"] for frame in kept), default=0)
    for number in range(opened["received"] + 1, voice.number + 1):
        await voice.send_frame(number)
    contents = [(await voice.next("message", role="user"))["message"]["content"] for _ in range(2)]
    assert contents == [SENTENCES[0], SENTENCES[1]]
