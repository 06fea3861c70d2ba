"""What an answer is like: the reading of a candidate's words that the policy decides on."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from aural.interview.analysis import Analysis
from aural.interview.asides import without_asides
from aural.interview.company import is_about_company
from aural.interview.conditions import Told
from aural.interview.context import Context
from aural.interview.features import Features, count_features, speaks_of_dying
from aural.interview.follow_ups import find_follow_ups
from aural.interview.intent import Intent, Predictions, decide_intent, guess_intent
from aural.interview.moves import Topic
from aural.interview.sentences import LONGEST_READ, has_unseen, length_of
from aural.interview.side_questions import without_side_questions
from aural.interview.wishes import LONGEST_WISH, find_number, find_question, find_wish, is_correcting, is_lost


def read_answer(context: Context, predictions: Predictions | None = None) -> Analysis:
    """Read one message.

    `predictions` come from the classifier; without them, counted words and patterns decide.
    """
    answer = context.answer[:LONGEST_READ]
    context = replace(context, answer=answer, earlier=tuple(told for told in context.earlier if not is_lost(told)))
    features = count_features(context.question.text if context.question else "", answer, context.language)
    if predictions is None or context.question is None or features.words == 0:
        return _read_by_patterns(context, features)
    intent = decide_intent(predictions, features)
    if features.steering > 0 and has_unseen(answer):
        intent = "instruction"  # an honest answer has no reason to hide an order from the eye
    if intent == "answer" and find_question(answer, context.language) is not None:
        intent = "asks-about"
    if intent == "answer" and predictions.whole.label == "correction" and is_correcting(answer):
        intent = "correction"
    if intent == "answer":
        return replace(_read_substance(context), predictions=predictions, topic=_asked_beside(predictions))
    topic: Topic | None = None
    if intent in ("asks-about", "asks-back"):
        intent, topic = _asked_for(context, intent)
    is_crisis = intent == "distress" and speaks_of_dying(answer)
    return Analysis(
        intent,
        topic,
        is_substantive=intent == "correction",
        is_crisis=is_crisis,
        predictions=predictions,
        number=find_number(answer) if intent in ("back", "correction") else None,
    )


def _asked_beside(predictions: Predictions) -> Topic | None:
    """What an answer asks in its last sentence: it is passed on. One further up is often rhetorical."""
    last = predictions.sentences[-1] if predictions.sentences else None
    asks = last is not None and last.label == "side-question" and last.text.rstrip().endswith("?")
    return "company" if asks else None


def _asked_for(context: Context, intent: Intent) -> tuple[Intent, Topic | None]:
    """Clarity about the question, or something else: then also what. Where a pattern knows the words, it decides."""
    assert context.question is not None
    topic = find_question(context.answer, context.language)
    if topic is None:
        return intent, "company" if intent == "asks-about" else None  # unknown subjects are passed on
    if topic == "company" and not is_about_company(context.question.text, context.answer):
        return "asks-back", None
    return "asks-about", topic


def _read_by_patterns(context: Context, features: Features) -> Analysis:
    question, answer, earlier = context.question, context.answer, context.earlier
    wish = find_wish(answer, context.language, bool(earlier))
    asked = question.text if question else ""
    if wish is not None and wish.topic == "company" and not is_about_company(asked, answer):
        wish = None  # asked for clarity, before an answer
    if wish is not None:
        number = find_number(answer) if wish.name == "back" else None
        return Analysis(cast("Intent", wish.name), wish.topic, is_substantive=features.words > 30, number=number)
    if is_lost(answer) and earlier:
        return _from_earlier(context)
    if question is None and features.ends_asking and features.words <= LONGEST_WISH:
        return Analysis("asks-about", "company", is_substantive=False)  # the closing turn: a question is for the people
    if question is None or features.words == 0:
        is_asking = question is not None and features.ends_asking  # a bare "?"
        return Analysis("asks-back" if is_asking else "answer", is_substantive=features.words > 0)
    left = length_of(without_asides(answer))
    intent = cast("Intent", guess_intent(features, left))
    if intent != "answer":
        return Analysis(intent, is_substantive=False)
    return _read_substance(context)


def _read_substance(context: Context) -> Analysis:
    question = context.question
    assert question is not None
    last, *earlier = (
        without_side_questions(without_asides(text, mark="\n"), question.text)
        for text in (context.answer, *context.earlier)
    )
    told = Told(question, last, tuple(earlier), context.language)
    return Analysis("answer", None, find_follow_ups(context, told))


def _from_earlier(context: Context) -> Analysis:
    """The candidate doesn't see what is wanted: what is still missing in the former answers."""
    if context.question is None:
        return Analysis("nothing-to-add")
    told = replace(context, answer=context.earlier[-1], earlier=context.earlier[:-1])
    return Analysis("answer", None, _read_substance(told).proposals, is_substantive=False)
