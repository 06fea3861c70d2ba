"""The API reference: a Markdown page for each group of operations, written from the OpenAPI document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aural.api.openapi import build_document
from aural.api.operations import Operation
from aural.api.routes import OPERATIONS
from aural.api.validation import Json
from aural.documentation.fields import list_names, write_fields, write_parameters
from aural.documentation.markup import anchor_of
from aural.documentation.methods import Method, list_resources
from aural.documentation.snippets import Example, write_examples
from aural.documentation.sources import Page
from aural.engine.permissions import at_least_words

SECTION = "Reference"
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PLACEHOLDERS = {"library": "QUESTION_ID", "shared": "TOKEN"}
# Queries for examples that need one, or that are clearer with one.
_QUERIES: dict[str, dict[str, object]] = {
    "compareSessions": {"ids": ["SESSION_ID", "OTHER_SESSION_ID"]},
    "createImport": {"fileName": "candidates.csv"},
    "exportLinks": {"status": ["NOT_INVITED"]},
    "exportSession": {"format": "markdown"},
    "exportSessions": {"format": "csv", "status": ["COMPLETED"]},
    "getLastChange": {"question": "QUESTION_ID"},
    "listSessions": {"status": ["COMPLETED"], "limit": 5},
    "previewErasures": {"transcriptDays": 90},
    "previewInterviewErasures": {"transcriptDays": 90},
    "readResume": {"fileName": "resume.txt"},
}
_SENT = {
    "createImport": ("candidates.csv", "text/csv"),
    "readDocument": ("job.txt", "text/plain"),
    "readResume": ("resume.txt", "text/plain"),
    "setLogo": ("logo.png", "image/png"),
}
_SAVED = {
    "exportAudit": "audit.csv",
    "exportAuditLog": "audit.jsonl",
    "exportCandidate": "candidate.json",
    "exportInterview": "interview.json",
    "exportLinks": "links.csv",
    "exportSession": "report.md",
    "exportSessions": "sessions.csv",
    "getCaptions": "captions.vtt",
    "getFile": "drawing.json",
    "getImportProblems": "problems.csv",
    "getVoiceSample": "sample.wav",
}
_EXAMPLES = (
    "Examples take `AURAL_URL` and `AURAL_API_KEY` from the environment; those in Python and TypeScript use "
    "[Aural's clients](../clients.md)."
)
_WHO = {"any": "key", "person": "person", "public": "nobody"}
_NEEDS = {
    "any": "Requires the scope `{scope}` and the role {role}.",
    "person": "Requires a signed-in person with the role {role}. API keys can't call it.",
    "public": "Requires no key.",
}


def write_reference(public_url: str) -> Iterator[Page]:
    """A page for each group of operations, in the order of the document."""
    document = build_document(OPERATIONS, public_url)
    examples = list_examples(document)
    for tag in document["tags"]:
        operations = [operation for operation in OPERATIONS if operation.tag == tag["name"]]
        yield Page(f"api/{tag['name'].lower()}", SECTION, _Group(document, examples, tag, operations).text)


def list_examples(document: Json) -> dict[str, Example]:
    """The example request of each operation, by operation id. Placeholders such as SESSION_ID replace ids."""
    methods = {method.operation_id: method for resource in list_resources(document) for method in resource.methods}
    return {operation.id: _make_example(operation, methods.get(operation.id)) for operation in OPERATIONS}


def _make_example(operation: Operation, called: Method | None) -> Example:
    segment = operation.path.split("/")[1]
    path = operation.path.replace("{id}", _PLACEHOLDERS.get(segment, f"{segment.rstrip('s').upper()}_ID"))
    path = re.sub(r"\{(\w+)Id\}", lambda found: f"{found[1].upper()}_ID", path)
    return Example(
        operation.method,
        path,
        who=_WHO[operation.access],  # type: ignore[arg-type]
        query=_QUERIES.get(operation.id, {}),
        body=_without_ids(operation.body.example) if operation.body else None,
        sends=_SENT[operation.id] if operation.upload else None,
        saves="" if operation.answer or operation.streams else _SAVED[operation.id],
        called=called,
    )


def _without_ids(value: object, name: str = "") -> object:
    """The value with placeholders such as PROJECT_ID instead of the example's ids. `name`: the value's field."""
    if isinstance(value, dict):
        return {key: _without_ids(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_ids(each, name) for each in value]
    if isinstance(value, str) and _ID.fullmatch(value):
        return re.sub(r"(?=[A-Z])", "_", re.sub(r"Ids?$", "", name)).upper() + "_ID"
    return value


@dataclass
class _Group:
    document: Json
    examples: Mapping[str, Example]
    tag: dict[str, str]
    operations: Sequence[Operation]

    @property
    def text(self) -> str:
        listed = "\n".join(
            f"- [{each.summary}](#{anchor_of(each.summary)}): `{each.method} {each.path}`" for each in self.operations
        )
        head = f"# {self.tag['name']}\n\n{self.tag['description']} {_EXAMPLES}\n\n{listed}\n"
        return "\n".join([head, *map(self._operation, self.operations), self._shapes])

    def _operation(self, operation: Operation) -> str:
        described = self._described(operation)
        needs = _NEEDS[operation.access].format(scope=operation.scope, role=at_least_words(operation.role))
        parts = [
            f"## {operation.summary}",
            f"`{operation.method} /api/v1{operation.path}`",
            f"{operation.about} {needs}",
            write_examples(self.examples[operation.id]),
            *self._asked(operation, described),
            *self._answered(operation, described),
            f"**Errors:** {self._errors(described)}",
        ]
        return "\n\n".join(parts) + "\n"

    def _described(self, operation: Operation) -> Json:
        described: Json = self.document["paths"][operation.path][operation.method.lower()]
        return described

    def _asked(self, operation: Operation, described: Json) -> Iterator[str]:
        parameters = [self._resolve(each) for each in described["parameters"]]
        if parameters:
            yield f"**Parameters**\n\n{write_parameters(parameters)}"
        if operation.upload:
            types = ", ".join(f"`{media_type}`" for media_type in operation.upload.media_types)
            yield f"**Body:** {described['requestBody']['description']} Types: {types}."
        if operation.body:
            schema = self.document["components"]["schemas"][operation.body.model.__name__]
            many = f" (one object, or an array of 1 to {operation.body.most})" if operation.body.most else ""
            yield f"**Body**{many}\n\n{write_fields(schema)}"

    def _answered(self, operation: Operation, described: Json) -> Iterator[str]:
        content = described["responses"]["200"]["content"]
        answer = operation.answer or operation.streams
        if answer is None:
            yield f"**Response:** a file, {' or '.join(f'`{media_type}`' for media_type in content)}."
            return
        name = answer.model.__name__
        many = "an array of " if answer.is_list else "each event is " if operation.streams else ""
        example = answer.example if operation.streams else next(iter(content.values()))["example"]
        shown = example if isinstance(example, str) else json.dumps(example, indent=2, ensure_ascii=False)
        language = "text" if isinstance(example, str) else "json"
        yield f"**Response:** {many}[{name}](#{name.lower()}).\n\n```{language}\n{shown.strip()}\n```"

    def _errors(self, described: Json) -> str:
        codes: list[str] = []
        for status, response in described["responses"].items():
            if status != "200":
                codes += next(iter(self._resolve(response)["content"].values()))["examples"]
        return ", ".join(f"[{code}](../errors.md#{code.lower()})" for code in codes)

    @property
    def _shapes(self) -> str:
        """A table of each schema that the page refers to, directly or through other schemas."""
        schemas, names = self.document["components"]["schemas"], dict[str, None]()
        waiting = [name for operation in self.operations for name in self._named(operation)]
        while waiting:
            name = waiting.pop(0)
            if name not in names:
                names[name] = None
                waiting += list_names(schemas[name])
        parts = ["## Schemas"]
        for name in names:
            parts += [f"### {name}", schemas[name].get("description", ""), write_fields(schemas[name])]
        return "\n\n".join(filter(None, parts)) + "\n"

    def _named(self, operation: Operation) -> Iterator[str]:
        """The schemas that the operation's section refers to: its response, and those in its body."""
        if operation.body:
            yield from list_names(self.document["components"]["schemas"][operation.body.model.__name__])
        answer = operation.answer or operation.streams
        if answer:
            yield answer.model.__name__

    def _resolve(self, described: Json) -> Json:
        if "$ref" not in described:
            return described
        _, _, kind, name = described["$ref"].split("/")
        found: Json = self.document["components"][kind][name]
        return found
