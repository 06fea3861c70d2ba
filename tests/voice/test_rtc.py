"""The line over WebRTC, with a real peer on loopback: both ways, and every way in which it gives way to the socket."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import threading
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from aiortc import RTCConfiguration, RTCPeerConnection

from aural.interviewer.foreseen import next_acknowledgement
from aural.voice.admission import Admission
from aural.voice.engines import Engines
from aural.voice.load import Load
from aural.voice.service import VoiceService
from aural.voice.slots import VoiceSlots
from aural.voice.transports import switched as switched_transport
from tests.voice.conftest import SENTENCES, SpokenHouse, _new_detector
from tests.voice.peer import Activity, FakeStt, FakeTts, Peer
from tests.voice.talking import Frame, Voice
from tests.waiting import PATIENCE_SECONDS


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind is enough: nothing here asks what the database does."""
    return sqlite_url


MakePeer = Callable[[Voice], Peer]


@pytest.fixture
async def toned(spoken: SpokenHouse, monkeypatch: pytest.MonkeyPatch) -> SpokenHouse:
    """Its engines know a tone, which Opus leaves as it is; its peers meet on loopback and nowhere else."""
    monkeypatch.setattr("aioice.ice.get_host_addresses", lambda **_which: ["127.0.0.1"])
    house = spoken.house

    async def predict_turn_end(_speech: bytes) -> float:
        return 0.99

    stt, tts = FakeStt(SENTENCES), FakeTts()
    engines = Engines(stt, tts, Activity, predict_turn_end, next_acknowledgement)
    service = VoiceService(
        engines, Admission(VoiceSlots(house.server.settings.data_dir, 2), Load({})), _new_detector, ()
    )
    house.server.rooms.context = replace(house.server.rooms.context, voice=service)
    house.server.rooms.voice = service
    return SpokenHouse(house, stt, tts, service, spoken.sockets)  # closed with the others


@pytest.fixture
async def peer_of() -> AsyncIterator[Callable[[Voice], Peer]]:
    peers: list[Peer] = []

    def make(voice: Voice) -> Peer:
        peers.append(Peer(voice))
        return peers[-1]

    yield make
    for peer in peers:
        await peer.close()
    assert [thread.name for thread in threading.enumerate() if "decoder" in thread.name] == []


async def type_answer(voice: Voice) -> None:
    await voice.send(type="answer", id=str(uuid.uuid4()), text="I wrote the billing service in March, by myself.")


async def heard_of(toned: SpokenHouse, seq: int) -> Frame | None:
    interviews = await toned.house.get("/interviews")
    sessions = await toned.house.get(f"/interviews/{interviews[0]['id']}/sessions")
    session = await toned.house.get(f"/sessions/{sessions[0]['id']}")
    found: Frame | None = (next(m for m in session["messages"] if m["seq"] == seq).get("data") or {}).get("heard")
    return found


async def test_the_interviewer_is_heard_by_the_track_and_the_server_knows_when_it_was_over(
    toned: SpokenHouse, peer_of: MakePeer
) -> None:
    voice, _ = await toned.begin()
    opened = await voice.switch_on()
    assert opened["rtc"] is True
    await voice.next("state", state="listening")
    peer = peer_of(voice)
    answer = await peer.connect()
    assert answer["received"] == 0
    candidates = [line for line in answer["sdp"].splitlines() if line.startswith("a=candidate")]
    assert candidates
    assert all("127.0.0.1" in candidate and "typ host" in candidate for candidate in candidates)
    voice.plays, before = False, dict(voice.sounds)
    toned.tts.milliseconds = 600
    await type_answer(voice)
    assert (await voice.next("utterance"))["rtc"] is True
    async with asyncio.timeout(PATIENCE_SECONDS):
        await peer.loud.wait()
    assert "listening" not in voice.states[-1:]
    await voice.next("said")
    await voice.next("state", state="listening")
    async with asyncio.timeout(PATIENCE_SECONDS):
        await peer.quiet.wait()  # the last of it is on its way when the server counts it as heard
    assert 500 <= peer.loud_ms <= 700
    assert voice.sounds == before


