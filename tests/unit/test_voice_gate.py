"""The voice gate lets the candidate's voice pass and drops background voices, by their loudness."""

from __future__ import annotations

from aural.voice.vad.voice_gate import VoiceGate


def judge(gate: VoiceGate, levels: list[float], *, interviewer: bool = False) -> list[float]:
    return [gate.judge(0.9, level, interviewer) for level in levels]


BABBLE = [-32.0, -34.0, -30.0, -35.0, -33.0] * 20
SPEECH = [-18.0, -16.0, -20.0, -24.0, -17.0] * 20


def test_speech_in_a_quiet_room_is_left_alone() -> None:
    gate = VoiceGate()
    judge(gate, [-72.0] * 60)
    assert judge(gate, [-45.0, -50.0, *SPEECH]) == [0.9] * 102


def test_background_voices_are_not_the_candidate() -> None:
    gate = VoiceGate()
    assert judge(gate, BABBLE)[10:] == [0.0] * 90
    assert judge(gate, SPEECH) == [0.9] * 100
    assert judge(gate, BABBLE)[6:] == [0.0] * 94


def test_a_candidate_who_speaks_from_the_first_moment_is_heard() -> None:
    gate = VoiceGate()
    assert judge(gate, SPEECH * 5) == [0.9] * 500


def test_an_echo_is_not_the_candidate_but_the_candidate_is_heard_through_it() -> None:
    gate = VoiceGate()
    judge(gate, [-72.0] * 30)
    echo = [-41.0, -44.0, -50.0, -43.0, -60.0] * 20
    assert judge(gate, echo, interviewer=True) == [0.0] * 100
    assert judge(gate, SPEECH[:20], interviewer=True) == [0.9] * 20
    assert judge(gate, echo[:20], interviewer=True)[6:] == [0.0] * 14


def test_an_echo_that_outlasts_the_interviewer_is_not_the_candidate() -> None:
    gate = VoiceGate()
    judge(gate, [-72.0] * 30)
    judge(gate, [-42.0] * 30, interviewer=True)
    assert judge(gate, [-42.0] * 8)[:7] == [0.0] * 7


def test_a_loud_background_does_not_stop_the_interviewer_before_the_candidate_was_heard() -> None:
    loud = [-26.0, -29.0, -24.0, -28.0, -27.0] * 20
    assert judge(VoiceGate(), loud, interviewer=True)[10:] == [0.0] * 90


def test_a_candidate_who_was_heard_before_may_interrupt_from_the_first_word() -> None:
    gate = VoiceGate()
    judge(gate, SPEECH)
    assert judge(gate, SPEECH[:30], interviewer=True) == [0.9] * 30


def test_soft_sounds_inside_speech_belong_to_it() -> None:
    gate = VoiceGate()
    judge(gate, [-72.0] * 60)
    assert judge(gate, [-18.0, -70.0, -70.0, -70.0, -18.0]) == [0.9] * 5


def test_a_soft_answer_is_heard_if_no_one_else_speaks() -> None:
    gate = VoiceGate()
    judge(gate, [-72.0] * 30)
    judge(gate, SPEECH)
    judge(gate, [-72.0] * 30)
    assert judge(gate, [-42.0] * 10) == [0.9] * 10
