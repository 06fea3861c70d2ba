"""When a turn ends and when an interviewer is interrupted, with scripted probabilities. Time is counted in windows."""

from __future__ import annotations

import pytest

from aural.voice.endpointing.detector import AdaptiveTurns
from aural.voice.endpointing.events import (
    WINDOW_MS,
    BargedIn,
    Ducked,
    FloorHeld,
    Paused,
    SpeechStarted,
    TurnEnded,
    TurnEvent,
    TurnPredictionWanted,
    Unducked,
    WordsWanted,
)

STORY = "Tell me about your last project."
ANY = "Which tools did you use?"
WHOLE = "We used a small script that ran every night on the server."


class Talk:
    """A detector, with predictors that answer at once as the test sets them."""

    def __init__(self, question: str = ANY, language: str = "en", *, push_to_talk: bool = False) -> None:
        self.turns = AdaptiveTurns(language, push_to_talk=push_to_talk)
        self.text: str | None = None
        self.completeness: float | None = 0.95
        self.events: list[TurnEvent] = []
        self.now_ms = 0
        if question:
            self.turns.interviewer_speaks(question)
            self.hear(1.0, 0.0)
            self.turns.interviewer_is_silent()

    def hear(self, seconds: float, probability: float) -> list[TurnEvent]:
        first = len(self.events)
        for _ in range(round(seconds * 1000 / WINDOW_MS)):
            self.now_ms += WINDOW_MS
            self._take(self.turns.hear(probability))
        return self.events[first:]

    def _take(self, events: list[TurnEvent]) -> None:
        self.events += events
        for event in events:
            if isinstance(event, TurnPredictionWanted) and self.completeness is not None:
                self._take(self.turns.take_prediction(event.at_ms, self.completeness))
            if isinstance(event, WordsWanted) and self.text is not None:
                self._take(self.turns.transcribe(event.at_ms, self.text))

    def say(self, seconds: float, text: str | None, completeness: float | None = 0.95) -> None:
        self.text, self.completeness = text, completeness
        self.hear(seconds, 0.9)

    def silence_until_end(self, most_seconds: float = 100) -> float:
        """The seconds of silence until the turn ended; `inf` if it did not."""
        for number in range(1, round(most_seconds * 1000 / WINDOW_MS) + 1):
            if any(isinstance(event, TurnEnded) for event in self.hear(WINDOW_MS / 1000, 0.0)):
                return number * WINDOW_MS / 1000
        return float("inf")

    def kinds(self) -> list[type]:
        return [type(event) for event in self.events]


@pytest.mark.parametrize(
    ("text", "completeness", "least", "most"),
    [
        (WHOLE, 0.95, 1.0, 1.1),  # both agree
        (WHOLE, 0.40, 2.2, 2.4),  # the sound says otherwise
        (WHOLE, None, 2.2, 2.4),  # smart-turn gives no answer
        (None, 0.95, 2.2, 2.4),  # no words came
        ("And so my fellow colleagues.", 0.95, 2.2, 2.4),  # few words, and no verb
        ("A small script.", 0.95, 2.2, 2.4),
        ("We used a script.", 0.95, 1.0, 1.1),
        ("A small script. A small script. A small script.", 0.95, 2.2, 2.4),  # an STT engine that repeats itself
        ("We used a small script that ran every night on the", 0.95, 2.45, 2.6),
        ("We used a small script that ran every night on the", 0.05, 2.95, 3.1),  # and the sound agrees
        ("We used a small script on the server, and", 0.95, 2.45, 2.6),
        ("Um", 0.95, 2.45, 2.6),
        ("I think that is how it was when", 0.95, 2.45, 2.6),
        ("Yes, four years.", 0.95, 1.0, 1.1),  # a direct answer
        ("Yes, I can.", 0.95, 1.0, 1.1),
        ("About twelve.", 0.95, 1.0, 1.1),
        ("For the shop or the hotline?", 0.95, 1.0, 1.1),  # a question back
        ("Could you repeat the question please", 0.95, 1.0, 1.1),
        ("It went well. That's all.", 0.95, 0.8, 0.9),  # the answer says that it is over
        ("It went well. That's all.", 0.05, 1.0, 1.1),
        ("I should ask earlier, I suppose, so, yeah.", 0.70, 0.8, 0.9),
    ],
)
def test_silence_ends_a_turn(text: str | None, completeness: float | None, least: float, most: float) -> None:
    talk = Talk()
    talk.say(2, text, completeness)
    assert least <= talk.silence_until_end() <= most