async def test_what_is_said_by_the_track_is_stored_and_kept_by_the_clients_numbers(
    toned: SpokenHouse, peer_of: MakePeer
) -> None:
    voice, _ = await toned.listening()
    peer = peer_of(voice)
    await peer.connect()
    await peer.speech.say(400)
    await peer.mark()
    await peer.speech.say(600)
    last = await peer.mark()
    message = (await voice.next("message", role="user"))["message"]
    assert message["content"] == SENTENCES[0]
    speech = message["data"]["speech"]
    assert 800 <= speech["endMs"] - speech["startMs"] <= 1200
    first, kept = speech["frames"]
    assert 1 <= first <= kept <= last  # a mark comes before its sound, and counts when that must have come
    await voice.next("state", state="speaking")


async def test_two_answers_are_two_although_no_number_came_between_them(toned: SpokenHouse, peer_of: MakePeer) -> None:
    voice, _ = await toned.listening()
    peer = peer_of(voice)
    await peer.connect()
    await peer.speech.say(600)
    first = (await voice.next("message", role="user"))["message"]
    await voice.next("state", state="listening")
    await peer.speech.say(600)
    second = (await voice.next("message", role="user"))["message"]
    assert first["data"]["speech"]["frames"][0] == second["data"]["speech"]["frames"][0] == 1
    assert first["data"]["speech"]["endMs"] < second["data"]["speech"]["startMs"]


async def test_lost_packets_are_gaps_and_the_time_stays_right(toned: SpokenHouse, peer_of: MakePeer) -> None:
    toned.stt.sentences = ["tone"]
    voice, _ = await toned.listening()
    peer = peer_of(voice)
    await peer.connect()
    peer.lose(5)
    await peer.speech.say(1500)
    await peer.mark()
    message = (await voice.next("message", role="user"))["message"]
    assert 1300 <= message["data"]["speech"]["endMs"] - message["data"]["speech"]["startMs"] <= 1700
    assert message["content"].count("tone") >= 5  # pieces between gaps


async def test_an_interruption_stops_the_track_and_the_transcript_says_what_was_heard(
    toned: SpokenHouse, peer_of: MakePeer
) -> None:
    toned.stt.sentences = [SENTENCES[4]]
    voice, _ = await toned.listening()
    peer = peer_of(voice)
    await peer.connect()
    voice.plays = False
    toned.tts.milliseconds = 20_000
    await type_answer(voice)
    said = await voice.next("utterance")
    async with asyncio.timeout(PATIENCE_SECONDS):
        await peer.loud.wait()
    speaking = asyncio.create_task(peer.speech.say(3000))
    await voice.next("stop", utterance=said["utterance"])
    async with asyncio.timeout(PATIENCE_SECONDS):
        await peer.quiet.wait()
    await speaking
    assert peer.loud_ms < 15_000
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (heard := await heard_of(toned, said["seq"])) is None:
            pass
    assert 200 <= heard["milliseconds"] <= peer.loud_ms


async def test_where_the_track_is_lost_sound_goes_on_by_the_socket_from_what_was_received(
    toned: SpokenHouse, peer_of: MakePeer
) -> None:
    voice, _ = await toned.listening()
    await voice.say((0, 400))
    peer = peer_of(voice)
    await peer.connect()
    await peer.speech.say(200)
    marked = await peer.mark()
    await peer.speech.say(1000)
    await peer.close()
    lost = await voice.next("rtc")
    assert (lost["sdp"], lost["reason"]) == (None, "lost")
    assert lost["received"] == marked
    voice.number = lost["received"]
    await voice.say((80, 1000), (0, 3000))
    assert (await voice.next("message", role="user"))["message"]["content"].startswith(SENTENCES[0])


