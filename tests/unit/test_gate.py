"""The API's gate: users in a browser, limits by address and bucket, and what is recorded next to an answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from aural.audit import repository as audit
from aural.guard.auth import browsers
from aural.guard.auth import gate as gates
from aural.organizations import key_repository as keys
from aural.platform.errors import RateLimitedError, UnauthorizedError
from aural.sessions import view_repository as access
from tests.clocks import START
from tests.unit.gates import INVALID, MISSING, House, open_house

HOUR_SECONDS = 3600


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url) as house:
        yield house


async def test_failures_are_counted_by_purpose_and_address(house: House) -> None:
    for purpose, address in (("sign-in", "203.0.113.9"), ("sign-in", "203.0.113.10"), ("reset", "203.0.113.9")):
        admissions = [await house.gate.admit_address(purpose, address) for _ in range(5)]
        assert [one.remaining for one in admissions if one is not None] == [4, 3, 2, 1, 0]
        with pytest.raises(RateLimitedError) as caught:
            await house.gate.admit_address(purpose, address)
        assert caught.value.headers["Retry-After"] == "60"


@pytest.mark.parametrize(("most", "limit"), [(None, 5), (2, 2), (5, 5), (9, 5)])
async def test_a_purpose_may_have_a_lower_limit_than_the_deployment(house: House, most: int | None, limit: int) -> None:
    for _ in range(limit):
        admission = await house.gate.admit_address("sign-in", "203.0.113.9", most)
        assert admission is not None
        assert admission.limit == limit
    with pytest.raises(RateLimitedError):
        await house.gate.admit_address("sign-in", "203.0.113.9", most)


async def test_a_bucket_has_its_own_limit(house: House) -> None:
    for _ in range(7):
        await house.gate.admit("recording:s1", 7)
    with pytest.raises(RateLimitedError) as caught:
        await house.gate.admit("recording:s1", 7)
    assert caught.value.headers["X-RateLimit-Limit"] == "7"
    await house.gate.admit("recording:s2", 7)
    house.clock.pass_seconds(60)
    await house.gate.admit("recording:s1", 7)


async def test_revoking_a_key_ends_a_request_in_progress(house: House) -> None:
    issued = await house.issue()
    caller = await house.gate.authenticate(f"Bearer {issued.key}", "")
    assert await house.gate.look_again(house.database.read, caller, None) is caller
    async with house.database.transaction() as transaction:
        await keys.revoke_key(transaction, house.organization.id, issued.key_id, START)
    with pytest.raises(UnauthorizedError) as caught:
        await house.gate.look_again(house.database.read, caller, None)
    assert caught.value.message == INVALID


async def test_the_address_of_the_last_use_is_stored(house: House) -> None:
    issued = await house.issue()
    for address, kept in (("203.0.113.9", "203.0.113.9"), ("", None), ("x" * 60, "x" * 45)):
        await house.gate.authenticate(f"Bearer {issued.key}", address)
        await house.gate.close()
        (row,) = await keys.list_keys(house.database.read, house.organization.id)
        assert row.last_used_from == kept
        house.clock.pass_seconds(60)


# --- users in a browser ---------------------------------------------------------------------------------------------


async def sign_in(house: House) -> dict[bytes, bytes]:
    """The headers of the owner's browser."""
    async with house.database.transaction() as transaction:
        cookie = await house.gate.browsers.sign_in(transaction, house.organization.owner_id, "Firefox")
    return {b"cookie": cookie.partition(";")[0].encode()}


async def test_a_signed_in_browser_is_a_user_with_their_own_limit(house: House) -> None:
    caller = await house.gate.identify(await sign_in(house), "203.0.113.9")
    assert (caller.is_person, caller.user_id, caller.role) == (True, house.organization.owner_id, "OWNER")
    assert caller.headers(START)["X-RateLimit-Limit"] == "600"


async def test_a_key_takes_precedence_over_a_cookie(house: House) -> None:
    issued, headers = await house.issue(), await sign_in(house)
    caller = await house.gate.identify(headers | {b"authorization": f"Bearer {issued.key}".encode()}, "")
    assert (caller.is_person, caller.key_id) == (False, issued.key_id)
    with pytest.raises(UnauthorizedError) as caught:
        await house.gate.identify(headers | {b"authorization": b"Bearer dlv_wrong"}, "203.0.113.9")
    assert caught.value.message == INVALID


