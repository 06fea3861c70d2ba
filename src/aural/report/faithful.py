"""Does a sentence of the report say only what was said? Each number and each name in it must occur in the interview."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from aural.interview.plan import Plan
from aural.interview.sentences import sentences_of
from aural.report.evidence import Source

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+(?:['\u2019\-.][^\W_]+)*")
_ADDRESS = re.compile(r"\w+://|\bwww\.|[\w.+-]+@[\w-]+\.\w")

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
# "one" is more often a pronoun than a number.
_NUMBER_WORDS = {word: str(n) for n, word in enumerate(_UNITS.split()) if n != 1} | {
    word: str(10 * n) for n, word in enumerate(_TENS.split(), 2)
}
_HAN_DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TEN_THOUSAND = 10_000
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": _TEN_THOUSAND}
_HAN_NUMBER = re.compile("[零〇一二两三四五六七八九十百千万]+")
# Words with a capital that name nobody.
_NO_NAMES = frozenset({"i", "candidate", "interviewer"})
# Every noun has a capital there: a capital says nothing.
_CAPITAL_NOUNS = ("de", "lb")


@dataclass(frozen=True, slots=True)
class Said:
    """The numbers and the words of an interview; `language` is that of the report."""

    numbers: frozenset[str]
    words: frozenset[str]
    language: str


def said_in(plan: Plan, sources: tuple[Source, ...], language: str | None = None) -> Said:
    """Numbers must be the candidate's own; a name may also come from the interview itself.

    `language`: of the sentences to be checked, where that is not the interview's.
    """
    spoken = _unified(" ".join(_unbarred(source) for source in sources))
    code = (language or plan.language).lower().split("-")[0]
    return Said(_numbers(spoken) | _han_numbers(spoken), _words(f"{spoken} {_unified(_texts(plan))}"), code)


def faithful(text: str, said: Said) -> str:
    """The text without the sentences that bring in a number, a name or an address that nobody said; maybe empty."""
    starts = [start for start, _ in sentences_of(text)]
    # Up to the next sentence: a closing quotation mark belongs to the one before.
    parts = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    return "".join(part for part in parts if is_faithful(part, said)).strip()


def is_faithful(sentence: str, said: Said) -> bool:
    sentence = _unified(sentence)
    if _ADDRESS.search(sentence):
        return False
    return _numbers(sentence) <= said.numbers and all(name in said.words for name in _names(sentence, said.language))


def _unified(text: str) -> str:
    """One spelling of what has several: full-width figures, accents that stand alone, the figures of other scripts."""
    return re.sub(r"\d", lambda found: str(unicodedata.decimal(found.group())), unicodedata.normalize("NFKC", text))


def _unbarred(source: Source) -> str:
    kept, at = [], 0
    for barred in source.barred:
        kept.append(source.content[at : barred.start])
        at = barred.end
    return " ".join([*kept, source.content[at:]])


def _texts(plan: Plan) -> str:
    criteria = [f"{c.name} {c.description}" for c in plan.criteria]
    questions = [f"{q.text} {q.description or ''} {' '.join(q.options or ())}" for q in plan.questions]
    return " ".join([plan.title, plan.description or "", plan.objective or "", *criteria, *questions])


def _numbers(text: str) -> frozenset[str]:
    digits = {re.sub(r"[.,](?=\d{3}\b)", "", found).replace(",", ".") for found in _NUMBER.findall(text)}
    words = {_NUMBER_WORDS[word] for word in _WORD.findall(text.lower()) if word in _NUMBER_WORDS}
    return frozenset(digits | words)


def _han_numbers(text: str) -> frozenset[str]:
    """What was said as 三百二十: a report in another language writes it in figures."""
    return frozenset(str(_han_value(found)) for found in _HAN_NUMBER.findall(text))


def _han_value(text: str) -> int:
    if not any(sign in _HAN_UNITS for sign in text):  # digit by digit, as years are said
        return int("".join(str(_HAN_DIGITS[sign]) for sign in text))
    total = part = digit = 0
    for sign in text:
        unit = _HAN_UNITS.get(sign)
        if unit is None:
            digit = _HAN_DIGITS[sign]
        elif unit == _TEN_THOUSAND:
            total, part, digit = (total + part + digit) * unit, 0, 0
        else:
            part, digit = part + (digit or 1) * unit, 0
    return total + part + digit


def _words(text: str) -> frozenset[str]:
    whole = {_bare(word) for word in _WORD.findall(text)}
    parts = {part for word in whole for part in re.split(r"[-.]", word)}
    return frozenset(whole | parts)


def _names(sentence: str, language: str) -> list[str]:
    names = []
    for at, word in enumerate(_WORD.findall(sentence)):
        is_mixed = any(c.isupper() for c in word[1:])
        is_capital = word[0].isupper() and at > 0 and language not in _CAPITAL_NOUNS
        if (is_mixed or is_capital) and _bare(word) not in _NO_NAMES:
            names.append(_bare(word))
    return names


def _bare(word: str) -> str:
    return re.sub(r"['\u2019]s?$|['\u2019].{1,2}$", "", word.lower())
