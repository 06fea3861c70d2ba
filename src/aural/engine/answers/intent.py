"""The intent of a message: an answer to the question, or something else that candidates say in an interview."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from aural import lang
from aural.engine.answers.features import Features
from aural.engine.answers.sentences import length_of, plain

Intent = Literal[
    "answer",  # an answer to the question, good or poor
    "nothing-to-add",  # "that is all I have"
    "asks-back",  # doesn't understand the question and asks what it means
    "off-topic",
    "hostile",  # attacks the interviewer, the organization or the procedure
    "distress",  # is not well at the moment
    "instruction",  # tries to steer the interviewer, the session or the score
    "refusal",  # declines to answer this question
    "complaint",  # finds fault with the procedure, without an attack
    "correction",  # corrects an earlier answer
    "repeat", "rephrase", "skip", "back", "minute", "end",  # requests about the interview itself
    "asks-about",  # a question about something else: see `Analysis.topic`
]  # fmt: skip
# The intent of each label of `interviewer/guided/classifier.py`. A reply labeled as a correction counts as an answer.
INTENT_OF: Mapping[str, Intent] = {
    "done": "nothing-to-add",
    "refusal": "refusal",
    "skip": "skip",
    "back": "back",
    "correction": "answer",
    "repeat": "repeat",
    "rephrase": "rephrase",
    "asks-back": "asks-back",
    "side-question": "asks-about",
    "pause": "minute",
    "end": "end",
    "complaint": "complaint",
    "hostile": "hostile",
    "distress": "distress",
    "off-topic": "off-topic",
    "instruction": "instruction",
}
# A reply that contains an answer in addition to one of these counts as an answer.
YIELDING = ("hostile", "instruction")
MIN_CALM_MARGIN = 2.5  # with a lower margin, a reply without a single angry word is not hostile
# A few words without a verb are easily misread: "Go or Python, for the streaming service." is an answer.
FEW_WORDS = 9
MIN_SHORT_MARGIN = 2.5
DOUBTFUL_WHEN_SHORT = ("off-topic", "instruction", "distress", "complaint", "refusal", "back", "end", "minute")
ASKING = ("asks-back", "asks-about", "rephrase", "repeat")
REQUESTING = ("skip", "back", "end", "minute", "repeat", "rephrase")
MIN_PAUSE_MARGIN = 4.0  # of a request to pause, or of any request before "I said it already"; real ones have about 8
MIN_ANSWER_WORDS = 5  # in a sentence that counts as an answer on its own
FEW_LEFT = 8  # words: if no more are left next to an order, they aren't an answer
GUESSED = ("answer", "asks-back", "off-topic", "hostile", "instruction")


_ASKING, _REQUEST, _ONWARD = (lang.every_pattern("requests", name) for name in ("asking", "requesting", "onward"))


@dataclass(frozen=True, slots=True)
class Prediction:
    """The classifier's prediction for a text.

    `margins`: how far the logit of each label is above its threshold; a label with a positive margin may be predicted.
    `content`: the logit for "answers what was asked".
    """

    text: str
    content: float
    margins: Mapping[str, float]

    @property
    def label(self) -> str:
        """The label with the largest positive margin, else "content"."""
        best = max(self.margins, key=lambda name: self.margins[name])
        return best if self.margins[best] > 0 else "content"

    @property
    def intent(self) -> Intent:
        return INTENT_OF.get(self.label, "answer")

    @property
    def confidence(self) -> float:
        """From 0.5 at the threshold to 1 far from it."""
        return 1 / (1 + math.exp(-abs(max(self.margins.values()))))


@dataclass(frozen=True, slots=True)
class Predictions:
    """The predictions for a whole reply and, if it has several sentences, for each sentence."""

    whole: Prediction
    sentences: tuple[Prediction, ...] = ()


def decide_intent(predictions: Predictions, features: Features) -> Intent:
    """The intent that decides the next move: an answer takes precedence over anything said along with it."""
    intent, margin = predictions.whole.intent, max(predictions.whole.margins.values())
    if intent == "hostile" and not _is_angry(margin, features):
        return "answer"
    if intent in YIELDING and contains_answer(predictions):
        return "answer"
    if intent in ASKING and not asks_something(predictions.whole.text):
        return "answer"
    if predictions.whole.label == "correction" and (asked := _asked_first(predictions)) is not None:
        return asked  # "Skip. I said it already."
    if intent == "asks-about" and contains_answer(predictions):
        return "answer"  # the question next to the answer gets a reply, too
    if intent in REQUESTING:
        return _decide_request(intent, predictions, features)
    if intent in DOUBTFUL_WHEN_SHORT and features.words <= FEW_WORDS and margin < MIN_SHORT_MARGIN:
        return "answer"
    return intent


def decide_by_terms(predictions: Predictions) -> Intent:
    """Like `decide_intent`, for a classifier that weighs only words."""
    whole = predictions.whole
    if whole.label == "content":
        return "answer"
    if whole.label not in ("distress", "off-topic", "correction") and contains_answer(predictions):
        return "answer"
    return "correction" if whole.label == "correction" else whole.intent


def _asked_first(predictions: Predictions) -> Intent | None:
    """The request that a reply begins with, if its first sentence is certainly one."""
    first = predictions.sentences[0] if predictions.sentences else None
    is_sure = first is not None and first.intent in REQUESTING and max(first.margins.values()) > MIN_PAUSE_MARGIN
    return first.intent if first is not None and is_sure else None


def _is_angry(margin: float, f: Features) -> bool:
    """Whether the reply is really hostile. Few words need a clear sign: they may be about a machine at work."""
    if f.words > FEW_WORDS:
        return margin > MIN_CALM_MARGIN or shows_anger(f)
    return margin > 2 * MIN_CALM_MARGIN or bool(f.abuse or f.refusals or f.at_you)


def _decide_request(intent: Intent, predictions: Predictions, features: Features) -> Intent:
    """A request must be the whole reply: "Two winters on night trains. Next." is an answer that ends the turn."""
    said = plain(predictions.whole.text)
    if intent == "minute" and max(predictions.whole.margins.values()) < MIN_PAUSE_MARGIN:
        return "answer"  # "Listen two minutes, job, listen, job again."
    if any(sentence.label == "content" for sentence in predictions.sentences):
        return "nothing-to-add"
    before = _ONWARD.sub("", said)
    if before != said and len(before.split()) > 1 and not _REQUEST.search(before):
        return "nothing-to-add"
    is_fragment = 2 <= features.words <= FEW_WORDS and not _REQUEST.search(said)
    return "answer" if is_fragment else intent


def asks_something(text: str) -> bool:
    """Whether the text has a question mark or a word that people use to ask."""
    return bool(_ASKING.search(plain(text)))


def contains_answer(predictions: Predictions) -> bool:
    """Whether one of several sentences answers the question."""
    return any(map(_is_answer, predictions.sentences))


def _is_answer(sentence: Prediction) -> bool:
    return sentence.content > 0 and sentence.label == "content" and length_of(sentence.text) >= MIN_ANSWER_WORDS


def guess_intent(f: Features, left: int) -> str:
    """The likeliest of `GUESSED` by word counts, for languages without a classifier.

    `left` is the number of words without those meant for the machine: if enough are left, the reply is an answer.
    """
    if left < f.words and (left * 2 <= f.words or left <= FEW_LEFT):
        return "instruction"
    scores = _scores(f)
    if not shows_anger(f):
        scores["hostile"] = 0.0  # "you" alone is not a sign of anger
    likeliest = max(GUESSED, key=lambda kind: scores[kind])
    return "answer" if likeliest == "instruction" else likeliest


def shows_anger(f: Features) -> bool:
    """Whether any words show anger: "you" alone doesn't."""
    return bool(f.abuse or f.machines or f.distress or f.refusals or f.at_you)


