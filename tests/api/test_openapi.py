"""The document describes all operations, with every error, examples and limits."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator

from aural.api.openapi import error_codes
from aural.api.routes import OPERATIONS, SCOPES
from aural.platform.errors import AuralError
from tests.api.checked import DOCUMENT, validator_of
from tests.api.world import World

REFERENCE = {
    ("get", "/interviews"),
    ("post", "/interviews"),
    ("get", "/interviews/{id}"),
    ("patch", "/interviews/{id}"),
    ("delete", "/interviews/{id}"),
    ("post", "/interviews/{id}/publish"),
    ("get", "/interviews/{id}/questions"),
    ("post", "/interviews/{id}/questions"),
    ("patch", "/questions/{id}"),
    ("delete", "/questions/{id}"),
    ("get", "/interviews/{id}/sessions"),
    ("get", "/sessions/{id}"),
    ("get", "/interviews/{id}/candidates"),
    ("post", "/interviews/{id}/candidates"),
    ("get", "/usage"),
}


def documented() -> dict[tuple[str, str], Any]:
    paths = DOCUMENT["paths"].items()
    return {(method, path): operation for path, methods in paths for method, operation in methods.items()}


def test_the_document_has_exactly_the_operations_of_the_reference_and_the_table() -> None:
    table = {(operation.method.lower(), operation.path) for operation in OPERATIONS}
    assert set(documented()) >= REFERENCE
    assert set(documented()) == table | {("get", "/openapi.json")}
    assert len({operation.id for operation in OPERATIONS}) == len(OPERATIONS)


async def test_the_document_is_served_as_it_was_built_and_needs_no_key(world: World) -> None:
    response = await world.with_key(None).get("/openapi.json")
    assert response.json() == {**DOCUMENT, "servers": [{"url": "https://aural.test/api/v1"}]}


def test_the_documents_schemas_are_valid() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        OAS31Validator.check_schema(schema)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_every_example_is_valid_by_its_schema(operation: Any) -> None:
    pointer = f"/paths/{operation.path.replace('/', '~1')}/{operation.method.lower()}"
    described = documented()[operation.method.lower(), operation.path]
    for status, response in described["responses"].items():
        if "$ref" in response or "application/json" not in response["content"]:
            continue
        content = response["content"]["application/json"]
        if "example" not in content and "examples" not in content:  # a file to download
            continue
        examples = [content["example"]] if "example" in content else [e["value"] for e in content["examples"].values()]
        for example in examples:
            validator_of(f"{pointer}/responses/{status}/content/application~1json/schema").validate(example)
    for example in (
        described.get("requestBody", {}).get("content", {}).get("application/json", {}).get("examples", {}).values()
    ):
        validator_of(f"{pointer}/requestBody/content/application~1json/schema").validate(example["value"])


def test_every_error_class_is_described_with_a_valid_example() -> None:
    classes, tree = [AuralError], set()
    while classes:
        error = classes.pop()
        classes += error.__subclasses__()
        tree.add((error.status, error.code))
    responses = DOCUMENT["components"]["responses"]
    no_operation = {"DRAINING", "METHOD_NOT_ALLOWED"}  # errors of the room, and of paths without this method
    shown = {}
    for name, response in responses.items():
        for code, example in response["content"]["application/json"]["examples"].items():
            validator_of(f"/components/schemas/{name}").validate(example["value"])
            shown[code] = example["value"]["error"]["code"]
    assert {code for _, code in tree} - no_operation | {"HEADERS_TOO_LARGE"} == set(shown)
    assert all(code == named for code, named in shown.items())


def test_every_component_is_used() -> None:
    text = json.dumps({**DOCUMENT, "components": {**DOCUMENT["components"], "securitySchemes": {}}})
    names = [(kind, name) for kind, named in DOCUMENT["components"].items() for name in named]
    used = [(kind, name) for kind, name in names if f'"#/components/{kind}/{name}"' in text]
    assert [each for each in names if each not in used and each[0] != "securitySchemes"] == []


def test_uploads_are_described_as_bytes_and_downloads_have_a_schema() -> None:
    binary = {"type": "string", "format": "binary"}
    uploads = [operation for operation in OPERATIONS if operation.upload]
    assert uploads
    for operation in uploads:
        body = documented()[operation.method.lower(), operation.path]["requestBody"]["content"]
        assert [each["schema"] for each in body.values()] == [binary] * len(body), operation.id
    for operation in OPERATIONS:
        if operation.answer is None and operation.streams is None:
            content = documented()[operation.method.lower(), operation.path]["responses"]["200"]["content"]
            assert all("schema" in each for each in content.values()), operation.id


def test_a_stream_is_described_down_to_its_data() -> None:
    media = documented()["get", "/sessions/{id}/live"]["responses"]["200"]["content"]["text/event-stream"]
    data = media["schema"]["contentSchema"]["properties"]["data"]
    assert media["example"].startswith("data: {")
    assert data["contentSchema"] == {"$ref": "#/components/schemas/LiveEvent"}
    validator_of("/components/schemas/LiveEvent").validate(json.loads(media["example"].removeprefix("data: ")))


def test_operations_name_their_errors() -> None:
    by_id = {operation.id: error_codes(operation) for operation in OPERATIONS}
    always = {"UNAUTHORIZED", "FORBIDDEN", "RATE_LIMITED", "INTERNAL_ERROR", "STORAGE_UNAVAILABLE"}
    assert all(always <= set(codes) for codes in by_id.values())
    assert "PLAN_LIMIT_EXCEEDED" in by_id["createInterview"]
    assert "PRECONDITION_FAILED" in by_id["deleteQuestion"]
    assert "NOT_FOUND" not in by_id["listInterviews"]


def test_texts_and_lists_in_request_bodies_have_limits() -> None:
    unbounded = []
    for name in ("InterviewIn", "InterviewChange", "QuestionIn", "QuestionChange", "CandidateIn", "Criterion"):
        for field, schema in DOCUMENT["components"]["schemas"][name]["properties"].items():
            for part in schema.get("anyOf", [schema]):
                is_bounded = "maxLength" in part or "enum" in part or "format" in part
                unbounded += [f"{name}.{field}"] if part.get("type") == "string" and not is_bounded else []
                unbounded += [f"{name}.{field}"] if part.get("type") == "array" and "maxItems" not in part else []
    assert unbounded == []


def test_the_api_page_names_exactly_the_existing_scopes() -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
    assert set(re.findall(r"`(\w+:(?:read|write))`", page)) == SCOPES


def test_no_two_models_have_the_same_name() -> None:
    assert [name for name in DOCUMENT["components"]["schemas"] if "__" in name] == []
