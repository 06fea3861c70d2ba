"""What a goal itself wants to know ("what do they do in a meltdown"), asked of the person in other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import Template

from aural.lang import Language
from aural.lang.bounded import bounded

_PART = "goal_questions"
_OF_TASKS = ("had", "how", "ever", "time")  # forms in which "they" is somebody else, and no clause ends openly
_FEWEST, _MOST = 2, 12  # words of what is asked for
_FEWEST_SIGNS, _MOST_SIGNS = 4, 16  # of a clause without blanks


@dataclass(frozen=True, slots=True)
class Asked:
    """From `place` to `end` in the goal. `wordings`: the fullest first; one that isn't the goal's own may be asked."""

    place: int
    end: int
    wordings: tuple[str, ...]


def asked_in(text: str, language: Language, *, is_of_work: bool = False) -> list[Asked]:
    """In the order of the goal. `is_of_work`: tasks that the goal names ("who can write for laymen") count too."""
    if not language.is_spaced:
        return list(_unspaced(text, language))
    text = text.replace("’", "'")
    finders = (_direct, _indirect, _made, _like, _times, _most, _ever, *((_tasks,) if is_of_work else ()))
    found = [asked for find in finders for asked in find(text, language)]
    found.sort(key=lambda one: (one.place, -one.end))
    return [one for at, one in enumerate(found) if all(one.place >= other.end for other in found[:at])]


def _unspaced(text: str, language: Language) -> Iterator[Asked]:
    """From "翻台率怎么提升" and "他带过多少人": one clause each, with the person in it."""
    names = ("leading", "never", "subject", "before", "after", "thing", "opening", "asking", "ask")
    texts = (language.text(_PART, f"unspaced.{name}") for name in names)
    leading, never, subject, before, after, thing, opening, asking, ask = texts
    # The place of "you": after the pronoun's, after some times and the thing, before other times and the question word.
    forms = (
        rf"(?P<head>(?:{before}|{after})?){subject}",
        f"(?P<head>{before}|{thing})",
        f"(?P<head>)(?={after}|{opening})",
    )
    for match in re.finditer(r"[^，,、。；;！!？?\n：:（）()“”\s]+", text):
        clause = re.sub(bounded(leading), "", match.group())
        is_asked = _FEWEST_SIGNS <= len(clause) <= _MOST_SIGNS and re.search(bounded(asking), clause)
        if not is_asked or re.search(bounded(never), clause):
            continue
        found = next(filter(None, (re.match(bounded(form), clause) for form in forms)), None)
        if found and not re.search(bounded(subject), clause[found.end() :]):
            put = Template(ask).substitute(head=found["head"], rest=clause[found.end() :])
            yield Asked(match.start(), match.end(), (put,))


def _direct(text: str, language: Language) -> Iterator[Asked]:
    """From "what do they do when …" and "how would she …"."""
    for match in _matches("\\b(?P<wh>why|{WH}) (?P<aux>{AUXILIARIES}) {PEOPLE} (?P<rest>.+)", text, language):
        aux = match["aux"].lower()
        yield from _asked(match, match["wh"], _yours(aux, language), match["rest"], language)


def _indirect(text: str, language: Language) -> Iterator[Asked]:
    """From "how they get on with …", "who they leaned on" and "what they'd bring"."""
    who = "(?:they|he|she|(?P<noun>{PEOPLE}))"
    aux = "(?:(?P<would>'d)| (?P<aux>(?!do|did|have|has)(?:{AUXILIARIES})))?"
    pattern = rf"\b(?P<wh>why|{{WH}}) {who}{aux} (?P<rest>.+)"
    for match in _matches(pattern, text, language):
        if match["noun"] and match["wh"].lower().startswith(("how many", "how much", "which")):
            continue  # "how many clients at once"
        spoken, rest = "would" if match["would"] else (match["aux"] or "").lower(), _clause(match["rest"], language)
        if not spoken:
            spoken, rest = _told(rest, language)
        if spoken:
            yield from _asked(match, match["wh"], _yours(spoken, language), rest, language)


def _told(rest: str, language: Language) -> tuple[str, str]:
    """The auxiliary and the words after it for a clause that begins with its verb; empty where it surely has none."""
    adverb = re.match(bounded(language.text(_PART, "adverbs") + " "), rest)
    start = adverb.end() if adverb else 0
    verb, _, tail = rest[start:].partition(" ")
    known = dict(language.value(_PART, "past"))
    if verb in known:
        return "did", f"{rest[:start]}{known[verb]} {tail}"
    if verb.endswith("ed"):
        base = _base_of(verb, language)
        return ("did", f"{rest[:start]}{base} {tail}") if base else ("", "")
    return (
        ("do", f"{rest[:start]}{re.sub('(?<=[a-z]{3})(?<![su])s$', '', verb)} {tail}") if verb.isalpha() else ("", "")
    )


def _base_of(verb: str, language: Language) -> str:
    """The verb of a regular past form; empty where its spelling leaves it open."""
    stem = verb[:-2]
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    if re.search(r"([bdgmnprt])\1$|[aeiou][^aeiou]+ell$", stem):
        return stem[:-1]
    if re.search(bounded(language.text(_PART, "bare")), stem):
        return stem
    return f"{stem}e" if re.search(bounded(language.text(_PART, "with_e")), stem) else ""


def _made(text: str, language: Language) -> Iterator[Asked]:
    """From "what made them stop"."""
    moving = language.text(_PART, "moving")
    for match in _matches(rf"\b(?P<whole>what (?:[a-z]+ )?(?:{moving})) (?:them|him|her) (?P<rest>.+)", text, language):
        yield from _worded(match, "moved", match["rest"], language, whole=_upper(match["whole"].lower()))


def _like(text: str, language: Language) -> Iterator[Asked]:
    """From "what was the week like when they cancelled"."""
    for match in _matches(r"\bwhat was (?P<thing>the \w+(?: \w+)?) like when {PEOPLE} (?P<rest>.+)", text, language):
        yield from _worded(match, "like", match["rest"], language, thing=match["thing"].lower())


def _times(text: str, language: Language) -> Iterator[Asked]:
    """From "a time they turned back"."""
    for match in _matches(
        r"\btimes? (?:when |that |where )?{PEOPLE} (?P<rest>(?!are|is|will|can|did|do)[a-z]+ .+)", text, language
    ):
        yield from _worded(match, "time", match["rest"], language)


def _most(text: str, language: Language) -> Iterator[Asked]:
    """From "what was their worst month"."""
    pattern = (
        r"(?:\b(?:their|his|her) (?=(?:last|first|worst|best|hardest|biggest|toughest|proudest) )"
        r"|(?:^|[,;:?.\n])\s*(?=(?:worst|hardest|toughest|last (?:bad|good|difficult)) ))(?P<rest>[a-z]+ .+)"
    )
    for match in _matches(pattern, text, language):
        yield from _worded(match, "most", match["rest"], language, most_words=3)


def _ever(text: str, language: Language) -> Iterator[Asked]:
    """From "have they ever paid for storage" and "has sold something nobody had heard of"."""
    past = dict(language.value("particulars", "phrases.past"))
    known = "|".join(sorted(map(re.escape, past), key=len, reverse=True))
    ever = "(?:ever |actually |really |already |previously |successfully |personally )?"
    not_ours = r"(?<!\bi )(?<!\bwe )(?<!\byou )(?<!\bi)(?<!\bwe)(?<!\byou)"
    pattern = rf"{not_ours}(?:\bhas|\bhave|'ve) (?:{{PEOPLE}} )?{ever}(?P<verb>{known}|[a-z]{{3,}}ed) (?P<rest>.+)"
    for match in _matches(pattern, text, language):
        verb = match["verb"].lower()
        rest = re.sub(r"^anything\b", "something", match["rest"])
        yield from _worded(match, "ever", rest, language, verb=past.get(verb, verb))


def _tasks(text: str, language: Language) -> Iterator[Asked]:
    """From "able to write for laymen", "you will draft responses" and "someone who stops a batch"."""
    lead, never = language.text(_PART, "tasks.lead"), language.words(_PART, "tasks.never")
    forms = language.value(_PART, "tasks.ask")
    for number, match in enumerate(_matches(rf"{lead} (?P<rest>[a-z]+ .+)", text, language)):
        verb, _, tail = match["rest"].partition(" ")
        verb = _third_person_base(verb) if match.groupdict()["third"] else verb
        if verb.lower() not in never and not _clause(match["rest"], language).lower().startswith(tuple(never)):
            first, *others = (list(_worded(match, form, f"{verb} {tail}", language)) for form in forms[number % 2 :])
            yield from (replace(one, wordings=(*one.wordings, *others[0][0].wordings)) for one in first)


def _third_person_base(verb: str) -> str:
    """The verb of "stops", "watches" and "tries"."""
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    return re.sub(r"(?<=ch|sh|ss|zz)es$|(?<=[xo])es$|s$", "", verb)


def _asked(match: re.Match[str], wh: str, aux: str, rest: str, language: Language) -> Iterator[Asked]:
    """In the form that fits best: "what do they do about slugs" asks how they deal with slugs."""
    wh, rest = wh.lower(), _clause(rest, language)
    for form, asking, helping, pattern in language.value(_PART, "forms"):
        found = (
            re.match(bounded(pattern), rest)
            if re.fullmatch(bounded(asking), wh) and re.fullmatch(bounded(helping), aux)
            else None
        )
        if found:
            yield from _worded(match, form, found["rest"], language, wh=_upper(wh), aux=aux) if form else ()
            return


def _worded(
    match: re.Match[str], form: str, rest: str, language: Language, *, most_words: int = _MOST, **values: str
) -> Iterator[Asked]:
    """In whole, and shorter by what may be cut."""
    words = _clause(rest, language).split()
    said = set(map(str.lower, words))
    if said & language.words(_PART, "never") or (form in _OF_TASKS and said & {"they", "them"}):
        return
    wordings: list[str] = []
    for kept in _kept(words, _FEWEST if form in ("time", "most", *_OF_TASKS) else 1, language):
        is_open = form in _OF_TASKS and kept[-1].lower() in language.words(_PART, "dangling")
        if len(kept) <= most_words and not is_open:
            wordings.extend(text for other in _said(kept, language) for text in _filled(other, form, language, values))
    if wordings:
        end = match.start("rest") + len(_clause(match["rest"], language))
        yield Asked(match.start(), end, tuple(dict.fromkeys(wordings)))


def _kept(words: Sequence[str], fewest: int, language: Language) -> Iterator[list[str]]:
    """The words said to the person: all of them, then fewer, up to where they may be cut."""
    flips, open_ends = dict(language.value(_PART, "flips")), language.words(_PART, "open_ends")
    cut = re.compile(bounded(language.text(_PART, "cut")))
    for length in range(len(words), 0, -1):
        is_whole = length == len(words)
        if length < (fewest if is_whole else _FEWEST) or words[length - 1].lower() in open_ends:
            continue
        if is_whole or cut.match(" ".join(words[length - 1 :])):
            yield [flips.get(word.lower(), word) for word in words[:length]]


def _said(words: Sequence[str], language: Language) -> Iterator[str]:
    """The words as they are, then with another word, in full for a short form, and of many for one."""
    text = " ".join(words)
    changes = [language.value(_PART, name) for name in ("others", "short_forms", "many")]
    for chosen in ((), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)):
        said = text
        for at in chosen:
            said = _changed(said, changes[at])
        yield said


def _changed(text: str, pairs: Sequence[Sequence[str]]) -> str:
    """With the first of the pairs that changes it."""
    changed = (re.sub(bounded(pattern), other, text) for pattern, other in pairs)
    return next((other for other in changed if other != text), text)


def _filled(said: str, form: str, language: Language, values: Mapping[str, str]) -> Iterator[str]:
    """The question; then "Say the boiler goes. Who do you ring?" for "who do they ring when the boiler goes"."""
    ask = Template(language.text(_PART, f"ask.{form}"))
    yield ask.substitute(values, rest=said)
    case = re.match(bounded(language.text(_PART, "case")), said) if form in ("wh", "steps") else None
    if case and values["aux"] in ("do", "would"):
        put = ask.substitute(values, rest=case["rest"]).replace(" ?", "?")
        yield Template(language.text(_PART, "ask.say")).substitute(case=case["case"], ask=put)


def _clause(text: str, language: Language) -> str:
    return re.split(bounded(language.text(_PART, "end")), text, maxsplit=1, flags=re.IGNORECASE)[0].strip()


def _matches(pattern: str, text: str, language: Language) -> Iterator[re.Match[str]]:
    for name in ("wh", "people", "auxiliaries"):
        pattern = pattern.replace(f"{{{name.upper()}}}", language.text(_PART, name))
    # A clause may begin within the end of another, so that each place is looked at.
    at = 0
    found = re.compile(bounded(pattern), re.IGNORECASE)
    while match := found.search(text, at):
        yield match
        at = match.start() + 1


def _yours(aux: str, language: Language) -> str:
    return str(dict(language.value(_PART, "yours")).get(aux, aux))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
