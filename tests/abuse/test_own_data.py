"""A candidate who downloads their own data again and again keeps no one else waiting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest

from aural.room.rights import export, review
from aural.room.rights.export import export_page, write_export
from aural.settings.budgets import COPIES_OF_SESSION
from tests.room.conftest import House
from tests.room.conftest import clock as clock
from tests.room.conftest import open_house as open_house

Open = Callable[..., Awaitable[House]]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone, because nothing here depends on the database."""
    return sqlite_url


def data_of(*said: str) -> dict[str, Any]:
    messages = [
        {"role": "user", "at": "2026-11-30T10:00:00.000Z", "content": text, "data": None, "correction": None}
        for text in said
    ]
    return {"session": {"interview": "Baker", "organization": "Oven"}, "messages": messages}


@pytest.mark.parametrize(("count", "queues"), [(1, []), (50, ["exports"])])
async def test_a_long_page_is_written_in_a_child_process(
    count: int, queues: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escaping the longest interview takes half a second, during which the server used to answer no other request."""
    used: list[str] = []

    async def compute(queue: str, function: Callable[..., bytes], *arguments: object) -> bytes:
        used.append(queue)
        return function(*arguments)

    monkeypatch.setattr(export, "compute", compute)
    data = data_of(*["<&>" * 2_000] * count)
    assert await write_export(data, "en", is_page=True) == export_page(data, "en").encode()
    assert used == queues
    assert orjson.loads(await write_export(data, "en", is_page=False)) == data


@pytest.mark.parametrize("path", ["/room/v1/transcript", "/room/v1/export"])
async def test_downloads_of_a_candidates_data_are_limited(
    path: str, open_house: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "COPIES_OF_SESSION", replace(COPIES_OF_SESSION, most=5))
    house = await open_house(rate_limit_per_minute=600)
    interview = await house.interview()
    await house.begin(interview)  # this browser keeps the cookie
    answers = [await house.http.get(path, params={"slug": interview["publicSlug"]}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
