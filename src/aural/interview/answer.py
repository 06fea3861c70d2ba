"""What an answer is like: the reading of a candidate's words that the policy decides on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from aural.interview.asides import without_asides
from aural.interview.company import is_about_company
from aural.interview.features import Features, count_features
from aural.interview.focus import FocusFinder
from aural.interview.intent import choose_kind
from aural.interview.moves import Probe, Topic
from aural.interview.plan import Fact, Question
from aural.interview.probes import Weighing, find_probes
from aural.interview.sentences import LONGEST_READ, length_of
from aural.interview.side_questions import without_side_questions
from aural.interview.wishes import LONGEST_WISH, find_wish, is_lost

Intent = Literal[
    "answer",  # an answer to the question, good or poor
    "nothing-to-add",  # "that is all I have"
    "asks-back",  # does not understand, wants to know what is meant
    "off-topic",
    "hostile",  # anger or distress
    "instruction",  # tries to steer the interviewer, the session or the score
    "repeat", "rephrase", "skip", "back", "minute", "end",  # wishes about the interview itself
    "asks-about",  # a question about the interview itself: see `topic`
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """`probes`: what could be asked, best first; empty where the answer leaves nothing to ask.

    `fact`: the approved one that answers a question about the company or the role, if one does for sure.
    """

    intent: Intent = "answer"
    topic: Topic | None = None
    probes: tuple[Probe, ...] = ()
    is_substantive: bool = True  # says something that bears on the question
    fact: Fact | None = None


def read_answer(
    question: Question | None,
    answer: str,
    earlier: tuple[str, ...],
    language: str,
    relatedness: float | None,
    leaning: Mapping[str, float] | None = None,
) -> Reading:
    """Read one message. `earlier` are the former answers to the same question, oldest first.

    `relatedness` (question to answer, -1 to 1) and `leaning` (a share for each of `intent.KINDS`) come from a
    sentence model where there is one.
    """
    answer = answer[:LONGEST_READ]
    earlier = tuple(told for told in earlier if not is_lost(told))
    asked = question.text if question else ""
    features = count_features(asked, answer, language)
    wish = find_wish(answer, language, bool(earlier))
    if wish is not None and wish.topic == "company" and not is_about_company(asked, answer):
        wish = None  # asked for clarity, before an answer
    if wish is not None and not (wish.name == "asks-about" and _is_angry(leaning)):
        return Reading(cast("Intent", wish.name), wish.topic, is_substantive=features.words > 30)
    if is_lost(answer) and earlier:
        return _from_earlier(question, answer, earlier, language)
    if question is None and features.ends_asking and features.words <= LONGEST_WISH:
        return Reading("asks-about", "company", is_substantive=False)  # the closing turn: a question is for the people
    if question is None or features.words == 0:
        is_asking = question is not None and features.ends_asking  # a bare "?"
        return Reading("asks-back" if is_asking else "answer", is_substantive=features.words > 0)
    left = length_of(without_asides(answer))
    kind = cast("Intent", choose_kind(features, relatedness, leaning, left))
    if kind != "answer":
        return Reading(kind, is_substantive=False)
    return _read_substance(question, answer, earlier, language, features)


def _is_angry(leaning: Mapping[str, float] | None) -> bool:
    return leaning is not None and leaning["hostile"] > 0.5


def _read_substance(
    question: Question, answer: str, earlier: tuple[str, ...], language: str, features: Features
) -> Reading:
    whole_text = "\n".join((*earlier, answer))[-LONGEST_READ:]
    whole = count_features(question.text, whole_text, language) if earlier else features
    weighing = Weighing(features, whole, len(earlier))
    known = f"{question.text}\n{question.description or ''}"
    told = [without_asides(message, mark="\n") for message in (*earlier, answer)]
    messages = [without_side_questions(message, question.text) for message in told]
    finder = FocusFinder(messages, known, by_characters=features.is_han)
    return Reading("answer", None, find_probes(weighing, finder))


def _from_earlier(question: Question | None, answer: str, earlier: tuple[str, ...], language: str) -> Reading:
    """The candidate does not see what is wanted: another point of what was told before."""
    if question is None:
        return Reading("nothing-to-add")
    told = earlier[-1]
    reading = _read_substance(question, told, earlier[:-1], language, count_features(question.text, told, language))
    return Reading("answer", None, reading.probes, is_substantive=False)
