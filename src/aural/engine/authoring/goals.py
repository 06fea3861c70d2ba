"""Reads a creator's goal: the kind of interview, the role or topic, and the skills that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from string import Template
from typing import Any

from aural import lang
from aural.engine.answers.sentences import plain
from aural.engine.authoring.particulars import Point, phrases_of, points_of, without_instructions
from aural.lang import Language, any_of
from aural.lang.bounded import bounded

LONGEST_RUN = 3  # consecutive words of a goal that a title or a question may repeat
_LONGEST_RUN_UNSPACED = 7  # characters, in languages without spaces between words
_MOST_ROLE_WORDS = 3
_FEWEST_LETTERS, _CLOSE = 5, 0.84  # minimums: the length of a misspelled word, and its similarity to the right one
_ENDINGS = ("r", "er", "or", "ist", "ant", "ing")  # "research" isn't a misspelled "researcher"
_TOKEN = re.compile(r"[^\W_][\w'’&/+-]*|[^\w\s]")
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FOLLOWING = 60  # characters within which the name of a role ends
_BEGINNING = 300  # characters within which a goal states its subject
_FIRST_WORDS, _FIRST_CHARACTERS = 4, 40  # the beginning of a goal without a role; it may name the trade

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Topic:
    """`doing`: the topic in a form that completes "the last time you were …"."""

    name: str
    doing: str


@dataclass(frozen=True, slots=True)
class Goal:
    """`role`: empty if the goal names none clearly. `topic`: None if unclear. `skills`: in the order of the goal."""

    text: str
    kind: Table
    role: str = ""
    topic: Topic | None = None
    family: Table | None = None
    skills: Sequence[Table] = ()
    points: Sequence[Point] = ()
    phrased: Sequence[str] = ()  # questions about phrases of the goal


def read_goal(text: str, purpose: str, language: Language, *, role: str = "") -> Goal:
    """Reads the creator's goal. `role`: the name of the role, if a document states it."""
    named = role or role_of(text, language)
    topic = topic_of(text[:_BEGINNING], language)
    kind = _kind_of(text, purpose, named, topic, language)
    asked = without_instructions(text, language)
    is_work = kind["name"] in OF_WORK
    family = _family_of(text, named, language) if kind["name"] in ("HIRING", "REFERENCE") else None
    return Goal(
        text,
        kind,
        named,
        topic,
        family,
        tuple(skills_of(asked, language)) if is_work else (),
        points_of(asked, kind["name"], language, family=family["one"]["name"] if family else ""),
        _phrased(asked, kind["name"], topic, language),
    )


def _phrased(text: str, kind: str, topic: Topic | None, language: Language) -> Sequence[str]:
    """Questions about phrases in the goal that add something to its topic."""
    if kind not in _OF_PHRASES:
        return ()
    about = topic.name.split()[-1] if topic and kind not in OF_WORK else ""
    found = phrases_of(text, "hiring" if kind in OF_WORK else "research", language)
    return [question for question in found if not about or about not in question]


def repeats(goal: str, text: str) -> bool:
    """Whether the text repeats at least four consecutive words of the goal, or eight characters in Chinese."""
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
    """The name of the role in at most four words, without praise such as "great"; empty if the role isn't certain."""
    reading = language.value("role_bank", "reading")
    heading = _role_in_heading(text, language)
    if heading:
        return heading
    for written, name in reading["own"]:
        if re.search(rf"\b{re.escape(written)}s?\b", text, re.IGNORECASE):
            return str(name)
    whole = next(filter(None, (re.search(bounded(pattern), text) for pattern in reading["whole"])), None)
    if whole:
        return _upper(whole["role"])
    before = any_of(reading["before"], flags=re.IGNORECASE)
    places = [match.end() for match in before.finditer(text)] if reading["before"] else []
    starts = [*places, 0] if language.is_spaced else []
    found = (_role_at(text[start : start + _FOLLOWING], language) for start in starts)
    return next(filter(None, found), "")


