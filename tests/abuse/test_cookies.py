"""Cookies serve one purpose, are hidden from scripts, and expire."""

from __future__ import annotations

from pathlib import Path

from aural.accounts.browser_repository import KEPT_MS, MOST_MS
from tests.api.world import open_world
from tests.house.source import ROOT
from tests.room.conftest import House
from tests.room.conftest import clock as clock
from tests.room.conftest import house as house
from tests.room.conftest import open_house as open_house


async def test_a_candidates_cookie_is_for_the_room_and_hidden_from_scripts(house: House) -> None:
    interview = await house.interview()
    (line,) = (await house.start(interview["publicSlug"])).headers.get_list("set-cookie")
    said = {part.lower() for part in line.split("; ")}
    assert {"httponly", "path=/room", "samesite=strict"} <= said
    assert "secure" not in said  # this server doesn't use https, and a browser would drop a secure cookie
    house.server.settings.__dict__["public_url"] = "https://aural.test"
    lines = (await house.start(interview["publicSlug"], name="Alex")).headers.get_list("set-cookie")
    assert [line for line in lines if "; Secure" not in line or "; HttpOnly" not in line] == []


async def test_under_https_a_candidates_cookie_is_bound_to_the_host(house: House) -> None:
    house.server.settings.__dict__["public_url"] = "https://aural.test"
    interview = await house.interview()
    slug = interview["publicSlug"]
    started = await house.start(slug)
    bound, former = started.headers.get_list("set-cookie")  # the latter is for servers of the version before
    assert bound.startswith(f"__Host-aural_room_{slug}=")
    assert "; Path=/; " in bound
    assert "; Domain=" not in bound
    assert former.startswith(f"aural_room_{slug}=")
    house.http.cookies.clear()
    good, other = bound.partition(";")[0], f"aural_room_{slug}=another"
    for cookie, status in ((good, 200), (former.partition(";")[0], 200), (f"{other}; {good}", 200), (other, 401)):
        asked = await house.http.post("/room/v1/tickets", json={"slug": slug}, headers={"Cookie": cookie})
        assert asked.status_code == status, cookie


async def test_a_browser_that_is_not_used_for_30_days_is_signed_out(sqlite_url: str, tmp_path: Path) -> None:
    async with open_world(sqlite_url, tmp_path) as world:
        person = await world.sign_in(world.acme.owner_id)
        for _ in range(2):  # use extends it
            world.clock.pass_seconds(KEPT_MS // 1000 - 60)
            await person.data("GET", "/me")
            await world.api.gate.close()
        world.clock.pass_seconds(KEPT_MS // 1000 + 1)
        await person.error(401, "GET", "/me")
        assert KEPT_MS == 30 * 86_400_000


async def test_a_browser_in_use_is_signed_out_after_90_days(database_url: str, tmp_path: Path) -> None:
    async with open_world(database_url, tmp_path) as world:
        person, steps = await world.sign_in(world.acme.owner_id), 0
        while steps * KEPT_MS // 2 < MOST_MS:
            await person.data("GET", "/me")
            await world.api.gate.close()
            world.clock.pass_seconds(KEPT_MS // 2000)
            steps += 1
        await person.error(401, "GET", "/me")
        assert (steps, MOST_MS) == (6, 90 * 86_400_000)


def test_the_security_page_states_when_a_sign_in_ends() -> None:
    said = " ".join((ROOT / "docs/security.md").read_text().split())
    days = f"{KEPT_MS // 86_400_000} days after its last use, and after {MOST_MS // 86_400_000} days in any case"
    assert days in said
