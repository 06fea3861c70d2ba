"""A candidate who chooses one of the options that the interviewer has just named gets it, and the words don't count as
an answer.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from aural import lang
from aural.engine.analysis import Analysis, Choice
from aural.engine.answers.offers import choose, with_choice
from aural.engine.log import Answered
from aural.engine.moves import AnswerCandidate, Ask, Close, Deescalate, Finish, Move, Skip
from aural.engine.state import Offer
from tests.unit.conversation import Conversation, make_plan, spoken

DATA = Path(__file__).parents[1] / "data" / "offers.jsonl"
ROWS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
TUNED = [row for row in ROWS if row["half"] == "tuned"]
HELD = [row for row in ROWS if row["half"] == "held"]  # written before the patterns, and not used for them
TABLE = [(row["offer"], row["choice"], row["answer"]) for row in TUNED if row["choice"] is not None]
OTHERS = [(row["offer"], row["answer"]) for row in TUNED if row["choice"] is None]


def offered(offer: Offer) -> Conversation:
    """A conversation of four questions in which the interviewer has just named these options."""
    talk = Conversation(make_plan(4))
    if offer == "closing":
        for _ in range(4):
            talk.say()
        return talk
    talk.say()
    if offer == "skip":
        assert talk.say("I don't know.", "skip") == [Skip("q1")]
    else:
        assert talk.say("My father died.", "distress") == [Deescalate("q1", "distress")]
    return talk


@pytest.mark.parametrize(("offer", "choice", "said"), TABLE)
def test_a_named_option_is_understood_and_granted(offer: Offer, choice: Choice, said: str) -> None:
    assert choose(offer, said) == choice
    talk = offered(offer)
    expected: dict[Choice, Move] = {
        "stay": Ask("q1", "back", resumes=True),
        "pause": AnswerCandidate("q1" if offer == "calm" else None, "minute"),
        "leave": Ask("q2", "skipped"),
        "stop": Close(as_wished=True),
        "more": AnswerCandidate(None, "go-ahead"),
        "return": Ask("q1", "back"),
    }
    assert talk.say(said) == [expected[choice]]
    assert not any(said in about.answers for about in talk.state.asked.values())
    if choice == "leave":
        assert talk.state.about("q1").status in ("skipped", "answered")  # the words before it may count


@pytest.mark.parametrize(("offer", "said"), OTHERS)
def test_other_words_choose_nothing(offer: Offer, said: str) -> None:
    assert choose(offer, said) is None


def test_most_unseen_replies_are_understood_and_no_other_words_are_taken_for_a_choice() -> None:
    found = [(row["choice"], choose(row["offer"], row["answer"])) for row in HELD]
    assert sum(right == read for right, read in found) >= 0.8 * len(HELD)
    assert [read for right, read in found if read not in (right, None)] == []


def test_a_choice_needs_an_offer_and_yields_to_a_crisis() -> None:
    assert with_choice(Analysis(), None, "Stop here") == Analysis()
    in_danger = Analysis("distress", is_crisis=True)
    assert with_choice(in_danger, "calm", "Stop here") == replace(in_danger, asks_to_end=True)
    talk = Conversation(make_plan(2))
    assert talk.say("Stop here") == [Ask("q1", "next")]


def test_a_named_option_counts_even_if_the_reply_also_sounds_upset() -> None:
    distress = Analysis("distress")
    assert with_choice(distress, "calm", "Stop.").choice == "stop"
    assert with_choice(distress, "calm", "Leave it out.").choice == "leave"
    assert with_choice(distress, "calm", "I'm fine.").choice == "stay"
    assert with_choice(distress, "calm", "A break, please.").choice == "pause"


def test_after_help_in_the_closing_turn_being_fine_ends_the_interview() -> None:
    talk = offered("closing")
    in_danger = Analysis("distress", is_crisis=True)
    talk.add(spoken(Deescalate(talk.state.current, "crisis"), talk.state, talk.now, in_danger))
    assert talk.state.offer == "closing"
    assert talk.say("I'm fine.") == [Finish("FINISHED")]


def test_a_break_after_distress_tells_how_to_stop_the_clock() -> None:
    assert with_choice(Analysis(), "calm", "A break").topic == "pausing"
    assert with_choice(Analysis(), "closing", "Let me think").topic is None


def test_an_offer_stays_open_while_the_candidate_waits_and_ends_with_the_next_question() -> None:
    talk = offered("calm")
    assert talk.say("A break, please.") == [AnswerCandidate("q1", "minute")]
    assert talk.say("I'm okay now.") == [Ask("q1", "back", resumes=True)]
    assert talk.state.offer is None


def test_agreeing_to_skip_the_last_question_is_not_its_answer() -> None:
    talk = Conversation(make_plan(1))
    assert talk.say("Skip.", "skip") == [Skip("q0")]
    assert talk.say("Yes.") == [Close()]
    assert (talk.state.about("q0").status, talk.state.about("q0").answers) == ("skipped", ())


def test_words_after_the_announcement_are_heard_and_end_the_interview() -> None:
    talk = offered("closing")
    assert talk.say("Yes, please.") == [AnswerCandidate(None, "go-ahead")]
    assert not talk.state.is_minute, "the invitation is spoken, and no minute of silence begins"
    assert talk.say("How long does it take?", "asks-about", topic="next-steps") == [AnswerCandidate(None, "next-steps")]
    assert talk.say("I led the migration, too.") == [Finish("FINISHED")]


def test_a_candidate_who_stopped_early_may_still_add_words() -> None:
    talk = Conversation(make_plan(3))
    talk.say("Stop here.", "end")
    assert talk.say("Yes, one thing.") == [AnswerCandidate(None, "go-ahead")]
    assert talk.say("No, never mind.") == [Finish("CANDIDATE_ENDED")]


def test_announcements_without_more_words_end_the_interview() -> None:
    talk = offered("closing")
    for _ in range(3):
        assert talk.say("Yes.") == [AnswerCandidate(None, "go-ahead")]
    assert talk.say("Yes.") == [Finish("FINISHED")]


def test_the_words_of_a_chosen_option_are_requests_in_the_log() -> None:
    talk = offered("calm")
    talk.add(Answered(talk.now, talk.state.seq + 1, "Stop here", "q1"))
    analysis = with_choice(Analysis(), talk.state.offer, "Stop here")
    assert spoken(Close(as_wished=True), talk.state, talk.now, analysis).intent == "end"


def test_every_language_has_the_patterns() -> None:
    offers = {row["offer"] for row in ROWS}
    keys = [{offer: set(own.table("offers")[offer]) for offer in offers} for own in lang.every()]
    assert all(keys[0] == others for others in keys)
