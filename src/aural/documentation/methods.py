"""The clients' methods, read from the OpenAPI document: a resource for each tag, a method for each of its operations.

A client has only a key, so operations that need a signed-in browser or no key are left out. `make api` uses this to
write the clients, and the reference uses it for its examples.
"""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

Json = dict[str, Any]
Gives = Literal["data", "page", "file", "events"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query string. `name` is its name in the API."""

    name: str
    schema: Json
    is_required: bool


@dataclass(frozen=True, slots=True)
class Method:
    """`words` form its name: `["list", "deliveries"]`. `ids` are the names of the path's ids, in order."""

    operation_id: str
    resource: str  # the tag
    words: list[str]
    verb: str
    path: str
    summary: str
    description: str
    ids: list[str]
    query: list[Parameter]
    body: Json | None
    upload: list[str]  # the media types of a file that is sent
    gives: Gives
    answer: Json | None  # the schema of `data`, of an item of a page, or of an event
    takes_key: bool  # an Idempotency-Key
    takes_match: bool  # an If-Match


@dataclass(frozen=True, slots=True)
class Resource:
    name: str  # the tag
    about: str
    methods: list[Method]


def list_resources(document: Json) -> list[Resource]:
    """The resources, in the order of the tags, without tags that have no operations for keys."""
    methods: dict[str, list[Method]] = {tag["name"]: [] for tag in document["tags"]}
    for path, verb, operation in list_operations(document):
        methods[operation["tags"][0]].append(_read(document, path, verb, operation))
    about = {tag["name"]: tag["description"] for tag in document["tags"]}
    for tag, found in methods.items():
        methods[tag] = found = _tell_apart(tag, found)
        names = ["_".join(method.words) for method in found]
        assert len(names) == len(set(names)), f"{tag}: two operations would have one name: {names}"
    return [Resource(tag, about[tag], found) for tag, found in methods.items() if found]


def list_operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    """The path, verb and description of each operation that a key can call."""
    for path, operations in document["paths"].items():
        for verb, operation in operations.items():
            if "security" not in operation:
                yield path, verb.upper(), operation


def _tell_apart(tag: str, methods: list[Method]) -> list[Method]:
    """Renames methods whose names would clash: next to `exportSession`, `exportSessions` becomes `export_all`."""
    count = Counter(tuple(method.words) for method in methods)
    return [
        replace(method, words=[*method.words, "all"])
        if count[tuple(method.words)] > 1 and method.operation_id.endswith(tag)
        else method
        for method in methods
    ]


def _read(document: Json, path: str, verb: str, operation: Json) -> Method:
    parameters = [_resolve(document, parameter) for parameter in operation["parameters"]]
    headers = {parameter["name"] for parameter in parameters if parameter["in"] == "header"}
    content = operation.get("requestBody", {}).get("content", {})
    gives, answer = _read_answer(operation["responses"]["200"]["content"])
    return Method(
        operation_id=operation["operationId"],
        resource=operation["tags"][0],
        words=_name(operation["operationId"], operation["tags"][0]),
        verb=verb,
        path=path,
        summary=operation["summary"],
        description=operation["description"],
        ids=_name_ids(path),
        query=[
            Parameter(parameter["name"], parameter["schema"], parameter.get("required", False))
            for parameter in parameters
            if parameter["in"] == "query" and parameter["name"] != "cursor"  # the client itself pages through results
        ],
        body=content.get("application/json", {}).get("schema"),
        upload=[media_type for media_type in content if media_type != "application/json"],
        gives=gives,
        answer=answer,
        takes_key="Idempotency-Key" in headers,
        takes_match="If-Match" in headers,
    )


def _read_answer(content: Json) -> tuple[Gives, Json | None]:
    if "text/event-stream" in content:
        event = content["text/event-stream"]["schema"]["contentSchema"]
        return "events", event["properties"]["data"]["contentSchema"]
    envelope = content.get("application/json", {}).get("schema")
    if envelope is None or "properties" not in envelope:
        return "file", None
    data = envelope["properties"]["data"]
    return ("page", data["items"]) if "cursor" in envelope["properties"] else ("data", data)


def _resolve(document: Json, part: Json) -> Json:
    if "$ref" not in part:
        return part
    found: Any = document
    for key in part["$ref"].removeprefix("#/").split("/"):
        found = found[key]
    return dict(found)


def _name(operation_id: str, tag: str) -> list[str]:
    """Splits `listWebhookDeliveries` of Webhooks into list and deliveries, without the resource's own name."""
    verb, *rest = re.findall(r"[A-Z]?[a-z]+", operation_id)
    return [verb, *(word.lower() for word in rest if word not in (tag, tag.removesuffix("s")))]


def _name_ids(path: str) -> list[str]:
    """Names the ids in a path: for `/sessions/{id}/files/{fileId}`, session_id and file_id."""
    parts = path.split("/")
    return [
        f"{parts[at - 1].removesuffix('s')}_id" if part == "{id}" else snake(part.strip("{}"))
        for at, part in enumerate(parts)
        if part.startswith("{")
    ]


def snake(name: str) -> str:
    """Turns `interviewId` into interview_id."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: f"_{match[1].lower()}", name)


def identifier(name: str) -> str:
    """The name as a valid Python identifier: `import` is a keyword, so it becomes `import_`."""
    return f"{name}_" if keyword.iskeyword(name) else name


def camel(words: list[str]) -> str:
    """Turns `interview_id`, or several words, into interviewId."""
    first, *rest = "_".join(words).split("_")
    return first + "".join(word.capitalize() for word in rest)
