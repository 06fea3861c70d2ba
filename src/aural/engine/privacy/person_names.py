"""The parts of people's names, and what people add to their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from aural import lang

PARTICLES = frozenset("van von de del der den di da dos das du la le el al bin ibn ben mr mrs ms dr prof".split())
_REMARK = re.compile(r"[(\[{<（【]([^()\[\]{}<>（）【】]*)[)\]}>）】]")
_BIRTH = re.compile(r"(?:geb|geboren|née?|nee|born|formerly)\b", re.IGNORECASE)
_HAN = "\u3400-\u9fff"
_SHORTEST_GIVEN = 2


def without_remarks(name: str) -> str:
    """The name without pronouns, and without what several words in brackets say in the name's own script.

    "Bo (Backend Engineer)" is only "Bo", but "Bo (Bobby)", "Bo Ek (née Berg)" and "Chen Wei (陈 伟)" have more names.
    """
    script = _script(_REMARK.sub(" ", name))
    name = _REMARK.sub(lambda found: " " if script and _is_remark(found[1], script) else found[0], name)
    return re.sub(r"[^\W\d_]+", lambda found: "" if is_pronoun(found[0]) else found[0], name)


def is_pronoun(word: str) -> bool:
    """Whether it is a pronoun that people add to their name. "He" alone is a family name."""
    return word.casefold() in lang.every_words("personal_data", "pronouns")


def is_family_name(part: str, name: str) -> bool:
    """Whether it is the last word of the name before any remark, as "gonzalez" in "Maria gonzalez"."""
    own = _REMARK.sub(" ", name).split()
    return bool(own) and own[-1] == part and part.casefold() not in PARTICLES


def _is_remark(text: str, script: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    if _BIRTH.match(text):
        return False
    has_pronouns = any(map(is_pronoun, words)) and all(is_pronoun(word) or word.casefold() == "he" for word in words)
    return has_pronouns or (len(text.split()) > 1 and _script(text) == script)


def _script(text: str) -> str:
    """The script of the first alphabetic character, such as LATIN; empty if it has none."""
    return next((unicodedata.name(character, "").partition(" ")[0] for character in text if character.isalpha()), "")


def han_forms(name: str) -> Iterator[str]:
    """The name, and the parts of it that are used alone: the given name, or both halves of four characters."""
    full = "".join(re.findall(f"[{_HAN}·]", name))
    is_compound = full.startswith(tuple(lang.every_words("personal_data", "family_names")))
    family = 2 if is_compound and len(full) > 2 else 1
    yield full
    if lang.every_pattern("personal_data", "titles").search(full):
        return
    if len(full) == 2 * _SHORTEST_GIVEN and family == 1:  # such as 佐藤花子
        yield from (full[:_SHORTEST_GIVEN], full[_SHORTEST_GIVEN:])
    elif len(full) - family >= _SHORTEST_GIVEN:
        yield full[family:]
