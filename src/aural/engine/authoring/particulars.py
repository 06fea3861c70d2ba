"""Finds the particular points of a goal: points listed for its language, and certain noun phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from string import Template
from typing import Any

from aural.engine.answers.sentences import sentences_of
from aural.lang import Language, any_of
from aural.lang.bounded import bounded

_PART = "goal_points"
_MOST_WORDS = 4
_FEWEST_CAPITALS = 2  # in an abbreviation such as FPGA
_FEWEST_LETTERS = 4  # in an unlisted word; a shorter word may be an abbreviation
_NEAR = 40  # characters before a phrase, in which the goal says who asks
_LIST = re.compile(r"[,;\n•·]|(?:^|\n)\s*[-–*]\s")
_ITEM = re.compile(r"\w[\w'’+#/-]+(?: [\w'’+#/-]+)*")


@dataclass(frozen=True, slots=True)
class Point:
    """`place`: where the point is in the goal. `questions`: best first.

    `criterion`: its name, its description, and the key under which its anchors are listed.
    """

    place: int
    criterion: Mapping[str, Any]
    questions: Sequence[str]
    is_late: bool = False
    is_stressed: bool = False


def without_instructions(text: str, language: Language) -> str:
    """The goal without sentences and clauses about how to ask, or what not to ask."""
    return language.pattern(_PART, "instructions", flags=re.IGNORECASE).sub(" ", text)


def points_of(text: str, kind: str, language: Language, *, family: str = "") -> list[Point]:
    """Points in the goal that are listed for the language and fit this kind of interview, most important first.

    `family`: the name of the first criterion of the role's family; some points fit only one family.
    """
    flags = re.IGNORECASE | re.DOTALL
    found: list[Point] = []
    for point in language.value(_PART, "points"):
        is_fit = kind in point["in"].split() and point.get("family", family) == family
        match = any_of(point["of"], flags=flags).search(text) if is_fit else None
        if match:
            said = {name: part.lower() for name, part in match.groupdict(default="").items()}
            questions = [Template(ask).safe_substitute(said) for ask in point["ask"]]
            stress = _is_stressed(text, match.start(), language)
            found.append(Point(match.start(), point, questions, point.get("late", False) and not stress, stress))
    return sorted(found, key=lambda one: (one.is_late, not one.is_stressed, one.place))


def _is_stressed(text: str, place: int, language: Language) -> bool:
    """Whether the sentence at this place says that its content matters most."""
    pattern = language.pattern(_PART, "stressed", flags=re.IGNORECASE)
    return any(start <= place < end and pattern.search(text[start:end]) for start, end in sentences_of(text))


def phrases_of(text: str, group: str, language: Language) -> list[str]:
    """Questions about things that the goal names in short phrases. `group`: "hiring" or "research"."""
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
    """Finds phrases in "how they handle …" and "who has managed …"."""
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
                ask = language.text(_PART, f"phrases.{group}.{form}")
                yield match.start(), phrase, Template(ask).substitute(verb=said.get(verb, verb), phrase=phrase)


def _any_word(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _led(text: str, group: str, language: Language) -> Iterator[_Found]:
    """Finds phrases after "experience with …" and "questions about …", and in a list that follows."""
    asker = language.pattern(_PART, "phrases.asker", flags=re.IGNORECASE)
    for name, is_told in (("lead", True), ("list_lead", False)):
        for match in language.pattern(_PART, f"phrases.{name}", flags=re.IGNORECASE).finditer(text):
            if (
                "asks" in match.re.groupindex
                and match["asks"]
                and not asker.search(text, max(0, match.start() - _NEAR), match.start())
            ):
                continue  # in "how people find out about …", other people ask
            rest = re.split(r"[.:?!()]", text[match.end() : match.end() + 160], maxsplit=1)[0]
            for number, item in enumerate(_LIST.split(rest)):
                question = _about(_phrase(item, language), group, language, is_told=is_told and number == 0)
                yield from ((match.start(), *found) for found in question)


def _about(phrase: str, group: str, language: Language, *, is_told: bool) -> Iterator[tuple[str, str]]:
    """Yields the thing that a phrase names and a fitting question: "took payments" becomes "taken payments".

    `is_told`: whether the goal itself states that this is experience, or something to ask about.
    """
    verb, _, rest = phrase.partition(" ")
    past = dict(language.value(_PART, "phrases.past")).get(verb.lower()) if rest else None
    form = "done" if past else "doing" if rest and _is_doing(verb, language) else _form_of(phrase, group, language)
    if not form and phrase and is_told and _is_telling(phrase, language):
        form = "noun"
    if form:
        ask = language.text(_PART, f"phrases.{group}.{form}")
        yield rest if past else phrase, Template(ask).substitute(verb=past, phrase=phrase if not past else rest)


def _form_of(phrase: str, group: str, language: Language) -> str:
    """The form of a question about things of this kind; empty if the kind isn't listed."""
    head = phrase.lower().split(" ")[-1]
    forms = language.value(_PART, f"phrases.{group}.heads")
    return next((form for form, heads in forms.items() if head in heads.split()), "")


