"""Writes the methods of the TypeScript client. Their types come from the output of openapi-typescript."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from aural.documentation.methods import Json, Method, Resource, camel

_HEAD = """import type { Change, Download, Options, Pages, Post, Sender, Upload } from "./sender.ts";
import { fill } from "./sender.ts";
import type { components, operations } from "./schema.ts";

/** The types of requests and responses, by their names in the OpenAPI document. */
export type Schemas = components["schemas"];
type Query<Id extends keyof operations> = Omit<NonNullable<operations[Id]["parameters"]["query"]>, "cursor">;

class Resource {
  protected readonly sender: Sender;

  constructor(sender: Sender) {
    this.sender = sender;
  }
}
"""
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def write_typescript(resources: Sequence[Resource]) -> str:
    """Writes a module with a class for each resource, and one class with all resources."""
    classes = [_write_class(resource) for resource in resources]
    fields = [f"  readonly {resource.name.lower()}: {resource.name};" for resource in resources]
    made = [f"    this.{resource.name.lower()} = new {resource.name}(sender);" for resource in resources]
    everything = (
        "/** All operations that a key can call, by resource. */\nexport class Resources {\n"
        + "\n".join([*fields, "", "  constructor(sender: Sender) {", *made, "  }"])
        + "\n}"
    )
    return "\n\n".join([_HEAD.rstrip(), *classes, everything]) + "\n"


def _write_class(resource: Resource) -> str:
    methods = "\n\n".join(_write_method(method) for method in resource.methods)
    return f"/** {resource.about} */\nexport class {resource.name} extends Resource {{\n{methods}\n}}"


def _write_method(method: Method) -> str:
    wraps = {"data": "Promise<{}>", "page": "Pages<{}>", "file": "Promise<Download>", "events": "AsyncIterable<{}>"}
    returns = wraps[method.gives].format(write_type(method.answer) if method.answer else "")
    names = [camel([name]) for name in method.ids]
    path = f"fill({json.dumps(method.path)}, {', '.join(names)})" if names else json.dumps(method.path)
    sent = ["body"] if method.body is not None else ["undefined", "content"] if method.upload else []
    kind = _write_options(method)
    parameters = [*(f"{name}: string" for name in names), *_list_sent(method)]
    parameters.append(f"options: {kind}" + ("" if _needs_options(method) else " = {}"))
    arguments = ", ".join([json.dumps(method.verb), path, *_pass_options(method), *sent])
    about = re.sub(r"\*/", "", f"{method.summary}. {method.description}")
    return (
        f"  /** {about} */\n"
        f"  {camel(method.words)}({', '.join(parameters)}): {returns} {{\n"
        f"    return this.sender.{method.gives}({arguments});\n"
        f"  }}"
    )


def _pass_options(method: Method) -> Iterator[str]:
    yield f"{{ mediaType: {json.dumps(method.upload[0])}, ...options }}" if len(method.upload) == 1 else "options"


def _list_sent(method: Method) -> Iterator[str]:
    if method.body is not None:
        yield f"body: {write_type(method.body)}"
    if method.upload:
        yield "content: Upload"


def _needs_options(method: Method) -> bool:
    return len(method.upload) > 1 or any(parameter.is_required for parameter in method.query)


def _write_options(method: Method) -> str:
    base = "Post" if method.takes_key else "Change" if method.takes_match else "Options"
    parts = [f'Query<"{method.operation_id}">'] if method.query else []
    if len(method.upload) > 1:
        parts.append(f"{{ mediaType: {' | '.join(json.dumps(media_type) for media_type in method.upload)} }}")
    return " & ".join([*parts, base])


def write_type(schema: Json) -> str:
    """The TypeScript type for a schema."""
    if "$ref" in schema:
        return f'Schemas["{schema["$ref"].rpartition("/")[2]}"]'
    if "const" in schema or "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema.get("enum", [schema.get("const")]))
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(write_type(part) for part in schema["anyOf"]))
    kinds = schema.get("type")
    if kinds == "array":
        inner = write_type(schema["items"])
        return f"({inner})[]" if " " in inner else f"{inner}[]"
    if kinds == "object" or kinds is None:
        return "Record<string, unknown>"
    return " | ".join(_PLAIN[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
