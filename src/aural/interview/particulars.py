"""What a goal asks for in particular: points that the language knows, and noun phrases that surely are some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Template
from typing import Any

from aural.interview.sentences import sentences_of
from aural.lang import Language, any_of
from aural.lang.bounded import bounded

_PART = "particulars"
_MOST_WORDS = 4
_FEWEST_CAPITALS = 2  # of a short form such as FPGA
_LIST = re.compile(r"[,;\n•·]|(?:^|\n)\s*[-–*]\s")
_ITEM = re.compile(r"\w[\w'’+#/-]+(?: [\w'’+#/-]+)*")


@dataclass(frozen=True, slots=True)
class Point:
    """`criterion` has a name, a description and a key of anchors. `questions`: the best first. `place` in the goal."""

    place: int
    criterion: Mapping[str, Any]
    questions: Sequence[str]
    is_late: bool = False
    is_stressed: bool = False


def without_instructions(text: str, language: Language) -> str:
    """The goal without the sentences and clauses that say how to ask, or what not to ask."""
    return language.pattern(_PART, "instructions", flags=re.IGNORECASE).sub(" ", text)


def points_of(text: str, kind: str, language: Language) -> list[Point]:
    """Points that the language knows and that fit this kind of interview, what matters most first."""
    flags = re.IGNORECASE | re.DOTALL
    found: list[Point] = []
    for point in language.value(_PART, "points"):
        match = any_of(point["of"], flags=flags).search(text) if kind in point["in"].split() else None
        if match:
            said = {name: part.lower() for name, part in match.groupdict(default="").items()}
            questions = [Template(ask).safe_substitute(said) for ask in point["ask"]]
            stress = _is_stressed(text, match.start(), language)
            found.append(Point(match.start(), point, questions, point.get("late", False) and not stress, stress))
    return sorted(found, key=lambda one: (one.is_late, not one.is_stressed, one.place))


def _is_stressed(text: str, place: int, language: Language) -> bool:
    """Whether the sentence says that this matters most."""
    pattern = language.pattern(_PART, "stressed", flags=re.IGNORECASE)
    return any(start <= place < end and pattern.search(text[start:end]) for start, end in sentences_of(text))


def phrases_of(text: str, group: str, language: Language) -> list[str]:
    """Questions about what the goal names in its own short phrases. `group`: "hiring" or "research"."""
    if not language.is_spaced:
        return []
    found = [*_clauses(text, group, language), *_led(text, group, language)]
    found.extend(_listed(text, language) if group == "hiring" else _enumerated(text, language))
    by_phrase: dict[str, str] = {}
    for _, phrase, question in sorted(found):
        by_phrase.setdefault(phrase, question)
    return list(dict.fromkeys(by_phrase.values()))


_Found = tuple[int, str, str]  # place, phrase and the question about it


def _clauses(text: str, group: str, language: Language) -> Iterator[_Found]:
    """From "how they handle …" and "has managed …"."""
    past = dict(language.value(_PART, "phrases.past"))
    other = dict(language.value(_PART, "phrases.said"))
    verbs = language.text(_PART, "phrases.verbs").split("|")
    for key, known, form, said in (("clause", verbs, "how", other), ("perfect", past, "done", past)):
        pattern = language.text(_PART, f"phrases.{key}").replace("{VERBS}", _any_word(known))
        for match in re.finditer(bounded(pattern), text, re.IGNORECASE):
            phrase = _phrase(match["rest"], language)
            verb = match["verb"].lower()
            is_cut = re.search(r" (?:to|that|how|if) ", match["rest"])  # "get experts to hand over"
            if phrase and not is_cut:
                ask = language.value(_PART, f"phrases.{group}.{form}")[0]
                yield match.start(), phrase, Template(ask).substitute(verb=said.get(verb, verb), phrase=phrase)


def _any_word(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _led(text: str, group: str, language: Language) -> Iterator[_Found]:
    """From "experience with …", "questions about …" and the items of a list after it."""
    phrases = [
        (match.start(), phrase)
        for match in language.pattern(_PART, "phrases.lead", flags=re.IGNORECASE).finditer(text)
        for item in _LIST.split(re.split(r"[.:?!()]", text[match.end() : match.end() + 160], maxsplit=1)[0])
        if (phrase := _phrase(item, language))
    ]
    for number, (place, phrase) in enumerate({phrase: (at, phrase) for at, phrase in phrases}.values()):
        yield place, *_about(phrase, number, group, language)


def _about(phrase: str, number: int, group: str, language: Language) -> tuple[str, str]:
    """The thing that a phrase names and a question about it: "took payments" is asked of "taken payments"."""
    verb, _, rest = phrase.partition(" ")
    past = dict(language.value(_PART, "phrases.past")).get(verb.lower()) if rest else None
    form = "done" if past else "doing" if _is_doing(verb, language) else "noun"
    forms = language.value(_PART, f"phrases.{group}.{form}")
    thing = rest if past else phrase
    return thing, Template(forms[number % len(forms)]).substitute(verb=past, phrase=thing)


def _listed(text: str, language: Language) -> Iterator[_Found]:
    """From the items of a list that are nothing but a noun phrase of two or three words."""
    for match in re.finditer(r"(?:[,;–-] |\n[^\S\n]*+[-•*] ?)([a-z]+(?: [a-z]+){1,2})(?=[,;.\n]|$)", text):
        phrase = _phrase(match[1], language)
        if phrase == match[1] and not _is_doing(phrase.split()[0], language):
            yield match.start(), *_about(phrase, 0, "hiring", language)


def _enumerated(text: str, language: Language) -> Iterator[_Found]:
    """From lists of three or more, behind a colon or in a sentence of their own: "money, nights, school"."""
    forms = language.value(_PART, "phrases.research.item")
    people = language.pattern("role_bank", "reading.people", flags=re.IGNORECASE)
    number = 0
    for run in re.finditer(r"(?:^|[(:.?!\n])[^\S\n]*+([^().:?!\n,]*+(?:,[^().:?!\n,]*+){2,})", text):
        for item in re.finditer(r"[^,]+", run[1]):
            said = re.sub(r"^\s*(?:and|or)\s+|\s+$", "", item.group()).strip()
            phrase = _phrase(said, language)
            is_whole = phrase == re.sub(r"^(?:the|a|an|their|any|our)\s+", "", said)
            if phrase and is_whole and not people.search(phrase):
                ask = Template(forms[number % len(forms)]).substitute(phrase=phrase.lower())
                yield run.start(1) + item.start(), phrase, ask
                number += 1


def _phrase(text: str, language: Language) -> str:
    """The noun phrase or -ing phrase that the text begins with; empty where it isn't surely one."""
    ends, starts, never = (language.words(_PART, f"phrases.{name}") for name in ("ends", "starts", "never"))
    item = _ITEM.search(text.strip())
    words = item.group().split() if item and item.start() == 0 else []
    article = words[0].lower() in ("a", "an") if words else False
    while words and words[0].lower() in starts:
        words = words[1:]
    end = next((at for at, word in enumerate(words) if word.lower() in ends), len(words))
    words = words[:end]
    if not 1 <= len(words) <= _MOST_WORDS or {word.lower() for word in words} & never:
        return ""
    if any(re.search(r"[\d/]", word) or word.lower().endswith("ly") for word in words):
        return ""
    if article and re.fullmatch("[a-z]+[^sy]", words[-1]):
        words = [*words[:-1], f"{words[-1]}s"]
    return " ".join(words) if _is_sure(words, language) else ""


def _is_sure(words: Sequence[str], language: Language) -> bool:
    """Whether it stands without an article: a plural, a mass noun, a short form or an -ing phrase."""
    if any(_is_plural(word, language) for word in words[:-1]):
        return False
    if _is_doing(words[0], language) and len(words) > 1:
        return _stands_alone(words[-1], language)
    return _stands_alone(words[-1], language)


def _stands_alone(word: str, language: Language) -> bool:
    is_short_form = word.isupper() and len(word) >= _FEWEST_CAPITALS
    is_mass = word.lower() in language.words(_PART, "phrases.mass") or re.search(r"[a-z](?:tion|ment|ness|ship)$", word)
    return is_short_form or bool(is_mass) or _is_plural(word, language)


def _is_plural(word: str, language: Language) -> bool:
    low = word.lower()
    return bool(re.search(r"[a-z]{2}[^su]s$", low)) and low not in language.words(_PART, "phrases.plural_never")


def _is_doing(word: str, language: Language) -> bool:
    return word.islower() and word.endswith("ing") and word not in language.words(_PART, "phrases.ing_never")
