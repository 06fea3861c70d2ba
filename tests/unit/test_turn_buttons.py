"""When the candidate's buttons end, open or hold a turn, with scripted probabilities."""

from __future__ import annotations

import pytest

from aural.voice.endpointing.events import BargedIn, SpeechStarted, TurnEnded, WordsWanted
from tests.unit.test_turns import ANY, LINE, WHOLE, Talk


def test_each_push_to_talk_answer_is_heard_from_the_press_on() -> None:
    """Only sound while the button is held arrives, so the detector hears no pause between two answers."""
    talk = Talk(push_to_talk=True)
    for _ in range(2):
        pressed_ms = talk.now_ms
        talk.say(2, WHOLE)
        assert [event.at_ms for event in talk.events if isinstance(event, SpeechStarted)][-1] == pressed_ms
        assert [type(event) for event in talk.turns.done("released")] == [TurnEnded]


@pytest.mark.parametrize(("seconds", "silent"), [(0.2, 0.0), (0.6, 0.0), (0.6, 0.35), (0.6, 0.5)])
def test_a_push_to_talk_answer_over_the_interviewer_ends_with_the_interviewer(seconds: float, silent: float) -> None:
    talk = Talk(question="", push_to_talk=True)
    talk.turns.interviewer_speaks(ANY)
    talk.say(seconds, None)
    talk.hear(silent, 0.0)
    assert talk.turns.done("released") == []  # not yet known whether it's an answer
    assert [type(event) for event in talk.turns.interviewer_is_silent()] == [TurnEnded]


def test_a_push_to_talk_answer_that_proves_to_interrupt_after_its_release_has_ended() -> None:
    talk = Talk(question="", push_to_talk=True)
    talk.turns.interviewer_speaks(LINE)
    talk.say(0.3, "Sorry")
    talk.say(0.4, None)
    talk.turns.done("released")
    asked = [event.at_ms for event in talk.events if isinstance(event, WordsWanted)][-1]
    events = talk.turns.transcribe(asked, "Sorry, I have read that already.")
    assert [type(event) for event in events] == [BargedIn, TurnEnded]


def test_a_push_to_talk_answer_over_the_interviewer_can_continue_with_another_press() -> None:
    talk = Talk(question="", push_to_talk=True)
    talk.turns.interviewer_speaks(ANY)
    talk.say(0.6, None)
    talk.turns.done("released")
    talk.say(0.2, None)
    assert talk.turns.interviewer_is_silent() == []
    talk.say(1, WHOLE)
    assert [type(event) for event in talk.turns.done("released")] == [TurnEnded]


def test_a_minute_requested_by_button_ends_when_the_candidate_begins_to_answer() -> None:
    talk = Talk()
    talk.turns.hold(talk.now_ms + 60_000)
    talk.hear(10, 0.0)
    talk.say(2, WHOLE)
    assert talk.silence_until_end() < 1.2


def test_a_minute_requested_by_button_during_speech_is_kept() -> None:
    talk = Talk()
    talk.say(1, WHOLE)
    talk.turns.hold(talk.now_ms + 20_000)
    talk.say(1, WHOLE)
    assert talk.silence_until_end() > 18


def test_a_minute_requested_by_button_during_an_interruption_is_kept() -> None:
    talk = Talk(question="")
    talk.turns.interviewer_speaks(LINE)
    talk.say(0.5, None)
    talk.turns.hold(talk.now_ms + 20_000)
    talk.say(1, WHOLE)
    assert BargedIn in talk.kinds()
    assert talk.silence_until_end() > 18