async def test_what_was_not_played_yet_is_said_by_the_socket(toned: SpokenHouse, peer_of: MakePeer) -> None:
    voice, _ = await toned.listening()
    peer = peer_of(voice)
    await peer.connect()
    whole = toned.tts.milliseconds = 5000  # all of it is heard: long enough to be switched within, and no longer
    await type_answer(voice)
    said = await voice.next("utterance")
    async with asyncio.timeout(PATIENCE_SECONDS):
        await peer.loud.wait()
    await voice.send(type="rtc", sdp=None)
    assert (await voice.next("rtc"))["reason"] == "asked"
    await voice.next("state", state="listening")
    assert 0 < voice.sounds[said["utterance"]] < 24 * 2 * whole
    await type_answer(voice)
    await voice.next("utterance")  # what there was to note of the one before is noted
    assert await heard_of(toned, said["seq"]) is None  # all of it was heard, on two lines


async def test_who_wants_to_hear_no_more_of_it_says_so(toned: SpokenHouse, peer_of: MakePeer) -> None:
    voice, _ = await toned.listening()
    peer = peer_of(voice)
    await peer.connect()
    voice.plays = False
    toned.tts.milliseconds = 20_000
    await type_answer(voice)
    said = await voice.next("utterance")
    async with asyncio.timeout(PATIENCE_SECONDS):
        await peer.loud.wait()
    await voice.played(said["utterance"], 0)
    await voice.next("stop", utterance=said["utterance"])
    (line,) = toned.service._sessions
    assert line._transport._rtc is not None
    assert line._transport._rtc._playout._sound == b""  # a second and a half had been made ahead
    await voice.next("state", state="listening")
    async with asyncio.timeout(PATIENCE_SECONDS):
        await peer.quiet.wait()
    assert peer.loud_ms < toned.tts.milliseconds / 2  # it did not just come to its end


async def test_the_track_is_begun_after_the_frames_that_came_before(toned: SpokenHouse, peer_of: MakePeer) -> None:
    voice, _ = await toned.listening()
    peer = peer_of(voice)
    await peer.connect(begins=False)
    await voice.say((80, 2000))  # more than is heard at once
    await voice.send(type="rtc", number=voice.number)
    await peer.speech.say(600)
    await voice.next("message", role="user")
    assert not [frame for frame in voice.heard if frame["type"] == "error"]


async def test_sound_has_one_way_at_a_time(toned: SpokenHouse, peer_of: MakePeer) -> None:
    voice, _ = await toned.listening()
    await voice.send(type="rtc", number=0)
    assert (await voice.next("rtc"))["reason"] == "lost"
    await peer_of(voice).connect()
    await voice.say((0, 40))
    assert "comes by WebRTC" in (await voice.next("error"))["message"]


async def test_the_track_is_begun_where_the_socket_left_off(toned: SpokenHouse, peer_of: MakePeer) -> None:
    voice, _ = await toned.listening()
    voice.number = 7
    await peer_of(voice).connect()
    assert "frame 1 comes by the socket" in (await voice.next("error"))["message"]


async def test_a_new_offer_replaces_the_old_one(toned: SpokenHouse, peer_of: MakePeer) -> None:
    voice, _ = await toned.listening()
    first, second = peer_of(voice), peer_of(voice)
    await first.connect()
    await first.speech.say(200)
    await second.connect()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await first.closed.wait()
    await second.speech.say(1000)
    await second.mark()
    assert (await voice.next("message", role="user"))["message"]["content"] == SENTENCES[0]


async def test_of_two_offers_at_once_the_newest_is_answered(toned: SpokenHouse, peer_of: MakePeer) -> None:
    voice, _ = await toned.listening()
    await voice.send(type="rtc", sdp=await peer_of(voice).offer())
    await peer_of(voice).connect()
    assert len([frame for frame in voice.heard if frame["type"] == "rtc"]) == 1


async def offer_of(*kinds: str, direction: str = "sendrecv", has_data: bool = False) -> str:
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    for kind in kinds:
        connection.addTransceiver(kind, direction=direction)
    if has_data:
        connection.createDataChannel("all")
    await connection.setLocalDescription(await connection.createOffer())
    await connection.close()
    return str(connection.localDescription.sdp)


