"""One request as an example in each language. Whoever offers a client for a language changes its function here.

The examples find the address of the API and the key in the environment, as API and KEY; those for a person who is
signed in find COOKIE and CSRF there.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

LONGEST_LINE = 70  # of a value that stands in one line


@dataclass(frozen=True, slots=True)
class Example:
    """A request, and what is done with its answer."""

    method: str
    path: str  # below /api/v1
    who: Literal["key", "person", "nobody"] = "key"
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None
    sends: tuple[str, str] | None = None  # the name of a file, and its media type
    gives: Literal["data", "file", "events"] = "data"
    saves: str = ""  # the name of the file that is downloaded

    @property
    def target(self) -> str:
        return self.path + (f"?{urlencode(self.query, safe=',:')}" if self.query else "")

    @property
    def headers(self) -> list[tuple[str, str, str]]:
        """Each header with the words of its value and the variable that follows them, either of which may be empty."""
        names = {"key": [("Authorization", "Bearer ", "KEY")], "nobody": []}
        found = names.get(self.who, [("Cookie", "", "COOKIE"), ("X-CSRF-Token", "", "CSRF")])
        if self.method == "GET":
            found = [header for header in found if header[0] != "X-CSRF-Token"]
        media_type = self.sends[1] if self.sends else "application/json" if self.body is not None else ""
        return [*found, *([("Content-Type", media_type, "")] if media_type else [])]


def write_examples(example: Example) -> str:
    """Markdown: a block of code for each language."""
    texts = {"sh": write_curl(example), "python": write_python(example), "ts": write_typescript(example)}
    return "\n\n".join(f"```{language}\n{text}\n```" for language, text in texts.items())


def write_curl(example: Example) -> str:
    """A command for a shell."""
    options = ["-N"] if example.gives == "events" else []
    options += ["-X", example.method] if example.method != "GET" else []
    lines = [" ".join(["curl -sS", *options, f'"$API{example.target}"'])]
    lines += [f'-H "{name}: {words}{variable and "$" + variable}"' for name, words, variable in example.headers]
    if example.body is not None:
        lines.append(f"-d {shlex.quote(json.dumps(example.body, ensure_ascii=False))}")
    if example.sends:
        lines.append(f"--data-binary @{example.sends[0]}")
    if example.gives == "file":
        lines.append(f"-o {example.saves}")
    return " \\\n  ".join(lines)


def write_python(example: Example) -> str:
    """A program that needs nothing but Python."""
    modules = ["os", "urllib.request"]
    arguments = [f'os.environ["API"] + "{example.target}"']
    arguments += [f'method="{example.method}"'] if example.method != "GET" else []
    headers = [f'"{name}": {_join_python(words, variable)}' for name, words, variable in example.headers]
    arguments += [f"headers={_enclose('{}', headers, _PYTHON, 4)}"] if headers else []
    if example.body is not None:
        arguments.append(f"data=json.dumps({_literal(example.body, _PYTHON, 4)}).encode()")
    if example.sends:
        arguments.append(f'data=Path("{example.sends[0]}").read_bytes()')
    does = {
        "data": 'print(json.load(response)["data"])',
        "file": f'Path("{example.saves}").write_bytes(response.read())',
        "events": 'for line in response:\n        print(line.decode(), end="")',
    }[example.gives]
    modules += ["json"] if example.gives == "data" or example.body is not None else []
    imports = [f"import {name}" for name in sorted(modules)]
    imports += ["from pathlib import Path"] if example.gives == "file" or example.sends else []
    made = ",\n    ".join(arguments)
    return (
        "\n".join(imports)
        + f"\n\nrequest = urllib.request.Request(\n    {made},\n)"
        + f"\nwith urllib.request.urlopen(request) as response:\n    {does}"
    )


def write_typescript(example: Example) -> str:
    """A module that Node runs as it is."""
    options = [f'method: "{example.method}"'] if example.method != "GET" else []
    headers = [f"{_key(name)}: {_join_typescript(words, variable)}" for name, words, variable in example.headers]
    options += [f"headers: {_enclose('{}', headers, _TYPESCRIPT, 2)}"] if headers else []
    if example.body is not None:
        options.append(f"body: JSON.stringify({_literal(example.body, _TYPESCRIPT, 2)})")
    if example.sends:
        options.append(f'body: await readFile("{example.sends[0]}")')
    does = {
        "data": "const { data } = await response.json();\nconsole.log(data);",
        "file": f'await writeFile("{example.saves}", Buffer.from(await response.arrayBuffer()));',
        "events": "for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {\n"
        "  process.stdout.write(text);\n}",
    }[example.gives]
    functions = (["readFile"] if example.sends else []) + (["writeFile"] if example.gives == "file" else [])
    imports = f'import {{ {", ".join(functions)} }} from "node:fs/promises";\n\n' if functions else ""
    made = f", {_enclose('{}', options, _TYPESCRIPT, 0)}" if options else ""
    return (
        f"{imports}const response = await fetch(`${{process.env.API}}{example.target}`{made});\n"
        f"if (!response.ok) throw new Error(await response.text());\n{does}"
    )


def _join_python(words: str, variable: str) -> str:
    parts = [f'"{words}"'] if words else []
    return " + ".join(parts + ([f'os.environ["{variable}"]'] if variable else []))


def _join_typescript(words: str, variable: str) -> str:
    return f"`{words}${{process.env.{variable}}}`" if variable else f'"{words}"'


@dataclass(frozen=True, slots=True)
class _Language:
    """How a language writes values down."""

    step: int
    words: Mapping[Any, str]
    has_bare_keys: bool


_PYTHON = _Language(4, {True: "True", False: "False", None: "None"}, has_bare_keys=False)
_TYPESCRIPT = _Language(2, {True: "true", False: "false", None: "null"}, has_bare_keys=True)


def _literal(value: Any, language: _Language, depth: int) -> str:
    """`depth`: how far the line on which it begins is indented."""
    inner = depth + language.step
    if isinstance(value, dict):
        name = _key if language.has_bare_keys else json.dumps
        return _enclose(
            "{}", [f"{name(key)}: {_literal(each, language, inner)}" for key, each in value.items()], language, depth
        )
    if isinstance(value, list):
        return _enclose("[]", [_literal(each, language, inner) for each in value], language, depth)
    return language.words[value] if value is None or isinstance(value, bool) else json.dumps(value, ensure_ascii=False)


def _enclose(brackets: str, items: Sequence[str], language: _Language, depth: int) -> str:
    """In one line where that is short."""
    line = ", ".join(items)
    if len(line) <= LONGEST_LINE and "\n" not in line:
        space = " " if brackets == "{}" and language.has_bare_keys and items else ""
        return f"{brackets[0]}{space}{line}{space}{brackets[1]}"
    inner = "".join(f"{' ' * (depth + language.step)}{item},\n" for item in items)
    return f"{brackets[0]}\n{inner}{' ' * depth}{brackets[1]}"


def _key(name: str) -> str:
    return name if name.isidentifier() else f'"{name}"'