def _role_in_heading(text: str, language: Language) -> str:
    """The role that a goal begins with, as in a heading: "Night shift team leader, Daventry"."""
    heading = re.match(r"\s*((?:[A-Za-z][\w/&'-]{0,40}+[ ]?){1,6})(?=\s*(?:[,(:;\n–—]|[-.] |$))", text)
    last = heading[1].split()[-1] if heading and language.is_spaced else ""
    return (
        _role_at(" ".join(heading[1].split()[-_MOST_ROLE_WORDS - 1 :]), language)
        if heading and last and _head_of(last, language)
        else ""
    )


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
        last = len(words) - 1 if words and _acts(words[-1], language) else None
    if last is None:
        return ""
    head = _head_of(words[last], language) or re.sub(r"s$", "", words[last])
    kept = words[max(0, last + 1 - _MOST_ROLE_WORDS) : last]
    name = " ".join([*(kept[1:] if kept and kept[0].isdigit() else kept), head])
    return _upper(name)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _acts(word: str, language: Language) -> bool:
    """Whether the word has the ending of an occupation: groomer, slater, optometrist."""
    pattern = language.pattern("role_bank", "reading.acting", flags=re.IGNORECASE)
    return bool(pattern.search(word)) and word.lower() not in language.words("role_bank", "reading.not_acting")


def _head_of(word: str, language: Language) -> str:
    """The word in the singular if it can end the name of a role; otherwise empty."""
    heads = _heads(language)
    forms = (word.lower(), re.sub(r"s$", "", word.lower()), re.sub(r"es$", "", word.lower()))
    form = next((form for form in forms if form in heads), "")
    return word if form == word.lower() else form


@cache
def _heads(language: Language) -> frozenset[str]:
    return frozenset(language.text("role_bank", "reading.heads").split("|"))


def _spelled(word: str, language: Language) -> str:
    """Corrects a word that looks like a misspelling of a word used in names of roles."""
    known = {*_heads(language), *language.words("role_bank", "reading.spelled")}
    low = word.lower()
    if len(word) < _FEWEST_LETTERS or low in known or low.rstrip("s") in known:
        return word
    close = next(iter(get_close_matches(low, sorted(known), 1, _CLOSE)), word)
    is_its_root = close.startswith(low) and close[len(low) :] in _ENDINGS
    return word if is_its_root else close


# the rest


OF_WORK = ("HIRING", "REFERENCE", "ADMISSION", "VOLUNTEERS")  # kinds that ask what a person can do
_OF_PHRASES = (*OF_WORK, "RESEARCH", "DISCOVERY", "WORK")  # kinds that ask about phrases of the goal
_OF_HIRING = ("REFERENCE", "ADMISSION", "VOLUNTEERS", "MEMBERS")  # kinds of goals that may mention candidates
_OF_NO_PURPOSE = ("PARTNERS", "SUPPLIERS", "CONTRACTORS")  # kinds of goals about neither hiring nor research
_OF_RESEARCH = ("LAPSED", "NONUSERS", "NONVISITORS", "UNFINISHED", "WORK")  # kinds for research only
_WITH_A_ROLE = ("EXIT", "ONBOARDING")  # other kinds of goals that may name a role


def _kind_of(text: str, purpose: str, role: str, topic: Topic | None, language: Language) -> Table:
    """The first kind that the purpose allows and whose words are in the goal, or else the purpose's default."""
    kinds: dict[str, Table] = {kind["name"]: kind for kind in language.value("question_bank", "kinds")}
    default = kinds["RESEARCH" if purpose == "RESEARCH" else "HIRING"]
    if purpose == "PRACTICE":
        return default
    allowed = _allowed_in_research(topic) if purpose == "RESEARCH" else _allowed_elsewhere(text, role, language)
    fits = (kind for name, kind in kinds.items() if allowed(name) and _is_of(kind, text))
    return next(fits, default)


def _is_of(kind: Table, text: str) -> bool:
    """Whether the goal has words of this kind, and no words that indicate another kind."""
    found, others = (
        any_of(kind[key], flags=re.IGNORECASE | re.DOTALL).search(text) if kind.get(key) else None
        for key in ("of", "unless")
    )
    return found is not None and others is None


def _allowed_in_research(topic: Topic | None) -> Callable[[str], bool]:
    return lambda name: name not in _OF_HIRING and (name != "WORK" or topic is None)


