"""What an organization has used, and what its plan still allows."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.dialects import sqlite

from aural.organizations import repository as organizations
from aural.organizations.repository import OwnedOrganization, take_organization
from aural.platform.errors import BadRequestError, ConflictError, NotFoundError, PlanLimitError
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection, Database, open_database
from aural.usage import repository as usage
from tests.clocks import START

URL = "https://aural.example/plans"
NEXT_MONTH = START + 31 * 24 * 3600 * 1000


@pytest.fixture
async def free(database: Database) -> OwnedOrganization:
    return await take_organization(database, "Acme", START, "free")


async def add_interview(connection: Connection, organization_id: str, *, is_active: bool = True) -> None:
    (project, *_) = await organizations.list_projects(connection, organization_id)
    row = {
        "id": new_id(),
        "organization_id": organization_id,
        "project_id": project.id,
        "title": "Backend",
        "assessment_criteria": [],
        "chat_enabled": True,
        "voice_enabled": False,
        "video_enabled": False,
        "ai_name": "Aural",
        "ai_tone": "PROFESSIONAL",
        "follow_up_depth": "MODERATE",
        "language": "en",
        "anti_cheating_enabled": False,
        "is_active": is_active,
        "require_invite": True,
        "created_at": START,
        "updated_at": START,
    }
    await connection.run(insert(schema.interviews), row)


async def test_a_new_organization_has_a_project_an_owner_on_a_seat_and_no_limits(database: Database) -> None:
    made = await take_organization(database, "  Acme ", START)
    assert (made.name, made.plan) == ("Acme", "self-hosted")
    (project,) = await organizations.list_projects(database.read, made.id)
    (member,) = await organizations.list_members(database.read, made.id)
    assert (project.name, member.id, member.role) == ("Default", made.owner_id, "OWNER")
    figures = await usage.read_usage(database.read, made.id, START)
    assert (figures.seats.used, figures.seats.limit, figures.templates.limit) == (1, None, None)


async def test_an_organization_is_created_once_and_then_found(database: Database) -> None:
    first = await take_organization(database, "Acme", START)
    assert await take_organization(database, "Acme", START) == first
    assert (await take_organization(database, "Acme", START, "pro")).plan == "pro"
    assert (await take_organization(database, "Acme", START)).plan == "pro"


async def test_a_project_is_created_once_and_then_found(database: Database, free: OwnedOrganization) -> None:
    async with database.transaction() as transaction:
        made = await organizations.take_project(transaction, free.id, "Hiring", START)
        assert await organizations.take_project(transaction, free.id, "Hiring", START) == made
    assert len(await organizations.list_projects(database.read, free.id)) == 2


@pytest.mark.parametrize(("name", "plan"), [("Acme", "platinum"), (" ", None)])
async def test_an_unknown_plan_or_an_empty_name_is_refused_and_nothing_created(
    database: Database, name: str, plan: str | None
) -> None:
    with pytest.raises(BadRequestError):
        await take_organization(database, name, START, plan)
    assert await organizations.find_oldest(database.read) is None


async def test_an_unknown_organization_has_no_usage(database: Database) -> None:
    with pytest.raises(NotFoundError):
        await usage.read_usage(database.read, "nobody", START)


async def test_the_plan_limits_templates(database: Database, free: OwnedOrganization) -> None:
    for _ in range(3):
        async with database.transaction() as transaction:
            await usage.require_template(transaction, free.id, START, URL)
            await add_interview(transaction, free.id)
    with pytest.raises(PlanLimitError) as caught:
        async with database.transaction() as transaction:
            await usage.require_template(transaction, free.id, START, URL)
    assert caught.value.extra == {"limit": "templates", "current": 3, "max": 3, "upgrade_url": URL}


async def test_archived_interviews_no_longer_count(database: Database, free: OwnedOrganization) -> None:
    async with database.transaction() as transaction:
        for _ in range(5):
            await add_interview(transaction, free.id, is_active=False)
        await usage.require_template(transaction, free.id, START, URL)
    assert (await usage.read_usage(database.read, free.id, START)).templates.used == 0


async def test_running_sessions_keep_their_reserved_hours(database: Database, free: OwnedOrganization) -> None:
    async with database.transaction() as transaction:
        await usage.reserve_session(transaction, free.id, 7200, START, URL)
        with pytest.raises(PlanLimitError) as caught:
            await usage.reserve_session(transaction, free.id, 60, START, URL)
        assert (caught.value.extra["current"], caught.value.extra["max"]) == (2, 2)
        assert "(2 of 2). Running sessions reserve 2 of them. Wait until some have ended" in caught.value.message
        assert await usage.is_full(transaction, free.id, 60, START)
        await usage.settle_session(transaction, free.id, reserved_seconds=7200, used_seconds=1800, now=START)
        await usage.require_hours(transaction, free.id, START, URL)
    figures = await usage.read_usage(database.read, free.id, START)
    assert (figures.session_hours.used, figures.reserved_hours) == (0.5, 0)


async def test_a_new_month_starts_at_zero(database: Database, free: OwnedOrganization) -> None:
    async with database.transaction() as transaction:
        await usage.settle_session(transaction, free.id, reserved_seconds=0, used_seconds=7200, now=START)
        await usage.add_tokens(transaction, free.id, 499_999, START)
    assert await usage.has_tokens(database.read, free.id, START)
    async with database.transaction() as transaction:
        await usage.add_tokens(transaction, free.id, 1, START)
    assert not await usage.has_tokens(database.read, free.id, START)
    assert await usage.is_full(database.read, free.id, 60, START)
    with pytest.raises(PlanLimitError, match=r"\(2 of 2\)\. Wait until next month, or change the plan\."):
        async with database.transaction() as transaction:
            await usage.require_hours(transaction, free.id, START, URL)
    figures = await usage.read_usage(database.read, free.id, NEXT_MONTH)
    assert (figures.session_hours.used, figures.ai_tokens.used) == (0, 0)


async def test_the_plan_limits_seats(database: Database, free: OwnedOrganization) -> None:
    async def add(email: str) -> str:
        async with database.transaction() as transaction:
            return await organizations.add_member(
                transaction, free.id, name="Kim", email=email, role="MEMBER", now=START, upgrade_url=URL
            )

    await add("kim@example.com")
    with pytest.raises(PlanLimitError) as caught:
        await add("lee@example.com")
    assert caught.value.extra["limit"] == "seats"


async def test_an_existing_user_joins_another_organization_once(database: Database) -> None:
    ids = []
    for name in ("Acme", "Beta"):
        made = await take_organization(database, name, START)
        async with database.transaction() as transaction:
            member = {"name": "Kim", "email": "kim@example.com", "role": "MEMBER", "now": START, "upgrade_url": URL}
            ids.append(await organizations.add_member(transaction, made.id, **member))  # type: ignore[arg-type]
            with pytest.raises(ConflictError):
                await organizations.add_member(transaction, made.id, **member)  # type: ignore[arg-type]
    assert ids[0] == ids[1]


async def test_interviews_are_counted_only_on_request_and_by_an_index_alone(sqlite_url: str) -> None:
    assert "interviews" not in str(usage._FIGURES)
    database = open_database(sqlite_url)
    count = text(f"EXPLAIN QUERY PLAN {usage._ACTIVE.compile(dialect=sqlite.dialect(paramstyle='named'))}")
    plan = " ".join(row.detail for row in await database.read.rows(count, {"organization": "acme"}))
    await database.close()
    assert "COVERING INDEX ix_interviews_active_page" in plan


async def test_large_amounts_are_written_in_full(database: Database, free: OwnedOrganization) -> None:
    async with database.transaction() as transaction:
        await transaction.run(update(schema.plans).values(ai_tokens=2_000_000))
        await usage.add_tokens(transaction, free.id, 2_500_000, START)
        with pytest.raises(PlanLimitError, match=r"\(2,500,000 of 2,000,000\)"):
            await usage.require_tokens(transaction, free.id, START, URL)


async def test_no_wait_for_sessions_is_advised_if_ended_ones_used_all_hours(
    database: Database, free: OwnedOrganization
) -> None:
    async with database.transaction() as transaction:
        await usage.reserve_session(transaction, free.id, 3600, START, URL)
        await usage.settle_session(transaction, free.id, reserved_seconds=0, used_seconds=7200, now=START)
        with pytest.raises(PlanLimitError, match=r"\(3 of 2\)\. Wait until next month"):
            await usage.require_hours(transaction, free.id, START, URL)


async def test_a_refusal_for_lack_of_space_counts_in_gibibytes(
    database: Database, free: OwnedOrganization, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def held(*_: object) -> int:
        return 6 * 2**30

    monkeypatch.setattr(usage, "_held_bytes", held)
    async with database.transaction() as transaction:
        await transaction.run(update(schema.plans).values(recording_bytes=5 * 2**30))
        with pytest.raises(PlanLimitError, match=r"is used up \(6 of 5 GiB\)\. Delete some") as caught:
            await usage.require_space(transaction, free.id, START, URL)
    assert (caught.value.extra["current"], caught.value.extra["max"]) == (6 * 2**30, 5 * 2**30)
