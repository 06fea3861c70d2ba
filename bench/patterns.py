"""Runs every pattern of the package on hostile text: `make bench BENCH=patterns`, or `python -m bench.patterns WHERE`.

For 20,000 characters, a pattern may take at most 2.5 times the processor time that it takes for 10,000.
"""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import aural
from aural import lang
from aural.lang.bounded import bounded
from aural.lang.folder import filled
from bench.hostile import Sized, attacks_on

SMALL, LARGE = 10_000, 20_000  # characters
MOST_TIMES = 2.5
SURELY_MORE = 3.2  # quadratic growth takes four times as long; a busy machine occasionally measures 2.6
FLOOR_SECONDS = 0.002
_TRIES = 5
_LONG_SECONDS = 0.2
_MOST_WRONG = 3
_LEAST = 156  # characters
_SLOW_SECONDS = 40e-6  # for one character, however slow the machine: 0.8 s for LARGE, which can be measured
_CALLS = frozenset("compile search match fullmatch sub subn findall finditer split".split())
_NOT_IMPORTED = ("__main__", ".migrations.versions", ".migrations.env")
# Patterns that are built from data at run time: the module that builds them, and what this file runs instead.
BUILT = {
    "lang/folder.py": "each key of each language is tried as a pattern: `_of_tables`",
    "engine/authoring/drafts.py": "texts from the tables, with their words filled in",
    "engine/authoring/goals.py": "texts from the tables, with their words filled in",
    "engine/authoring/particulars.py": "texts from the tables, with their words filled in",
    "engine/prepared_probes.py": "texts from the tables",
    "engine/recordings.py": "two names of codecs, matched against at most 100 characters",
    "interviewer/checks/wording.py": "texts from the tables",
    "interviewer/disclosures.py": "`_pattern`, and texts from the tables",
    "interviewer/model/personal.py": "`_kinds`, `_introductions`, and people's names, which have no repeats",
    "interviewer/checks/character_signs.py": "`_kinds`",
    "interviewer/judging/stance.py": "words from the tables",
    "reports/documents/names.py": "the words of one name, with at most three characters between them",
    "reports/analysis/evidence.py": "the words of one quote, with a repeated space between them",
    "store/files.py": "a part of the names of Aural's own files, which is an attribute of the class",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    where: str
    compiled: re.Pattern[Any]
    uses: frozenset[str]


@cache
def find_patterns() -> tuple[list[Pattern], list[str]]:
    """All patterns, and the places that build a pattern which isn't among them."""
    found: dict[tuple[Any, int, frozenset[str]], Pattern] = {}
    missing: list[str] = []
    for module in modules():
        for one in (*_of_source(module, missing), *_of_values(module), *_of_builders(module)):
            found.setdefault((one.compiled.pattern, one.compiled.flags, one.uses), one)
    for one in _of_tables():
        found.setdefault((one.compiled.pattern, one.compiled.flags, one.uses), one)
    return list(found.values()), missing


def modules() -> list[ModuleType]:
    names = [found.name for found in pkgutil.walk_packages(aural.__path__, "aural.", onerror=lambda _: None)]
    return [import_module(name) for name in names if not any(part in name for part in _NOT_IMPORTED)]


def _path(module: ModuleType) -> str:
    return str(Path(str(module.__file__)).relative_to(Path(aural.__path__[0])))


@cache
def _source(path: str) -> tuple[str, ast.Module]:
    text = Path(path).read_text(encoding="utf-8")
    return text, ast.parse(text)


def _of_source(module: ModuleType, missing: list[str]) -> Iterator[Pattern]:
    """Yields the patterns of the module's `re` calls, where they can be evaluated from the source."""
    text, tree = _source(str(module.__file__))
    named = _names_of_calls(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = _called(call)
        if name is None:
            continue
        where = f"{_path(module)}:{call.lineno}"
        try:
            pattern, flags = _value(call.args[0], module), _flags(call, name, module)
        except (NameError, AttributeError, TypeError):
            if _path(module) not in BUILT:
                missing.append(f"{where}: {ast.get_source_segment(text, call.args[0])}")
            continue
        uses = frozenset([name]) if name != "compile" else _uses(text, named.get(id(call)))
        yield Pattern(where, re.compile(pattern, flags), uses)


def _called(call: ast.Call) -> str | None:
    """The name of the `re` function that is called, or None."""
    made = call.func
    if isinstance(made, ast.Attribute) and isinstance(made.value, ast.Name) and made.value.id == "re":
        return made.attr if made.attr in _CALLS else None
    return None


def _flags(call: ast.Call, name: str, module: ModuleType) -> int:
    place = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(name, 2)
    named = [word.value for word in call.keywords if word.arg == "flags"]
    given = [*call.args[place : place + 1], *named]
    return int(_value(given[0], module)) if given else 0


def _value(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), "<pattern>", "eval"), vars(module))


