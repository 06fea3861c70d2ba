"""A request as an example in each language, written with Aural's clients.

The examples read Aural's URL and the key from the environment, as AURAL_URL and AURAL_API_KEY. Requests that the
clients leave out, because they need a signed-in person or no key, use the language's standard library. They read COOKIE
and CSRF from the environment.
"""

from __future__ import annotations

import json
import keyword
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import indent
from typing import Literal
from urllib.parse import urlencode

from aural.documentation.methods import Gives, Method, camel, identifier, snake

LONGEST_LINE = 70  # of a value on one line
LONGEST_CALL = 88  # of a call on one line


@dataclass(frozen=True, slots=True)
class Example:
    """A request, and what to do with its response. `called`: the clients' method for it, if they have one."""

    method: str
    path: str  # below /api/v1
    who: Literal["key", "person", "nobody"] = "key"
    query: Mapping[str, object] = field(default_factory=dict)
    body: object = None
    sends: tuple[str, str] | None = None  # the name of a file, and its media type
    saves: str = ""  # the name of the file that is downloaded
    called: Method | None = None

    @property
    def target(self) -> str:
        joined = {name: ",".join(value) if isinstance(value, list) else value for name, value in self.query.items()}
        return f"/api/v1{self.path}" + (f"?{urlencode(joined, safe=',:')}" if joined else "")

    @property
    def ids(self) -> list[str]:
        """The values of the path's ids, in order."""
        shown = self.called.path.split("/") if self.called else []
        return [value for value, name in zip(self.path.split("/"), shown, strict=False) if name.startswith("{")]

    @property
    def gives(self) -> Gives:
        return self.called.gives if self.called else "data"

    @property
    def headers(self) -> list[tuple[str, str, str]]:
        """Each header with its value's fixed text and the environment variable that follows it. Either may be empty."""
        names = {"key": [("Authorization", "Bearer ", "AURAL_API_KEY")], "nobody": []}
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
    """A shell command with curl."""
    options = ["-N"] if example.gives == "events" else []
    options += ["-X", example.method] if example.method != "GET" else []
    lines = [" ".join(["curl -sS", *options, f'"$AURAL_URL{example.target}"'])]
    lines += [f'-H "{name}: {words}{variable and "$" + variable}"' for name, words, variable in example.headers]
    if example.body is not None:
        lines.append(f"-d {shlex.quote(json.dumps(example.body, ensure_ascii=False))}")
    if example.sends:
        lines.append(f"--data-binary @{example.sends[0]}")
    if example.gives == "file":
        lines.append(f"-o {example.saves}")
    return " \\\n  ".join(lines)


def write_python(example: Example) -> str:
    """A program with `aural_client`."""
    if example.called is None:
        return _write_plain_python(example)
    name = _name_answer(example.called)
    begins, does = {
        "data": (f"{name} = {{}}", f"print({name})"),
        "page": (f"for {name} in {{}}:", f"    print({name})"),
        "file": ("with {} as file:", f'    file.save("{example.saves}")'),
        "events": ("with {} as events:", "    for event in events:\n        print(event)"),
    }[example.gives]
    method = f"client.{example.called.resource.lower()}.{identifier('_'.join(example.called.words))}"
    call = _call(begins, method, list(_list_python(example, example.called)), _PYTHON)
    imports = "from pathlib import Path\n\n" if example.sends else ""
    used = indent(f"{call}\n{does}", "    ")
    return f"{imports}from aural_client import Aural\n\nwith Aural() as client:\n{used}"


def _list_python(example: Example, called: Method) -> Iterator[object]:
    yield from _list_sent(example, f'Path("{example.sends[0]}").read_bytes()' if example.sends else "")
    for name, value in _list_options(example, called):
        yield _Code(f"{identifier(snake(name))}={_literal(value, _PYTHON)}")


def write_typescript(example: Example) -> str:
    """A module with `@aural/client` that Node can run unchanged."""
    if example.called is None:
        return _write_plain_typescript(example)
    name = camel([_name_answer(example.called)])
    begins, does = {
        "data": (f"const {name} = await {{}};", f"console.log({name});"),
        "page": (f"for await (const {name} of {{}}) {{{{", f"  console.log({name});\n}}"),
        "file": ("const file = await {};", f'await writeFile("{example.saves}", file.body);'),
        "events": ("for await (const event of {}) {{", "  console.log(event);\n}"),
    }[example.gives]
    method = f"client.{example.called.resource.lower()}.{camel(example.called.words)}"
    call = _call(begins, method, list(_list_typescript(example, example.called)), _TYPESCRIPT)
    functions = (["readFile"] if example.sends else []) + (["writeFile"] if example.gives == "file" else [])
    imports = f'import {{ {", ".join(functions)} }} from "node:fs/promises";\n\n' if functions else ""
    return f'{imports}import {{ Aural }} from "@aural/client";\n\nconst client = new Aural();\n{call}\n{does}'


def _list_typescript(example: Example, called: Method) -> Iterator[object]:
    yield from _list_sent(example, f'await readFile("{example.sends[0]}")' if example.sends else "")
    options = dict(_list_options(example, called))
    if options:
        yield options


def _list_sent(example: Example, read: str) -> Iterator[object]:
    """The arguments that both clients take first. `read`: code that reads the file to send."""
    yield from example.ids
    if example.body is not None:
        yield example.body
    if read:
        yield _Code(read)