@pytest.mark.parametrize(
    ("question", "text", "is_soon"),
    [
        (STORY, "We built a new door for the hall.", False),
        (ANY, "We built a new door for the hall.", True),
        (STORY, "We built a new door for the hall, and after a week it was the favourite of all.", True),
        ("Please read the two sentences.", WHOLE, False),
    ],
)
def test_the_question_decides_whether_one_sentence_ends_a_turn_early(question: str, text: str, is_soon: bool) -> None:
    talk = Talk(question)
    talk.say(2, text)
    assert (talk.silence_until_end() < 1.2) is is_soon


def test_a_candidate_who_continued_after_an_apparent_end_gets_more_time() -> None:
    talk = Talk()
    talk.say(2, WHOLE)
    talk.hear(0.8, 0.0)
    talk.say(2, f"{WHOLE} It sent us a letter each morning.")
    assert 2.2 <= talk.silence_until_end() <= 2.4


def test_a_pause_that_did_not_look_like_an_end_does_not_lengthen_later_waits() -> None:
    talk = Talk()
    talk.say(2, "We used a small script that", 0.1)
    talk.hear(1.5, 0.0)
    talk.say(2, WHOLE)
    assert talk.silence_until_end() < 1.2


def test_short_pauses_and_pauses_after_a_question_do_not_lengthen_later_waits() -> None:
    talk = Talk()
    talk.say(2, WHOLE)
    talk.hear(0.4, 0.0)
    talk.say(2, "Sorry, can I stop you there?")
    talk.hear(0.9, 0.0)
    talk.say(2, WHOLE)
    assert talk.silence_until_end() < 1.2


def test_words_that_arrive_after_speech_continued_still_lengthen_later_waits() -> None:
    talk = Talk()
    talk.say(2, None)
    talk.hear(0.8, 0.0)
    asked = next(event.at_ms for event in talk.events if isinstance(event, WordsWanted))
    talk.say(1, None)
    talk.turns.transcribe(asked, WHOLE)
    talk.say(1, f"{WHOLE} It sent us a letter each morning.")
    assert talk.silence_until_end() > 2.2


def test_late_words_end_the_turn_at_once_if_it_has_been_silent_long_enough() -> None:
    talk = Talk()
    talk.say(2, None)
    talk.hear(1.5, 0.0)
    asked = next(event.at_ms for event in talk.events if isinstance(event, WordsWanted))
    assert [type(event) for event in talk.turns.transcribe(asked, WHOLE)] == [TurnEnded]


def test_results_for_an_earlier_pause_do_not_end_the_turn() -> None:
    talk = Talk()
    talk.say(2, None, None)
    talk.hear(0.5, 0.0)
    earlier = next(event.at_ms for event in talk.events if isinstance(event, WordsWanted))
    talk.say(2, None, None)
    talk.hear(1.5, 0.0)
    assert talk.turns.take_prediction(earlier, 0.99) == []
    assert talk.turns.transcribe(earlier, f"{WHOLE} That's all.") == []
    now = [event.at_ms for event in talk.events if isinstance(event, WordsWanted)][-1]
    assert talk.turns.transcribe(now, f"{WHOLE} It was small.") == []  # smart-turn's answer is not known


def test_a_sound_without_new_words_is_a_filler() -> None:
    talk = Talk()
    talk.say(2, WHOLE, 0.3)
    talk.hear(0.6, 0.0)
    talk.say(0.4, WHOLE, 0.95)
    assert talk.silence_until_end() > 2.45


@pytest.mark.parametrize("text", ["Give me a minute, I want to get this right.", "Hmm. Let me think about that."])
def test_asking_for_a_minute_keeps_the_turn_open(text: str) -> None:
    talk = Talk()
    talk.say(2, text)
    silence = talk.hear(30, 0.0)
    (held,) = [event for event in silence if isinstance(event, FloorHeld)]
    assert 60_000 <= held.until_ms - held.at_ms <= 90_000
    assert not any(isinstance(event, TurnEnded) for event in silence)
    talk.say(2, f"{text} It was the weekly number of returned orders.")
    assert talk.silence_until_end() < 1.2