def _names_of_calls(tree: ast.Module) -> dict[int, str]:
    assigned = (node for node in ast.walk(tree) if isinstance(node, ast.Assign))
    return {id(node.value): node.targets[0].id for node in assigned if isinstance(node.targets[0], ast.Name)}


def _uses(text: str, name: str | None) -> frozenset[str]:
    """The `re` methods that the module calls on the pattern of this name, and "finditer" if it has other uses."""
    used = frozenset(re.findall(rf"\b{name}\.(\w+)", text)) & _CALLS if name else frozenset[str]()
    aside = len(re.findall(rf"\b{name}\b", text)) - 1 - len(re.findall(rf"\b{name}\.\w+", text)) if name else 1
    return used if used and not aside else used | {"finditer"}


def _of_values(module: ModuleType) -> Iterator[Pattern]:
    """Yields the patterns inside the module's other values."""
    for name, value in vars(module).items():
        if getattr(value, "__module__", module.__name__) == module.__name__:
            for compiled in _inside(value, 3):
                yield Pattern(f"{_path(module)}: {name}", compiled, _uses(_source(str(module.__file__))[0], name))


def _inside(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        yield from _inside_all(value.values(), depth)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        yield from _inside_all(value, depth)
    elif depth and hasattr(type(value), "__dataclass_fields__"):
        yield from _inside_all((getattr(value, name) for name in type(value).__dataclass_fields__), depth)
    elif depth and inspect.isclass(value):
        yield from _inside_all(list(vars(value).values()), 1)


def _inside_all(values: Iterable[Any], depth: int) -> Iterator[re.Pattern[Any]]:
    for value in list(values):
        yield from _inside(value, depth - 1)


def _of_builders(module: ModuleType) -> Iterator[Pattern]:
    """Yields the patterns that the module's cached functions build, without arguments or for each language."""
    for name, value in list(vars(module).items()):
        if not hasattr(value, "cache_clear") or getattr(value, "__module__", "") != module.__name__:
            continue
        parameters = list(inspect.signature(value).parameters.values())
        if not any(word in str(inspect.signature(value).return_annotation) for word in ("Pattern", "Signs", "Rules")):
            continue
        for given in _arguments(parameters):
            for compiled in _inside(value(*given), 3):
                yield Pattern(f"{_path(module)}: {name}{given}", compiled, frozenset(["finditer"]))


def _arguments(parameters: list[inspect.Parameter]) -> list[tuple[Any, ...]]:
    if not parameters:
        return [()]
    if len(parameters) == 1 and str(parameters[0].annotation) in ("str", "Language", "lang.Language"):
        is_code = str(parameters[0].annotation) == "str"
        return [(own.code if is_code else own,) for own in lang.every()]
    return []


_READS_LIKE_ONE = re.compile(r"\(\?|\\[bwWsSdD]|\[\^|[\])][+*?]|\w[+?*](?:$|\W)|\.[*+]|\|")


def _of_tables() -> Iterator[Pattern]:
    """Yields each text in the language tables that looks like a pattern, and each list of such texts as one pattern."""
    for folder in Path(lang.__path__[0]).iterdir():
        for file in sorted(folder.rglob("*.toml")):
            whole, where = tomllib.loads(file.read_text(encoding="utf-8")), f"lang/{file.relative_to(folder.parent)}"
            for table in whole.values() if folder.name == "unsupported" else [whole]:
                yield from _of_table(where, table, table.get("shared", {}))


def _of_table(where: str, value: Any, shared: dict[str, str]) -> Iterator[Pattern]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _of_table(f"{where} {key}"[:120], part, shared)
            yield from _of_table(f"{where} key", key, shared)
    elif isinstance(value, list) and all(isinstance(part, str) for part in value):
        if any(map(_READS_LIKE_ONE.search, value)):
            yield from _compiled(where, "|".join(filled(part, shared) for part in value))
    elif isinstance(value, list):
        for part in value:
            yield from _of_table(where, part, shared)
    elif isinstance(value, str) and _READS_LIKE_ONE.search(value):
        yield from _compiled(where, filled(value, shared))


def _compiled(where: str, pattern: str) -> Iterator[Pattern]:
    try:
        yield Pattern(where, re.compile(bounded(pattern), re.IGNORECASE), frozenset(["finditer"]))
    except re.error:  # plain text with a bracket
        return


def _run(pattern: Pattern) -> list[Callable[[Any], object]]:
    own = pattern.compiled
    searches = {"search", "sub", "subn", "findall", "finditer", "split"}
    runs: list[Callable[[Any], object]] = []
    if pattern.uses & {"match"}:
        runs.append(own.match)
    if pattern.uses & {"fullmatch"}:
        runs.append(own.fullmatch)
    if pattern.uses & searches or not runs:
        runs.append(lambda text: sum(1 for _ in own.finditer(text)))
    return runs


def seconds(work: Callable[[Any], object], given: Any, tries: int = 1) -> float:
    """The least processor time of several tries, without that of other threads, which another test may have left."""
    least = float("inf")
    for _ in range(tries):
        began = time.thread_time()
        work(given)
        least = min(least, time.thread_time() - began)
    return least


def grows(work: Callable[[Any], object], sized: Callable[[int], Any], *, slow: float = _SLOW_SECONDS) -> float:
    """How many times as long `work` takes on 20,000 characters as on 10,000; 0 if it is too fast to matter."""
    for size in (_LEAST, 4 * _LEAST, LARGE // 8):
        first = seconds(work, sized(size), 2)  # the first run may load something
        if first > size * slow:  # it already grows fast, and a longer text would take far too long
            return first / max(seconds(work, sized(size // 2), _TRIES), 1e-9) * 2
    if first * 64 < FLOOR_SECONDS:  # too fast to matter, even if it is quadratic
        return 0.0
    half = seconds(work, sized(SMALL))
    if half * 4 < FLOOR_SECONDS:
        return 0.0
    if half > _LONG_SECONDS:  # half the sizes are clear enough
        return half / seconds(work, sized(SMALL // 2), 2)
    whole = seconds(work, sized(LARGE))
    if whole < FLOOR_SECONDS or whole <= MOST_TIMES * half:
        return whole / half
    if whole > _LONG_SECONDS:
        return whole / seconds(work, sized(SMALL), 3)
    half, whole = seconds(work, sized(SMALL), _TRIES), seconds(work, sized(LARGE), _TRIES)
    if whole < FLOOR_SECONDS or whole <= MOST_TIMES * half:
        return whole / half
    half, whole = float("inf"), float("inf")
    for _ in range(_TRIES):  # alternately, so that a temporary slowdown of the machine affects both
        half, whole = min(half, seconds(work, sized(2 * SMALL))), min(whole, seconds(work, sized(2 * LARGE)))
    return whole / half


def check(pattern: Pattern) -> list[str]:
    """The problems of the pattern, one line for each text."""
    wrong = []
    for name, sized in attacks_on(pattern.compiled):
        for work in _run(pattern):
            times = grows(work, _given(pattern, sized))
            if times > MOST_TIMES:
                wrong.append(f"{times:.1f} times on {name}")
                if len(wrong) >= _MOST_WRONG:
                    return wrong
    return wrong


def screen(pattern: Pattern) -> list[str]:
    """Like `check`, but with small texts: measures in full only what grows fast on them, and reports only what surely
    does.
    """
    wrong = []
    for name, sized in attacks_on(pattern.compiled):
        for work in _run(pattern):
            if _may_grow(work, _given(pattern, sized)):
                times = _surely_grows(work, _given(pattern, sized))
                wrong += [f"{times:.1f} times on {name}"] if times > SURELY_MORE else []
        if len(wrong) >= _MOST_WRONG:
            break
    return wrong


def _surely_grows(work: Callable[[Any], object], sized: Callable[[int], Any]) -> float:
    """The least of three measurements, as a busy machine occasionally spoils one."""
    least = float("inf")
    for _ in range(3):
        least = min(least, grows(work, sized))
        if least <= SURELY_MORE:
            break
    return least


def _may_grow(work: Callable[[Any], object], sized: Callable[[int], Any]) -> bool:
    if seconds(work, sized(_LEAST)) > _LEAST * _SLOW_SECONDS:
        return True
    whole = seconds(work, sized(LARGE // 16))
    return whole * 256 > FLOOR_SECONDS and whole > MOST_TIMES * seconds(work, sized(LARGE // 32))


def _given(pattern: Pattern, sized: Sized) -> Callable[[int], Any]:
    """The text as str or bytes, whichever the pattern takes."""
    if isinstance(pattern.compiled.pattern, bytes):
        return lambda size: sized(size).encode()
    return sized


def main() -> None:
    found, missing = find_patterns()
    wanted = re.compile(sys.argv[1] if sys.argv[1:] else "")
    began, bad = time.thread_time(), 0
    for pattern in (one for one in found if wanted.search(one.where)):
        wrong = check(pattern)
        bad += bool(wrong)
        if wrong:
            print(f"{pattern.where} ({', '.join(sorted(pattern.uses))})", *wrong, sep="\n    ", flush=True)
    for place in missing:
        print(f"not found: {place}")
    print(f"{len(found)} patterns, {bad} too slow, {time.thread_time() - began:.0f} s of processor time")
    if bad or missing:
        sys.exit(1)


if __name__ == "__main__":
    main()
