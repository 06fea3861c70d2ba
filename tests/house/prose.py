"""The words to avoid that are in the repository's texts: `python -m tests.house.prose [--list] [SOURCE ...]`.

Each source yields passages: paragraphs, list items, table cells, comments, names of tests, texts of the pages, messages
of the server.
Code is left out: a span of code separates the words around it, and doesn't count toward the length of a sentence.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import tokenize
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.house.source import ROOT, list_python, list_tracked, walk_tree

CODE = "\N{OBJECT REPLACEMENT CHARACTER}"
WORD = re.compile(r"\ufffc|[^\W_]+(?:[’'.,:/-][^\W_]+)*")
END_OF_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)*]*\s+(?=[\"“‘(*A-Z0-9\ufffc])")
# A pattern, a style sheet or a script; or a list of words, which has no punctuation.
CODE_IN_STRING = re.compile(r"\\|\(\?|=>|;\w|\A[^.,:;!?]{80,}\Z")
FEWEST_WORDS = 3  # for a message
LOG_LEVELS = frozenset({"debug", "info", "warning", "error", "exception", "critical"})
SCRIPTS = (".ts", ".tsx", ".mjs")
BLOCK_OF_A_SCRIPT = re.compile(r"/\*+(.*?)\*/", re.DOTALL)
LINE_OF_A_SCRIPT = re.compile(r"(?:^|\s)//\s(.*)")  # with a space, unlike an address
GENERATED = "// Made by `make api`"
TITLE_OF_A_TEST = re.compile(r"\b(?:it|test|describe)(?:\.\w+)*(?:\([^\"`\n]*\))?\(\s*[\"`]([^\"`]+)")
TEXT_OF_CATALOG = re.compile(r'^msgid "(.+)"$|^msgid ""\n((?:".*"\n)+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    place: str  # file and line, such as docs/api.md:12
    text: str
    is_prose: bool = True  # a heading, a label or a cell of a table need not be a sentence


@dataclass(frozen=True, slots=True)
class Finding:
    place: str
    found: str
    better: str


@dataclass(frozen=True, slots=True)
class Wording:
    phrases: tuple[tuple[str, ...], ...]
    better: str
    allowed: tuple[tuple[str, ...], ...]


@cache
def read_rules() -> dict[str, Any]:
    return tomllib.loads((ROOT / "tests/house/prose.toml").read_text())


@cache
def read_wordings() -> tuple[Wording, ...]:
    return tuple(
        Wording(
            tuple(tuple(phrase.split()) for phrase in each["phrases"]),
            str(each["better"]),
            tuple(tuple(one["phrase"].split()) for one in each.get("allowed", ())),
        )
        for each in read_rules()["wording"]
    )


def split_words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in WORD.findall(text)]


def find_phrases(text: str) -> Iterator[tuple[str, str]]:
    """The phrases to avoid with their replacements, except those that are part of an allowed phrase."""
    words = [word.lower() for word in split_words(text)]
    for wording in read_wordings():
        excused = {place for phrase in wording.allowed for start in find_runs(words, phrase) for place in start}
        for phrase in wording.phrases:
            for places in find_runs(words, phrase):
                if not excused.issuperset(places):
                    yield " ".join(phrase), wording.better


def find_runs(words: list[str], phrase: tuple[str, ...]) -> Iterator[range]:
    for start in range(len(words) - len(phrase) + 1):
        if tuple(words[start : start + len(phrase)]) == phrase:
            yield range(start, start + len(phrase))


def find_openings(sentence: str) -> Iterator[tuple[str, str]]:
    words = split_words(sentence)
    for opening in read_rules()["opening"]:
        if words and words[0].lower() in opening["words"] and sentence.rstrip('*)"”').endswith("."):
            yield f"{words[0]} … .", str(opening["better"])


def list_findings(passages: Iterable[Passage], *, measures: bool = True) -> list[Finding]:
    """Passages that should be reworded. With `measures`, sentences that are too long or don't name their subject count
    as well.
    """
    return [
        Finding(passage.place, *found)
        for passage in passages
        for sentence in END_OF_SENTENCE.split(passage.text)
        for found in [*find_phrases(sentence), *(measure(sentence, passage.is_prose) if measures else ())]
    ]


def measure(sentence: str, is_prose: bool) -> Iterator[tuple[str, str]]:
    most = read_rules()["most_words"]
    count = sum(word != CODE for word in split_words(sentence))
    if count > most:
        yield f"{count} words: {' '.join(sentence.split()[:8])} …", f"at most {most} words in a sentence"
    if is_prose:
        yield from find_openings(sentence)


def read_documents() -> Iterator[Passage]:
    """The documents in the root folder, the pages of docs/ and the descriptions of the clients."""
    documents = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("clients/*/README.md")])
    for path in documents:
        yield from read_markdown(path.relative_to(ROOT).as_posix(), path.read_text())


def read_decisions() -> Iterator[Passage]:
    for path in sorted(ROOT.glob("docs/decisions/*.md")):
        yield from read_markdown(path.relative_to(ROOT).as_posix(), path.read_text())


def read_markdown(name: str, text: str) -> Iterator[Passage]:
    line, is_prose = 1, True
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        line = token.map[0] + 1 if token.map else line
        if token.type in ("heading_open", "th_open", "td_open", "paragraph_open"):
            is_prose = token.type == "paragraph_open"
        if token.type == "inline":
            yield Passage(f"{name}:{line}", write_plain(token), is_prose)


def write_plain(inline: Token) -> str:
    """The words as a reader sees them: without markup, and with each code span as one word."""
    parts = {"code_inline": CODE, "softbreak": " ", "hardbreak": " ", "html_inline": ""}
    return "".join(parts.get(token.type, token.content) for token in inline.children or ())


def read_comments() -> Iterator[Passage]:
    """The comments and docstrings of all Python code. Many of those in tests and tools are labels."""
    for path in list_python("src", "clients", "bench", "tools", "tests"):
        name, text = path.relative_to(ROOT).as_posix(), path.read_text()
        is_prose = name.startswith(("src/", "clients/"))
        for line, doc in list_docstrings(text):
            yield from (Passage(f"{name}:{line}", tidy_code(part), is_prose) for part in split_docstring(doc))
        yield from (Passage(f"{name}:{line}", tidy_code(comment), is_prose) for line, comment in list_comments(text))


def split_docstring(doc: str) -> Iterator[str]:
    """The paragraphs and list items. Indented paragraphs are code."""
    return (part for part in re.split(r"\n\s*\n|\n(?=- )", doc) if not part.startswith("  "))


def list_docstrings(text: str) -> Iterator[tuple[int, str]]:
    for node in walk_tree(text):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            doc = ast.get_docstring(node)
            if doc:
                yield node.body[0].lineno, doc


def list_comments(text: str) -> Iterator[tuple[int, str]]:
    """Consecutive comment lines are one comment."""
    block: list[str] = []
    begun, last = 0, -1
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT:
            continue
        alone = token.line.strip().startswith("#")
        if block and not (alone and token.start[0] == last + 1):
            yield begun, " ".join(block)
            block = []
        begun = begun if block else token.start[0]
        block.append(token.string.lstrip("#: "))
        last = token.start[0] if alone else -1
    if block:
        yield begun, " ".join(block)


def read_scripts() -> Iterator[Passage]:
    """The comments of the web pages, of the TypeScript client and of other scripts, except generated ones: their texts
    come from API descriptions, which are among the messages. Many are labels of properties.
    """
    for path in list_scripts():
        name, text = path.relative_to(ROOT).as_posix(), path.read_text()
        if text.startswith(GENERATED):
            continue
        for line, comment in list_script_comments(text):
            parts = (tidy_code(part) for part in re.split(r"\n\s*\n", comment))
            yield from (Passage(f"{name}:{line}", part, is_prose=False) for part in parts)


def list_scripts() -> list[Path]:
    return sorted(path for path in list_tracked() if path.suffix in SCRIPTS and ".d" not in path.suffixes)


def list_script_comments(text: str) -> Iterator[tuple[int, str]]:
    for found in BLOCK_OF_A_SCRIPT.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, re.sub(r"(?m)^\s*\*+ ?", "", found[1])
    block: list[str] = []
    begun = 0
    for number, line in enumerate([*text.splitlines(), ""], 1):
        comment = LINE_OF_A_SCRIPT.search(line)
        if block and not (comment and line.lstrip().startswith("//")):
            yield begun, " ".join(block)
            block = []
        if comment:
            begun = begun if block else number
            block.append(comment[1])


def read_tests() -> Iterator[Passage]:
    """The names of all tests."""
    for path in list_python("tests"):
        names = [
            node for node in walk_tree(path.read_text()) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        for node in names:
            if node.name.startswith("test_"):
                words = node.name.removeprefix("test_").replace("_", " ")
                yield Passage(f"{path.relative_to(ROOT)}:{node.lineno}", words, is_prose=False)
    for path in list_scripts():
        if ".test" in path.suffixes:
            text = path.read_text()
            for found in TITLE_OF_A_TEST.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                yield Passage(f"{path.relative_to(ROOT)}:{line}", found[1], is_prose=False)


def read_messages() -> Iterator[Passage]:
    """Texts of the server that people read: API descriptions, errors, log lines, help on the command line.

    From folders with prompts and word lists, only errors and log lines are read. Texts that the API reference fixes are
    left out.
    """
    folders = tuple(str(each["folder"]) for each in read_rules()["prompts"])
    fixed = {str(each["text"]) for each in read_rules()["fixed"]}
    for path in list_python("src"):
        name = path.relative_to(ROOT).as_posix()
        for line, message in list_messages(path.read_text(), everything=not name.startswith(folders)):
            parts = (tidy_code(part) for part in re.split(r"\n\s*\n", message))
            yield from (Passage(f"{name}:{line}", part) for part in parts if part not in fixed)


def list_messages(text: str, *, everything: bool = True) -> Iterator[tuple[int, str]]:
    """String literals that look like text, with their lines, without docstrings."""
    tree = ast.parse(text)
    left_out = {id(part) for node in ast.walk(tree) for part in list_no_messages(node)}
    roots = [tree] if everything else [node for node in ast.walk(tree) if reports(node)]
    for node in (node for root in roots for node in ast.walk(root) if id(node) not in left_out):
        if isinstance(node, ast.Constant | ast.JoinedStr):
            message = write_string(node)
            if len(message.split()) >= FEWEST_WORDS and not CODE_IN_STRING.search(message):
                yield node.lineno, message


def list_no_messages(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, and the parts of an f-string, which is one message as a whole."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        yield from (part for part in ast.walk(node) if part is not node)


def reports(node: ast.AST) -> bool:
    """Whether the call raises an error or writes to the log."""
    function = node.func if isinstance(node, ast.Call) else None
    return isinstance(node, ast.Raise) or (isinstance(function, ast.Attribute) and function.attr in LOG_LEVELS)


def write_string(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else CODE for part in node.values)
    return node.value if isinstance(node.value, str) else ""


def tidy_code(text: str) -> str:
    return " ".join(re.sub(r"`[^`]*`", CODE, text).split())


def read_pages() -> Iterator[Passage]:
    """The English texts of the web pages, from their catalogs."""
    for path in sorted(path for path in list_tracked() if path.match("web/src/locales/en/*.po")):
        text = path.read_text()
        for found in TEXT_OF_CATALOG.finditer(text):
            words = found[1] or "".join(line.strip('"') for line in found[2].splitlines())
            if words:
                line = text.count("\n", 0, found.start()) + 1
                yield Passage(f"{path.relative_to(ROOT)}:{line}", words, is_prose=False)


SOURCES: dict[str, Callable[[], Iterator[Passage]]] = {
    "documents": read_documents,
    "decisions": read_decisions,
    "comments": read_comments,
    "scripts": read_scripts,
    "tests": read_tests,
    "messages": read_messages,
    "pages": read_pages,
}


@cache
def list_passages(source: str) -> list[Passage]:
    return list(SOURCES[source]())


def count_findings(source: str) -> Counter[str]:
    """How often each wording was found. Sentences that are too long are one kind."""
    found = (finding.found for finding in list_findings(list_passages(source)))
    return Counter("too long" if " words: " in each else each for each in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="print each finding, not only how many there are")
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help=", ".join(SOURCES))
    arguments = parser.parse_args()
    for source in arguments.sources or SOURCES:
        if arguments.list:
            for finding in list_findings(list_passages(source)):
                print(f"{finding.place}: {finding.found} → {finding.better}")
        counts = count_findings(source)
        print(f"{source}: {counts.total()}", *(f"{found} {count}" for found, count in counts.most_common()), sep="\n  ")


if __name__ == "__main__":
    main()