def test_a_requested_minute_ends_after_60_to_90_seconds() -> None:
    talk = Talk()
    talk.say(2, "Give me a minute.")
    assert 60 <= talk.silence_until_end() <= 90


def test_a_minute_requested_by_button_lasts_until_it_is_over_or_the_candidate_speaks() -> None:
    talk = Talk()
    talk.say(2, WHOLE)
    talk.turns.hold(talk.now_ms + 20_000)
    assert 19.9 <= talk.silence_until_end() <= 20.1
    talk.say(2, WHOLE)
    talk.turns.hold(talk.now_ms + 20_000)
    talk.hear(5, 0.0)
    talk.say(2, f"{WHOLE} It never failed us in all that time.")
    assert talk.silence_until_end() < 2.4


def test_done_ends_the_turn_at_once() -> None:
    talk = Talk()
    talk.say(2, "Give me a minute.")
    talk.hear(3, 0.0)
    (ended,) = talk.turns.done()
    assert isinstance(ended, TurnEnded)
    assert ended.reason == "done"
    assert talk.silence_until_end() == float("inf")


def test_done_ends_a_turn_during_speech_but_does_nothing_while_the_interviewer_speaks() -> None:
    talk = Talk()
    talk.say(2, WHOLE)
    assert [type(event) for event in talk.turns.done("released")] == [TurnEnded]
    talk.turns.interviewer_speaks("Thank you.")
    assert talk.turns.done() == []


def test_a_candidate_who_continues_after_done_is_heard_but_a_trailing_sound_is_not() -> None:
    talk = Talk()
    talk.hear(2.0, 0.9)
    talk.events += talk.turns.done()
    done_ms = talk.now_ms
    assert talk.hear(0.5, 0.9) == []
    assert talk.hear(0.5, 0.9) == [SpeechStarted(done_ms)]
    talk.hear(2.0, 0.9)
    assert isinstance(talk.turns.done()[0], TurnEnded)
    tail = Talk()
    tail.hear(2.0, 0.9)
    tail.turns.done()
    assert tail.hear(0.4, 0.9) + tail.hear(3.0, 0.0) == []


def test_a_push_to_talk_turn_ends_only_when_the_button_is_released() -> None:
    talk = Talk(push_to_talk=True)
    talk.say(2, f"{WHOLE} That's all.")
    assert talk.silence_until_end() == float("inf")
    assert talk.turns.done("released") == [TurnEnded(talk.turns.done()[0].at_ms, "released")]


def test_a_click_is_not_speech_and_an_end_waits_for_possible_speech() -> None:
    talk = Talk()
    talk.hear(0.064, 0.9)
    assert not any(isinstance(event, SpeechStarted) for event in talk.hear(1, 0.0))
    talk.say(2, WHOLE)
    talk.hear(0.992, 0.0)
    assert not any(isinstance(event, TurnEnded) for event in talk.hear(0.064, 0.9))


def test_a_soft_sound_continues_speech_although_it_could_not_begin_it() -> None:
    talk = Talk()
    talk.say(1, None)
    talk.hear(0.064, 0.0)
    talk.hear(1, 0.4)
    assert Paused not in talk.kinds()


def test_speech_begins_where_it_was_first_heard() -> None:
    talk = Talk()
    before = talk.now_ms
    talk.say(0.5, WHOLE)
    assert [event.at_ms for event in talk.events if isinstance(event, SpeechStarted)] == [before]


# --- over the interviewer's voice ---

LINE = "There are three short questions about working with others, and none of them has a right answer."


def interrupt(seconds: float, text: str | None) -> Talk:
    """Speaks over the interviewer, and is then silent for a second, while the interviewer continues."""
    talk = Talk(question="")
    talk.turns.interviewer_speaks(LINE)
    talk.hear(2, 0.0)
    talk.say(seconds, text)
    talk.hear(1, 0.0)
    return talk


@pytest.mark.parametrize("text", ["Mm-hmm.", "Okay.", "Right", "Yes, I see.", "Zimim", "", None])
def test_a_backchannel_only_lowers_the_voice(text: str | None) -> None:
    talk = interrupt(0.6, text)
    assert BargedIn not in talk.kinds()
    assert [kind for kind in talk.kinds() if kind in (Ducked, Unducked)] == [Ducked, Unducked]
    assert talk.silence_until_end() == float("inf")


