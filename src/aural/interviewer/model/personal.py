"""Finds the parts of a text that identify a person: addresses, personal numbers, and names that the text introduces.

It uses only patterns of bounded length, of all languages at once, because candidates mix languages. docs/models.md
lists what the patterns can't find.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Literal

from aural import lang
from aural.engine.privacy.person_names import PARTICLES, han_forms, is_family_name, without_remarks
from aural.lang import filled

Kind = Literal["name", "email", "phone", "address", "link", "number"]
KINDS: tuple[Kind, ...] = ("name", "email", "phone", "address", "link", "number")

_HAN = "\u3400-\u9fff"
# A character of a script with spaces between words; Chinese, Japanese and Korean names touch other characters.
WORD = f"[^\\W_\u3040-\u30ff{_HAN}\uac00-\ud7af]"
_START, _END = f"(?<!{WORD})", f"(?!{WORD})"

_PART = f"[^\\s@<>()\\[\\]{{}},;:\"'\u3000-\u303f{_HAN}\uff00-\uffef]"
_EMAIL = (
    rf"(?<!{_PART}){_PART}{{1,64}}@[\w-]{{1,63}}(?:\.[^\W_]{{2,63}}){{1,5}}"
    # Hidden from machines, or spoken: "maria [at] example [dot] com", "maria dot parker at example dot com".
    r"|(?i:(?<![\w.])[\w.-]{1,40} ?[\[(] ?at ?[\])] ?[\w-]{1,40}(?: ?(?:[\[(] ?dot ?[\])]|\.) ?[a-z]{2,12}){1,3})"
    r"|(?i:\b[a-z0-9._-]{1,40}(?: (?:dot|underscore|dash|hyphen) [a-z0-9_-]{1,40}){0,3} at [a-z0-9-]{1,40}"
    r"(?: dot [a-z]{2,12}){1,3}\b)"
)
_TLD = (
    "com|org|net|edu|gov|info|biz|io|dev|app|ai|me|co|eu|uk|de|fr|es|it|nl|be|ch|at|pl|pt|se|no|dk|fi|ie|cz|ro|gr|ru|ua"
    "|tr|us|ca|br|mx|ar|cl|au|nz|in|cn|hk|tw|jp|kr|sg|za|tech|blog|page|site|online|cloud|xyz|name"
)
_LINK = (
    rf"(?i:\b(?:https?://|www\.)[^\s<>\"'{_HAN}\u3000-\u303f\uff00-\uffef]{{1,500}})"
    # Names of tools that look like host names aren't links.
    rf"|(?<![\w.@-])(?!(?i:asp|ado|vb|ml|socket|draw)\.)(?:[A-Za-z0-9-]{{1,63}}\.){{1,4}}(?:{_TLD})(?![\w-])"
    rf"(?:/[^\s<>\"'{_HAN}\u3000-\u303f\uff00-\uffef]{{0,300}})?"
)
_PHONE = (
    r"(?<![\w.,+-])(?:\+|00)\d{1,3}(?:[ ./()-]{0,2}\d){6,13}(?!\w)"
    r"|(?<![\w.,+-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])"
    r"|(?<![\w.,+-])0\d{1,4}[ /-](?:[ /-]?\d){5,9}(?!\w)"
    r"|(?<![0-9A-Za-z.,+-])1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)"
)
_NUMBER = (
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"
    r"|(?<![\w.,<-])\d{3}-\d{2}-\d{4}(?![\w-])"
    r"|(?<![\w.,<-])\d{4}(?:[ -]\d{4}){2,3}(?:[ -]\d{1,4})?(?![\w>-])"
    r"|(?<![0-9A-Za-z.,<+-])(?!\d{4,14}0{4,}(?!\d))\d{9,18}[\dXx]?(?![0-9A-Za-z>]|[.,]\d)"
)
_UPPER, _LOWER = "A-Z\u00c0-\u00de\u0100-\u017f", "a-z\u00df-\u00ff\u0100-\u017f"
_NAMED = rf"(?:[{_UPPER}]['’])?[{_UPPER}][{_LOWER}]{{1,30}}(?:[-'’][{_UPPER}][{_LOWER}]{{1,20}})?"
_TOWN = rf"(?:,? {{0,2}}(?:\d{{4,5}} )?{_NAMED}(?: {_NAMED}){{0,2}})?"
_NAMES = rf"(?P<name>{_NAMED}(?: (?:(?:van|von|de|del|der|di|la|bin|al) ){{0,2}}{_NAMED}){{0,2}})"
# Parts that the patterns of a language may refer to.
_PARTS = {"NAMED": _NAMED, "NAMES": _NAMES, "TOWN": _TOWN, "UPPER": _UPPER, "LOWER": _LOWER}


def _of_languages(key: str) -> list[str]:
    """The patterns with this key in all languages, English first."""
    return [filled(own, _PARTS) for language in lang.every() for own in language.alternatives("personal_data", key)]


@cache
def _kinds() -> tuple[re.Pattern[str], list[str]]:
    """A pattern with a group per kind, and the names of the inner groups that match only a value announced by words."""
    called, number, is_, said, address = (
        "|".join(_of_languages(key)) for key in ("called", "number_word", "is", "said", "address")
    )
    announced = (
        rf"(?i:(?:{called}))(?:{number})?(?:{is_})?[:： ]{{0,2}}"
        r"(?P<called>\d(?:[ ./()-]{0,2}\d){4,14})"
    )
    numbered = "|".join(
        own.replace("(?P<value>", f"(?P<value{at}>") for at, own in enumerate(_of_languages("numbered"))
    )
    pattern = re.compile(
        f"(?P<email>{_EMAIL})|(?P<link>{_LINK})|(?P<address>{address})|(?P<phone>{_PHONE}|{announced})"
        f"|(?P<number>{_NUMBER}|{numbered}|{said})"
    )
    return pattern, [name for name in pattern.groupindex if name not in KINDS]


def find_values(text: str) -> Iterator[tuple[Kind, int, int]]:
    """Yields addresses and numbers as (kind, start, end), in order and without overlaps."""
    pattern, inner = _kinds()
    for found in pattern.finditer(text):
        kind: Kind = next(kind for kind in KINDS[1:] if found[kind] is not None)
        start, end = next((found.span(name) for name in inner if found[name]), found.span())
        while end > start and text[end - 1] in " .,!?;:)，。":
            end -= 1
        yield kind, start, end


# Names that the text introduces


@cache
def _introductions() -> list[re.Pattern[str]]:
    return [re.compile(own) for own in _of_languages("introduced")]


def find_introduced(text: str) -> Iterator[str]:
    """Yields the names of people that the text introduces: "my manager Sarah Lee", "Dr Weiss", "我叫王小明"."""
    no_name = lang.every_words("personal_data", "no_name")
    for pattern in _introductions():
        for found in pattern.finditer(text):
            for name in filter(None, (found["name"], found.groupdict().get("other"))):
                if name.split()[0].lower() not in no_name:
                    yield name


# Names that are known

_SHORTEST = 2
_UNSTROKED = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i"}
_ACCENTED = {"a": "áàâäãå", "e": "éèêë", "i": "íìîï", "o": "óòôöõ", "u": "úùûü", "n": "ñ", "c": "ç", "y": "ý"}
_FULL_HAN = re.compile(f"[{_HAN}]{{2,4}}")


def name_pattern(names: list[tuple[str, bool]]) -> re.Pattern[str] | None:
    """A pattern that finds these names and their parts; None if there are no names.

    `names`: pairs of a name and whether it is also found in lower case.
    """
    forms: dict[str, None] = {}
    for name, is_loose in names:
        forms |= dict.fromkeys(_forms_of(name, is_loose))
    return re.compile("|".join(sorted(forms, key=len, reverse=True))) if forms else None


def _forms_of(name: str, is_loose: bool) -> Iterator[str]:
    """Patterns for the parts of a name; for a Chinese name, the full name comes first."""
    name = without_remarks(name)
    if _FULL_HAN.search(name):
        yield from map(re.escape, han_forms(name))
        name = re.sub(f"[{_HAN}·]+", " ", name)  # the rest of "陈伟 (David)"
    whole = re.split(r"[\s,.;/|()\[\]{}（）【】，\"“”]+", name)
    halves = [half for part in whole for half in re.split(r"[-‐]", part) if half != part and len(half) > _SHORTEST]
    for part in (*whole, *halves):
        low = part.lower()
        if len(part) < _SHORTEST or low in PARTICLES or not re.search(r"[^\W\d_]", part):
            continue
        if part.islower() and not (
            name.islower() or is_family_name(part, name)
        ):  # such as the "della" in "Anna della Rovere"
            continue
        if low in lang.every_words("personal_data", "also_words") or len(part) == _SHORTEST:
            yield f"(?<!^)(?<![.!?:\\n])(?<![.!?:\\n]\\s){_START}{_spelled(part.capitalize())}{_END}"
        else:
            yield f"{_START}(?i:{_spelled(part)}){_END}" if is_loose else f"{_START}{_spelled(part)}{_END}"


def _spelled(part: str) -> str:
    """A pattern for the part, with or without accents, apostrophes and hyphens, or with a space for a hyphen."""
    return "".join(map(_letter, unicodedata.normalize("NFC", part)))


def _letter(letter: str) -> str:
    if letter in "'’‘`":
        return "['’‘`]?"
    if letter in "-‐":
        return "[-‐ ]?"
    plain = _UNSTROKED.get(letter) or unicodedata.normalize("NFD", letter)[0]
    others = _ACCENTED.get(plain.lower(), "")
    others = others.upper() if plain.isupper() else others
    return f"[{re.escape(letter + plain + others)}]" if letter != plain or others else re.escape(letter)