async def test_a_user_over_the_limit_is_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "PERSON_REQUESTS", 2)
    headers = await sign_in(house)
    for left in ("4", "3", "2", "1", "0"):
        caller = await house.gate.identify(headers, "203.0.113.9")
        assert caller.headers(START)["X-RateLimit-Remaining"] == left
    with pytest.raises(RateLimitedError):
        await house.gate.identify(headers, "203.0.113.9")


async def test_an_unknown_cookie_is_refused_and_counted_by_address(house: House) -> None:
    for _ in range(5):
        with pytest.raises(UnauthorizedError) as caught:
            await house.gate.identify({b"cookie": b"aural_session=made-up"}, "203.0.113.9")
        assert caught.value.message == browsers.SIGNED_OUT
    with pytest.raises(RateLimitedError):
        await house.gate.identify({b"cookie": b"aural_session=made-up"}, "203.0.113.9")


async def test_without_key_and_cookie_the_error_says_that_the_key_is_missing(house: House) -> None:
    with pytest.raises(UnauthorizedError) as caught:
        await house.gate.identify({}, "203.0.113.9")
    assert caught.value.message == MISSING


async def test_a_user_is_looked_up_again_by_cookie(house: House) -> None:
    headers = await sign_in(house)
    caller = await house.gate.identify(headers, "203.0.113.9")
    cookie = house.gate.browsers.read_cookie(headers[b"cookie"].decode())
    again = await house.gate.look_again(house.database.read, caller, cookie)
    assert (again.user_id, again.organization_id) == (caller.user_id, house.organization.id)
    for gone in (None, "made-up"):
        with pytest.raises(UnauthorizedError) as caught:
            await house.gate.look_again(house.database.read, caller, gone)
        assert caught.value.message == browsers.SIGNED_OUT


# --- who read a session ---------------------------------------------------------------------------------------------


class Notes:
    """Receives what the gate would write: reads of sessions, and entries of the audit log."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.looks: list[str] = []
        self.lines: list[dict[str, Any]] = []
        self.is_first = True
        monkeypatch.setattr(access, "note_access", self._look)
        monkeypatch.setattr(audit, "note", self._line)

    async def _look(self, _connection: Any, _organization_id: str, session_id: str, _key_id: str, _now: int) -> bool:
        self.looks.append(session_id)
        return self.is_first

    async def _line(self, _connection: Any, _organization_id: str, **said: Any) -> None:
        self.lines.append(said)


async def look(house: House, caller: Any, *session_ids: str) -> None:
    for session_id in session_ids:
        house.gate.note_access(caller, session_id)
        await house.gate.close()


async def test_a_read_of_a_session_is_recorded_once_an_hour_for_each_key(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = Notes(monkeypatch)
    one, other = [await house.gate.authenticate(f"Bearer {(await house.issue()).key}", "") for _ in range(2)]
    await look(house, one, "s1", "s1", "s2")
    await look(house, other, "s1")
    assert notes.looks == ["s1", "s2", "s1"]
    house.clock.pass_seconds(HOUR_SECONDS)
    await look(house, one, "s1", "s1")
    assert notes.looks == ["s1", "s2", "s1", "s1"]


async def test_only_the_first_read_is_an_entry_of_the_audit_log(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    notes, issued = Notes(monkeypatch), await house.issue()
    caller = await house.gate.authenticate(f"Bearer {issued.key}", "")
    await look(house, caller, "s1")
    notes.is_first = False  # another process has recorded it
    await look(house, caller, "s2")
    (line,) = notes.lines
    assert (line["operation"], line["object_id"], line["is_of_person"]) == ("getSession", "s1", True)
    assert (line["user_id"], line["actor"], line["key_id"]) == (caller.user_id, "test", issued.key_id)
    assert line["is_repeated"] is True


async def test_the_memory_of_reads_is_limited(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "_MOST_REMEMBERED", 2)
    notes = Notes(monkeypatch)
    caller = await house.gate.authenticate(f"Bearer {(await house.issue()).key}", "")
    await look(house, caller, "s1", "s2", "s2", "s3", "s3", "s1")
    assert notes.looks == ["s1", "s2", "s3", "s1"]
