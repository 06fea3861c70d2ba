"""Texts that make a pattern or a rule slow: what attackers send, and texts derived from the pattern itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from re import _constants as sre  # type: ignore[attr-defined]  # the parse tree has no public name
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# Each piece is repeated to the requested size.
PIECES = {
    "spaces": " ",
    "tabs": "\t",
    "newlines": "\n",
    "carriage returns": "\r\n",
    "blank lines": " \n\t",
    "wide blanks": "\u3000\u00a0",
    "letters": "a",
    "capitals": "A",
    "mixed case": "aA",
    "letters and blanks": "a ",
    "two letters": "a a ",
    "capitalized": "Aa Bb ",
    "words": "lorem ipsum dolor ",
    "first person": "I think that we did it and ",
    "camel case": "fooBar.bazQux(",
    "digits": "1",
    "digits and commas": "1,1,",
    "digits and dots": "1.",
    "digits and blanks": "1 2 ",
    "commas": ",",
    "spaced commas": "a, ",
    "semicolons": ";\n",
    "colons": "a: ",
    "quotes": '"',
    "curly quotes": "\u201ca",
    "apostrophes": "a'",
    "nested brackets": "([{<",
    "open parentheses": "(",
    "open squares": "[",
    "open braces": "{",
    "open angles": "<a",
    "angles and ligatures": "<\ufdfa",  # a ligature that folds to eighteen characters
    "closed angles": "<a>",
    "comments": "<!--",
    "end of a comment": "-->",
    "ampersands": "&amp",
    "dashes": "-",
    "long dashes": "\u2014 ",
    "dots": ".",
    "spaced dots": ". ",
    "ellipses": "\u2026",
    "question marks": "?! ",
    "list of dashes": "- a\n",
    "bare list": "- ",
    "list of numbers": "1. a\n",
    "headings": "# ",
    "backticks": "`",
    "fences": "```\n",
    "stars": "*_",
    "underscores": "a_",
    "tables": "| ",
    "addresses of pages": "http://a.",
    "addresses of mail": "a@a.",
    "at signs": "@",
    "domain": "a.a-",
    "backslashes": "\\",
    "slashes": "//",
    "hashes": "#",
    "equals": "a=",
    "plus": "+1 ",
    "roles": "user:",
    "escapes": "\\x41",
    "han": "\u6211",
    "han and marks": "\u6211\uff0c",
    "kana": "\u304b",
    "han and blanks": "\u6211 a",
    "combining": "e\u0301",
    "marks alone": "\u0301",
    "zero width": "\u200b",
    "letters and zero width": "a\u200b",
    "right to left": "\u202ea",
    "emoji": "\U0001f600",
    "flags": "\U0001f1e9\U0001f1ea",
    "nulls": "\x00",
    "json": '{"a":[',
}

_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


def texts(size: int) -> Iterator[tuple[str, str]]:
    """Each kind of text, `size` characters long; some kinds also with an ending that prevents a match."""
    for name, piece in PIECES.items():
        yield name, repeated(piece, size)
    for name in ("spaces", "newlines", "letters", "digits", "letters and blanks", "apostrophes", "dashes", "dots"):
        yield f"{name}, then another", repeated(PIECES[name], size - 2) + "\x01!"


def repeated(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def pieces_of(pattern: re.Pattern[str], most: int = 24) -> list[tuple[str, str]]:
    """Texts derived from the pattern, as (head, piece): what it matches, almost matches, and repeats."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    found: dict[tuple[str, str], None] = {}
    whole = _example(tree)
    for piece in (whole, whole + " ", whole[:-1], whole[:-1] + " ", whole[1:]):
        found |= {("", piece): None} if piece else {}
    for head, body in _repeats(tree, ""):
        found |= {(head, body): None, ("", head + body): None} if body else {}
    return list(found)[:most]


def _example(tree: Any) -> str:
    return "".join(_one(op, given) for op, given in tree)


