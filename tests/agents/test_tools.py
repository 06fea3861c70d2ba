"""The table of tools is consistent with the operations, with their answers, and with docs/agents.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import httpx2
import pytest
from jsonschema_rs import Draft202012Validator, meta

from aural.cli.main import main
from aural.mcp.answers import MOST_CHARACTERS, brief, choose, fields, fit
from aural.mcp.arguments import ToolRequest, input_schema, read_arguments
from aural.mcp.calling import call_tool, shape_answer
from aural.mcp.results import output_schema
from aural.mcp.tools import BY_NAME, TOOLS, Tool
from aural.platform.errors import BadRequestError
from tests.agents.conftest import Office, connected

PAGE = Path(__file__).parents[2] / "docs" / "agents.md"
ID = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e"
each_tool = pytest.mark.parametrize("tool", TOOLS, ids=[tool.name for tool in TOOLS])


def test_there_are_no_more_tools_than_an_agent_can_handle() -> None:
    assert 20 <= len(TOOLS) == len(BY_NAME) <= 30


def test_no_tool_judges_erases_or_emails_a_candidate() -> None:
    operations = {tool.operation_id for tool in TOOLS}
    assert not operations & {"createDecision", "createRatings", "eraseCandidate", "sendLetter", "sendLetters"}
    assert {tool.operation.tag for tool in TOOLS}.isdisjoint(
        {"Keys", "Members", "Settings", "Accounts", "Audit", "Holds"}
    )


@each_tool
def test_reading_tools_are_marked_as_such_and_overwriting_or_removing_ones_as_destructive(tool: Tool) -> None:
    is_read = tool.operation.method == "GET" or tool.operation_id == "createDraft"
    assert tool.is_read_only == is_read
    taking = {"delete_question", "unpublish_interview", "archive_interview", "revoke_link"}
    taking |= {"update_interview", "update_question"}
    assert tool.is_destructive == (tool.name in taking)
    assert tool.is_open == (tool.operation_id == "createDraft")


@each_tool
def test_a_tools_arguments_cover_its_operations_fields(tool: Tool) -> None:
    schema = input_schema(tool)
    meta.validate(schema)
    assert "$ref" not in json.dumps(schema)
    assert set(schema["required"]) <= set(schema["properties"])
    body = tool.operation.body
    if body is not None:
        known = {info.alias or name for name, info in body.model.model_fields.items()}
        assert known >= {*tool.fixed, *tool.without}
        sent = (
            set(schema["properties"])
            if not tool.items
            else set(schema["properties"][tool.items]["items"]["properties"])
        )
        assert known - {*tool.fixed, *tool.without} <= sent


@each_tool
def test_a_tools_schemas_are_portable(tool: Tool) -> None:
    """Clients convert them for their models, which know `anyOf`, but no list of types."""
    for schema in (input_schema(tool), output_schema(tool)):
        meta.validate(schema)
        assert "$ref" not in json.dumps(schema)
        assert '"type": [' not in json.dumps(schema)


@each_tool
def test_a_tools_answers_match_its_schema(tool: Tool) -> None:
    answer = tool.operation.answer
    if answer is None:
        return
    data = [answer.example] if answer.is_list else answer.example
    more = {"cursor": None} if tool.operation.paging != "never" else {}
    told = shape_answer(tool, ToolRequest("GET", "/"), {"data": data, **more})
    assert told["data"]
    Draft202012Validator(closed(output_schema(tool))).validate(told)


def closed(schema: Any) -> Any:
    """A copy of the schema that forbids properties it doesn't name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema and "type" in schema else {}
    return {key: closed(value) for key, value in schema.items()} | more


def test_a_truncated_list_still_matches_the_schema() -> None:
    tool = BY_NAME["get_report"]
    report = {**tool.operation.answer.example, "themes": ["x" * 3_000] * 300}  # type: ignore[union-attr]
    report["evidence"] = [report["evidence"][0] | {"quote": "y" * 900}] * 300
    told = shape_answer(tool, ToolRequest("GET", "/"), {"data": report})
    assert told["data"]["evidence"][-1].endswith("more)")
    Draft202012Validator(output_schema(tool)).validate(told)


@each_tool
def test_each_field_a_tool_returns_exists_in_its_operation(tool: Tool) -> None:
    if tool.operation.answer is None:
        return
    schema = tool.operation.answer.model.model_json_schema(mode="serialization")
    wanted = {tool.paged: tool.answers} if tool.paged else tool.answers
    assert list(_unknown(wanted, schema, schema.get("$defs", {}))) == []


def _unknown(wanted: Any, schema: Any, definitions: Any) -> Iterator[str]:
    for name, inner in wanted.items():
        found = _properties(schema, definitions)
        if name not in found:
            yield name
        elif inner is not None:
            yield from _unknown(inner, found[name], definitions)


