"""What a creator's goal says: the kind of interview, the role or topic, and the skills that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from string import Template
from typing import Any

from aural import lang
from aural.interview.sentences import plain
from aural.lang import Language, any_of

LONGEST_RUN = 3  # words of a goal in a row that a title or a question may have
_LONGEST_RUN_UNSPACED = 7  # characters, where words have no blanks between them
_MOST_ROLE_WORDS = 3
_FEWEST_LETTERS, _CLOSE = 5, 0.84  # of a misspelled word
_TOKEN = re.compile(r"[^\W_][\w'’&/+-]*|[^\w\s]")
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FOLLOWING = 60  # characters in which the name of a role ends

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Topic:
    """`doing`: in the form that stands in "the last time you were …"."""

    name: str
    doing: str


@dataclass(frozen=True, slots=True)
class Goal:
    """`role` is empty and `topic` None where the goal doesn't surely name one. `skills` in the order of the goal."""

    text: str
    kind: Table
    role: str = ""
    topic: Topic | None = None
    family: Table | None = None
    skills: Sequence[Table] = ()


def read_goal(text: str, purpose: str, language: Language, *, role: str = "") -> Goal:
    """`role`: its name where a document states it."""
    named = role or role_of(text, language)
    kind = _kind_of(text, purpose, named, language)
    about = f"{named} {text}".strip()
    return Goal(
        text,
        kind,
        named,
        topic_of(text, language),
        _family_of(about, named, language) if kind["name"] in ("HIRING", "REFERENCE") else None,
        tuple(skills_of(text, language)) if kind["name"] in ("HIRING", "REFERENCE", "ADMISSION") else (),
    )


def repeats(goal: str, text: str) -> bool:
    """Whether the text has four or more words of the goal in a row; eight characters without blanks in Chinese."""
    if not lang.of_script(goal).is_spaced:
        size, said, heard = _LONGEST_RUN_UNSPACED + 1, "".join(_WORDS.findall(goal)), "".join(_WORDS.findall(text))
        return any(said[at : at + size] in heard for at in range(len(said) - size + 1))
    size, words, other = LONGEST_RUN + 1, _words(goal), _words(text)
    runs = {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}
    return any(tuple(other[at : at + size]) in runs for at in range(len(other) - size + 1))


def _words(text: str) -> list[str]:
    return _WORDS.findall(plain(text))


# the role


def role_of(text: str, language: Language) -> str:
    """The name of the role in at most four words, without praise around it; empty where none is sure."""
    reading = language.value("role_bank", "reading")
    for written, name in reading["own"]:
        if re.search(rf"\b{re.escape(written)}s?\b", text, re.IGNORECASE):
            return str(name)
    whole = any_of(reading["whole"]).search(text)
    if whole:
        return whole["role"]
    before = any_of(reading["before"], flags=re.IGNORECASE)
    places = [match.end() for match in before.finditer(text)] if reading["before"] else []
    starts = [*places, 0] if language.is_spaced else []
    found = (_role_at(text[start : start + _FOLLOWING], language) for start in starts)
    return next(filter(None, found), "")


def _role_at(text: str, language: Language) -> str:
    """The role that the text begins with."""
    starts, ends = (language.words("role_bank", f"reading.{name}") for name in ("starts", "ends"))
    words: list[str] = []
    for token in _TOKEN.findall(text):
        if not words and (token.lower() in starts or token.isdigit()):
            continue
        if token.lower() in ends or not token[0].isalnum() or len(words) > _MOST_ROLE_WORDS:
            break
        words.append(_spelled(token, language))
    last = next((at for at in reversed(range(len(words))) if _head_of(words[at], language)), None)
    if last is None:
        return ""
    name = " ".join([*words[max(0, last + 1 - _MOST_ROLE_WORDS) : last], _head_of(words[last], language)])
    return name[0].upper() + name[1:]


def _head_of(word: str, language: Language) -> str:
    """The word in the singular where it ends the name of a role, else empty."""
    heads = _heads(language)
    forms = (word.lower(), re.sub(r"s$", "", word.lower()), re.sub(r"es$", "", word.lower()))
    form = next((form for form in forms if form in heads), "")
    return word if form == word.lower() else form