def _one(op: Any, given: Any) -> str:
    if op is sre.LITERAL:
        return chr(given)
    if op is sre.NOT_LITERAL:
        return "a" if given != ord("a") else "b"
    if op is sre.ANY:
        return "a"
    if op is sre.IN:
        return _member(given)
    if op is sre.BRANCH:
        return _example(given[1][0])
    if op is sre.SUBPATTERN:
        return _example(given[3])
    if op is sre.ATOMIC_GROUP:
        return _example(given)
    if op in _REPEATS:
        least, most, body = given
        return _example(body) * min(max(int(least), 1 if most else 0), 60)
    return ""


def _member(members: Any) -> str:
    accepted = re.compile(_class_of(members))
    return next((sign for sign in "a 1.,-\n\tA\"'_:/@<([\u6211\uff0c" if accepted.match(sign)), _first(members))


def _first(members: Any) -> str:
    for op, given in members:
        if op is sre.LITERAL:
            return chr(given)
        if op is sre.RANGE:
            return chr(given[0])
    return "a"


_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}


def _class_of(members: Any) -> str:
    parts: list[str] = []
    for op, given in members:
        if op is sre.NEGATE:
            parts.insert(0, "^")
        elif op is sre.LITERAL:
            parts.append(re.escape(chr(given)))
        elif op is sre.RANGE:
            parts.append(f"{re.escape(chr(given[0]))}-{re.escape(chr(given[1]))}")
        elif op is sre.CATEGORY:
            parts.append(_CATEGORIES[given])
    return f"[{''.join(parts)}]"


def _repeats(tree: Any, head: str) -> Iterator[tuple[str, str]]:
    """Each long repeat of the tree, as (an example of what precedes it, an example of what it repeats)."""
    for op, given in tree:
        if op in _REPEATS and given[1] > 30:
            yield head, _example(given[2])
        for inner in _inner(op, given):
            yield from _repeats(inner, head)
        head += _one(op, given)


def can_grow(pattern: re.Pattern[Any]) -> bool:
    """Whether the time that a search spends on each position may grow with the text. It can't if the pattern has no
    unbounded repeat and at most one bounded one.
    """
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    most = list(_most_runs(_parser.parse(text, pattern.flags & re.VERBOSE)))
    return len(most) > 1 or sre.MAXREPEAT in most


def _most_runs(tree: Any) -> Iterator[int]:
    """The maximum count of each repeat in the tree that may match more than once."""
    for op, given in tree:
        if op in _REPEATS and given[1] > 1:
            yield given[1]
        for inner in _inner(op, given):
            yield from _most_runs(inner)


def _inner(op: Any, given: Any) -> list[Any]:
    """The trees inside a node."""
    if op in _REPEATS:
        return [given[2]]
    if op is sre.BRANCH:
        return list(given[1])
    if op is sre.SUBPATTERN:
        return [given[3]]
    if op is sre.ATOMIC_GROUP:
        return [given]
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return [given[1]]
    return [branch for branch in given[1:] if branch] if op is sre.GROUPREF_EXISTS else []


Sized = Callable[[int], str]


def attacks_on(pattern: re.Pattern[str]) -> Iterator[tuple[str, Sized]]:
    """The texts to run this pattern on, each as a name and a function of its size."""
    for name, piece in PIECES.items():
        yield name, _repeat(piece)
        if len(piece) == 1:
            yield f"{name}, then another", _repeat(piece, end="\x01!")
    for head, piece in pieces_of(pattern):
        yield f"own: {head!r} {piece!r}", _repeat(piece, head=head)
        yield f"own: {head!r} {piece!r}, then another", _repeat(piece, head=head, end="\x01!")


def _repeat(piece: str, *, head: str = "", end: str = "") -> Sized:
    return lambda size: head + repeated(piece, max(1, size - len(head) - len(end))) + end
