"""With AURAL_MODEL_REDACT, no request contains a name or an address of a candidate, and all words are restored."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from aural.engine.authoring.drafts import DraftedInterview, DraftedQuestion, Wish
from aural.engine.context import Context
from aural.engine.moves import Ask, FollowUp, Probe
from aural.engine.plan import Criterion, Plan, Question
from aural.interviewer.drafting.model import ModelDrafter
from aural.interviewer.drafting.protocol import Draft
from aural.interviewer.model.interviewer import ModelInterviewer
from aural.interviewer.model.model import Model, ModelChoice
from aural.interviewer.protocol import Line, Situation, WordingRequest
from aural.reports.analysis.build import build_report
from aural.reports.analysis.evidence import find_quotes, sources_of
from aural.reports.analysis.sections import SECTIONS
from tests.faulty_provider import FaultyProvider

FIRST = Question("q1", 0, "Tell me about a service that you made faster.")
SECOND = Question("q2", 1, "How do you decide what to measure?")
PLAN = Plan("i1", "Backend screening", (FIRST, SECOND), criteria=(Criterion("Diagnosis", "Finds the cause"),))
SAID = (
    "I am Ana. My manager Sarah Connor had me read the slow query log, and one query took 900 ms, as I wrote "
    "to ana.lopez@example.com then. Ask Sarah on +44 20 7946 0958."
)
LINES = (
    Line("m1", "assistant", f"Hello, Ana. {FIRST.text}", "q1", "question", "next"),
    Line("m2", "user", SAID, "q1", "answer", None, {"code": {"language": "", "text": "# ana.lopez@example.com"}}),
)
SITUATION = Situation(PLAN, LINES, {"q1": "open", "q2": "pending"}, SECOND, follow_ups_left=2, participant_name="Ana")
CONTEXT = Context(FIRST, SAID, (), FIRST.text)
PRIVATE = re.compile(r"\bAna\b|Lopez|Sarah|Connor|@example|7946", re.IGNORECASE)


@pytest.fixture
async def provider() -> AsyncIterator[FaultyProvider]:
    made = FaultyProvider()
    async with made.running():
        yield made


@pytest.fixture
async def model(provider: FaultyProvider) -> AsyncIterator[Model]:
    made = Model(ModelChoice("strong", f"{provider.address}/well/v1", "secret"))
    await made.load()
    yield made
    await made.close()


@pytest.fixture
def interviewer(model: Model) -> ModelInterviewer:
    return ModelInterviewer(model, word_seconds=60.0, judge_seconds=60.0, ratings=1, redacts=True).redacting(
        ("Ana Lopez",)
    )


def texts_of(provider: FaultyProvider) -> str:
    """All texts that a model received."""
    return json.dumps(provider.requests, ensure_ascii=False)


def read(ask: str, **more: Any) -> str:
    proposals = [{"kind": "own-part", "point": "[name 2] [name 3] had me read the slow query log", "ask": ask}]
    return json.dumps({"intent": "answer", "has_content": True, "proposals": proposals, **more})


async def test_a_follow_up_contains_the_names_that_its_model_never_saw(
    interviewer: ModelInterviewer, provider: FaultyProvider
) -> None:
    provider.text = lambda _body: read("What did [name 2] ask you to look at?", words="Thank you, [name 1].")
    analysis = await interviewer.analyse(CONTEXT, SITUATION)
    proposal = analysis.proposals[0]
    assert proposal.words == "What did Sarah ask you to look at?"
    assert proposal.probe.focus == "Sarah Connor had me read the slow query log"
    follow_up = await interviewer.phrase(
        WordingRequest(PLAN, FollowUp("q1", proposal.probe, proposal.words), FIRST, LINES, SAID, analysis=analysis)
    )
    assert follow_up.text == "What did Sarah ask you to look at?"
    onward = await interviewer.phrase(WordingRequest(PLAN, Ask("q2"), SECOND, LINES, SAID, analysis=analysis))
    assert onward.text == f"Thank you, Ana. {SECOND.text}"
    assert not PRIVATE.search(texts_of(provider))
    assert "[phone 1]" in texts_of(provider)


async def test_rejected_wording_is_returned_without_names_and_unknown_placeholders_are_refused(
    interviewer: ModelInterviewer, provider: FaultyProvider
) -> None:
    left = [read("What did [name 9] ask? And what did Sarah say?"), read("What did [name 2] ask you to look at?")]
    provider.text = lambda _body: left.pop(0) if len(left) > 1 else left[0]
    analysis = await interviewer.analyse(CONTEXT, SITUATION)
    assert [one.words for one in analysis.proposals] == ["What did Sarah ask you to look at?"]
    assert "stands for nothing" in texts_of(provider)
    assert not PRIVATE.search(texts_of(provider))


async def test_follow_up_wording_is_requested_without_names(
    interviewer: ModelInterviewer, provider: FaultyProvider
) -> None:
    provider.text = lambda _body: "What did [name 2] say about that log?"
    move = FollowUp("q1", Probe("detail", "Sarah Connor had me read the slow query log"))
    wording = await interviewer.phrase(WordingRequest(PLAN, move, FIRST, LINES, SAID, participant_name="Ana"))
    assert (wording.text, wording.origin.source) == ("What did Sarah say about that log?", "model")
    assert not PRIVATE.search(texts_of(provider))


async def test_quotes_in_a_report_match_the_transcript_exactly(
    interviewer: ModelInterviewer, provider: FaultyProvider
) -> None:
    quotes = ["My manager [name 2] [name 3] had me read the slow query log", "as I wrote to [email 1] then"]

    def judged(body: dict[str, Any]) -> str:
        if "criterion" in json.dumps(body["response_format"]):
            return json.dumps({"ratings": [{"criterion": 1, "quotes": quotes, "level": 3}]})
        summary = {"text": "Read the slow query log that [name 2] asked for.", "quotes": quotes}
        return json.dumps({"summary": summary, **dict.fromkeys(SECTIONS, ()), "sentiment": None})

    provider.text = judged
    judgement = await interviewer.judge(PLAN, LINES)
    report = build_report(judgement, PLAN, LINES, [])
    assert not PRIVATE.search(texts_of(provider))
    assert judgement.ratings[0].levels == (3,)
    assert report.summary == "Read the slow query log that Sarah asked for."
    spans = find_quotes(judgement.summary.quotes, sources_of(LINES))
    assert {span.quote for span in spans if SAID[span.start : span.end] == span.quote} == {
        "My manager Sarah Connor had me read the slow query log",
        "as I wrote to ana.lopez@example.com then",
    }


async def test_a_draft_from_a_resume_does_not_reveal_its_owner(model: Model, provider: FaultyProvider) -> None:
    resume = "Ana Lopez\nana.lopez@example.com | +44 20 7946 0958\nLed the billing team.\nWorks with Dr. Connor."
    question = {"text": "What did you and Dr. [name 3] change in billing?", "type": "OPEN_ENDED"}
    drafted = {"interview": {"title": "Talk with [name 1]", "objective": "-"}, "criteria": [], "questions": [question]}
    provider.text = lambda _body: json.dumps(drafted)
    metered: list[int] = []

    async def meter(tokens: int) -> None:
        metered.append(tokens)

    drafter = ModelDrafter(model, redacts=True)
    wish = Wish(document=resume, source="RESUME")
    parts = [part async for part in drafter.draft(wish, meter)]
    assert next(part.title for part in parts if isinstance(part, DraftedInterview)) == "Talk with Ana"
    (asked,) = [part.text for part in parts if isinstance(part, DraftedQuestion)]
    assert asked == "What did you and Dr. Connor change in billing?"
    contact, origin, _ = await drafter.read_contact(resume)
    assert (contact.email, origin.source) == ("ana.lopez@example.com", "template")
    draft = Draft(DraftedInterview("Talk", "-"), (DraftedQuestion(asked),))
    edit = {"action": "CHANGE", "part": "QUESTION", "number": 1, "text": "What would Dr. [name 1] say of billing?"}
    provider.text = lambda _body: json.dumps({"edits": [edit]})
    refinement = await drafter.refine(draft, "Mail Dr. Connor at connor@example.com", None)
    assert [change.after.text for change in refinement.changes] == ["What would Dr. Connor say of billing?"]  # type: ignore[union-attr]
    assert not re.search(r"Ana\b|Lopez|Connor|@example|7946", texts_of(provider))


async def test_without_the_setting_everything_is_sent_unchanged(model: Model, provider: FaultyProvider) -> None:
    provider.text = lambda _body: read("What did Sarah ask you to look at?")
    plain = ModelInterviewer(model, word_seconds=60.0)
    await plain.analyse(CONTEXT, SITUATION)
    assert "ana.lopez@example.com" in texts_of(provider)
