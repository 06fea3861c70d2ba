"""Refusals are logged: who, what and why, with ids and never with what was sent. A flood doesn't flood the log."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from aural.guard.auth.refusals import MOST_LINES, Refusals, RefusedRequest
from aural.platform.errors import ForbiddenError
from aural.platform.logs import JsonLines
from tests.api.people import PASSWORD, register
from tests.api.world import open_world
from tests.room.conftest import House
from tests.room.conftest import clock as clock
from tests.room.conftest import house as house
from tests.room.conftest import open_house as open_house


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """The log of refusals, as JSON lines."""
    stream, logger = io.StringIO(), logging.getLogger("aural.refusals")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


def read(lines: io.StringIO) -> list[dict[str, str]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


async def test_refused_callers_are_logged_by_id_and_without_what_they_sent(
    sqlite_url: str, tmp_path: Path, lines: io.StringIO
) -> None:
    async with open_world(sqlite_url, tmp_path) as world:
        user_id, email = await register(world, "VIEWER")
        person, nobody = await world.sign_in(user_id), world.with_key(None)
        await person.error(403, "POST", "/projects", {"name": "Quillfeather"})
        person.headers["X-CSRF-Token"] = "forged"
        await person.error(403, "POST", "/auth/sign-out")
        await nobody.error(401, "POST", "/auth/sign-in", {"email": email, "password": "not this one"})
        await nobody.error(401, "POST", "/auth/sign-in", {"email": "who@example.com", "password": "nor this one"})
        await world.with_key("dlv_" + "a" * 40).error(401, "GET", "/interviews/secret-in-a-path")
        told = read(lines)
    who = [(line["operation"], line["code"], line.get("user_id"), line.get("organization_id")) for line in told]
    assert who == [
        ("createProject", "403 FORBIDDEN", user_id, world.acme.id),
        ("signOut", "403 FORBIDDEN", user_id, world.acme.id),
        ("signIn", "401 UNAUTHORIZED", user_id, None),
        ("signIn", "401 UNAUTHORIZED", None, None),
        ("getInterview", "401 UNAUTHORIZED", None, None),
    ]
    assert {line["address"] for line in told} == {world.address}
    assert all(line["request_id"] and line["level"] == "warning" for line in told)
    for sent in ("Quillfeather", email, "who@example.com", "this one", PASSWORD, "dlv_", "secret", "forged"):
        assert sent not in lines.getvalue()


async def test_a_refused_internal_address_is_logged_without_the_address(
    sqlite_url: str, tmp_path: Path, lines: io.StringIO
) -> None:
    async with open_world(sqlite_url, tmp_path) as world:
        await world.owner.error(400, "POST", "/webhooks", {"url": "https://127.0.0.1/quillfeather"})
        await world.owner.error(400, "POST", "/documents/page", {"url": "https://127.0.0.1/quillfeather"})
        await world.owner.error(400, "POST", "/projects", {"names": "Quillfeather"})  # a typing error
        told = read(lines)
    assert [(line["operation"], line["code"], line["level"]) for line in told] == [
        ("createWebhook", "400 BAD_REQUEST", "warning"),
        ("readPage", "400 BAD_REQUEST", "warning"),
    ]
    assert "quillfeather" not in lines.getvalue()


async def test_refused_input_is_logged_if_the_log_level_asks_for_it(
    sqlite_url: str, tmp_path: Path, lines: io.StringIO
) -> None:
    logging.getLogger("aural.refusals").setLevel(logging.INFO)
    async with open_world(sqlite_url, tmp_path) as world:
        interview = await world.interview(title="Quillfeather")
        await world.owner.error(400, "POST", "/projects", {"names": "Quillfeather"})
        await world.owner.error(400, "GET", "/interviews", params={"cursor": "quillfeather"})
        await world.owner.error(409, "DELETE", f"/members/{world.acme.owner_id}")
        await world.owner.error(413, "POST", "/projects", {"name": "Quillfeather" * 100_000})
        await world.owner.error(404, "GET", f"/interviews/{interview['id'][::-1]}")  # an outdated link
        told = read(lines)
    assert [(line["operation"], line["code"], line["level"]) for line in told] == [
        ("createProject", "400 BAD_REQUEST", "info"),
        ("listInterviews", "400 BAD_REQUEST", "info"),
        ("removeMember", "409 CONFLICT", "info"),
        ("createProject", "413 PAYLOAD_TOO_LARGE", "info"),
    ]
    assert "quillfeather" not in lines.getvalue().lower()


async def test_a_refused_candidate_is_logged_without_an_address(house: House, lines: io.StringIO) -> None:
    slug = (await house.interview())["publicSlug"]
    headers = {"Authorization": "Bearer guessed"}
    assert (await house.http.post("/room/v1/tickets", json={"slug": slug}, headers=headers)).status_code == 401
    (line,) = read(lines)
    assert (line["operation"], line["code"]) == ("/room/v1/tickets", "401 UNAUTHORIZED")
    assert "address" not in line
    assert slug not in lines.getvalue()


def test_a_flood_is_logged_as_its_first_line_and_a_count(lines: io.StringIO) -> None:
    refusals, error = Refusals(), ForbiddenError("no")
    for number in range(500):
        refusals.note(60_000, error, RefusedRequest("listKeys", "192.0.2.1"), f"r{number}")
        refusals.note(60_000, error, RefusedRequest("listKeys", f"2001:db8:{number}::"), f"s{number}")
    assert len(read(lines)) == MOST_LINES
    refusals.note(120_000, error, RefusedRequest("listKeys", "192.0.2.1"), "next")
    more = [line["message"] for line in read(lines)[MOST_LINES:]]
    assert more == [
        "refused listKeys: 403 FORBIDDEN, address 192.0.2.1, 499 times more in that minute",
        f"other refusals, {500 - MOST_LINES + 1} times more in that minute",
        "refused listKeys: 403 FORBIDDEN, address 192.0.2.1",
    ]
