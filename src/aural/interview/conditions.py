"""What an answer is missing: whether the condition of a prepared follow-up holds.

Doubt counts as told. A follow-up about something that was said is worse than one that is left out, so a condition holds
only where no sign of the thing is found and the answer is of the kind that should have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from aural.interview.plan import Condition, Question
from aural.interview.prepared import TRAITS, Archetype, archetype_of
from aural.interview.sentences import is_chinese, length_of, plain, visible
from aural.interview.words import any_of, load

# Words below which an answer to a main question is short, by the kind of question.
SHORT: dict[Archetype, int] = {
    "experience": 12,
    "walkthrough": 10,
    "hypothetical": 8,
    "knowledge": 8,
    "opinion": 6,
    "wish": 6,
    "motivation": 6,
}
# Kinds of questions about what one does or would want: a case is worth more there than where views are asked for.
PRACTICE = ("walkthrough", "hypothetical", "knowledge", "wish")
LEAST = 12  # words: of fewer, only their number says something
VERY_SHORT = 4
LONG = 120  # words: an answer of this length has told what its candidate finds worth telling
FEW_PAST = 2


@dataclass(frozen=True)
class Told:
    """What a candidate has said to one question so far: `last` is the newest answer, `earlier` those before it."""

    question: Question
    last: str
    earlier: tuple[str, ...] = ()
    language: str = "en"

    @cached_property
    def signs(self) -> _Signs | None:
        """None where the language of the answer has no words for it."""
        return signs_of("zh" if is_chinese(self.language, self.last) else self.language)

    @cached_property
    def kind(self) -> Archetype:
        return archetype_of(self.question.text, self.language)

    @cached_property
    def whole(self) -> str:
        return "\n".join(plain(visible(text)) for text in (*self.earlier, self.last))

    @cached_property
    def words(self) -> int:
        return length_of(self.whole)

    @cached_property
    def last_words(self) -> int:
        return length_of(self.last)

    def has(self, sign: str) -> bool:
        return self.signs is not None and self.signs.told[sign].search(self.whole) is not None

    def ends_with(self, sign: str) -> bool:
        """Whether the sign is in the second half of what was said."""
        return self.signs is not None and self.signs.told[sign].search(self.whole[len(self.whole) // 2 :]) is not None

    def claims(self, claim: str) -> int:
        return 0 if self.signs is None else len(self.signs.claims[claim].findall(self.whole))

    def asks(self, claim: str) -> bool:
        """Whether the question itself has the sign."""
        return self.signs is not None and self.signs.claims[claim].search(plain(self.question.text)) is not None

    @cached_property
    def says_nothing(self) -> bool:
        """The newest answer declines, denies, or points back at what was said."""
        if self.signs is None or self.last_words > 2 * LEAST:
            return False
        return self.signs.claims["nothing"].search(plain(visible(self.last))) is not None

    @cached_property
    def traits(self) -> tuple[str, ...]:
        """What the library may have fitting words for: several things named, or talk as what one does."""
        if self.signs is None or self.last_words > 30 or self.claims("told_as_past") >= FEW_PAST:
            return ()
        text = visible(self.last).strip().lower()
        return tuple(trait for trait in TRAITS if self.signs.claims[trait].search(text))


@dataclass(frozen=True, slots=True)
class _Signs:
    told: dict[str, re.Pattern[str]]
    claims: dict[str, re.Pattern[str]]
    halves: tuple[tuple[re.Pattern[str], str], ...]


@cache
def signs_of(language: str) -> _Signs | None:
    code = language.lower().replace("_", "-").split("-")[0]
    if not resources.files("aural.interview.words").joinpath(f"gaps.{code}.toml").is_file():
        return None
    data: dict[str, Any] = load(f"gaps.{code}")
    return _Signs(
        {name: any_of(patterns) for name, patterns in data["told"].items()},
        {name: any_of(patterns) for name, patterns in data["claims"].items()},
        tuple((re.compile(pattern, re.IGNORECASE), name) for pattern, name in data["half"].items()),
    )


def holds(condition: Condition, told: Told, about: str | None = None) -> bool:
    """Whether what was told so far meets the condition. `about`: the half that HALF_UNANSWERED looks for."""
    if condition == "ALWAYS":
        return True
    if condition == "SHORT":
        return is_short(told)
    if told.signs is None or told.says_nothing:
        return False
    if condition == "HALF_UNANSWERED":
        return about is not None and _is_half_open(about, told)
    return _GAPS[condition](told)


def is_short(told: Told) -> bool:
    """Too short to be an account; only of a first answer, and in any language."""
    return not told.earlier and 0 < told.words <= SHORT.get(told.kind, 0) and not told.says_nothing


def is_done(told: Told) -> bool:
    """Two very short answers in a row: the candidate has nothing to add, or doesn't want to."""
    return bool(told.earlier) and max(length_of(told.earlier[-1]), told.last_words) <= VERY_SHORT


def _lacks_result(told: Told) -> bool:
    """Of an account of what the candidate, or the candidate's team, did."""
    if told.kind != "experience" or not LEAST <= told.words <= LONG or not told.asks("of_event"):
        return False
    is_account = told.claims("told_as_past") > FEW_PAST and (told.has("own") or told.claims("we") > 0)
    return is_account and not told.has("result") and not told.ends_with("ending")


def _lacks_own_part(told: Told) -> bool:
    is_asked = told.kind in ("experience", "walkthrough") and not told.asks("of_team")
    return is_asked and told.claims("we") >= (1 if told.kind == "experience" else FEW_PAST) and not told.has("own")


def _lacks_reason(told: Told) -> bool:
    """Of a choice: in an account of the past only what is called a reason is one, elsewhere any ground is."""
    if told.words < LEAST or not told.claims("choice") or told.has("reason"):
        return False
    return told.kind == "experience" or not told.has("grounds")


def _lacks_example(told: Told) -> bool:
    """Of general talk: a figure or a long account is as good as an example."""
    if told.kind in ("plain", "logistics") or told.has("example"):
        return False
    past = told.claims("told_as_past")
    if told.kind == "experience":
        return past == 0 and told.claims("general") > 0 and not told.has("figure") and told.words <= LONG // 4
    is_exact = told.has("exact" if told.kind in PRACTICE else "figure")
    return past < FEW_PAST and LEAST <= told.words <= LONG // 2 and not is_exact


def _lacks_figure(told: Told) -> bool:
    return told.kind in ("experience", "walkthrough") and told.claims("effect") > 1 and not told.has("figure")


def _lacks_alternative(told: Told) -> bool:
    return told.words >= LEAST and told.claims("choice") > 0 and not told.has("alternative")


_GAPS: dict[Condition, Callable[[Told], bool]] = {
    "NO_RESULT": _lacks_result,
    "NO_OWN_PART": _lacks_own_part,
    "NO_REASON": _lacks_reason,
    "NO_EXAMPLE": _lacks_example,
    "NO_FIGURE": _lacks_figure,
    "NO_ALTERNATIVE": _lacks_alternative,
}


def _is_half_open(about: str, told: Told) -> bool:
    """Open after a short answer to the first half, or where the kind of thing that it asks for is nowhere."""
    assert told.signs is not None
    sign = next((name for pattern, name in told.signs.halves if pattern.search(about)), None)
    if sign is None:
        return told.words <= LEAST
    return told.words <= LONG and not told.has(sign)
