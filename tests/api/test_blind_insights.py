"""Reviewers who rate blind learn nothing of a session's report from insights and filters before they have rated it."""

from __future__ import annotations

from typing import Any

from aural.insights.fact_repository import save_facts
from aural.insights.facts import Facts, ThemeFact
from tests.api.seeds import seed_report, seed_session
from tests.api.test_insights import CALM
from tests.api.world import Json, World

FAST, SLOW = "The checkout is really fast.", "I find the checkout slow."
SCORES = [{"criterion": "Design", "level": 3, "ratings": [3, 3, 4], "evidence": []}]
RATING = {"criterion": "Design", "verdict": "LEVEL", "level": 2, "reason": "The process did not change."}


async def seed_speed(world: World, interview: Json, quote: str, scores: list[Json] | None) -> str:
    """Creates a session whose report names the theme Speed with this quote."""
    session = await seed_session(world, interview, messages=0)
    await seed_report(world, session, "READY", scores=scores)
    async with world.database.transaction() as transaction:
        theme = ThemeFact("speed", "Speed", quote, None)
        await save_facts(transaction, world.acme.id, session, Facts(CALM, (), {}, (theme,)))
    return session


def quoted_in(theme: Json) -> set[str]:
    """The ids of the sessions that the theme names or quotes."""
    counter = [] if theme["counter"] is None else [theme["counter"]]
    return {row["sessionId"] for row in (*theme["quotes"], *counter, *theme["sessions"])}


async def test_a_theme_quotes_and_finds_no_session_that_the_reviewer_has_yet_to_rate(world: World) -> None:
    interview = await world.interview()
    scored = [await seed_speed(world, interview, quote, SCORES) for quote in (FAST, FAST, FAST, SLOW)]
    unscored = await seed_speed(world, interview, FAST, None)
    robin = await world.sign_in(await world.join("MEMBER"))

    async def seen_by(client: Any) -> tuple[Json, set[str], set[str]]:
        (theme,) = (await client.data("GET", f"/interviews/{interview['id']}/insights"))["themes"]
        (overall,) = (await client.data("GET", "/insights"))["themes"]
        assert quoted_in(overall) == quoted_in(theme)
        found = await client.data("GET", f"/interviews/{interview['id']}/sessions?theme=speed")
        return theme, quoted_in(theme), {row["id"] for row in found}

    theme, quoted, found = await seen_by(robin)
    assert (theme["count"], theme["total"], theme["counter"]) == (5, 5, None)
    assert (quoted, found) == ({unscored}, {unscored})
    await robin.data("POST", f"/sessions/{scored[3]}/ratings", RATING)
    theme, quoted, found = await seen_by(robin)
    assert (quoted, found) == ({unscored, scored[3]}, {unscored, scored[3]})
    for client in (world.owner, await world.sign_in(await world.join("VIEWER"))):
        theme, quoted, found = await seen_by(client)
        assert (quoted, found) == ({unscored, *scored}, {unscored, *scored})
        assert theme["counter"]["quote"] == SLOW


async def test_all_data_about_a_candidate_has_nothing_that_the_ai_wrote_until_the_session_is_rated(
    world: World,
) -> None:
    robin = await world.sign_in(await world.join("ADMIN"))

    async def export(session: str) -> tuple[Json, str]:
        candidate = (await robin.data("GET", f"/sessions/{session}"))["candidateId"]
        answer = await robin.get(f"/candidates/{candidate}/data")
        return answer.json(), answer.text

    session = await seed_speed(world, await world.interview(), FAST, SCORES)
    hidden, text = await export(session)
    assert {"reports", "themeFacts", "sessionFacts"} <= {*hidden["hiddenUntilRated"]} - {*hidden}
    assert (FAST in text, '"sentiment"' in text) == (False, False)
    await robin.data("POST", f"/sessions/{session}/ratings", RATING)
    shown, text = await export(session)
    assert (shown["hiddenUntilRated"], FAST in text) == ([], True)
    study = await world.interview(purpose="RESEARCH", blindRating=True)  # it has no levels, so no one rates it
    shown, text = await export(await seed_speed(world, study, FAST, None))
    assert (shown["hiddenUntilRated"], FAST in text) == ([], True)
