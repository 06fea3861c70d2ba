"""Figures across sessions equal those counted by hand, for the sessions within the caller's reach only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import update

from aural.engine.log import Answered, CandidateRequested, Connected, Ended, MessageSent, Started
from aural.engine.plan import Criterion, Plan, Question
from aural.insights.fact_repository import save_facts
from aural.insights.facts import Facts, QuestionFact, ThemeFact, facts_of
from aural.insights.repository import list_plans
from aural.platform.ids import new_id
from aural.store import schema
from tests.api.seeds import link_session, seed_log, seed_session
from tests.api.world import Json, World, paths_of

DAY_MS = 86_400_000
CALM: Json = {
    "is_finished": True, "sentiment": "positive", "question_count": 2, "answered_count": 1, "repeat_count": 0,
    "rephrase_count": 0, "redirect_count": 0, "problem_count": 0, "pause_count": 0, "interruption_count": 0,
    "seconds": 600, "limit_seconds": None,
}  # fmt: skip


async def seed_facts(
    world: World, interview: Json, *, outcomes: tuple[str, ...] = (), seconds: int = 60, level: int | None = None,
    themes: tuple[tuple[str, str], ...] = (), status: str = "COMPLETED", **changes: Any,
) -> str:  # fmt: skip
    session = await seed_session(world, interview, messages=0, status=status, report_status="READY")
    asked = [question["id"] for question in interview["asked"]]
    questions = tuple(
        QuestionFact(asked[at], at, outcome, seconds, 1) for at, outcome in enumerate(outcomes)  # type: ignore[arg-type]
    )  # fmt: skip
    named = tuple(ThemeFact(label.casefold(), label, quote, asked[0]) for label, quote in themes)
    facts = Facts(CALM | changes, questions, {"Design": level}, named)
    async with world.database.transaction() as transaction:
        await save_facts(transaction, world.acme.id, session, facts)
    return session


@pytest_asyncio.fixture(loop_scope="session")
async def interview(world: World) -> Json:
    made = await world.interview()
    made["asked"] = await world.questions(made, "Why?", "How?")
    return made


async def test_the_figures_equal_those_counted_by_hand(world: World, interview: Json) -> None:
    for seconds, level in ((30, 1), (60, 3), (90, 3), (120, 4), (600, None)):
        await seed_facts(
            world, interview, outcomes=("answered", "left"), seconds=seconds, level=level,
            repeat_count=2 if level == 3 else 0, limit_seconds=500,
        )  # fmt: skip
    await seed_session(world, interview, messages=0, status="ABANDONED", report_status="PENDING")
    await seed_session(world, interview, messages=0, status="IN_PROGRESS", report_status=None)
    read = await world.viewer.data("GET", f"/interviews/{interview['id']}/insights")
    completion = read["completion"]
    counts = ("added", "invited", "came", "started", "finished", "abandoned", "running", "reported", "averageSeconds")
    assert [completion[name] for name in counts] == [7, 0, 0, 7, 5, 1, 1, 5, 1842]
    first, second = read["questions"]
    assert (first["text"], first["answered"], first["left"], first["followUps"]) == ("Why?", 5, 0, 5)
    assert (first["lowSeconds"], first["medianSeconds"], first["highSeconds"]) == (60, 90, 120)
    assert (second["text"], second["left"], second["medianSeconds"]) == ("How?", 5, None)
    assert read["criteria"] == [{"name": "Design", "levels": [1, 0, 2, 1], "noEvidence": 1, "total": 5}]
    conduct = {item["kind"]: (item["count"], item["sessions"]) for item in read["interviewer"]["conduct"]}
    assert (conduct["repeats"], conduct["problems"]) == ((4, 2), (0, 0))
    assert (read["interviewer"]["limited"], read["interviewer"]["overLimit"], read["mood"]["positive"]) == (5, 5, 5)


async def test_only_candidates_reached_by_an_invitation_count_as_invited(world: World) -> None:
    interview = await world.interview()
    made = [(await world.candidate(interview, name=f"Person {at}"))["id"] for at in range(5)]
    async with world.database.transaction() as transaction:
        for candidate_id, column in zip(made, ("invited_at", "opened_at", "session_id"), strict=False):
            value = new_id() if column == "session_id" else world.clock.now()
            same = schema.candidates.c.id == candidate_id
            await transaction.run(update(schema.candidates).where(same).values({column: value}), {})
    completion = (await world.owner.data("GET", f"/interviews/{interview['id']}/insights"))["completion"]
    assert [completion[name] for name in ("added", "invited", "came")] == [5, 3, 1]


async def test_a_candidate_who_may_retake_the_interview_still_counts_as_having_begun(world: World) -> None:
    interview = await world.interview()
    candidate = await world.candidate(interview)
    await seed_session(world, interview, messages=0, candidate_id=candidate["id"])
    await link_session(world, candidate["id"])
    await world.owner.data("POST", f"/candidates/{candidate['id']}/retake")
    completion = (await world.owner.data("GET", f"/interviews/{interview['id']}/insights"))["completion"]
    assert [completion[name] for name in ("added", "invited", "came")] == [1, 1, 1]


FAST, SLOW = "The checkout is really fast.", "I find the checkout slow."


async def test_themes_that_mean_the_same_are_merged_and_only_an_opposite_is_a_contradiction(
    world: World, interview: Json
) -> None:
    named = (("Speed", FAST), ("SPEED", FAST), ("Waiting times", "I waited."), ("Long waits", "It took an hour."))
    for label, quote in named:
        await seed_facts(world, interview, themes=((label, quote),), sentiment="positive")
    both = (("Waiting times", "I stood there."), ("Long waits", "For an hour."), ("Cost", "It was dear."))
    other = await seed_facts(world, interview, themes=both, sentiment="negative")
    slow = await seed_facts(world, interview, themes=(("speed", SLOW),), sentiment="positive")
    themes = {theme["name"]: theme for theme in (await read_insights(world, interview))["themes"]}
    assert {name.casefold() for name in themes} == {"speed", "long waits", "cost"}
    speed = next(theme for name, theme in themes.items() if name.casefold() == "speed")
    waits, cost = themes["Long waits"], themes["Cost"]
    assert (speed["count"], speed["total"], {quote["quote"] for quote in speed["quotes"]}) == (3, 6, {FAST})
    assert (speed["counter"]["sessionId"], speed["counter"]["quote"], speed["counter"]["kind"]) == (
        slow,
        SLOW,
        "OPPOSITE",
    )
    assert (sorted(waits["themes"]), waits["count"]) == (["long waits", "waiting times"], 3)  # one session names both
    assert (cost["quotes"][0]["sessionId"], cost["counter"]) == (other, None)
    behind = await world.owner.data("GET", f"/interviews/{interview['id']}/sessions", params={"theme": waits["themes"]})
    assert len(behind) == 3


async def test_a_theme_with_a_comma_leads_to_its_sessions(world: World, interview: Json) -> None:
    named = "Speed, cost and quality"
    session = await seed_facts(world, interview, themes=((named, FAST),))
    await seed_facts(world, interview, themes=(("Speed", FAST), ("cost and quality", FAST)))
    path = f"/interviews/{interview['id']}/sessions"
    behind = await world.owner.data("GET", path, params={"theme": [named.casefold(), "unknown"]})
    assert [row["id"] for row in behind] == [session]


async def test_research_shows_the_answers_to_each_question_and_how_many_gave_them(world: World) -> None:
    for purpose, is_shown in (("RESEARCH", True), ("HIRING", False)):
        interview = await world.interview(purpose=purpose)
        interview["asked"] = await world.questions(interview, "How do you pay?", "Why there?")
        for quote in (FAST, FAST, SLOW, "The checkout is in the back.", FAST):
            await seed_facts(world, interview, outcomes=("answered",) * 2, themes=(("Checkout", quote),), level=None)
        pay, why = (await read_insights(world, interview))["questions"]
        assert why["findings"] == []
        assert len(pay["findings"]) == is_shown
        for finding in pay["findings"]:
            assert (finding["name"], finding["count"], finding["contraryCount"]) == ("Checkout", 5, 1)
            assert [quote["quote"] for quote in finding["contrary"]] == [SLOW]
            assert FAST in {quote["quote"] for quote in finding["quotes"]}


async def test_candidates_count_even_if_their_quotes_are_not_among_the_newest(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aural.insights.theme_endpoints.MOST_READ", 2)
    interview = await world.interview(purpose="RESEARCH")
    interview["asked"] = await world.questions(interview, "How do you pay?")
    for _ in range(5):
        await seed_facts(world, interview, outcomes=("answered",), themes=(("Checkout", FAST),), level=None)
    (question,) = (await read_insights(world, interview))["questions"]
    assert [(finding["count"], len(finding["quotes"])) for finding in question["findings"]] == [(5, 2)]


async def read_insights(world: World, interview: Json) -> Json:
    read: Json = await world.owner.data("GET", f"/interviews/{interview['id']}/insights")
    return read


async def test_below_five_finished_sessions_only_the_completion_is_shown(world: World, interview: Json) -> None:
    for _ in range(4):
        await seed_facts(world, interview, outcomes=("answered",), themes=(("Speed", "Fast."),), level=3)
    read = await read_insights(world, interview)
    assert (read["isEnough"], read["completion"]["finished"]) == (False, 4)
    assert (read["questions"], read["criteria"], read["themes"], read["interviewer"]) == ([], [], [], None)
    overall = await world.owner.data("GET", "/insights")
    assert (overall["isEnough"], overall["interviews"][0]["title"], overall["themes"]) == (
        False,
        "Backend screening",
        [],
    )


async def test_only_requested_sessions_within_reach_are_counted(world: World, interview: Json) -> None:
    for _ in range(5):
        await seed_facts(world, interview, level=2)
    world.clock.pass_seconds(86_400)
    for _ in range(6):
        await seed_facts(world, interview, level=4)
    path = f"/interviews/{interview['id']}/insights"
    later = await world.owner.data("GET", path, params={"since": "2026-05-29T00:00:00Z"})
    assert (later["completion"]["started"], later["criteria"][0]["levels"]) == (6, [0, 0, 0, 6])
    earlier = await world.owner.data("GET", path, params={"until": "2026-05-29T00:00:00Z"})
    assert (earlier["completion"]["started"], earlier["criteria"][0]["levels"]) == (5, [0, 5, 0, 0])
    assert (await world.owner.data("GET", "/insights"))["completion"]["finished"] == 11
    for someone in (world.stranger, world.neighbour):
        assert (await someone.data("GET", "/insights"))["completion"]["started"] == 0
        await someone.error(404, "GET", path)
    assert paths_of(await world.owner.error(400, "GET", path, params={"since": "soon"})) == ["since"]


async def test_the_sessions_behind_a_figure_are_found_with_its_filters(world: World, interview: Json) -> None:
    one = await seed_facts(world, interview, outcomes=("answered", "left"), themes=(("Speed", "Fast."),))
    await seed_facts(world, interview, outcomes=("answered", "skipped"), themes=(("Cost", "Dear."),))
    question = interview["asked"][1]["id"]
    for query in ({"theme": "speed"}, {"question": question, "outcome": "left"}):
        found = await world.owner.data("GET", f"/interviews/{interview['id']}/sessions", params=query)
        assert [session["id"] for session in found] == [one]


async def test_a_deleted_question_keeps_its_figures(world: World, interview: Json) -> None:
    for _ in range(5):
        await seed_facts(world, interview, outcomes=("answered", "answered"))
    await world.owner.data("DELETE", f"/questions/{interview['asked'][0]['id']}")
    kept, gone = (await read_insights(world, interview))["questions"]
    assert (kept["text"], kept["isCurrent"], gone["isCurrent"], gone["answered"]) == ("How?", True, False, 5)


async def test_a_deleted_question_is_shown_as_its_newest_session_asked_it(
    world: World, interview: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    why, how = (question["id"] for question in interview["asked"])
    older = [await seed_facts(world, interview, outcomes=("answered", "answered")) for _ in range(4)][-1]
    newest = await seed_facts(world, interview, outcomes=("answered",))
    await seed_log(world, older, Plan("i", "T", (Question(why, 0, "Why, once?"), Question(how, 1, "How, once?"))))
    await seed_log(world, newest, Plan("i", "T", (Question(why, 0, "Why, now?"),)))
    for question in interview["asked"]:
        await world.owner.data("DELETE", f"/questions/{question['id']}")

    async def list_backwards(*given: Any) -> Json:
        return dict(reversed([*(await list_plans(*given)).items()]))  # a database may return rows in any order

    for read in (list_plans, list_backwards):
        monkeypatch.setattr("aural.insights.repository.list_plans", read)
        texts = [question["text"] for question in (await read_insights(world, interview))["questions"]]
        assert texts == ["Why, now?", "How, once?"]


def test_the_log_shows_what_happened_at_each_question() -> None:
    questions = (Question("q1", 0, "Why?"), Question("q2", 1, "How?"), Question("q3", 2, "When?"))
    plan = Plan("i", "T", questions, criteria=(Criterion("Design", ""),), time_limit_seconds=600)
    entries = [
        Started(0),
        Connected(0),
        MessageSent(0, 1, "next", "Why?", "q1", reason="first"),
        MessageSent(5_000, 2, "repeat", "Why?", "q1"),
        Answered(60_000, 3, "Because.", "q1"),
        MessageSent(61_000, 4, "next", "How?", "q2", reason="answered"),
        CandidateRequested(70_000, "problem", "Frozen", "q2"),
        CandidateRequested(90_000, "continue"),
        Ended(100_000, "CANDIDATE_ENDED"),
    ]
    report: Json = {
        "sentiment": "neutral",
        "scores": [{"criterion": "Design", "level": None}],
        "themes": ["Speed ", "speed", "Unquoted"],
        "evidence": [
            {"supports": "themes/0", "messageId": "m3", "quote": "Because"},
            {"supports": "themes/1", "messageId": "m3", "quote": "Because."},
        ],
    }
    facts = facts_of(plan, entries, report, {"m3": "q1"}, status="COMPLETED")
    assert [(fact.outcome, fact.seconds) for fact in facts.questions] == [
        ("answered", 61),
        ("left", 19),
        ("unreached", 0),
    ]
    counts = {name: facts.session[name] for name in ("repeat_count", "problem_count", "answered_count", "seconds")}
    assert counts == {"repeat_count": 1, "problem_count": 1, "answered_count": 1, "seconds": 80}
    assert facts.themes == (ThemeFact("speed", "Speed ", "Because", "q1"),)
    assert facts.levels == {"Design": None}


async def test_a_theme_links_to_as_many_sessions_as_it_counts_on_the_same_days(world: World, interview: Json) -> None:
    """Both the figures and the lists behind them count whole days in UTC."""
    midnight = world.clock.now() - world.clock.now() % DAY_MS
    other = await world.interview(title="Another")
    other["asked"] = await world.questions(other, "Why?", "How?")
    now = world.clock.at
    for at in (
        midnight - 1,
        midnight,
        midnight + DAY_MS - 1,
        midnight + DAY_MS,
        midnight + 5,
        midnight + 6,
        midnight + 7,
    ):
        world.clock.at = at
        for one in (interview, other):
            await seed_facts(world, one, outcomes=("answered",), themes=(("Speed", "Fast."),))
    world.clock.at = now
    day = datetime.fromtimestamp(midnight / 1000, UTC)
    span = {"since": day.isoformat(), "until": (day + timedelta(days=1)).isoformat()}
    days = {"from": f"{day:%Y-%m-%d}", "to": f"{day:%Y-%m-%d}", "theme": "speed", "limit": "100"}
    for path, count in ((f"/interviews/{interview['id']}", 5), ("", 10)):
        figures = (await world.owner.get(f"{path}/insights", params=span)).json()["data"]
        listed = (await world.owner.get(f"{path}/sessions", params=days)).json()["data"]
        assert (figures["themes"][0]["count"], len(listed)) == (count, count)
