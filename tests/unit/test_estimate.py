"""The tokens that an interview uses are estimated in advance, close to those of recorded interviews, and plans
allow for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from aural.engine.authoring.checks import estimated_seconds
from aural.engine.plan import Criterion, Plan, Question
from aural.interviewer.judging.checker import Checker
from aural.interviewer.judging.claim_check import refused_in
from aural.interviewer.judging.disclosure_check import find_told
from aural.interviewer.judging.judge import Judge
from aural.interviewer.model.estimate import (
    STATEMENTS,
    TOKENS_AN_HOUR,
    checking_load,
    estimate,
    interviewing_load,
    tokens_of,
)
from aural.interviewer.protocol import Claim, Judgement, Line, Origin, Rating
from aural.reports.analysis.sections import SECTIONS
from aural.settings import Settings, SettingsError, read_settings
from aural.settings.models import Prices, prices_of, read_prices
from aural.store.database import open_database
from tests.unit.reporting import ANSWER

QUESTIONS = tuple(Question(f"q{n}", n, f"Tell me about the time when plan number {n} failed.") for n in range(4))
PLAN = Plan(
    "i1",
    "Backend screening",
    QUESTIONS,
    criteria=(Criterion("Diagnosis", "Finds the cause"), Criterion("Care", "Takes care", question_ids=("q1", "q2"))),
)


def test_the_estimate_counts_questions_half_the_follow_ups_and_the_closing_turn() -> None:
    depths = {depth: estimate(replace(PLAN, depth=depth)).answers for depth in ("LIGHT", "MODERATE", "DEEP")}  # type: ignore[arg-type]
    assert depths == {"LIGHT": 5, "MODERATE": 9, "DEEP": 15}
    assert estimate(PLAN).interviewing.calls == 9
    assert estimate(replace(PLAN, questions=())).tokens == 0
    hurried = replace(PLAN, time_limit_seconds=estimated_seconds(PLAN) // 2)
    assert estimate(hurried).answers == 5
    assert estimate(hurried).tokens < estimate(PLAN).tokens
    assert estimate(replace(PLAN, time_limit_seconds=7_200)) == estimate(PLAN)


def test_a_longer_objective_and_more_criteria_use_more_tokens() -> None:
    longer = replace(PLAN, objective="Find people who look before they change things. " * 40)
    assert estimate(longer).interviewing.read > estimate(PLAN).interviewing.read + 9 * 400
    assert estimate(longer).judging == estimate(PLAN).judging
    assert estimate(replace(PLAN, criteria=PLAN.criteria * 2)).judging.written > estimate(PLAN).judging.written
    assert tokens_of("计划") == tokens_of("eight ch") == 2


async def test_the_number_of_judging_calls_equals_the_estimate() -> None:
    asked: list[str] = []

    async def ask(_system: str, _user: str, kind: Any) -> Any:
        asked.append(kind.__name__)
        empty: Any = {"summary": {"text": "", "quotes": []}, **dict.fromkeys(SECTIONS, ()), "sentiment": None}
        lists: Any = {"RatedCriteria": "ratings", "Verdicts": "verdicts", "Disclosures": "sentences"}
        return kind.model_validate({lists[kind.__name__]: []} if kind.__name__ in lists else empty), 1

    answered = [
        Line(f"m{n}", "user", "I looked for your best answer first.", f"q{n}", "answer", None) for n in range(4)
    ]
    await Judge(ask).judge(PLAN, [*answered, Line("m9", "user", "Thanks.", None, "answer", None)], "m")
    assert len(asked) == 5
    said = [Line(f"m{n}", "user", f"{ANSWER} {n} times.", f"q{n % 4}", "answer", None) for n in range(9)]
    await find_told(said, Checker(ask))
    claims = tuple(Claim(f"They did part {n}.", (ANSWER,)) for n in range(STATEMENTS))
    rated = tuple(Rating(one.name, (3,), (ANSWER,), "They did it.", "Why.") for one in PLAN.criteria)
    written = Judgement(Claim("", ()), {"insights": claims}, None, rated, Origin("model", "m", "1"), is_scored=True)
    await refused_in(written, said, Checker(ask))
    assert len(asked) == estimate(PLAN).judging.calls == 7
    apart = replace(PLAN, criteria=())
    asked.clear()
    await Judge(ask).judge(apart, [*answered, Line("m9", "user", "Thanks.", None, "answer", None)], "m")
    assert len(asked) == (estimate(apart).judging.calls - checking_load(apart, 9).calls) == 1
    assert checking_load(apart, 9).calls == 2
    assert checking_load(replace(apart, purpose="RESEARCH"), 9).calls == 1


async def test_the_tokens_of_each_plan_are_enough_for_its_hours(database_url: str) -> None:
    """An hour of ordinary interviews uses less than TOKENS_AN_HOUR, and more than half of it."""
    for depth in ("LIGHT", "MODERATE", "DEEP"):
        plan = replace(PLAN, depth=depth)  # type: ignore[arg-type]
        an_hour = estimate(plan).tokens / estimated_seconds(plan) * 3600
        assert TOKENS_AN_HOUR / 2 < an_hour < TOKENS_AN_HOUR
    database = open_database(database_url)
    rows = await database.read.rows(text("SELECT session_hours, ai_tokens FROM plans WHERE ai_tokens IS NOT NULL"))
    await database.close()
    assert sorted(tuple(row) for row in rows) == [(hours, hours * TOKENS_AN_HOUR) for hours in (2, 100)]


def chosen(**given: str) -> Settings:
    return read_settings(**given)


def test_cached_tokens_have_their_own_price() -> None:
    assert read_prices("1.25,0.125,10") == Prices(1.25, 0.125, 10.0, "USD")
    assert read_prices("3, 0.3, 15 EUR") == Prices(3.0, 0.3, 15.0, "EUR")
    assert Prices(1.0, 0.1, 10.0, "USD").of(3_000_000, 2_000_000, 100_000) == pytest.approx(2.2)
    load = interviewing_load(PLAN, 9)
    assert 0.8 < load.cached / load.read < 0.9


def test_both_models_need_prices_in_the_same_currency() -> None:
    one = "1,0.1,10"
    assert prices_of(chosen()) is None
    assert prices_of(chosen(model="m", model_prices=one)) == (read_prices(one), read_prices(one))
    assert prices_of(chosen(model="m", model_judge="large", model_prices=one)) is None
    both = chosen(model="m", model_judge="large", model_prices=one, model_judge_prices="2,0.2,20 EUR")
    assert prices_of(both) is None
    for bad in ("1,10", "1,0.1,10 dollars", "-1,0,1", "1;2;3"):
        with pytest.raises(SettingsError, match="AURAL_MODEL_PRICES must be three prices"):
            chosen(model_prices=bad)
