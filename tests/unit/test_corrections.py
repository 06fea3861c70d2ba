"""A report judges only the corrected transcript, whatever happens while it is written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select, update

from aural.insights.jobs import catch_up
from aural.privacy import erasure_repository as erasure
from aural.reports.share_tables import FACTS, session_facts
from aural.sessions import correction_repository as corrections
from aural.sessions.correction_repository import Correction
from aural.store import schema
from tests.unit.reporting import ANSWER, House, answered, asked, open_house

MEANT = ANSWER.replace("one query took 900 ms", "one query took 90 ms and another 900 ms")


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url) as house:
        yield house


def while_judging(house: House, monkeypatch: pytest.MonkeyPatch, happens: Any) -> None:
    """Calls `happens` once, while the interviewer judges for the first report."""
    judge, left = house.interviewer.judge, [happens]

    async def thinking(*said: Any) -> Any:
        if left:
            await left.pop()()
        return await judge(*said)

    monkeypatch.setattr(house.interviewer, "judge", thinking)


async def test_a_correction_during_judging_invalidates_the_report(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = await house.ended(asked, answered(ANSWER))

    async def correct() -> None:
        async with house.database.transaction() as transaction:
            organization_id, now = house.organization_id, house.clock.now()
            made = Correction(2, MEANT, None, is_left_out=False, reason=None, corrected_at=now)
            await corrections.put_correction(transaction, organization_id, session_id, made)
            session = await corrections.lock_session(transaction, organization_id, session_id)
            assert session is not None
            assert await corrections.settle_corrections(transaction, organization_id, session, now)

    while_judging(house, monkeypatch, correct)
    await house.run()
    assert await house.report(session_id) is None


async def test_a_note_added_during_judging_does_not_invalidate_the_report(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = await house.ended(asked, answered(ANSWER))

    async def note() -> None:
        async with house.database.transaction() as transaction:
            organization_id, now = house.organization_id, house.clock.now()
            made = Correction(2, None, "On PostgreSQL.", is_left_out=False, reason=None, corrected_at=now)
            await corrections.put_correction(transaction, organization_id, session_id, made)
            session = await corrections.lock_session(transaction, organization_id, session_id)
            assert session is not None
            assert not await corrections.settle_corrections(transaction, organization_id, session, now)

    while_judging(house, monkeypatch, note)
    await house.run()
    assert await house.status(session_id) == "READY"


async def test_a_candidate_erased_or_withdrawn_during_judging_gets_no_report(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdrawn = await house.ended(asked, answered(ANSWER))

    async def withdraw() -> None:
        async with house.database.transaction() as transaction:
            await erasure.withdraw_consent(
                transaction, house.organization_id, withdrawn, reason="Withdrawn.", now=house.clock.now()
            )

    while_judging(house, monkeypatch, withdraw)
    await house.run()
    assert (await house.status(withdrawn), (await house.report(withdrawn)).reason) == ("NOT_SCORABLE", "Withdrawn.")
    erased = await house.ended(asked, answered(ANSWER))

    async def erase() -> None:
        async with house.database.transaction() as transaction:
            candidates = schema.candidates
            mine = await transaction.row(select(candidates.c.id).where(candidates.c.session_id == erased))
            assert mine is not None
            await erasure.erase_person(
                transaction, house.organization_id, mine.id, blank_answer=b"{}", now=house.clock.now()
            )

    while_judging(house, monkeypatch, erase)
    await house.run()
    tables = schema.metadata.sorted_tables
    left = {table.name: repr(await house.database.read.rows(select(table))) for table in tables}
    assert [name for name, rows in left.items() if erased in rows] == []


async def test_tidying_up_leaves_no_figures_of_a_session_whose_consent_was_withdrawn(house: House) -> None:
    withdrawn, left_by_earlier_version = [await house.ended(asked, answered(ANSWER)) for _ in range(2)]
    kept = await house.ended(asked, answered(ANSWER))
    await house.run()
    async with house.database.transaction() as transaction:
        await erasure.withdraw_consent(
            transaction, house.organization_id, withdrawn, reason="Withdrawn.", now=house.clock.now()
        )
        sessions = schema.sessions
        ended = update(sessions).where(sessions.c.id == left_by_earlier_version)
        await transaction.run(ended.values(end_reason="CONSENT_WITHDRAWN"))
    await catch_up(house.database)
    for table in FACTS:
        rows = await house.database.read.rows(select(table.c.session_id))
        assert {row.session_id for row in rows} <= {kept}
    assert await house.database.read.rows(select(session_facts))
