"""A candidate who stays with a question after an offer to pause, skip or stop doesn't get it word for word again."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from aural.engine.answers.offers import choose
from aural.engine.moves import Ask, Deescalate, FollowUp, Probe, Repeat, Skip
from aural.engine.plan import Plan
from aural.interviewer.guided.interviewer import GuidedInterviewer
from aural.sessions.conversation.live import LiveSession
from aural.sessions.conversation.memory_log import MemoryLog
from aural.sessions.conversation.turn_service import take_turn
from aural.sessions.service import NewAnswer, connect, record_answer
from tests.clocks import FakeClock
from tests.unit.conversation import Conversation, make_plan

PLANS = {
    "en": ("Tell me about a project that you are proud of.", "I feel sick and I can't stop crying.", "Stay."),
    "long": ("Which tools do you use? And why? Name at least two of them.", "I feel awful, I am crying.", "continue"),
    "zh": ("请讲讲您最有成就感的一个项目。", "我很难过，一直在哭。", "继续吧"),
}


@pytest.mark.parametrize("said", ["Stay.", "I'd like to stay", "Let's stay with it", "留下来", "留在这道题"])
def test_staying_is_a_choice_after_comfort(said: str) -> None:
    assert choose("calm", said) == "stay"


@pytest.mark.parametrize("case", PLANS)
async def test_the_question_is_resumed_in_short_words_and_can_be_heard_again(case: str) -> None:
    asked, upset, stays = PLANS[case]
    plan = replace(make_plan(2), language="zh" if case == "zh" else "en")
    plan = replace(plan, questions=(replace(plan.questions[0], text=asked), plan.questions[1]))
    session, interviewer = await _begin(plan), GuidedInterviewer()
    await _say(session, interviewer, upset)
    assert session.messages[-1].move == "de-escalate"
    await _say(session, interviewer, stays)
    resumed = session.messages[-1]
    assert resumed.kind == "reply", "the room still shows the question as the one that is open"
    assert asked not in resumed.content
    assert session.state.about("q0").answers == ()
    await _say(session, interviewer, "再说一遍" if case == "zh" else "Can you repeat the question?")
    assert asked in session.messages[-1].content


async def _begin(plan: Plan) -> LiveSession:
    log = MemoryLog(plan)
    session = LiveSession(log, log.conversation, FakeClock(1))
    await connect(session)
    await take_turn(session, GuidedInterviewer())
    return session


async def _say(session: LiveSession, interviewer: GuidedInterviewer, text: str) -> None:
    await record_answer(session, NewAnswer(str(uuid.uuid4()), text))
    await take_turn(session, interviewer)


def test_a_follow_up_is_what_is_repeated_after_comfort_and_a_break() -> None:
    talk = Conversation(make_plan(2))
    assert talk.say("We built it.", probes=(Probe("result"),)) == [FollowUp("q0", Probe("result"))]
    for _ in range(2):
        assert talk.say("I feel awful.", "distress") == [Deescalate("q0", "distress")]
    talk.say("A break, please.")
    assert talk.say("I'm okay now.") == [Ask("q0", "back", resumes=True)]
    assert talk.state.offer is None
    assert talk.say("Again, please?", "repeat") == [Repeat("q0", "[result]")]
    assert talk.state.about("q0").answers == ("We built it.",)


def test_a_candidate_who_answers_rather_than_skips_continues_at_once() -> None:
    talk = Conversation(make_plan(2))
    assert talk.say("Skip.", "skip") == [Skip("q0")]
    assert talk.say("No.") == [Ask("q0", "back", resumes=True)]
    assert talk.say("We built it.") == [Ask("q1", "next")]
    assert talk.state.about("q0").answers == ("We built it.",)


def test_a_question_that_the_closing_turn_interrupted_is_asked_in_full() -> None:
    talk = Conversation(make_plan(2))
    talk.say("Stop here.", "end")
    assert talk.say("continue") == [Ask("q0", "back")]