@cache
def _heads(language: Language) -> frozenset[str]:
    return frozenset(language.text("role_bank", "reading.heads").split("|"))


def _spelled(word: str, language: Language) -> str:
    """The word as it is spelled, where it is nearly one that roles are named by."""
    known = {*_heads(language), *language.words("role_bank", "reading.spelled")}
    low = word.lower()
    if len(word) < _FEWEST_LETTERS or low in known or low.rstrip("s") in known:
        return word
    return next(iter(get_close_matches(low, sorted(known), 1, _CLOSE)), word)


# the rest


_OF_HIRING = ("REFERENCE", "ADMISSION")  # kinds of a goal that may speak of candidates
_WITH_A_ROLE = ("EXIT", "ONBOARDING")  # kinds of a goal that may name a role


def _kind_of(text: str, purpose: str, role: str, language: Language) -> Table:
    """The first kind whose words the goal has, unless it is about hiring."""
    kinds: dict[str, Table] = {kind["name"]: kind for kind in language.value("question_bank", "kinds")}
    default = kinds["RESEARCH" if purpose == "RESEARCH" else "HIRING"]
    if purpose == "PRACTICE":
        return default
    is_research = purpose == "RESEARCH"
    hires = language.pattern("role_bank", "reading.hiring", flags=re.IGNORECASE).search(text) and not is_research
    for name, kind in kinds.items():
        if not kind["of"] or not any_of(kind["of"], flags=re.IGNORECASE | re.DOTALL).search(text):
            continue
        if name in _OF_HIRING:
            if not is_research:
                return kind
        elif not hires and (is_research or not role or name in _WITH_A_ROLE):
            return kind
    return default


def _family_of(about: str, role: str, language: Language) -> Table | None:
    """By the role; else by the first words of the goal that belong to one."""
    families = language.value("role_bank", "families")
    for text in filter(None, (role, about)):
        found = [(match.start(), family) for family in families if (match := _bounded(family["of"], language, text))]
        if found:
            best: Table = min(found, key=lambda one: one[0])[1]
            return best
    return None


def _bounded(pattern: str, language: Language, text: str) -> re.Match[str] | None:
    bound = r"\b" if language.is_spaced else ""
    return re.search(rf"{bound}(?:{pattern})s?{bound}", text, re.IGNORECASE)


def skills_of(text: str, language: Language) -> Iterator[Table]:
    """The skills that the text names, in its order."""
    flags = re.IGNORECASE | re.DOTALL
    skills = language.value("question_bank", "skills")
    found = [(match.start(), at) for at, s in enumerate(skills) if (match := any_of(s["of"], flags=flags).search(text))]
    for _, at in sorted(found):
        yield skills[at]


def topic_of(text: str, language: Language) -> Topic | None:
    """None where the goal doesn't surely say what people are asked about."""
    topics = language.table("topics")
    for pattern, name, doing in topics["known"]:
        if re.search(pattern, text, re.IGNORECASE):
            return Topic(name, doing)
    forms = dict(topics["verbs"])
    verbs = "|".join(sorted(forms, key=len, reverse=True)) or "(?!)"
    asked = re.search(topics["asked"].replace("{VERB}", verbs), text, re.IGNORECASE)
    if asked and asked["object"].lower() not in topics["plain_nouns"].split():
        verb, words = forms[asked["verb"].lower()], asked["object"].split()
        theirs = dict(topics["theirs"])
        doing = " ".join([verb, *(theirs.get(word.lower(), word) for word in words)])
        return Topic(" ".join([verb, *_bare(words, topics)]), doing)
    noun = re.search(topics["noun"], text, re.IGNORECASE)
    if noun and not set(noun["noun"].lower().split()) & set(topics["plain_nouns"].split()):
        words, theirs = noun["noun"].split(), dict(topics["theirs"])
        whole = " ".join(filter(None, (theirs.get(word.lower(), word) for word in words)))
        return Topic(" ".join(_bare(words, topics)), Template(topics["dealing"]).substitute(topic=whole))
    return None


def _bare(words: Sequence[str], topics: Table) -> list[str]:
    return [word for word in words if word.lower() not in topics["drop"].split()]
