"""60 requests in any minute for each key, shown in the headers of every answer."""

from __future__ import annotations

import re
from unittest.mock import AsyncMock

import pytest

from aural.platform.ids import new_id
from aural.settings.budgets import TRIES_OF_ACCOUNT_AND_ADDRESS, WRONG_KEYS_OF_ADDRESS, WRONG_KEYS_OF_NETWORK
from tests.api.world import Client, World


async def test_the_61st_request_of_a_minute_is_refused_with_the_time_to_wait(limited: World) -> None:
    for left in range(59, -1, -1):
        response = await limited.owner.get("/usage")
        assert (response.status_code, response.headers["X-RateLimit-Remaining"]) == (200, str(left))
    response = await limited.owner.get("/usage")
    assert response.status_code == 429
    error = response.json()["error"]
    assert (error["code"], error["retry_after"], response.headers["Retry-After"]) == ("RATE_LIMITED", 60, "60")
    assert response.headers["X-RateLimit-Limit"] == "60"
    await limited.member.data("GET", "/usage")
    limited.clock.pass_seconds(60)
    await limited.owner.data("GET", "/usage")


async def test_every_kind_of_request_counts_and_none_bypasses_the_limit(limited: World) -> None:
    for _ in range(15):
        await limited.owner.head("/usage")
        await limited.owner.get("/nowhere")
        await limited.owner.request("OPTIONS", "/usage")
        await limited.owner.post("/interviews", json={})
    for method, path in (("GET", "/nowhere"), ("PUT", "/usage"), ("POST", "/interviews"), ("HEAD", "/usage")):
        response = await limited.owner.request(method, path, headers={"X-Forwarded-For": "192.0.2.7"})
        assert response.status_code == 429


async def test_wrong_keys_are_limited_by_address(limited: World) -> None:
    nobody = limited.with_key("dlv_wrong")
    assert WRONG_KEYS_OF_ADDRESS.most == 20
    for _ in range(20):
        await nobody.error(401, "GET", "/usage", headers={"X-Forwarded-For": "192.0.2.7"})
    assert (await nobody.error(429, "GET", "/usage"))["code"] == "RATE_LIMITED"
    await limited.owner.data("GET", "/usage")


@pytest.mark.parametrize(
    ("inside", "outside"),
    [("192.0.2.{}", "192.0.3.1"), ("2001:db8:0:{:x}::/64", "2001:db8:1::/64")],
)
async def test_wrong_keys_are_limited_by_network(limited: World, inside: str, outside: str) -> None:
    async def guess(address: str, status: int) -> None:
        async with Client(limited.api, "dlv_wrong", address) as client:
            await client.error(status, "GET", "/usage")

    addresses = WRONG_KEYS_OF_NETWORK.most // WRONG_KEYS_OF_ADDRESS.most
    for number in range(addresses * WRONG_KEYS_OF_ADDRESS.most):
        await guess(inside.format(number % addresses), 401)
    await guess(inside.format(addresses), 429)
    await guess(outside, 401)
    async with Client(limited.api, limited.keys["owner"], inside.format(0)) as neighbour:
        await neighbour.data("GET", "/usage")


async def test_the_limits_store_no_address(limited: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An erasure doesn't reach the file of limits."""
    admit = AsyncMock(wraps=limited.api.gate._limits.admit)
    monkeypatch.setattr(limited.api.gate._limits, "admit", admit)
    nobody = limited.with_key("dlv_wrong")
    await nobody.error(401, "GET", "/usage")
    await limited.api.gate.admit("address:media:2001:db8::7", 5)
    counted = [call.args[0] for call in admit.await_args_list]
    assert len(set(counted)) == 3
    assert [bucket for bucket in counted if not re.fullmatch(r"address:[0-9a-f]{32}", bucket)] == []


async def test_the_document_is_limited_by_address(limited: World) -> None:
    nobody = limited.with_key(None)
    for _ in range(60):
        assert (await nobody.get("/openapi.json")).status_code == 200
    await nobody.error(429, "GET", "/openapi.json")


async def test_the_limit_headers_give_the_reset_in_epoch_seconds(limited: World) -> None:
    response = await limited.owner.get("/usage")
    assert int(response.headers["X-RateLimit-Reset"]) == limited.clock.now() // 1000 + 60
    assert response.headers["RateLimit-Policy"] == '"default";q=60;w=60'
    assert response.headers["RateLimit"] == '"default";r=59;t=60'


async def test_an_answer_describes_only_the_limit_that_applies(limited: World) -> None:
    wrong = {"email": f"{new_id()}@example.com", "password": "not this one"}
    for _ in range(TRIES_OF_ACCOUNT_AND_ADDRESS.most):
        await limited.with_key(None).error(401, "POST", "/auth/sign-in", wrong)
    response = await limited.with_key(None).post("/auth/sign-in", json=wrong)
    assert response.status_code == 429
    assert response.headers.get_list("X-RateLimit-Limit") == [str(TRIES_OF_ACCOUNT_AND_ADDRESS.most)]