def _properties(schema: Any, definitions: Any) -> Any:
    if "$ref" in schema:
        return _properties(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "items" in schema:
        return _properties(schema["items"], definitions)
    found = dict(schema.get("properties", {}))
    for choice in schema.get("anyOf", ()):
        found |= _properties(choice, definitions)
    return found


def test_comparisons_and_insights_return_what_participants_of_a_study_said_and_chose() -> None:
    compared, counted = (
        shape_answer(tool, ToolRequest("GET", "/"), {"data": tool.operation.answer.example})["data"]  # type: ignore[union-attr]
        for tool in (BY_NAME["compare_sessions"], BY_NAME["get_insights"])
    )
    for person in compared["people"]:
        assert person["findings"][0].keys() == {"text", "quotes"}
    choices = next(question["choices"] for question in counted["questions"] if question["choices"])
    assert choices.keys() == {"answered", "options"}
    assert choices["options"][0].keys() == {"text", "count"}


def test_the_page_names_each_tool_with_its_operation_and_kind() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| ([\w ]*) \|", PAGE.read_text(), re.MULTILINE)
    assert rows == [(tool.name, tool.operation_id, kind_of(tool)) for tool in TOOLS]


def kind_of(tool: Tool) -> str:
    if tool.is_read_only:
        return "reads"
    return "changes" if tool.is_destructive else "adds"


async def test_the_tool_list_is_the_same_over_every_transport(office: Office) -> None:
    key = office.key()
    seen = []
    for way in ("http", "older", "stdio"):
        async with connected(way, office.url, key) as agent:
            seen.append([tool.model_dump() for tool in (await agent.client.list_tools()).tools])
    assert seen[0] == seen[1] == seen[2]
    assert [tool["name"] for tool in seen[0]] == [tool.name for tool in TOOLS]
    assert len(json.dumps(seen[0])) < 65_000
    told = [{**tool, "output_schema": None} for tool in seen[0]]  # the part that clients show a model
    assert len(json.dumps(told)) < 45_000


async def test_a_draft_says_what_it_lacks() -> None:
    missing = {"part": "question", "text": "Why us?", "reasons": ["LEADING"]}
    events = [
        {"type": "start", "origin": {"source": "model"}},
        {"type": "interview", "interview": {"title": "Baker"}},
        {"type": "end", "reason": "DONE", "leftOut": 1, "leftOutParts": [missing]},
    ]
    stream = "".join(f"data: {json.dumps(event)}\n\n" for event in events)
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, text=stream))
    async with httpx2.AsyncClient(transport=transport, base_url="https://aural.example.com") as client:
        told = await call_tool(client, BY_NAME["draft_interview"], {"goal": "Hire a baker"})
    assert told["data"]["leftOut"] == [missing]
    Draft202012Validator(output_schema(BY_NAME["draft_interview"])).validate(told)


def test_nested_fields_can_be_chosen() -> None:
    value = {"id": 1, "no": 2, "parts": [{"text": "a", "no": 3}], "null": None}
    assert choose(value, fields("id parts{text} null missing")) == {"id": 1, "parts": [{"text": "a"}], "null": None}


def test_a_large_answer_is_truncated_until_it_fits_and_says_so() -> None:
    few = fit([{"text": "x" * 100}])
    assert few == [{"text": "x" * 100}]
    many = fit([{"id": str(n), "text": "x" * 9_000, "list": ["y"] * 300} for n in range(20)])
    assert len(many) == 20
    assert len(json.dumps(many)) < MOST_CHARACTERS
    assert re.fullmatch(r"x+… \(\d+ more characters\)", many[0]["text"])
    assert many[0]["list"][-1].endswith("more)")


def test_an_error_does_not_repeat_long_input() -> None:
    told = brief({"message": "x" * 10_000, "details": [{"path": "y" * 10_000}] * 1000})
    assert len(json.dumps(told)) < 10_000


@pytest.mark.parametrize(
    ("tool", "arguments", "path"),
    [
        ("get_interview", {}, "interviewId"),
        ("get_interview", {"interviewId": ID, "limit": 1}, "limit"),
        ("list_interviews", {"limit": 0}, "limit"),
        ("list_interviews", {"limit": True}, "limit"),
        ("get_report", {"sessionId": ID, "waitSeconds": 26}, "waitSeconds"),
        ("get_transcript", {"sessionId": ID, "after": -1}, "after"),
        ("start_rehearsal", {"interviewId": ID, "idempotencyKey": "two\nlines"}, "idempotencyKey"),
    ],
)
def test_invalid_arguments_are_refused_by_name(tool: str, arguments: Any, path: str) -> None:
    with pytest.raises(BadRequestError) as refused:
        read_arguments(BY_NAME[tool], arguments)
    assert refused.value.extra["details"][0]["path"] == path


def test_arguments_are_sent_where_the_operation_expects_them() -> None:
    asked = {"interviewId": ID, "status": ["INVITED", "OPENED"], "q": None, "limit": 3, "cursor": "c"}
    wanted = read_arguments(BY_NAME["list_candidates"], asked)
    assert (wanted.path, wanted.body) == (f"/interviews/{ID}/candidates", None)
    assert wanted.query == {"status": ["INVITED", "OPENED"], "limit": "3", "cursor": "c"}
    made = read_arguments(BY_NAME["create_interview"], {"interview": {"title": "T"}, "idempotencyKey": "k"})
    assert made.body == {"interview": {"title": "T"}, "format": "aural-interview", "version": 1}
    assert made.idempotency_key == "k"


def test_the_pages_configurations_start_existing_commands() -> None:
    blocks = re.findall(r"^```json\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    by_address, by_command = (json.loads(text)["mcpServers"]["aural"] for text in blocks[:2])
    assert by_address["url"].endswith("/mcp")
    assert (by_command["command"], by_command["args"]) == ("aural", ["mcp"])
    options = {parameter.envvar for parameter in main.commands["mcp"].params if isinstance(parameter, click.Option)}
    assert set(by_command["env"]) == options


def test_a_comparison_requires_its_sessions() -> None:
    assert input_schema(BY_NAME["compare_sessions"])["required"] == ["ids"]