async def test_an_offer_that_cannot_be_taken_leaves_the_sound_with_the_socket(toned: SpokenHouse) -> None:
    voice, _ = await toned.listening()
    offers = ["", "v=0", "hello", "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n", "m=\r\n" * 5000, "x" * 65_537]
    offers += [await offer_of("audio", "video"), await offer_of("audio", direction="recvonly")]
    offers += [await offer_of(has_data=True), await offer_of("audio", has_data=True)]
    offers.append(await offer_of("audio") + "a=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\n" * 64)
    for offer in offers:
        await voice.send(type="rtc", sdp=offer)
        answer = await voice.next("rtc")
        assert (answer["sdp"], answer["reason"]) == (None, "refused"), offer[:200]
        assert "own connection" in answer["message"]
    await voice.send(type="rtc", sdp=5)
    assert "an offer, or null" in (await voice.next("error"))["message"]
    await voice.send(type="rtc", number="1")
    assert "last frame of sound" in (await voice.next("error"))["message"]
    await voice.say((80, 1000), (0, 3000))
    await voice.next("message", role="user")


async def test_without_the_extra_sound_goes_by_the_socket(
    toned: SpokenHouse, peer_of: MakePeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "aiortc", None)
    monkeypatch.delitem(sys.modules, "aural.voice.transports.webrtc", raising=False)
    voice, _ = await toned.listening()
    answer = await peer_of(voice).ask()
    assert (answer["sdp"], answer["reason"]) == (None, "unavailable")
    await voice.say((80, 1000), (0, 3000))
    await voice.next("message", role="user")


async def test_no_server_is_asked_that_the_settings_do_not_name(
    toned: SpokenHouse, peer_of: MakePeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int]] = []

    async def ask(_protocol: object, server: tuple[str, int]) -> None:
        asked.append(server)
        raise OSError

    monkeypatch.setattr("aioice.ice.server_reflexive_candidate", ask)
    voice, _ = await toned.listening()
    await peer_of(voice).connect()
    assert asked == []
    toned.service.ice_servers = ("stun:stun.example.com:3479",)
    other, _ = await toned.listening()
    await peer_of(other).connect()
    assert asked == [("stun.example.com", 3479)]


async def test_switched_off_it_is_not_offered_and_not_answered(toned: SpokenHouse, peer_of: MakePeer) -> None:
    toned.service.ice_servers = None
    voice, _ = await toned.begin()
    assert (await voice.switch_on())["rtc"] is False
    assert (await peer_of(voice).ask())["reason"] == "unavailable"


async def test_a_peer_that_never_comes_is_given_up(
    toned: SpokenHouse, peer_of: MakePeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switched_transport, "CONNECT_SECONDS", 0.3)
    voice, _ = await toned.listening()
    peer = peer_of(voice)
    assert (await peer.ask())["sdp"]
    await peer.connection.close()
    answer = await voice.next("rtc")
    assert (answer["sdp"], answer["reason"]) == (None, "unavailable")


def open_connections() -> list[RTCPeerConnection]:
    """Of both sides."""
    return [one for one in gc.get_objects() if type(one) is RTCPeerConnection and one.connectionState != "closed"]


@pytest.mark.parametrize("way", ["off", "cut", "before the answer"])
async def test_with_the_line_everything_of_it_ends(toned: SpokenHouse, peer_of: MakePeer, way: str) -> None:
    voice, _ = await toned.listening()
    peer = peer_of(voice)
    if way == "before the answer":
        await voice.send(type="rtc", sdp=await peer.offer())
    else:
        await peer.connect()
    if way == "cut":
        await voice.socket.close()
    else:
        await voice.send(type="voice", on=False)
        await voice.next("voice", on=False)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while toned.service._sessions:  # noqa: ASYNC110 - there is no event for it; this only yields
            await asyncio.sleep(0)
        if way != "before the answer":
            await peer.closed.wait()
    assert [one for one in open_connections() if one is not peer.connection] == []


def test_a_server_starts_without_a_byte_of_it() -> None:
    code = (
        "import aural.app, aural.voice.transports.switched, sys; print({'aiortc', 'av', 'aioice'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