def _list_options(example: Example, called: Method) -> Iterator[tuple[str, object]]:
    """The named arguments: the media type of the file, if several are allowed, and the query parameters."""
    if example.sends and len(called.upload) > 1:
        yield "mediaType", example.sends[1]
    yield from example.query.items()


def _name_answer(called: Method) -> str:
    """The name of the variable for the response: `interview` for `InterviewOut`, `interviews` for several."""
    schema = called.answer or {}
    is_list = schema.get("type") == "array"
    name = (schema["items"] if is_list else schema).get("$ref", "Answer").rpartition("/")[2].removesuffix("Out")
    variable = snake(name[0].lower() + name[1:]) + ("s" if is_list and not name.endswith("s") else "")
    return "answer" if keyword.iskeyword(variable) else variable


def _write_plain_python(example: Example) -> str:
    arguments = [f'os.environ["AURAL_URL"] + "{example.target}"']
    arguments += [f'method="{example.method}"'] if example.method != "GET" else []
    headers = [f'"{name}": {_join_python(words, variable)}' for name, words, variable in example.headers]
    arguments += [f"headers={_enclose('{}', headers, _PYTHON, 4)}"] if headers else []
    if example.body is not None:
        arguments.append(f"data=json.dumps({_literal(example.body, _PYTHON, 4)}).encode()")
    request = f"urllib.request.Request{_spread('()', arguments, _PYTHON, 0)}"
    return (
        f"import json\nimport os\nimport urllib.request\n\nrequest = {request}"
        '\nwith urllib.request.urlopen(request) as response:\n    print(json.load(response)["data"])'
    )


def _write_plain_typescript(example: Example) -> str:
    options = [f'method: "{example.method}"'] if example.method != "GET" else []
    headers = [f"{_key(name)}: {_join_typescript(words, variable)}" for name, words, variable in example.headers]
    options += [f"headers: {_enclose('{}', headers, _TYPESCRIPT, 2)}"] if headers else []
    if example.body is not None:
        options.append(f"body: JSON.stringify({_literal(example.body, _TYPESCRIPT, 2)})")
    made = f", {_enclose('{}', options, _TYPESCRIPT, 0)}" if options else ""
    return (
        f"const response = await fetch(`${{process.env.AURAL_URL}}{example.target}`{made});\n"
        "if (!response.ok) throw new Error(await response.text());\n"
        "const { data } = await response.json();\nconsole.log(data);"
    )


def _join_python(words: str, variable: str) -> str:
    parts = [f'"{words}"'] if words else []
    return " + ".join(parts + ([f'os.environ["{variable}"]'] if variable else []))


def _join_typescript(words: str, variable: str) -> str:
    return f"`{words}${{process.env.{variable}}}`" if variable else f'"{words}"'


@dataclass(frozen=True, slots=True)
class _Language:
    """How a language writes literals."""

    step: int
    words: Mapping[bool | None, str]
    has_bare_keys: bool


_PYTHON = _Language(4, {True: "True", False: "False", None: "None"}, has_bare_keys=False)
_TYPESCRIPT = _Language(2, {True: "true", False: "false", None: "null"}, has_bare_keys=True)


class _Code(str):
    """Source code among values, written unchanged."""

    __slots__ = ()


def _literal(value: object, language: _Language, depth: int = 0, *, is_spread: bool = False) -> str:
    """A value as a literal. `depth`: its first line's indentation. `is_spread`: use several lines even if short."""
    inner = depth + language.step
    write = _spread if is_spread else _enclose
    if isinstance(value, dict):
        name = _key if language.has_bare_keys else json.dumps
        return write(
            "{}", [f"{name(key)}: {_literal(each, language, inner)}" for key, each in value.items()], language, depth
        )
    if isinstance(value, list):
        return write("[]", [_literal(each, language, inner) for each in value], language, depth)
    if isinstance(value, _Code):
        return value
    return language.words[value] if value is None or isinstance(value, bool) else json.dumps(value, ensure_ascii=False)


def _call(statement: str, name: str, values: Sequence[object], language: _Language) -> str:
    """The statement with the call inserted, on one line if that is short. Otherwise, if the last argument is an object
    or a list, it starts on the first line."""
    line = statement.format(f"{name}({', '.join(_literal(value, language) for value in values)})")
    if len(line) <= LONGEST_CALL and "\n" not in line:
        return line
    *first, last = values
    if isinstance(last, (dict, list)):
        written = [*(_literal(value, language) for value in first), _literal(last, language, is_spread=True)]
        return statement.format(f"{name}({', '.join(written)})")
    return statement.format(
        name + _spread("()", [_literal(value, language, language.step) for value in values], language, 0)
    )


def _enclose(brackets: str, items: Sequence[str], language: _Language, depth: int) -> str:
    """The items in brackets, on one line if that is short."""
    line = ", ".join(items)
    if len(line) <= LONGEST_LINE and "\n" not in line:
        space = " " if brackets == "{}" and language.has_bare_keys and items else ""
        return f"{brackets[0]}{space}{line}{space}{brackets[1]}"
    return _spread(brackets, items, language, depth)


def _spread(brackets: str, items: Sequence[str], language: _Language, depth: int) -> str:
    """The items in brackets, each on its own line."""
    inner = "".join(f"{' ' * (depth + language.step)}{item},\n" for item in items)
    return f"{brackets[0]}\n{inner}{' ' * depth}{brackets[1]}"


def _key(name: str) -> str:
    return name if name.isidentifier() else f'"{name}"'