def test_a_row_of_backchannels_may_last_longer_than_an_interruption() -> None:
    assert BargedIn not in interrupt(1.2, "Yes, right, okay").kinds()
    assert BargedIn in interrupt(2.4, "Yes, right, okay").kinds()


@pytest.mark.parametrize(
    ("seconds", "text", "most_seconds"),
    [(1.5, None, 1.0), (1.5, "Sorry, I have read that already.", 0.6), (0.35, "Wait!", 0.8)],
)
def test_an_interruption_lowers_and_stops_the_voice(seconds: float, text: str | None, most_seconds: float) -> None:
    talk = interrupt(seconds, text)
    began = next(event.at_ms for event in talk.events if isinstance(event, SpeechStarted))
    ducked = next(event.at_ms for event in talk.events if isinstance(event, Ducked))
    stopped = next(event.at_ms for event in talk.events if isinstance(event, BargedIn))
    assert ducked - began <= 200
    assert stopped - began <= most_seconds * 1000


def test_an_interruption_is_a_turn_but_not_an_answer_to_the_question_in_progress() -> None:
    talk = Talk(question="")
    talk.turns.interviewer_speaks(STORY)
    talk.say(2, "Sorry, we built a door for it.")
    assert talk.silence_until_end() < 1.2


def test_a_backchannel_explains_only_as_much_voice_as_its_words_take() -> None:
    talk = interrupt(0.3, "Yes")
    assert BargedIn not in talk.kinds()
    talk.say(0.3, "Yes")
    talk.say(1, None)
    assert BargedIn in talk.kinds()


def test_three_words_recognized_in_a_very_short_sound_do_not_interrupt() -> None:
    talk = Talk(question="")
    talk.turns.interviewer_speaks(LINE)
    talk.say(0.3, "White tour, mate.")
    talk.text = None
    talk.hear(2, 0.0)
    assert BargedIn not in talk.kinds()


def test_a_few_short_sounds_are_not_an_interruption() -> None:
    talk = Talk(question="")
    talk.turns.interviewer_speaks(LINE)
    for _ in range(3):
        talk.say(0.16, None)
        talk.hear(0.256, 0.0)
    assert BargedIn not in talk.kinds()


def test_the_voice_stays_lowered_until_the_words_are_recognized() -> None:
    talk = Talk(question="")
    talk.turns.interviewer_speaks(LINE)
    talk.say(0.6, None)
    assert Unducked not in [type(event) for event in talk.hear(0.6, 0.0)]
    (asked,) = [event.at_ms for event in talk.events if isinstance(event, WordsWanted)]
    talk.turns.transcribe(asked, "O")
    talk.text = "Okay."  # recognized completely now
    assert [type(event) for event in talk.hear(0.064, 0.0)] == [WordsWanted, Unducked]


def test_an_echo_does_not_interrupt_and_after_it_only_recognized_words_do() -> None:
    talk = interrupt(0.6, "free short questions about working")
    talk.say(2, None)
    talk.hear(1.5, 0.0)
    assert BargedIn not in talk.kinds()
    assert talk.kinds().count(Ducked) == 1
    talk.say(1, "has a right but I have a question")
    assert BargedIn in talk.kinds()


def test_speech_that_begins_as_the_interviewer_ends_is_the_answer() -> None:
    talk = Talk(question="")
    talk.turns.interviewer_speaks(ANY)
    talk.hear(1, 0.0)
    talk.say(0.4, None)
    talk.turns.interviewer_is_silent()
    talk.say(1.5, WHOLE)
    assert talk.kinds().count(SpeechStarted) == 1
    assert talk.silence_until_end() < 1.2


def test_a_candidate_who_continues_as_the_reply_begins_is_heard() -> None:
    talk = Talk()
    talk.say(2, WHOLE)
    talk.silence_until_end()
    talk.say(0.3, None)
    talk.turns.interviewer_speaks(LINE)
    talk.say(1, None)
    assert BargedIn in talk.kinds()


def test_an_echo_may_continue_past_the_interviewers_end() -> None:
    talk = Talk(question="")
    talk.turns.interviewer_speaks(LINE)
    talk.hear(2, 0.0)
    talk.say(1, "short questions about working")
    talk.turns.interviewer_is_silent()
    assert talk.turns.may_be_echo
