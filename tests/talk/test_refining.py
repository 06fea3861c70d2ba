"""Changes to a draft that a model proposes: a question about the interview's own subject may be private."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from aural.engine.authoring.drafts import DraftedInterview, DraftedQuestion
from aural.interviewer.drafting.model import ModelDrafter
from aural.interviewer.drafting.protocol import Draft
from aural.interviewer.model.model import Model, ModelChoice
from tests.faulty_provider import FaultyProvider

STUDY = Draft(DraftedInterview("Life with diabetes", "How people live with their illness."), purpose="RESEARCH")
TEACHING = Draft(
    DraftedInterview("Teacher", "How they teach a class."),
    (DraftedQuestion("Tell me about a talk with the parents of a pupil."),),
)


@pytest.fixture
async def provider() -> AsyncIterator[FaultyProvider]:
    provider = FaultyProvider()
    async with provider.running():
        yield provider


@pytest.mark.parametrize(
    ("draft", "text", "is_shown"),
    [
        (STUDY, "How has your illness changed your mornings?", True),
        (
            replace(STUDY, interview=DraftedInterview("Mornings", "How people begin a day.")),
            "How is your illness?",
            False,
        ),
        (TEACHING, "Tell me about a time when parents disagreed with a mark.", True),
        (replace(TEACHING, questions=()), "Tell me about a time when parents disagreed with a mark.", False),
        (TEACHING, "How did your illness change your teaching?", False),
    ],
)
async def test_a_refinement_may_ask_about_the_interviews_own_subject(
    provider: FaultyProvider, draft: Draft, text: str, is_shown: bool
) -> None:
    edit = {"action": "ADD", "part": "QUESTION", "number": 9, "text": text}
    provider.text = lambda _body: json.dumps({"edits": [edit]})
    model = Model(ModelChoice("m", f"{provider.address}/well/v1", "key"))
    found = await ModelDrafter(model).refine(draft, "one more question", None)
    await model.close()
    assert (len(found.changes), found.left_out) == (is_shown, not is_shown)
