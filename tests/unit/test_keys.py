"""A key opens only its organization, is stored as a hash, and guessing is slow."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from aural.guard.auth import tokens
from aural.guard.auth.gate import Gate
from aural.guard.auth.tokens import is_api_key, new_api_key, new_code, shown_part
from aural.guard.deployment import require_secrets
from aural.guard.secrets import Secrets, WrongSecretError
from aural.organizations import key_repository as keys
from aural.organizations import repository as organizations
from aural.platform.errors import RateLimitedError, UnauthorizedError
from aural.settings import SettingsError
from aural.store import schema
from aural.store.limits import open_limits
from tests.clocks import START
from tests.unit.gates import INVALID, MISSING, SECRETS, House, open_house


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url) as house:
        yield house


async def refusal(house: House, authorization: str | None, address: str = "203.0.113.9") -> UnauthorizedError:
    with pytest.raises(UnauthorizedError) as caught:
        await house.gate.authenticate(authorization, address)
    return caught.value


async def test_a_key_identifies_the_caller_and_their_rights(house: House) -> None:
    issued = await house.issue(scopes=["interviews"], project_ids=["p1"])
    caller = await house.gate.authenticate(f"Bearer {issued.key}", "")
    assert (caller.key_id, caller.organization_id) == (issued.key_id, house.organization.id)
    assert (caller.user_id, caller.role, caller.plan) == (house.organization.owner_id, "MEMBER", "self-hosted")
    assert (caller.scopes, caller.project_ids) == (("interviews",), ("p1",))


async def test_the_bearer_scheme_is_case_insensitive(house: House) -> None:
    issued = await house.issue()
    assert (await house.gate.authenticate(f"bEaReR {issued.key}", "")).project_ids is None
    assert (await house.gate.authenticate(f"  Bearer   {issued.key} ", "")).key_id == issued.key_id


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic dlv_x", "dlv_x", "Bearer x", "Bearer dlv_a dlv_b"])
async def test_a_missing_or_malformed_header_has_its_own_message(house: House, header: str | None) -> None:
    error = await refusal(house, header)
    assert error.message == MISSING
    assert error.headers["WWW-Authenticate"] == "Bearer"


async def test_unknown_revoked_and_expired_keys_are_refused_alike(house: House) -> None:
    revoked, expired = await house.issue(), await house.issue(expires_at=START + 1000)
    async with house.database.transaction() as transaction:
        assert await keys.revoke_key(transaction, house.organization.id, revoked.key_id, START)
    house.clock.pass_seconds(1)
    for key in (new_api_key(), revoked.key, expired.key, "dlv_test_" + revoked.key[4:]):
        assert (await refusal(house, f"Bearer {key}")).message == INVALID


async def test_a_mistyped_key_never_reaches_the_database(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(house.gate._limits, "admit_caller", lambda *given: asked.append(given))
    key = new_api_key()
    assert (await refusal(house, f"Bearer {key[:-1]}{'A' if key[-1] != 'A' else 'B'}")).message == INVALID
    assert asked == []


async def test_another_organization_cannot_revoke_a_key(house: House) -> None:
    issued = await house.issue()
    stranger = await organizations.take_organization(house.database, "Strangers", START)
    async with house.database.transaction() as transaction:
        assert not await keys.revoke_key(transaction, stranger.id, issued.key_id, START)
    await house.gate.authenticate(f"Bearer {issued.key}", "")


async def test_the_stored_data_does_not_contain_the_key(house: House) -> None:
    issued = await house.issue()
    (row,) = await house.database.read.rows(select(schema.api_keys))
    assert issued.key[12:] not in repr(tuple(row))
    (listed,) = await keys.list_keys(house.database.read, house.organization.id)
    assert listed.prefix == issued.key[:12]
    assert not hasattr(listed, "hash")


async def test_a_key_has_its_own_limit_with_headers(house: House) -> None:
    one, other = await house.issue(), await house.issue()
    callers = [await house.gate.authenticate(f"Bearer {one.key}", "") for _ in range(5)]
    assert [caller.headers(START)["X-RateLimit-Remaining"] for caller in callers] == ["4", "3", "2", "1", "0"]
    with pytest.raises(RateLimitedError) as caught:
        await house.gate.authenticate(f"Bearer {one.key}", "")
    assert caught.value.headers["Retry-After"] == "60"
    assert caught.value.headers["X-RateLimit-Limit"] == "5"
    await house.gate.authenticate(f"Bearer {other.key}", "")


async def test_a_plans_own_limit_takes_precedence_over_the_deployments(house: House) -> None:
    issued = await house.issue()
    async with house.database.transaction() as transaction:
        await transaction.run(schema.plans.update().values(rate_limit_per_minute=2))
    caller = await house.gate.authenticate(f"Bearer {issued.key}", "")
    assert caller.headers(START)["X-RateLimit-Limit"] == "2"


async def test_a_limit_of_zero_means_no_limit(house: House, database_url: str) -> None:
    limits = open_limits(house.database, database_url)
    gate = Gate(house.database, limits, SECRETS, house.clock, 0)
    issued = await house.issue()
    caller = [await gate.authenticate(f"Bearer {issued.key}", "") for _ in range(9)][-1]
    assert caller.headers(START) == {}
    with pytest.raises(UnauthorizedError):
        await gate.authenticate(None, "")
    for _ in range(3):
        assert await gate.admit_address("sign-in", "203.0.113.9", 1) is None
        await gate.admit("recording:s1", 1)
    await gate.close()
    await limits.close()


async def test_failures_are_limited_by_address_but_a_good_key_is_never_refused(house: House) -> None:
    for _ in range(5):
        await refusal(house, f"Bearer {new_api_key()}")
    with pytest.raises(RateLimitedError):
        await house.gate.authenticate(f"Bearer {new_api_key()}", "203.0.113.9")
    await refusal(house, f"Bearer {new_api_key()}", "203.0.113.10")
    issued = await house.issue()
    await house.gate.authenticate(f"Bearer {issued.key}", "203.0.113.9")


async def last_used(house: House) -> int | None:
    await house.gate.close()
    (row,) = await keys.list_keys(house.database.read, house.organization.id)
    used_at: int | None = row.last_used_at
    return used_at


async def test_use_is_recorded_at_most_once_a_minute(house: House) -> None:
    issued = await house.issue()
    assert await last_used(house) is None
    seen = []
    for seconds in (0, 59, 1):
        house.clock.pass_seconds(seconds)
        await house.gate.authenticate(f"Bearer {issued.key}", "")
        seen.append(await last_used(house))
    assert seen == [START, START, START + 60_000]


async def test_use_within_a_minute_is_written_once_even_by_two_processes(
    house: House, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued, written = await house.issue(), []
    touch = keys.touch_key

    async def touch_key(*given: Any) -> None:
        written.append(given[3] - START)
        await touch(*given)

    monkeypatch.setattr(keys, "touch_key", touch_key)
    limits = open_limits(house.database, database_url)
    another = Gate(house.database, limits, SECRETS, house.clock, 0)  # in another process, which has recorded nothing
    for seconds in (0, 0, 59, 1, 0):
        house.clock.pass_seconds(seconds)
        for gate in (house.gate, another):
            await gate.authenticate(f"Bearer {issued.key}", "")
            await gate.close()
    assert written == [0, 60_000]
    await limits.close()


# --- tokens and secrets ---------------------------------------------------------------------------------------------


def test_a_key_has_the_documented_form() -> None:
    key = new_api_key()
    assert key.startswith("dlv_")
    assert len(key) == 4 + 32 + 6
    assert key[4:].isalnum()
    assert is_api_key(key)
    assert shown_part(key) == key[:12]


def test_a_test_key_is_recognizable_and_its_checksum_covers_that() -> None:
    key = new_api_key(is_test=True)
    assert key.startswith("dlv_test_")
    assert len(key) == 9 + 32 + 6
    assert is_api_key(key)
    assert not is_api_key(key.replace("test_", ""))
    assert not is_api_key(new_api_key().replace("dlv_", "dlv_test_"))
    assert (shown_part(key), shown_part(new_api_key())[:4]) == (key[:16], "dlv_")


@pytest.mark.parametrize(
    "key", ["dlv_Zy8kQ2mB7xLr4TnW0cVf5JhG1dPs9aEu3QwQ4A", "dlv_test_Zy8kQ2mB7xLr4TnW0cVf5JhG1dPs9aEu38ivAd"]
)
def test_earlier_keys_stay_valid(key: str) -> None:
    assert is_api_key(key)


@pytest.mark.parametrize("random_part", ["A" * 31, "A" * 33, "é" * 32, ""])
def test_a_right_checksum_alone_is_not_a_key(random_part: str) -> None:
    assert not is_api_key(f"dlv_{random_part}{tokens._checksum(random_part)}")


def test_a_code_has_six_digits_from_all_zeros_to_all_nines(monkeypatch: pytest.MonkeyPatch) -> None:
    for pick, code in ((lambda below: 0, "000000"), (lambda below: below - 1, "999999")):
        monkeypatch.setattr(tokens.secrets, "randbelow", pick)
        assert new_code() == code


@given(position=st.integers(4, 41), letter=st.sampled_from("0aZ_é\n"))
def test_a_key_with_one_changed_character_is_invalid(position: int, letter: str) -> None:
    key = new_api_key()
    assert is_api_key(key[:position] + letter + key[position + 1 :]) == (key[position] == letter)


@given(st.text(max_size=60))
def test_any_other_text_is_not_a_key(text: str) -> None:
    assert not is_api_key(text)
    assert not is_api_key("dlv_" + text)


def test_an_encrypted_value_is_readable_only_under_the_same_secret() -> None:
    value = SECRETS.encrypt("a link")
    assert SECRETS.decrypt(value) == "a link"
    assert b"a link" not in value
    assert SECRETS.encrypt("a link") != value
    damaged = value[:-1] + bytes([value[-1] ^ 1])
    for secrets, changed in ((Secrets("another"), value), (SECRETS, damaged), (SECRETS, b"")):
        with pytest.raises(WrongSecretError):
            secrets.decrypt(changed)


def test_each_secret_and_purpose_has_its_own_keys() -> None:
    assert SECRETS.digest("t") != Secrets("another").digest("t")
    assert SECRETS.derive("cursor") != SECRETS.derive("digest")


async def test_a_database_written_under_another_secret_is_refused(house: House) -> None:
    await require_secrets(house.database, SECRETS)
    await require_secrets(house.database, SECRETS)
    with pytest.raises(SettingsError, match="another secret key"):
        await require_secrets(house.database, Secrets("another"))
