"""Decides what an answer lacks: whether it meets the condition of a prepared follow-up.

If in doubt, a condition isn't met: asking about something already said is worse than not asking. A condition is met
only if the answer has no sign of what the follow-up asks for, and is of a kind that should have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from aural import lang
from aural.engine.answers.sentences import length_of, plain, sentence_texts, visible
from aural.engine.plan import Condition, Question
from aural.engine.prepared_probes import TRAITS, Archetype, archetype_of
from aural.lang import any_of

# The maximum number of words in a short answer to a main question, by the kind of question.
SHORT: dict[Archetype, int] = {
    "experience": 12,
    "walkthrough": 10,
    "hypothetical": 8,
    "knowledge": 8,
    "opinion": 6,
    "wish": 6,
    "motivation": 6,
}
# Kinds of questions about what people do. Their answers need an example of something done, not an opinion.
PRACTICE: tuple[Archetype, ...] = ("walkthrough", "hypothetical", "knowledge")
# Halves of a question whose answer can be recognized in an answer of several sentences, up to LONG words. Reasons and
# figures have too many forms.
SEEN_HALVES = ("own", "result", "alternative")
SIGN_OF: dict[Condition, str] = {
    "NO_RESULT": "result",
    "NO_OWN_PART": "own",
    "NO_REASON": "reason",
    "NO_EXAMPLE": "example",
    "NO_FIGURE": "figure",
    "NO_ALTERNATIVE": "alternative",
}
LEAST = 12  # words; in a shorter answer, only the length is meaningful
VERY_SHORT = 4
SHORTISH = 20
LONG = 120  # words; a longer answer says all that the candidate considers worth saying
FEW_PAST = 2


ExampleJudge = Callable[["Told"], bool | None]


@dataclass(frozen=True)
class Told:
    """A candidate's answers to one question so far: `last` is the newest one, `earlier` those before it.

    `judge_example` decides whether to ask for an example; without it, or if it can't tell, signs decide.
    """

    question: Question
    last: str
    earlier: tuple[str, ...] = ()
    language: str = "en"
    judge_example: ExampleJudge | None = None

    @cached_property
    def signs(self) -> _Signs | None:
        """The patterns of the answer's language that show what an answer contains; None if the language has none."""
        own = lang.of_text(self.language, self.last)
        return signs_of(own.code if own.script else self.language)

    @cached_property
    def kind(self) -> Archetype:
        """The kind of question; "plain" instead of the default "opinion" if it doesn't ask for a view or a choice."""
        kind = archetype_of(self.question.text, self.language)
        is_guess = kind == "opinion" and self.signs is not None and not (self.asks("of_view") or self.asks("of_choice"))
        return "plain" if is_guess else kind

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
        """Whether the sign is in the second half of the answers."""
        return self.signs is not None and self.signs.told[sign].search(self.whole[len(self.whole) // 2 :]) is not None

    @cached_property
    def tells_end(self) -> bool:
        """Whether the account says how it ended, in words for an end or for what was settled in its second half."""
        settled = self.signs is not None and self.signs.others["settled"].search(self.whole[len(self.whole) // 2 :])
        return self.has("result") or self.ends_with("ending") or bool(settled)

    def closes_with(self, claim: str) -> bool:
        """Whether the last sentence has the sign."""
        last = sentence_texts(self.whole)[-1] if self.whole else ""
        return self.signs is not None and self.signs.claims[claim].search(last) is not None

    def claims(self, claim: str) -> int:
        return 0 if self.signs is None else len(self.signs.claims[claim].findall(self.whole))

    def asks(self, claim: str) -> bool:
        """Whether the question itself has the sign."""
        return self.signs is not None and self.signs.claims[claim].search(plain(self.question.text)) is not None

    def fits(self, *kinds: Archetype, sign: str | None = None) -> bool:
        """Whether the question is of one of these kinds and has the sign, or has follow-ups from the creator."""
        is_creators = self.question.probes is not None
        return is_creators or (self.kind in kinds and (sign is None or self.asks(sign)))

    @cached_property
    def says_nothing(self) -> bool:
        """Whether the newest answer declines, denies, or refers to something said before."""
        if self.signs is None or self.last_words > 2 * LEAST:
            return False
        last = plain(visible(self.last))
        repeats = bool(self.earlier) and self.signs.others["repeats"].search(last) is not None
        return repeats or self.signs.claims["nothing"].search(last) is not None

    @cached_property
    def traits(self) -> tuple[str, ...]:
        """Traits of the newest answer that call for special wordings: it lists several things, or is about talking."""
        if self.signs is None or self.last_words > LONG // 2 or self.claims("told_as_past") >= FEW_PAST:
            return ()
        text, signs = plain(visible(self.last)), self.signs.claims
        possible = TRAITS if self.last_words <= LONG // 4 else tuple(t for t in TRAITS if t != "of_several")
        return tuple(trait for trait in possible if signs[trait].search(text))


@dataclass(frozen=True, slots=True)
class _Signs:
    told: dict[str, re.Pattern[str]]
    claims: dict[str, re.Pattern[str]]
    others: dict[str, re.Pattern[str]]  # not among the features of `examples.py`, whose weights count the signs above
    halves: tuple[tuple[re.Pattern[str], str], ...]


@cache
def signs_of(language: str) -> _Signs | None:
    own = lang.find(language)
    if own is None:
        return None
    data = own.table("probe_conditions")
    return _Signs(
        {name: any_of(patterns) for name, patterns in data["told"].items()},
        {name: any_of(patterns) for name, patterns in data["claims"].items()},
        {name: any_of(patterns) for name, patterns in data["others"].items()},
        tuple((any_of([pattern], flags=re.IGNORECASE), name) for pattern, name in data["half"].items()),
    )


def holds(condition: Condition, told: Told, about: str | None = None) -> bool:
    """Whether the answers so far meet the condition. `about`: the half of the question that HALF_UNANSWERED checks."""
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
    """Whether a first answer, in any language, is too short to be an account."""
    is_main = not told.earlier and not told.says_nothing
    if told.signs is not None and told.kind == "experience":
        is_main = is_main and told.asks("of_event")
    elif told.has("reason"):  # "Skechers, because my arches are flat" is complete
        return False
    return is_main and 0 < told.words <= SHORT.get(told.kind, 0)


def is_done(told: Told) -> bool:
    """Whether two very short answers in a row show that the candidate has nothing to add, or doesn't want to."""
    return bool(told.earlier) and max(length_of(told.earlier[-1]), told.last_words) <= VERY_SHORT


def _lacks_result(told: Told) -> bool:
    """Whether an account ends with what the candidate did, and doesn't mention a result."""
    if not told.fits("experience", sign="of_event") or not 2 * VERY_SHORT <= told.words <= LONG:
        return False
    if told.claims("told_as_past") < FEW_PAST or told.tells_end:
        return False
    return told.closes_with("did")


def _lacks_own_part(told: Told) -> bool:
    """Whether the answer only says what "we" did.

    One "we" is enough if the question asks for an event; elsewhere, "we" often means everyone.
    """
    least = 1 if told.fits("experience", sign="of_event") else FEW_PAST
    is_asked = told.fits("experience", "walkthrough") and not told.asks("of_team")
    return is_asked and told.claims("we") >= least and not told.has("own")


def _lacks_reason(told: Told) -> bool:
    """Whether the answer is a single sentence without a reason. Longer answers give reasons without marking them."""
    return told.fits("hypothetical", "wish") and _is_bare_statement(told)


def _is_bare_statement(told: Told) -> bool:
    is_one = len(sentence_texts(told.whole)) == 1 and VERY_SHORT < told.words <= SHORTISH
    return is_one and not told.has("reason") and not told.has("grounds")


def _lacks_example(told: Told) -> bool:
    """Whether the answer stays general. An example already given counts, whatever `judge_example` says."""
    judged = None if told.judge_example is None else told.judge_example(told)
    if judged is None:
        return _speaks_generally(told)
    return judged and told.claims("told_as_past") < FEW_PAST and not told.has("event")


def _speaks_generally(told: Told) -> bool:
    """Decides by signs. For a question about views, a figure or a long answer is as good as an example."""
    if not told.fits(*SHORT):
        return False
    past = told.claims("told_as_past")
    if told.fits(*PRACTICE, sign="of_practice"):
        return past < FEW_PAST and LEAST <= told.words <= LONG and not told.has("event")
    if told.has("example") or (told.has("figure") and told.kind != "wish"):
        return False
    if told.kind == "experience":
        return past == 0 and told.claims("general") > 0 and told.words <= LONG // 4
    is_view = told.kind == "wish" or (told.kind not in PRACTICE and told.asks("of_view"))
    return is_view and past < FEW_PAST and LEAST <= told.words <= LONG // 2


def _lacks_figure(told: Told) -> bool:
    return told.fits("experience") and told.claims("effect") > 1 and not told.has("figure")


def _lacks_alternative(told: Told) -> bool:
    return told.words >= LEAST and not told.has("alternative")


_GAPS: dict[Condition, Callable[[Told], bool]] = {
    "NO_RESULT": _lacks_result,
    "NO_OWN_PART": _lacks_own_part,
    "NO_REASON": _lacks_reason,
    "NO_EXAMPLE": _lacks_example,
    "NO_FIGURE": _lacks_figure,
    "NO_ALTERNATIVE": _lacks_alternative,
}


def sign_asked_for(condition: Condition, about: str | None, told: Told) -> str | None:
    """The name of the sign that a follow-up with this condition asks for, such as "result"; None if unknown."""
    if condition != "HALF_UNANSWERED":
        return SIGN_OF.get(condition)
    halves = () if told.signs is None or about is None else told.signs.halves
    return next((name for pattern, name in halves if pattern.search(about or "")), None)


def _is_half_open(about: str, told: Told) -> bool:
    """Whether this half of the question is unanswered.

    A short answer in one piece leaves it unanswered. A longer answer does so if it has no sign of a half whose answer
    can be recognized (SEEN_HALVES). Two short pieces ("Crocs. My feet don't hurt in them.") usually answer one half
    each.
    """
    assert told.signs is not None
    if told.words <= LEAST:
        return told.signs.claims["pieces"].search(told.whole.rstrip(" .!?。！？")) is None
    sign = sign_asked_for("HALF_UNANSWERED", about, told)
    if sign == "reason":
        return _is_bare_statement(told)
    if sign not in SEEN_HALVES or told.words > LONG or told.has(sign):
        return False
    return sign != "result" or not told.tells_end