def _allowed_elsewhere(text: str, role: str, language: Language) -> Callable[[str], bool]:
    hires = language.pattern("role_bank", "reading.hiring", flags=re.IGNORECASE).search(text)

    def is_allowed(name: str) -> bool:
        if name in _OF_HIRING:
            return True
        if name in _OF_NO_PURPOSE:
            return not role
        return not hires and name not in _OF_RESEARCH and (not role or name in _WITH_A_ROLE)

    return is_allowed


def _family_of(text: str, role: str, language: Language) -> Table | None:
    """The family of the role, mainly by the role's last word.

    Without a role, the family of the work that the goal begins with, as in "Housekeeping for …".
    """
    families = language.value("role_bank", "families")
    about = role or (" ".join(text.split()[:_FIRST_WORDS]) if language.is_spaced else text[:_FIRST_CHARACTERS])
    found = [(match, family) for family in families if (match := _bounded(family["of"], language, about))]
    if role:
        found.sort(key=lambda one: (-one[0].end(), one[0].start()))
    elif language.is_spaced:
        found = [(match, family) for match, family in found if not match.start() and not family.get("from_role")]
    else:
        found.sort(key=lambda one: one[0].start())
    best: Table | None = found[0][1] if found else None
    return best


def _bounded(pattern: str, language: Language, text: str) -> re.Match[str] | None:
    bound = r"\b" if language.is_spaced else ""
    return re.search(bounded(rf"{bound}(?:{pattern})s?{bound}"), text, re.IGNORECASE)


def skills_of(text: str, language: Language) -> Iterator[Table]:
    """The skills that the text names, in order."""
    flags = re.IGNORECASE | re.DOTALL
    skills = language.value("question_bank", "skills")
    found = [(match.start(), at) for at, s in enumerate(skills) if (match := any_of(s["of"], flags=flags).search(text))]
    for _, at in sorted(found):
        yield skills[at]


def topic_of(text: str, language: Language) -> Topic | None:
    """The topic that people are asked about; None if the goal doesn't state it clearly."""
    topics = language.table("research_topics")
    for pattern, name, doing in topics["known"]:
        if re.search(bounded(pattern), text, re.IGNORECASE):
            return Topic(name, doing)
    forms = dict(topics["verbs"])
    verbs = "|".join(sorted(forms, key=len, reverse=True)) or "(?!)"
    doers = topics["people_doing"].replace("{DOING}", "|".join(forms.values()) or "(?!)")
    people = re.search(bounded(doers), text, re.IGNORECASE)
    if people:
        several = re.sub(r" an? (.{0,200}[^sy])$", r" \1s", people["doing"])
        return Topic(several, several)
    asked = re.search(bounded(topics["asked"].replace("{VERB}", verbs)), text, re.IGNORECASE)
    noun = re.search(bounded(topics["noun"]), text, re.IGNORECASE)
    is_first = asked is not None and (noun is None or asked.start() <= noun.start())
    if asked and is_first and _is_object(asked["object"].lower(), topics):
        verb, words = forms[asked["verb"].lower()], asked["object"].split()
        theirs = dict(topics["theirs"])
        doing = " ".join([verb, *filter(None, (theirs.get(word.lower(), word) for word in words))])
        return Topic(" ".join([verb, *_bare(words, topics)]), doing)
    if noun and not set(noun["noun"].lower().split()) & set(topics["plain_nouns"].split()):
        words, theirs = noun["noun"].split(), dict(topics["theirs"])
        whole = " ".join(filter(None, (theirs.get(word.lower(), word) for word in words)))
        is_doing = bool(re.match("[a-z]{2,}ing ", whole))
        doing = whole if is_doing else Template(topics["dealing"]).substitute(topic=whole)
        return Topic(" ".join(_bare(words, topics)), doing)
    return None


def _is_object(text: str, topics: Table) -> bool:
    is_plain = text in topics["plain_nouns"].split() or re.search(topics["times"], text)
    return not is_plain and not re.search("[a-z]{2}ing$", text)


def _bare(words: Sequence[str], topics: Table) -> list[str]:
    return [word for word in words if word.lower() not in topics["drop"].split()]
