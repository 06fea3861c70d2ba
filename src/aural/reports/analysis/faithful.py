"""Checks that a sentence of the report adds nothing: each number and name in it must occur in the interview."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from aural import lang
from aural.engine.answers.sentences import sentences_of
from aural.engine.plan import Plan
from aural.reports.analysis.evidence import Source

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+(?:['\u2019\-.][^\W_]+)*")
_ADDRESS = re.compile(r"\w://|\bwww\.|[\w.+-]@[\w-]++\.\w")

# Marks that close the preceding sentence, if they follow it directly.
_CLOSING = re.compile(r"[\"'\u201d\u2019)\]」』）》〉】]+\s*")
# Capitalized words that aren't names.
_NO_NAMES = frozenset({"i", "candidate", "participant", "interviewer"})
# Languages that capitalize every noun, so that a capital says nothing.
_CAPITAL_NOUNS = ("de", "lb")


@dataclass(frozen=True, slots=True)
class TranscriptVocabulary:
    """The numbers and words of an interview. `language`: the report's."""

    numbers: frozenset[str]
    words: frozenset[str]
    language: str


def said_in(plan: Plan, sources: tuple[Source, ...], language: str | None = None) -> TranscriptVocabulary:
    """The numbers that the candidate said, and the words of the candidate and of the interview's own texts.

    `language`: the language of the sentences to check, if it isn't the interview's.
    """
    spoken = _unified(" ".join(_unbarred(source) for source in sources))
    code = lang.primary(language or plan.language)
    numbers = _figures(spoken).union(*(own.numbers.said(spoken) for own in lang.every()))
    return TranscriptVocabulary(numbers, _words(f"{spoken} {_unified(_texts(plan))}"), code)


def faithful(text: str, said: TranscriptVocabulary) -> str:
    """The text without sentences that add a number, name or address that wasn't said in the interview. May be empty."""
    kept = "".join(part for part in _sentences(text) if is_faithful(part, said)).strip()
    return kept if _says_anything(kept) else ""


def _sentences(text: str) -> list[str]:
    """Splits a text into sentences. Closing marks, and marks between sentences, belong to the preceding one."""
    starts = [_past_closing(text, start) for start, _ in sentences_of(text)]
    parts: list[str] = []
    for part in (text[start:end] for start, end in pairwise([*starts, len(text)])):
        if parts and not _says_anything(part):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _past_closing(text: str, start: int) -> int:
    closing = _CLOSING.match(text, start) if start and not text[start - 1].isspace() else None
    return closing.end() if closing else start


def _says_anything(text: str) -> bool:
    return any(map(str.isalnum, text))


def is_faithful(sentence: str, said: TranscriptVocabulary) -> bool:
    sentence = _unified(sentence)
    if _ADDRESS.search(sentence):
        return False
    numbers = _figures(sentence).union(*(own.numbers.claimed(sentence) for own in lang.every()))
    return numbers <= said.numbers and all(name in said.words for name in _names(sentence, said.language))


def _unified(text: str) -> str:
    """Unifies spelling variants: full-width digits, combining accents, digits of other scripts."""
    return re.sub(r"\d", lambda found: str(unicodedata.decimal(found.group())), unicodedata.normalize("NFKC", text))


def _unbarred(source: Source) -> str:
    kept, at = [], 0
    for barred in sorted(source.barred, key=lambda aside: aside.start):
        kept.append(source.content[at : barred.start])
        at = max(at, barred.end)
    return " ".join([*kept, source.content[at:]])


def _texts(plan: Plan) -> str:
    criteria = [f"{c.name} {c.description}" for c in plan.criteria]
    questions = [f"{q.text} {q.description or ''} {' '.join(q.options or ())}" for q in plan.questions]
    return " ".join([plan.title, plan.description or "", plan.objective or "", *criteria, *questions])


def _figures(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"[.,](?=\d{3}\b)", "", found).replace(",", ".") for found in _NUMBER.findall(text))


def _words(text: str) -> frozenset[str]:
    whole = {_bare(word) for word in _WORD.findall(text)} | {_bare(run) for _, run in _runs(text)}
    parts = {part for word in whole for part in re.split(r"[-.]", word)}
    return frozenset(whole | parts)


def _names(sentence: str, language: str) -> list[str]:
    names = []
    for is_first, run in _runs(sentence):
        is_mixed = any(c.isupper() for c in run[1:])
        is_capital = run[0].isupper() and not is_first and language not in _CAPITAL_NOUNS
        if (is_mixed or is_capital) and _bare(run) not in _NO_NAMES:
            names.append(_bare(run))
    return names


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """Yields each word of a text, and whether it is the first. In scripts without capitals, names from another script
    have no spaces around them (用Redis做, Redis를), so such words are split into parts."""
    for at, word in enumerate(_WORD.findall(text)):
        if not word.isascii() and any(map(_is_uncased, word)):
            parts = ("".join(run).strip("'\u2019-.") for _, run in groupby(word, _is_uncased))
            yield from ((False, part) for part in parts if part)
        else:
            yield at == 0, word


def _is_uncased(letter: str) -> bool:
    return letter.isalpha() and letter.lower() == letter.upper()


def _bare(word: str) -> str:
    return re.sub(r"['\u2019]s?$|['\u2019].{1,2}$", "", word.lower())
