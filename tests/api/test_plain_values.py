"""A value in a query or a body is used as the document describes it, or refused with a sentence that says what to
send.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from starlette.applications import Starlette

from aural.api.context import Context
from aural.api.queries import _parameters, read_query
from aural.api.requests import Request
from aural.api.routes import OPERATIONS
from aural.api.speaking import NoVoice
from aural.mcp.endpoint import agent_routes
from aural.platform.errors import BadRequestError
from tests.api.checked import DOCUMENT
from tests.api.world import World

DAY = "must be a day such as 2026-12-01"
TIME = "must be a time with a time zone, such as 2026-12-01T17:00:00Z"
WHOLE = "must be a whole number"
TRUE_OR_FALSE = "must be true or false"
REFUSED = {
    "/insights?since=5": TIME,
    "/insights?until=2026-12-01": TIME,
    "/sessions?from=1700000000": DAY,
    "/sessions?to=0": DAY,
    "/sessions?to=": DAY,
    "/sessions?to=2026-12-01T00:00:00": DAY,
    "/sessions?to=2026-02-30": DAY,
    "/audit?from=20261201": DAY,
    "/sessions?version=1_0": WHOLE,
    "/sessions?version=1.0": WHOLE,
    "/sessions?version=": WHOLE,
    "/sessions?reviewed=": TRUE_OR_FALSE,
    "/interviews?isActive=": TRUE_OR_FALSE,
    "/interviews?isActive=yes": TRUE_OR_FALSE,
    "/interviews?isActive=1": TRUE_OR_FALSE,
    "/interviews?mode=": "must be 'chat', 'voice' or 'video'",
    "/usage/months?months=": WHOLE,
    "/library?type=": "must be ",
    "/templates?language=": "must be ",
}


async def test_an_invalid_query_value_is_refused_in_plain_words(world: World) -> None:
    answers = {}
    for query, sentence in REFUSED.items():
        (problem,) = (await world.owner.error(400, "GET", query))["details"]
        assert problem["path"] == query.partition("?")[2].partition("=")[0]
        answers[query] = problem["message"] if len(sentence) > 8 else problem["message"][: len(sentence)]
    assert answers == REFUSED


def test_each_parameter_that_is_not_text_is_refused_once_in_plain_words() -> None:
    wrong: dict[str, list[str]] = {}
    for model in {operation.query for operation in OPERATIONS if operation.query}:
        for parameter in _parameters(model):
            if str not in parameter.kinds:
                with pytest.raises(BadRequestError) as refused:
                    read_query(model, Request(scope_of(f"{parameter.name}=a-b")))
                told = [each["message"] for each in refused.value.extra["details"] if each["path"] == parameter.name]
                if len(told) > 1 or not told[0].startswith("must be ") or "valid" in told[0]:
                    wrong[f"{model.__name__}.{parameter.name}"] = told
    assert wrong == {}


async def test_a_list_with_too_many_values_is_refused_and_never_cut(world: World) -> None:
    await world.owner.data("GET", "/sessions", params={"theme": [f"theme {number}" for number in range(120)]})
    too_many = {"theme": 121, "status": 101, "mailStatus": 101}
    for name, count in too_many.items():
        path, value = ("/sessions", "theme") if name == "theme" else ("/candidates", "SENT")
        value = "INVITED" if name == "status" else value
        refused = await world.owner.error(400, "GET", path, params={name: [value] * count})
        told = [(each["path"], each["message"]) for each in refused["details"]]
        assert told == [(name, f"must have at most {count - 1} items")]
    await world.owner.data("GET", f"/candidates?status={','.join(['INVITED', 'OPENED'] * 50)}")


def scope_of(query: str) -> Any:
    return {"method": "GET", "path": "/", "headers": [], "query_string": query.encode()}


async def test_values_that_the_document_allows_are_accepted(world: World) -> None:
    for query in ("?isActive=true", "?isActive=false&q=", "?projectId="):
        await world.owner.data("GET", f"/interviews{query}")
    await world.owner.data("GET", "/sessions?from=2026-11-01&to=2026-12-31&version=12&status=")
    await world.owner.data("GET", f"/insights?since={quote('2026-12-01T00:00:00+01:00')}")


async def test_the_name_of_a_list_is_no_longer_than_documented(world: World) -> None:
    path = f"/interviews/{(await world.interview())['id']}/imports?fileName="
    sending: dict[str, Any] = {"content": b"name\nMina\n", "headers": {"Content-Type": "text/csv"}}
    assert (await world.owner.post(path + "x" * 200, **sending)).status_code == 200
    for name in ("x" * 201, quote("x" * 200 + " " * 10)):
        assert (await world.owner.post(path + name, **sending)).status_code == 400, name


async def test_an_address_may_be_as_long_as_email_allows(world: World) -> None:
    domain = ".".join(["d" * 60] * 3) + ".com"  # RFC 5321, 4.5.3.1: 64 before the @, 254 in all
    longest = "a" * 64 + "@" + "e" * (254 - 65 - len(domain) - 1) + "." + domain
    interview = await world.interview()
    made = await world.owner.data("POST", f"/interviews/{interview['id']}/candidates", {"email": longest})
    assert (len(longest), made[0]["email"]) == (254, longest)
    refused = await world.owner.error(
        400, "POST", f"/interviews/{interview['id']}/candidates", {"email": "a" + longest}
    )
    assert refused["details"][0]["path"] == "email"


def test_the_document_has_the_patterns_of_colors_and_languages() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    assert schemas["BrandChange"]["properties"]["accent"]["anyOf"][0]["pattern"] == "^#[0-9A-Fa-f]{6}$"
    assert "A-Za-z" in schemas["InterviewIn"]["properties"]["language"]["pattern"]


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (b'[{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}]', -32600, "Send one message at a time"),
        (b'{"method": 5}', -32600, "Send one JSON-RPC 2.0 message"),
        (b"{", -32700, "The body is not JSON"),
    ],
)
async def test_an_invalid_message_is_refused_in_plain_words(world: World, body: bytes, code: int, message: str) -> None:
    context = Context(world.database, world.clock, world.settings, world.secrets, world.api.gate, voice=NoVoice())
    tools = Starlette(routes=agent_routes(world.api, context))
    headers = {"Authorization": f"Bearer {world.keys['owner']}", "Accept": "application/json, text/event-stream"}
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(tools), base_url="http://test", headers=headers
    ) as agent:
        answer = await agent.post("/mcp", content=body, headers={"Content-Type": "application/json"})
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, code)
    assert error["message"].startswith(message)
    assert int(answer.headers["Content-Length"]) == len(answer.content)
