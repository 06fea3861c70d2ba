"""Pages: newest first, without repetitions or gaps, and with cursors that belong to one list and organization."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable

import pytest

from tests.api.seeds import seed_session
from tests.api.world import Client, World, paths_of


async def collect(
    someone: Client, path: str, limit: int, between: Callable[[], Awaitable[None]] | None = None
) -> list[str]:
    """The ids of all pages; `between` is called between two pages."""
    found: list[str] = []
    cursor = None
    while True:
        query = f"limit={limit}" + (f"&cursor={cursor}" if cursor else "")
        page = (await someone.get(f"{path}?{query}")).json()
        found += [row["id"] for row in page["data"]]
        cursor = page["cursor"]
        if cursor is None:
            return found
        if between is not None:
            await between()


@pytest.mark.parametrize("limit", [1, 2, 5, 6, 7, 100])
async def test_pages_make_up_the_list_newest_first(world: World, limit: int) -> None:
    made = []
    for index in range(6):
        made.append((await world.interview(title=str(index)))["id"])
        world.clock.pass_seconds(index % 2)  # some are created in the same millisecond
    assert await collect(world.owner, "/interviews", limit) == made[::-1]


async def test_a_page_has_20_items_by_default(world: World) -> None:
    for _ in range(21):
        await world.interview()
    page = (await world.owner.get("/interviews")).json()
    assert len(page["data"]) == 20
    assert len((await world.owner.get(f"/interviews?cursor={page['cursor']}")).json()["data"]) == 1


async def test_sessions_are_paged_like_interviews(world: World) -> None:
    interview = await world.interview()
    made = [await seed_session(world, interview) for _ in range(5)]
    assert await collect(world.owner, f"/interviews/{interview['id']}/sessions", 2) == made[::-1]


async def test_nothing_is_missed_or_repeated_while_items_are_added(world: World) -> None:
    before = [(await world.interview(title=str(index)))["id"] for index in range(30)]
    dice = random.Random(3)

    async def disturb() -> None:
        world.clock.pass_seconds(dice.random())
        await world.member.data("POST", "/interviews", {"title": "new"})
        await world.member.data("PATCH", f"/interviews/{dice.choice(before)}", {"title": "changed"})
        await world.member.data("DELETE", f"/interviews/{dice.choice(before)}")

    found = await collect(world.owner, "/interviews", 3, between=disturb)
    assert len(found) == len(set(found))
    assert [row for row in found if row in before] == before[::-1]


async def _cursor(world: World, someone: Client, path: str) -> str:
    return str((await someone.get(f"{path}?limit=1")).json()["cursor"])


async def test_a_cursor_is_valid_only_for_its_list_and_organization(world: World) -> None:
    interviews = [await world.interview() for _ in range(2)]
    for interview in interviews:
        for _ in range(2):
            await seed_session(world, interview)
    for title in "ab":
        await world.stranger.data("POST", "/interviews", {"title": title})
    sessions, other = (f"/interviews/{interview['id']}/sessions" for interview in interviews)
    candidates = f"/interviews/{interviews[0]['id']}/candidates"
    cursors = {path: await _cursor(world, world.owner, path) for path in ("/interviews", sessions, other, candidates)}
    for path in cursors:
        foreign = [cursor for owner, cursor in cursors.items() if owner != path]
        foreign.append(await _cursor(world, world.stranger, "/interviews"))
        for cursor in foreign:
            assert paths_of(await world.owner.error(400, "GET", f"{path}?cursor={cursor}")) == ["cursor"]


async def test_a_changed_cursor_is_refused(world: World) -> None:
    for _ in range(2):
        await world.interview()
    good = await _cursor(world, world.owner, "/interviews")
    changed = [good[:index] + ("A" if good[index] != "A" else "B") + good[index + 1 :] for index in range(len(good))]
    for bad in [*changed, "", good + "=", good + "A", good[:-1], "null", "eyJ", "%00", "é", "A" * 5000, f"{good}%0A"]:
        assert paths_of(await world.owner.error(400, "GET", f"/interviews?cursor={bad}")) == ["cursor"]
    assert len(await world.owner.data("GET", f"/interviews?cursor={good}")) == 1


async def test_a_wrong_limit_and_a_wrong_cursor_are_reported_together(world: World) -> None:
    assert paths_of(await world.owner.error(400, "GET", "/interviews?limit=0&cursor=x")) == ["limit", "cursor"]