def _is_telling(phrase: str, language: Language) -> bool:
    """Whether the phrase is specific enough to ask about: a single word may be vague, such as "money"."""
    return " " in phrase or phrase.lower() not in language.words(_PART, "phrases.vague")


def _listed(text: str, language: Language) -> Iterator[_Found]:
    """Finds list items that consist only of a noun of a listed kind and one or two words that describe it."""
    describing = language.words(_PART, "phrases.describing")
    for match in re.finditer(r"(?:[,;–-] |\n[^\S\n]*+[-•*] ?)([a-z]+(?: [a-z]+){1,2})(?=[,;.\n]|$)", text):
        phrase = _phrase(match[1], language)
        before = phrase.split()[:-1]
        is_described = all(word in describing or re.search(r"(?:ous|ical|ful|ive|able)$", word) for word in before)
        if before and phrase == match[1] and is_described and _form_of(phrase, "hiring", language):
            yield from ((match.start(), *found) for found in _about(phrase, "hiring", language, is_told=False))


def _enumerated(text: str, language: Language) -> Iterator[_Found]:
    """Finds things that people use, and events, in lists of three or more after a colon or in their own sentence."""
    for run in re.finditer(r"(?:^|[(:.?!\n])[^\S\n]*+([^().:?!\n,]*+(?:,[^().:?!\n,]*+){2,})", text):
        for item in re.finditer(r"[^,]+", run[1]):
            said = re.sub(r"^\s*+(?:and|or)\s+", "", item.group()).strip()
            phrase = _phrase(said, language)
            is_whole = phrase == re.sub(r"^(?:the|a|an|their|any|our)\s+", "", said)
            if phrase and is_whole and _form_of(phrase, "research", language):
                found = _about(phrase.lower(), "research", language, is_told=False)
                yield from ((run.start(1) + item.start(), *one) for one in found)


def _phrase(text: str, language: Language) -> str:
    """The noun phrase or -ing phrase that the text begins with; empty if there is any doubt that it is one."""
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
    if article and re.fullmatch("[a-z]+[^sy]", words[-1]):
        words = [*words[:-1], f"{words[-1]}s"]
    return " ".join(words) if _is_sure(words, language) else ""


def _is_sure(words: Sequence[str], language: Language) -> bool:
    """Whether the phrase has only known words and needs no article: a plural, a mass noun or an -ing phrase."""
    if not all(_is_known(word, language) for word in words):
        return False
    if any(_is_plural(word, language) for word in words[:-1]):
        return False
    if (
        words[0].endswith("ing")
        and not _is_doing(words[0], language)
        and words[0] not in language.words(_PART, "phrases.describing")
    ):
        return False
    return _stands_alone(words[-1], language)


def _is_known(word: str, language: Language) -> bool:
    """Whether the word is an ordinary word or an abbreviation in capitals: not a name, a misspelling or slang."""
    if word.isupper() and word.isalpha():
        return len(word) >= _FEWEST_CAPITALS
    if not word.isalpha() or not word.islower() or word.endswith("ly"):
        return False
    if word in _listed_words(language):
        return True
    return len(word) >= _FEWEST_LETTERS and bool(re.search("[aeiouy]", word)) and _is_ordinary(word)


def _is_ordinary(word: str) -> bool:
    """Whether the word, or its singular if it is a plural, is ordinary. `word` is in lower case."""
    singulars = (re.sub("s$", "", word), re.sub("es$", "", word), re.sub("ies$", "y", word))
    return not _ordinary_words().isdisjoint((word, *singulars))


@cache
def _ordinary_words() -> frozenset[str]:
    """The whole words in the vocabulary of the English sentence model."""
    lines = (
        resources.files("aural.interviewer").joinpath("data", "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    )
    return frozenset(line for line in lines if line.isalpha())


@cache
def _listed_words(language: Language) -> frozenset[str]:
    """All words in the language's lists. They may be short or rare."""
    heads = (
        heads for group in ("hiring", "research") for heads in language.value(_PART, f"phrases.{group}.heads").values()
    )
    listed = (language.words(_PART, f"phrases.{name}") for name in ("describing", "mass"))
    return frozenset(chain(*listed, *(words.split() for words in heads)))


def _stands_alone(word: str, language: Language) -> bool:
    is_short_form = word.isupper() and len(word) >= _FEWEST_CAPITALS
    is_mass = word.lower() in language.words(_PART, "phrases.mass") or re.search(r"[a-z](?:tion|ment|ship)$", word)
    return is_short_form or bool(is_mass) or _is_plural(word, language)


def _is_plural(word: str, language: Language) -> bool:
    low = word.lower()
    return bool(re.search(r"[a-z]{2}[^su]s$", low)) and low not in language.words(_PART, "phrases.plural_never")


def _is_doing(word: str, language: Language) -> bool:
    """Whether the word is the -ing form of a verb known to take an object."""
    return word in _doing_words(language)


@cache
def _doing_words(language: Language) -> frozenset[str]:
    forms = frozenset(form for _, form in language.value("research_topics", "verbs"))
    return forms | language.words(_PART, "phrases.ing")
