"""The consent text of studies and practice mentions no decision. Candidates learn how long data is kept."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from aural.room.access.consent import consent_text
from tests.room.conftest import House
from tests.room.test_consent import ALL_FACTS


@pytest.mark.parametrize("purpose", ["RESEARCH", "PRACTICE"])
def test_only_hiring_is_said_to_end_in_a_decision(purpose: str) -> None:
    for facts in ALL_FACTS:
        hiring, other = (repr(consent_text("en", replace(facts, purpose=one))) for one in ("HIRING", purpose))
        assert "reads it and decides. Nobody is rejected" in hiring
        assert not re.search("decides|rejected", other)
        assert "决定" not in repr(consent_text("zh", replace(facts, purpose=purpose)))


async def test_the_chinese_consent_of_a_study_does_not_speak_of_a_job_interview(house: House) -> None:
    study = await house.interview(purpose="RESEARCH", language="zh")
    door = await house.entry(study["publicSlug"])
    assert "我同意由人工智能进行访谈" in door["consent"]["agreement"]
    assert not re.search("面试|淘汰|决定", json.dumps([door["consent"], door["disclosure"]], ensure_ascii=False))


async def test_the_consent_says_how_long_data_is_kept(house: House) -> None:
    interview = await house.interview()

    async def last_line() -> str:
        text: str = (await house.entry(interview["publicSlug"]))["consent"]["paragraphs"][-1]
        return text

    async def keep(path: str, days: int | None) -> None:
        changed = await house.api.patch(path, json={"transcriptDays": days}, headers={"If-Match": "*"})
        assert changed.status_code == 200, changed.text

    assert re.fullmatch("It is kept until you or .* erase it.", await last_line())
    await keep("/settings/retention", 30)
    assert await last_line() == "It is erased 30 days after you finish."
    await keep(f"/interviews/{interview['id']}/retention", 1)
    assert await last_line() == "It is erased 1 day after you finish."
    await house.finish(interview)
    rights = await house.http.get("/room/v1/rights", params={"slug": interview["publicSlug"]})
    assert rights.json()["data"]["keptDays"] == 1
    await keep(f"/interviews/{interview['id']}/retention", None)
    house.http.cookies.clear()
    assert re.fullmatch("It is kept until you or .* erase it.", await last_line())


async def test_the_candidate_learns_that_a_legal_hold_keeps_the_data(house: House) -> None:
    interview = await house.interview()
    await house.finish(interview)

    async def is_held() -> bool:
        rights = await house.http.get("/room/v1/rights", params={"slug": interview["publicSlug"]})
        held: bool = rights.json()["data"]["isHeld"]
        return held

    assert not await is_held()
    hold = await house.post(f"/interviews/{interview['id']}/holds", {"reason": "Matter 1"})
    assert await is_held()
    await house.api.delete(f"/holds/{hold['id']}")
    assert not await is_held()
