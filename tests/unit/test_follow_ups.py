"""Which prepared follow-ups are asked, in which order and in which words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from aural.engine.analysis import Analysis, Proposal
from aural.engine.answers.answer import read_answer
from aural.engine.context import Context
from aural.engine.log import Answered
from aural.engine.moves import Close, FollowUp, Probe
from aural.engine.plan import Plan, PreparedProbe, Question
from aural.engine.state import QuestionProgress, State
from aural.sessions.conversation.analysis_service import read_reply
from aural.sessions.conversation.live import Foresight
from aural.sessions.conversation.log import Message
from tests.clocks import FakeClock
from tests.unit.conversation import Conversation, make_plan

SYSTEM = Question("q", 0, "Tell me about a system that you built. What were the hardest decisions?")
WE = "We built the order pipeline. We moved all of it to Kafka and we split the services."
ROUND = Question("q", 0, "How do you plan your round for the day?")
GENERAL = "I look at the list and put the people who need more care at the beginning of it."


def asked(context: Context) -> list[tuple[str, str | None]]:
    return [(proposal.probe.name, proposal.words) for proposal in read_answer(context).proposals]


def names(context: Context) -> list[str]:
    return [name for name, _ in asked(context)]


def test_each_proposal_has_the_prepared_words_and_quotes_nothing() -> None:
    proposals = read_answer(Context(SYSTEM, WE)).proposals
    assert proposals
    assert all(p.words and p.probe.focus is None for p in proposals)


def test_an_unanswered_half_comes_first_then_the_candidates_own_part() -> None:
    assert names(Context(SYSTEM, WE)) == ["half", "own-part", "result"]


def test_the_creators_order_of_follow_ups_is_kept() -> None:
    own = (PreparedProbe("NO_EXAMPLE", "When was that?"), PreparedProbe("ALWAYS", "Who pays for it?"))
    question = Question("q", 0, "What do you think of the new price?", probes=own)
    said = "It seems like a fair price for a service like this, and people like it a good deal."
    assert asked(Context(question, said)) == [("example", "When was that?"), ("detail", "Who pays for it?")]


def test_the_threshold_rises_after_the_first_follow_up() -> None:
    assert names(Context(ROUND, GENERAL)) == ["example"]
    assert names(Context(ROUND, GENERAL, ("I have a list.",), asked=("detail",))) == []
    later = Context(SYSTEM, "Mostly we talked about it in the round.", (WE,), asked=("half",))
    assert names(later) == ["own-part", "result"]


def test_a_deep_interview_asks_further() -> None:
    context = Context(ROUND, GENERAL, ("I have a list.",), asked=("detail",), goes_deep=True)
    assert names(context)[0] == "example"


def test_a_kind_of_follow_up_is_never_asked_twice_for_a_question() -> None:
    assert "own-part" not in names(Context(SYSTEM, WE, asked=("own-part",), goes_deep=True))


def test_follow_ups_that_a_creator_always_asks_are_asked_once_each() -> None:
    own = (PreparedProbe("SHORT", "What else?"), *(PreparedProbe("ALWAYS", words) for words in ("Who?", "With what?")))
    question = Question("q", 0, ROUND.text, probes=own)
    said: list[str] = []
    for kinds in ((), ("detail",), ("detail", "detail")):
        words = asked(Context(question, GENERAL, asked=kinds, follow_ups=tuple(said)))
        said += [words[0][1] or ""] if words else []
    assert said == ["Who?", "With what?"]


def test_follow_ups_that_are_always_asked_are_asked_about_each_question() -> None:
    question = Question("q", 0, "You chose the night train. Why?", probes=(PreparedProbe("ALWAYS", "Why?"),))
    elsewhere = (question.text, "Why?", "And why was that?")
    assert asked(Context(question, GENERAL, said=elsewhere)) == [("detail", "Why?")]


@pytest.mark.parametrize(
    ("follow_up", "is_again"),
    [
        ("Why?", False),
        ("WHY?", False),
        ("I have no answer to that, so I'll pass it on. Why?", False),
        ("Who decided that, and why?", True),
        ("Why? And who?", True),
    ],
)
def test_a_follow_up_was_asked_if_its_whole_text_ended_a_follow_up(follow_up: str, is_again: bool) -> None:
    question = Question("q", 0, ROUND.text, probes=(PreparedProbe("ALWAYS", "Why?"),))
    context = Context(question, GENERAL, asked=("detail",), said=(follow_up,), follow_ups=(follow_up,))
    assert bool(asked(context)) is is_again


def test_a_follow_up_of_two_sentences_is_recognized_after_a_reply() -> None:
    ask = "You said “shop”. Which shop was it?"
    question = Question("q", 0, ROUND.text, probes=(PreparedProbe("ALWAYS", ask),))
    assert asked(Context(question, GENERAL, follow_ups=(f"About one minute is left. {ask}",))) == []


def test_used_words_are_not_repeated_if_there_are_others() -> None:
    first = asked(Context(ROUND, GENERAL))[0][1]
    assert first is not None
    second = asked(Context(ROUND, GENERAL, said=(first,)))[0][1]
    assert second not in (first, None)


def test_after_two_very_short_answers_the_interview_moves_on() -> None:
    assert names(Context(SYSTEM, "orders", goes_deep=True)) != []
    assert names(Context(SYSTEM, "yes", ("orders",), goes_deep=True)) == []


def test_a_long_answer_closes_a_question_unless_the_interview_goes_deep() -> None:
    long = " ".join([GENERAL] * 8)
    probes = (PreparedProbe("NO_ALTERNATIVE", "And if that fails?"),)
    question = Question("q", 0, ROUND.text, probes=probes)
    said = f"I would start with the list. {long}"
    assert names(Context(question, said, goes_deep=True)) == ["trade-off"]
    assert names(Context(question, said)) == []


@pytest.mark.parametrize("language", ["de", "ja", ""])
def test_without_a_library_only_the_creators_own_are_asked(language: str) -> None:
    question = Question("q", 0, "Wie planen Sie?", probes=(PreparedProbe("ALWAYS", "Mit wem?"),))
    assert names(Context(question, "Mit Geduld und einer Liste.", language=language)) == ["detail"]
    assert names(Context(Question("q", 0, "Wie planen Sie?"), "Mit Geduld.", language=language)) == []


def test_no_follow_up_is_asked_about_logistics() -> None:
    assert names(Context(Question("q", 0, "What is your notice period?"), "Long.")) == []


class Listener:
    """An interviewer that keeps the contexts it gets."""

    def __init__(self) -> None:
        self.contexts: list[Context] = []

    async def analyse(self, context: Context, *_: object) -> Analysis:
        self.contexts.append(context)
        return Analysis()


async def test_the_room_passes_earlier_answers_messages_and_the_depth_to_the_interviewer() -> None:
    plan = Plan("i", "T", (ROUND,), depth="DEEP")
    said = [("assistant", ROUND.text), ("user", "A list."), ("assistant", "Where do you start?"), ("user", GENERAL)]
    messages = [
        Message(f"m{n}", n, role, text, "answer" if role == "user" else "question", "q", None, None, None, n)
        for n, (role, text) in enumerate(said, 1)
    ]
    messages[2] = messages[2]._replace(kind="follow_up")
    elsewhere = messages[2]._replace(question_id="q0", content="Of another question?")
    room: Any = SimpleNamespace(
        plan=plan,
        messages=[elsewhere, *messages],
        clock=FakeClock(0),
        conversation=SimpleNamespace(participant_name=None),
        is_spoken=False,
        foresight=Foresight(),
    )
    about = {"q": QuestionProgress("open", answers=("A list.",), probes=(Probe("detail"),), is_put=True)}
    state = State("asking", current="q", asked=about, unanswered=(Answered(0, 4, GENERAL, "q"),))
    interviewer: Any = Listener()
    await read_reply(room, interviewer, state)
    context = interviewer.contexts[0]
    assert (context.earlier, context.asked) == (("A list.",), ("detail",))
    assert context.said == ("Of another question?", ROUND.text, "Where do you start?")
    assert context.follow_ups == ("Where do you start?",)
    assert context.goes_deep


def test_details_in_new_words_may_be_asked_again_but_other_kinds_only_once() -> None:
    talk = Conversation(make_plan(1, depth="MODERATE"))
    for words in ("Who paid?", "Who helped?"):
        assert talk.say(proposals=(Proposal(Probe("detail"), words),)) == [FollowUp("q0", Probe("detail"), words)]
    again = Proposal(Probe("result"), "How did it end?")
    talk = Conversation(make_plan(1, depth="MODERATE"))
    assert talk.say(proposals=(again,)) == [FollowUp("q0", again.probe, again.words)]
    assert talk.say(proposals=(again,)) == [Close()]


DISPUTE = Question("q", 0, "Describe a disagreement with a colleague and how it ended.")
OPEN_END = "We argued about the rota. I asked her to swap shifts with me, and I wrote it down."
SETTLED = "We disagreed about tests. We tried both ways for a month and kept tests first for the core."


def test_an_ending_is_asked_for_only_once_in_whichever_words() -> None:
    assert {"half", "result"} <= set(names(Context(DISPUTE, OPEN_END)))
    assert names(Context(DISPUTE, OPEN_END, asked=("half",))) == []
    assert "half" not in names(Context(DISPUTE, OPEN_END, asked=("result",)))


def test_what_was_settled_in_the_end_is_an_ending() -> None:
    assert not {"half", "result"} & set(names(Context(DISPUTE, SETTLED)))


def test_a_candidate_who_said_it_already_is_not_asked_again() -> None:
    again = "I said how it ended: she did my Sundays."
    assert names(Context(DISPUTE, again, (OPEN_END,), asked=("own-part",))) == []
    han = Question("q", 0, "请讲一次你和同事的分歧，以及最后结果如何。")
    told = ("我们对排班有分歧。我请她和我换班，我都写了下来。",)
    assert names(Context(han, "我说了结果：她替我上周日的班。", told, language="zh")) == []
