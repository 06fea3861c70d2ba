"""Writes the methods of the Python client, synchronous and asynchronous."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from aural.documentation.methods import Json, Method, Parameter, Resource, identifier, snake

_HEAD = '''"""{about}"""

from __future__ import annotations

import builtins
from contextlib import {context}
from typing import Any, Literal

from aural_client import models
from aural_client._calls import fill
from aural_client.{core} import {sender}, {download}, {events}, {pages}


class _Resource:
    def __init__(self, sender: {sender}) -> None:
        self._sender = sender
'''
_NAMES = {"Sender": "Sender", "Download": "Download", "Events": "Events", "Pages": "Pages"}
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def write_python(resources: Sequence[Resource], *, is_async: bool) -> str:
    """Writes a module with a class for each resource, and one class with all resources."""
    prefix = "Async" if is_async else ""
    text = _HEAD.format(
        about="The operations that a key can call, " + ("asynchronously." if is_async else "synchronously."),
        context="AbstractAsyncContextManager" if is_async else "AbstractContextManager",
        core="_asynchronous" if is_async else "_synchronous",
        **{name.lower(): prefix + name for name in _NAMES},
    )
    classes = [_write_class(resource, prefix) for resource in resources]
    fields = [f"        self.{resource.name.lower()} = {prefix}{resource.name}(sender)" for resource in resources]
    everything = (
        f'class {prefix}Resources:\n    """All operations that a key can call, by resource."""\n\n'
        f"    def __init__(self, sender: {prefix}Sender) -> None:\n" + "\n".join(fields)
    )
    return "\n\n\n".join([text.rstrip(), *classes, everything]) + "\n"


def _write_class(resource: Resource, prefix: str) -> str:
    methods = "\n\n".join(_write_method(method, prefix) for method in resource.methods)
    return f'class {prefix}{resource.name}(_Resource):\n    """{resource.about}"""\n\n{methods}'


def _write_method(method: Method, prefix: str) -> str:
    wraps = {
        "data": "{}",
        "page": prefix + "Pages[{}]",
        "file": f"Abstract{prefix}ContextManager[{prefix}Download]",
        "events": f"Abstract{prefix}ContextManager[{prefix}Events[{{}}]]",
    }
    returns = wraps[method.gives].format(write_type(method.answer) if method.answer else "")
    waits = prefix and method.gives == "data"
    path = json.dumps(method.path)
    if method.ids:
        path = f"fill({path}, {', '.join(method.ids)})"
    arguments = ", ".join([json.dumps(method.verb), path, *_list_arguments(method)])
    name = identifier("_".join(method.words))
    lines = [
        f"    {'async ' if waits else ''}def {name}({', '.join(_list_parameters(method))}) -> {returns}:",
        f'        """{method.summary}.\n\n        {method.description}\n        """',
        f"        return {'await ' if waits else ''}self._sender.{method.gives}({arguments})",
    ]
    return "\n".join(lines)


def _list_parameters(method: Method) -> Iterator[str]:
    yield "self"
    yield from (f"{name}: str" for name in method.ids)
    if method.body is not None:
        yield f"body: {write_type(method.body)}"
    if method.upload:
        yield "content: bytes"
    options = list(_list_options(method))
    yield from ["*", *options] if options else []


def _list_options(method: Method) -> Iterator[str]:
    if len(method.upload) > 1:
        yield f"media_type: Literal[{', '.join(json.dumps(media_type) for media_type in method.upload)}]"
    for parameter in sorted(method.query, key=lambda each: not each.is_required):
        kind = write_type(parameter.schema)
        yield (
            f"{_argument(parameter)}: {kind}"
            if parameter.is_required
            else (f"{_argument(parameter)}: {kind}{'' if kind.endswith('None') else ' | None'} = None")
        )
    if method.takes_key:
        yield "idempotency_key: str | None = None"
    if method.takes_match:
        yield "if_match: str | None = None"


def _list_arguments(method: Method) -> Iterator[str]:
    if method.query:
        pairs = ", ".join(f"{json.dumps(each.name)}: {_argument(each)}" for each in method.query)
        yield f"query={{{pairs}}}"
    if method.body is not None:
        yield "body=body"
    if method.upload:
        yield "content=content"
        yield f"media_type={'media_type' if len(method.upload) > 1 else json.dumps(method.upload[0])}"
    if method.takes_key:
        yield "idempotency_key=idempotency_key"
    if method.takes_match:
        yield "if_match=if_match"


def _argument(parameter: Parameter) -> str:
    return identifier(snake(parameter.name))


def write_type(schema: Json) -> str:
    """The Python type for a schema. It says `builtins.list`, because `list` may be a method of the same class."""
    if "$ref" in schema:
        return f"models.{schema['$ref'].rpartition('/')[2]}"
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return f"Literal[{', '.join(repr(value) for value in values)}]"
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(write_type(part) for part in schema["anyOf"]))
    kinds = schema.get("type")
    if kinds == "array":
        return f"builtins.list[{write_type(schema['items'])}]"
    if kinds == "object" or kinds is None:
        return "builtins.dict[str, Any]"
    return " | ".join(_PLAIN[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
