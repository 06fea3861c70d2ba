"""Other tools accept the OpenAPI document without warnings, and the clients offer all of its operations."""

from __future__ import annotations

import copy
import subprocess
import sys
from pathlib import Path
from typing import Any

import aural_client
import orjson
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from aural.api.routes import OPERATIONS
from tests.api.checked import DOCUMENT
from tests.clients.drivers import NODE

ROOT = Path(__file__).parents[2]
LINT = Path(__file__).with_name("lint.mjs")
GENERATOR = ROOT / "web/node_modules/openapi-typescript/bin/cli.js"
Json = dict[str, Any]


def lint(document: Json) -> list[str]:
    done = subprocess.run([NODE, LINT], input=orjson.dumps(document), capture_output=True, check=True)
    return done.stdout.decode().splitlines()


def test_a_strict_linter_finds_nothing() -> None:
    assert lint(DOCUMENT) == []


def test_the_linter_finds_planted_faults() -> None:
    document = copy.deepcopy(DOCUMENT)
    document["paths"]["/interviews"]["get"]["operationId"] = "createInterview"
    del document["paths"]["/usage"]["get"]["summary"]
    found = "\n".join(lint(document))
    assert "operation-operationId-unique" in found
    assert "operation-summary" in found


def test_the_document_is_valid_by_the_specification() -> None:
    assert list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors()) == []


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-W", "error", "-m", "datamodel_code_generator", "--input", "{}", "--output", "{}.made"],
        [NODE, GENERATOR, "{}", "--output", "{}.made"],
    ],
    ids=["datamodel-code-generator", "openapi-typescript"],
)
def test_a_generator_gives_no_warnings(command: list[str | Path], tmp_path: Path) -> None:
    document = tmp_path / "openapi.json"
    document.write_bytes(orjson.dumps(DOCUMENT))
    done = subprocess.run(
        [str(part).format(document) for part in command], cwd=ROOT, capture_output=True, check=True, text=True
    )
    printed = (done.stdout + done.stderr).replace(str(tmp_path), "")  # the folder is named after this test
    assert "warn" not in printed.lower()
    assert "interviewId" in (tmp_path / "openapi.json.made").read_text()


@pytest.mark.parametrize("name", ["Aural", "AsyncAural"])
def test_each_operation_that_a_key_may_call_has_its_method(name: str) -> None:
    client = getattr(aural_client, name)("dlv_none", "http://127.0.0.1:1")
    resources = [resource for resource in vars(client).values() if hasattr(resource, "_sender")]
    methods = [method for resource in resources for method in vars(type(resource)) if not method.startswith("_")]
    assert len(methods) == len([operation for operation in OPERATIONS if operation.access == "any"])
