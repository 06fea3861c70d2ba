"""Which approved fact answers a question about the company or the role: by words and meaning, never by a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aural.interview.plan import Fact
from aural.interview.sentences import han_count, lows, plain
from aural.interview.stretches import is_content
from aural.mind.embedding import relatedness

# Where a sentence model judges, words only help; alone, they have to say nearly all of it.
SURE_BY_MEANING = 0.62
SURE_BY_WORDS = 0.75
WORDS_COUNT = 0.25
# A second fact that fits nearly as well makes it a guess.
LEAD = 0.04


def find_fact(facts: Sequence[Fact], asked: str, language: str) -> Fact | None:
    """The fact that fits, if one does for sure; else None."""
    ranked = sorted(((_fit(fact, asked, language), at) for at, fact in enumerate(facts)), reverse=True)
    if not ranked or ranked[0][0] < 1.0:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < LEAD:
        return None
    return facts[ranked[0][1]]


def _fit(fact: Fact, asked: str, language: str) -> float:
    """1 and more: for sure."""
    words = max(_share(asked, fact.topic), _share(asked, f"{fact.topic} {fact.text}") * 0.9)
    meaning = None
    if language.lower().startswith("en") and not han_count(asked + fact.topic):
        near = [relatedness(asked, text) for text in (fact.topic, f"{fact.topic}: {fact.text}")]
        meaning = max((value for value in near if value is not None), default=None)
    if not _can_answer(fact, asked):
        return 0.0
    if meaning is None:
        return words / SURE_BY_WORDS
    return (meaning + WORDS_COUNT * words) / SURE_BY_MEANING


_NUMBER = re.compile(
    r"\d|\b(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|\w+ty|hundred|dozen)\b"
)
# What a question word wants, and what a fact must then have.
_WANTS = (
    (re.compile(r"\bwhere\b"), re.compile(r"\b(?:in|at|near|from|anywhere|remote\w*)\b")),
    (re.compile(r"\bhow (?:many|much|big|large|small)\b"), _NUMBER),
    (
        re.compile(r"\b(?:when|how long)\b"),
        re.compile(_NUMBER.pattern + r"|\b(?:days?|weeks?|months?|soon|after|once)\b"),
    ),
)
_YES_OR_NO = re.compile(r"(?:^|[.,;:] )(?:is|are|do|does|can|could|will|would|may)\b[^.?!]*\?")
_POINTING = frozenset("role job position post company".split())
_NEUTRAL = _POINTING | frozenset("band range tell roughly starting monthly annual yearly".split())


def _can_answer(fact: Fact, asked: str) -> bool:
    """Not by its subject alone: a number for "how many", and for yes or no all that the question names."""
    said, told = plain(asked), plain(f"{fact.topic}. {fact.text}")
    if any(wants.search(said) and not has.search(told) for wants, has in _WANTS):
        return False
    if han_count(asked) or not _YES_OR_NO.search(said):
        return True
    return _units(" ".join(word for word in lows(asked) if word not in _POINTING)) <= _units(told)


def _share(asked: str, told: str) -> float:
    """How much of what is asked for is named by the fact: words, or pairs of characters in Chinese."""
    asked = " ".join(word for word in asked.split() if plain(word).strip(".,?") not in _NEUTRAL)
    wanted, named = _units(asked), _units(told)
    return len(wanted & named) / len(wanted) if wanted else 0.0


# What a Chinese question asks for, named as a fact would name it; and what says nothing about that.
_ASKED = (("多少人", " 规模 "), ("多少员工", " 规模 "), ("几个人", " 规模 "), ("多大", " 规模 "), ("在哪里", " 地点 "),
          ("在哪儿", " 地点 "), ("什么时候", " 时间 "), ("几点", " 时间 "))  # fmt: skip
# Words for one thing, which a question and a fact may choose between.
_SAME_WORDS = dict.fromkeys("salary salaries wage wages compensation remuneration paid pays".split(), "pay")
_SAME = (("工资", " 薪资 "), ("薪水", " 薪资 "), ("薪酬", " 薪资 "), ("月薪", " 薪资 "), ("年薪", " 薪资 "),
         ("待遇", " 薪资 "), ("在家办公", " 居家办公 "), ("远程办公", " 居家办公 "), ("远程工作", " 居家办公 "),
         ("范围", " "), ("岗位", " "), ("职位", " "), ("另外", " "), ("一下", " "), ("这个", " "), ("想问", " "),
         ("先问", " "), ("了解", " "), ("大概", " "), ("大约", " "), ("这份", " "), ("工作", " "))  # fmt: skip
_EMPTY = re.compile(
    r"请问|你们|我们|您|你|多少|可以|能不能|可不可以|是不是|是否|有没有|会有|什么|怎么样|怎样|如何|吗|呢|的|是|有|会|能|几|[^\w]"
)


def _units(text: str) -> set[str]:
    if han_count(text):
        for asked, named in (*_ASKED, *_SAME):
            text = text.replace(asked, named)
        pieces = _EMPTY.sub(" ", text).split()
        return {piece[at : at + 2] for piece in pieces for at in range(max(1, len(piece) - 1))}
    return {_SAME_WORDS.get(word, word)[:5] for word in lows(text) if is_content(word)}
