"""Finding 2: while a report is analyzed, the event loop serves others."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator

import pytest

from aural.interview import asides
from aural.interview.sentences import sentences_of
from aural.report import faithful
from tests.unit.reporting import ANSWER, House, answered, asked, open_house


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url) as house:
        yield house


async def test_no_answer_is_searched_on_the_event_loop(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    where = set[str]()

    def noted(text: str) -> tuple[tuple[int, int], ...]:
        where.add(threading.current_thread().name)
        return sentences_of(text)

    for module in (asides, faithful):
        monkeypatch.setattr(module, "sentences_of", noted)
    asides.asides_in.cache_clear()
    asides.certain_asides_in.cache_clear()
    await house.ended(asked, answered(ANSWER))
    await house.run()
    assert where
    assert threading.main_thread().name not in where
