"""A rehearsal and a simulated candidate reach the end of any interview, however many questions it has."""

from __future__ import annotations

import pytest

from aural.engine.authoring.rehearsals import Kind, most_turns
from aural.engine.plan import follow_up_budget
from aural.interviewer.guided.interviewer import GuidedInterviewer
from aural.rehearsals.service import rehearse_with
from tests.unit.conversation import make_plan


@pytest.mark.parametrize("kind", ["STRONG", "OFF_TOPIC"])
async def test_a_rehearsal_of_many_questions_ends(kind: Kind) -> None:
    plan = make_plan(130, follow_ups=[False] * 130, depth="LIGHT")
    rehearsed = await rehearse_with(GuidedInterviewer(), plan, kind, player=None, judges=False)
    assert (rehearsed.course.end, rehearsed.course.asked) == ("FINISHED", 130)


def test_the_bound_leaves_room_for_every_follow_up() -> None:
    plan = make_plan(200, depth="DEEP")
    replies = sum(1 + follow_up_budget(plan, question) for question in plan.questions)
    assert most_turns(plan) > replies + 200
