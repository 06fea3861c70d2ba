"""What can be counted in an answer without knowing its subject."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from aural.interview import chinese, lexicon
from aural.interview.sentences import is_chinese, length_of, lows, plain, sentence_texts, visible
from aural.interview.steering import steering
from aural.interview.stretches import is_content, is_past
from aural.interview.words import any_of, load

_SIGNS = load("signs.en")
_HAN_REFUSAL = re.compile("不想|不愿|拒绝|不打算|没必要|凭什么")
_HAN_AT_YOU = re.compile("你们|这种问题|这是什么|你懂|你一个|问这")
_HAN_DIGRESSION = re.compile("顺便|话说|说到|对了")
_HAN_QUESTION = re.compile("[?\uff1f]$|(?:吗|呢)[\u3002.]?$")
_NUMBER = re.compile(r"\d[\d.,:]*")
_REFUSAL = any_of(_SIGNS["refusal"])
_AT_YOU = any_of(_SIGNS["at_you"])
_WHICH = any_of(_SIGNS["which"])
_DIGRESSION = any_of(_SIGNS["digression"])
_CRISIS = any_of(_SIGNS["crisis"])
_SMALL_TALK = frozenset(_SIGNS["small-talk"].split())


@dataclass(frozen=True, slots=True)
class Features:
    """Counts over one answer; `text` is what is visible of it."""

    text: str
    is_han: bool
    words: int
    sentences: int
    questions: int
    ends_asking: bool
    me: int
    we: int
    you: int
    past: int
    reasons: int
    contrasts: int
    results: int
    effects: int
    numbers: int
    generic: int
    names: int
    content: int
    fresh: int  # content words that the question had not
    abuse: int
    machines: int
    distress: int
    refusals: int
    at_you: int
    which: int
    digressions: int
    small_talk: int
    steering: float
    overlap: float


def count_features(question: str, answer: str, language: str) -> Features:
    text = visible(answer)
    if is_chinese(language, text):
        return _count_han(question, answer, text)
    return _count_latin(question, answer, text, language)


def speaks_of_dying(text: str) -> bool:
    """Whether a candidate in distress uses the words of people who think of dying; others use them, too."""
    return bool(_CRISIS.search(plain(visible(text))))


def _hits(words: list[str], kind: frozenset[str]) -> int:
    return sum(1 for w in words if w in kind)


def _phrases(said: str, phrases: tuple[str, ...]) -> int:
    return sum(said.count(p) for p in phrases)


def _numbers(words: list[str], said: str) -> int:
    """Figures: digits, and runs of number words ("a hundred and four" is one)."""
    count, inside = len(_NUMBER.findall(said)), False
    for word in words:
        is_number = any(p in lexicon.NUMBER_WORDS for p in word.split("-"))
        count += 1 if is_number and not inside else 0
        inside = is_number or (inside and word in ("and", "point", "a"))
    return count


def _names(text: str) -> int:
    """Words with a capital that no sentence begins with."""
    return len(re.findall(r"(?<=[a-z,;] )[A-Z][\w-]+", text)) - len(re.findall(r"(?<=[a-z,;] )I(?:'\w+)?\b", text))


def _count_latin(question: str, answer: str, text: str, language: str) -> Features:
    words, said, parts = lows(text), plain(text), sentence_texts(text)
    asked = {w for w in lows(question) if is_content(w)}
    content = [w for w in words if is_content(w)]
    fresh = [w for w in content if w not in asked]
    return Features(
        text=text, is_han=False, words=length_of(text), sentences=len(parts),
        questions=sum(1 for p in parts if p.endswith("?")),
        ends_asking=bool(parts) and parts[-1].rstrip("\"')").endswith("?"),
        me=_own(words), we=_hits(words, lexicon.FIRST_PLURAL), you=_hits(words, lexicon.SECOND_PERSON),
        past=sum(1 for w in words if is_past(w)),
        reasons=_hits(words, lexicon.REASONS) + _phrases(said, lexicon.REASON_PHRASES),
        contrasts=_hits(words, lexicon.CONTRASTS) + _phrases(said, lexicon.CONTRAST_PHRASES),
        results=_hits(words, lexicon.RESULTS) + _phrases(said, lexicon.RESULT_PHRASES),
        effects=_hits(words, lexicon.EFFECTS),
        numbers=_numbers(words, said), generic=_hits(words, lexicon.GENERIC),
        names=_names(text), content=len(content), fresh=len(set(fresh) - lexicon.GENERIC),
        abuse=_hits(words, lexicon.ABUSE), machines=_hits(words, lexicon.MACHINES),
        distress=_hits(words, lexicon.DISTRESS),
        refusals=len(_REFUSAL.findall(said)), at_you=len(_AT_YOU.findall(said)), which=len(_WHICH.findall(said)),
        digressions=len(_DIGRESSION.findall(said)), small_talk=_hits([w for w in words if w not in asked], _SMALL_TALK),
        steering=steering(answer, language), overlap=_overlap(set(content), asked),
    )  # fmt: skip


def _own(words: list[str]) -> int:
    """ "I" as the one who does something: "I think" and "I guess" say nothing of an own part."""
    return sum(
        1
        for i, w in enumerate(words)
        if w in lexicon.FIRST_PERSON and not (i + 1 < len(words) and words[i + 1] in lexicon.HEDGE_VERBS)
    )


def _overlap(said: set[str], asked: set[str]) -> float:
    stems = {w[:5] for w in asked}
    return sum(1 for w in said if w[:5] in stems) / math.sqrt(max(1, len(said)) * max(1, len(asked)))


def _count_han(question: str, answer: str, text: str) -> Features:
    def n(pattern: re.Pattern[str]) -> int:
        return len(pattern.findall(text))

    parts = sentence_texts(text)
    asked = {c for c in question if c not in chinese.STOP_CHARS}
    content = [c for c in text if c not in chinese.STOP_CHARS and c.isalnum()]
    questions = sum(1 for p in parts if _HAN_QUESTION.search(p))
    return Features(
        text=text, is_han=True, words=length_of(text), sentences=len(parts), questions=questions,
        ends_asking=bool(parts) and bool(_HAN_QUESTION.search(parts[-1])),
        me=n(chinese.FIRST_PERSON), we=n(chinese.FIRST_PLURAL), you=n(chinese.SECOND_PERSON), past=n(chinese.PAST),
        reasons=n(chinese.REASONS), contrasts=n(chinese.CONTRASTS), results=n(chinese.RESULTS),
        effects=n(chinese.EFFECTS),
        numbers=n(chinese.NUMBERS), generic=n(chinese.GENERIC),
        names=len(re.findall(r"[A-Za-z][\w.+#-]+", text)), content=len(content),
        fresh=len({c for c in content if c not in asked}) // 2,
        abuse=n(chinese.ABUSE), machines=n(chinese.MACHINES), distress=n(chinese.DISTRESS),
        refusals=n(_HAN_REFUSAL), at_you=n(_HAN_AT_YOU),
        which=n(chinese.ASKS_BACK), digressions=n(_HAN_DIGRESSION), small_talk=n(chinese.OFF_TOPIC),
        steering=steering(answer, "zh"), overlap=_overlap_of_characters(set(content), asked),
    )  # fmt: skip


def _overlap_of_characters(said: set[str], asked: set[str]) -> float:
    return len(said & asked) / math.sqrt(max(1, len(said)) * max(1, len(asked)))