def _scores(f: Features) -> dict[str, float]:
    return {
        "answer": 1.2 + 0.3 * math.log1p(f.words) * (0.0 if f.questions else 1.0) * 0.5 + min(1.0, 3 * f.overlap),
        "asks-back": _asking(f),
        "off-topic": _straying(f),
        "hostile": _anger(f),
        "instruction": 0.85 * max(0.0, f.steering),
    }


def _asking(f: Features) -> float:
    if not f.questions or f.words > 60:
        return 0.4 * min(f.which, 2) if f.words <= 40 else 0.0
    return (
        1.6
        + 0.8 * min(f.which, 2)
        + 0.6 * f.ends_asking
        + (0.6 if f.words <= 25 else -0.5)
        - 0.8 * f.abuse
        - 0.5 * f.digressions
    )


def _straying(f: Features) -> float:
    return 0.7 * min(f.small_talk, 3) + 1.0 * min(f.digressions, 2) - 2.0 * f.overlap


def _anger(f: Features) -> float:
    score = (
        1.5 * min(f.abuse, 3)
        + 1.2 * min(f.refusals, 2)
        + 0.9 * min(f.at_you, 2)
        + 0.8 * min(f.machines, 2)
        + 0.8 * min(f.distress, 2)
    )
    return score - (1.0 if f.words > 80 else 0.0)
