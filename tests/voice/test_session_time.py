"""When something was said, over lost connections, mutes and restarts, in milliseconds since the session began."""

from __future__ import annotations

from aural.voice.pipeline.session_time import SessionTime
from tests.voice.conftest import SpokenHouse
from tests.voice.talking import Frame
from tests.voice.test_voice_session import ANSWER


class Line:
    """A microphone with a clock that is set by hand, and frames of 40 ms."""

    def __init__(self, began_ms: int, told_ms: int = 0) -> None:
        self.now_ms, self.at_ms = began_ms, 0
        self.time = SessionTime(lambda: self.now_ms, told_ms)

    def hear(self, milliseconds: int, *, delay_ms: int = 0, is_live: bool = True) -> None:
        for _ in range(milliseconds // 40):
            self.at_ms += 40
            self.now_ms += 40 if is_live else 2
            self.now_ms += delay_ms
            self.time.arrived(self.at_ms)
            self.now_ms -= delay_ms


def test_live_sound_is_dated_to_its_arrival() -> None:
    line = Line(5000)
    line.hear(4000)
    assert (line.time.at(1000), line.time.at(4000)) == (6000, 9000)


def test_a_stalled_network_does_not_shift_times() -> None:
    line = Line(5000)
    line.hear(1000)
    line.hear(1000, delay_ms=700)
    line.hear(1000)
    assert [line.time.at(at) for at in (500, 1500, 2500)] == [5500, 6500, 7500]


def test_resent_sound_is_dated_before_the_reconnection() -> None:
    """Six seconds were spoken from 10,000 on. The connection came back at 16,000, and they took 0.3 s to arrive."""
    line = Line(15_700)
    line.hear(6000, is_live=False)
    assert line.now_ms == 16_000
    line.hear(2000)
    assert [line.time.at(at) for at in (0, 6000, 8000)] == [10_000, 16_000, 18_000]


def test_muted_time_falls_between_the_speech_before_and_after_it() -> None:
    line = Line(0)
    line.hear(3000)
    line.now_ms += 60_000
    line.hear(3000)
    assert (line.time.at(2000), line.time.at(5000)) == (2000, 65_000)


def test_a_reported_time_never_goes_back() -> None:
    line = Line(20_000)
    line.hear(2000, is_live=False)
    told = line.time.at(2000)
    line.time.settle(2000, told)
    line.hear(4000, is_live=False)  # more had been kept than was assumed
    assert line.time.at(2500) == told + 500
    assert line.time.at(6000) >= told + 4000


def test_setting_the_clock_back_does_not_move_times_back() -> None:
    line = Line(-3_600_000, told_ms=70_000)
    line.hear(4000)
    assert (line.time.at(0), line.time.at(4000)) == (70_000, 74_000)


def test_an_hour_of_sound_keeps_only_a_few_marks() -> None:
    line = Line(0)
    for _ in range(3600):
        line.hear(1000, delay_ms=line.at_ms // 1_000_000)  # the device's clock is slow
        line.time.settle(line.at_ms - 500)
    assert len(line.time._marks) < 50


def speech_of(message: Frame) -> Frame:
    speech: Frame = message["data"]["speech"]
    return speech


async def test_times_continue_after_a_cut_connection(spoken: SpokenHouse) -> None:
    voice, token = await spoken.listening()
    await voice.say(*ANSWER)
    first = speech_of((await voice.next("message", role="user"))["message"])
    await voice.next("kept")
    await voice.cut()
    again = await spoken.enter(token)
    again.stream, again.number = voice.stream, voice.number
    await again.switch_on(after=99)
    await again.say(*ANSWER)
    second = speech_of((await again.next("message", role="user"))["message"])
    assert first["endMs"] <= second["startMs"] < second["endMs"]
    assert [word["startMs"] for word in second["words"]] == [second["startMs"]]
    await again.next("kept")
    await again.cut()
    third = await spoken.enter(token)  # a new stream of the microphone, for example on another device
    await third.switch_on(after=99)
    await third.say(*ANSWER)
    assert speech_of((await third.next("message", role="user"))["message"])["startMs"] >= second["endMs"]


async def test_times_count_from_the_beginning_of_the_session(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.begin()
    spoken.house.clock.pass_seconds(90)
    await voice.switch_on()
    await voice.next("state", state="listening")
    await voice.say(*ANSWER)
    speech = speech_of((await voice.next("message", role="user"))["message"])
    assert 80_000 < speech["startMs"] < speech["endMs"]
    assert 3_900 <= speech["endMs"] - speech["startMs"] <= 4_100
