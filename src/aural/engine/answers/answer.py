"""Analyzes a candidate's reply by rules, as the basis for the policy's decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from aural import lang
from aural.engine.analysis import Analysis
from aural.engine.answers.asked import asked_at_the_end, asked_beside, asked_last, tells_first, topic_asked
from aural.engine.answers.company import invites_questions, is_about_company
from aural.engine.answers.features import (
    Features,
    count_features,
    denies_danger,
    speaks_of_dying,
    speaks_of_own_danger,
)
from aural.engine.answers.injected_spans import without_asides
from aural.engine.answers.intent import (
    FEW_WORDS,
    MIN_SHORT_MARGIN,
    Intent,
    Prediction,
    Predictions,
    contains_answer,
    decide_by_terms,
    decide_intent,
    guess_intent,
)
from aural.engine.answers.probe_conditions import ExampleJudge, Told
from aural.engine.answers.requests import (
    LONGEST_RIGHTED,
    LONGEST_WISH,
    asks_about_the_question,
    claims_rights,
    ends_here,
    find_number,
    find_question,
    find_question_number,
    find_wish,
    goes_on,
    is_away,
    is_correcting,
    is_grieving,
    is_lost,
    is_refusing,
    is_slower,
    is_told,
    is_unfinished,
    is_unwell,
    leaves_question,
    may_correct,
    puts_right,
    was_never,
)
from aural.engine.answers.sentences import LONGEST_READ, has_unseen, length_of
from aural.engine.answers.side_questions import without_side_questions
from aural.engine.answers.topics import find_topic
from aural.engine.context import Context
from aural.engine.follow_ups import find_follow_ups
from aural.engine.moves import Topic
from aural.engine.plan import Question

MIN_CORRECTION_MARGIN = 0.5
# Intents after which the interviewer would continue, explain or comfort.
HASTY = ("answer", "asks-about", "asks-back", "back", "distress", "end", "nothing-to-add", "skip")
FEW_CHARACTERS = 3  # as counted by `length_of`; too few for the Chinese classifier


def read_answer(
    context: Context, predictions: Predictions | None = None, judge_example: ExampleJudge | None = None
) -> Analysis:
    """Reads one message.

    `predictions` come from the classifier; without them, word counts and patterns decide. `judge_example` decides
    whether an answer calls for an example; without it, patterns decide.
    """
    if denies_danger(context.answer):
        # Back to the question, after which the pointer to help may have come. The words count.
        return Analysis("answer", is_substantive=False, choice=None if context.question is None else "stay")
    analysis = _with_own_danger(_with_topic(_read(context, predictions, judge_example), context), context)
    if analysis.is_crisis:
        return analysis
    intent, topic = _as_told(context.answer, analysis, predictions)
    if (intent, topic) == (analysis.intent, analysis.topic):
        return analysis
    return _with_topic(Analysis(intent, topic, is_substantive=False, predictions=analysis.predictions), context)


def _with_own_danger(analysis: Analysis, context: Context) -> Analysis:
    """The analysis, in which a candidate's own words of danger lead to help, whatever else the message is."""
    if analysis.is_crisis or analysis.may_be_crisis or not speaks_of_own_danger(context.answer[:LONGEST_READ]):
        return analysis
    if analysis.is_substantive and context.question is not None:
        return replace(analysis, may_be_crisis=True)
    return Analysis("distress", is_substantive=False, is_crisis=True, predictions=analysis.predictions)


def _with_topic(analysis: Analysis, context: Context) -> Analysis:
    """The analysis, with the most precise topic that the words of a question to the interviewer allow.

    A candidate who asks for a break learns how to stop the clock.
    """
    if analysis.intent not in ("asks-about", "minute"):
        return analysis
    topic = find_topic(context.answer, context.language, context.question)
    if analysis.intent == "minute":
        return replace(analysis, topic=topic) if topic == "pausing" else analysis
    return analysis if topic is None else replace(analysis, topic=topic)


def _as_told(answer: str, analysis: Analysis, predictions: Predictions | None) -> tuple[Intent, Topic | None]:
    """The intent and topic, corrected for whole messages that say plainly what the candidate wants."""
    if claims_rights(answer):
        return "asks-about", "data-rights"
    if is_grieving(answer) or is_unwell(answer):
        return "distress", None
    if is_slower(answer):
        return "minute", None
    intent = _staying(answer, analysis, predictions)
    return intent, analysis.topic if intent == analysis.intent else None


def _staying(answer: str, analysis: Analysis, predictions: Predictions | None) -> Intent:
    """The intent, corrected for candidates who want to continue, to finish or to come back: words such as "finish" and
    "continue" are close to those of candidates who want to end the interview.
    """
    if (analysis.intent in HASTY and is_unfinished(answer)) or (
        analysis.intent in (*HASTY, "correction") and is_away(answer)
    ):
        return "minute"
    if "end" not in (analysis.intent, None if predictions is None else predictions.whole.label):
        return "repeat" if analysis.intent == "distress" and goes_on(answer) else analysis.intent
    if leaves_question(answer):
        return "skip"
    return "repeat" if goes_on(answer) else analysis.intent


def _read(context: Context, predictions: Predictions | None, judge_example: ExampleJudge | None) -> Analysis:
    answer = context.answer[:LONGEST_READ]
    context = replace(context, answer=answer, earlier=tuple(told for told in context.earlier if not is_lost(told)))
    features = count_features(context.question.text if context.question else "", answer, context.language)
    if context.question is None and predictions is not None and _is_in_danger(predictions.whole):
        return Analysis("distress", is_substantive=False, is_crisis=True, predictions=predictions)
    if predictions is None or context.question is None or features.words == 0:
        return _read_by_patterns(context, features)
    if not lang.of_text(context.language, answer).is_spaced:
        return _with_danger(_read_by_terms(context, features, predictions), predictions, _speaks_of_danger)
    intent = _intent_of(context, predictions, features)
    if intent == "answer":
        beside = asked_beside(predictions, context.language)
        return _with_danger(replace(_read_substance(context, judge_example), topic=beside), predictions)
    topic: Topic | None = None
    if intent == "asks-about":
        intent = _wish_after_all(context) or intent
    if intent in ("asks-about", "asks-back"):
        intent, topic = _asked_for(context, intent)
        topic = topic or asked_beside(predictions, context.language)
    is_crisis = intent == "distress" and speaks_of_dying(answer)
    return Analysis(
        intent,
        topic,
        is_substantive=_is_substantive(intent, predictions),
        is_crisis=is_crisis,
        predictions=predictions,
        number=_number_for(intent, answer),
    )


def _is_substantive(intent: Intent, predictions: Predictions) -> bool:
    if intent == "correction":
        return True
    # Many words of a candidate in danger may tell of the work, too, so they count as well.
    said = predictions.whole.text
    may_tell = speaks_of_dying(said) and length_of(said) > FEW_WORDS
    if intent == "distress":
        return contains_answer(predictions) or may_tell
    return intent in ("complaint", "refusal") and contains_answer(predictions)


def _is_in_danger(said: Prediction) -> bool:
    """Whether words of dying are likely to be the candidate's own, as opposed to part of a story."""
    return said.label in ("distress", "end", "refusal") and speaks_of_dying(said.text)


def _speaks_of_danger(said: Prediction) -> bool:
    """The same for a language whose classifier weighs single words: there, only long content is a story."""
    may_be_story = said.label == "content" and length_of(said.text) > FEW_WORDS
    return not may_be_story and speaks_of_dying(said.text)


def _with_danger(
    analysis: Analysis, predictions: Predictions, is_in_danger: Callable[[Prediction], bool] = _is_in_danger
) -> Analysis:
    """The analysis, with the predictions and whether a sentence of an answer has words of danger."""
    may_be_crisis = analysis.intent == "answer" and any(map(is_in_danger, predictions.sentences))
    return replace(analysis, predictions=predictions, may_be_crisis=may_be_crisis)


def _intent_of(context: Context, predictions: Predictions, features: Features) -> Intent:
    """The intent that the classifier predicts, unless words in the reply are stronger evidence of another."""
    answer = context.answer
    intent = decide_intent(predictions, features)
    if features.steering > 0 and has_unseen(answer):
        intent = "instruction"  # an honest answer has no reason to contain an invisible order
    if intent == "answer" and find_question(answer, context.language) is not None:
        intent = "asks-about"
    if intent == "answer" and _is_correction(predictions.whole, features):
        intent = "back" if features.ends_asking and features.words <= LONGEST_WISH else "correction"
    if is_told(answer):
        intent = "nothing-to-add"
    if intent in ("answer", "skip") and is_refusing(answer):
        intent = "refusal"
    if intent == "answer" and ends_here(answer):
        intent = "end"
    return intent


def _is_correction(predicted: Prediction, features: Features) -> bool:
    """Whether a predicted correction has a word used only in corrections, or a vaguer one and a large margin."""
    if predicted.label != "correction":
        return False
    least = MIN_SHORT_MARGIN if features.words <= FEW_WORDS else MIN_CORRECTION_MARGIN
    is_sure = predicted.margins["correction"] > least
    return is_correcting(features.text) or (is_sure and may_correct(features.text))


def _read_by_terms(context: Context, features: Features, predictions: Predictions) -> Analysis:
    """Reads a reply in a language whose classifier weighs single words. Patterns decide if it isn't confident."""
    if _speaks_of_danger(predictions.whole):
        return Analysis("distress", is_substantive=_is_substantive("distress", predictions), is_crisis=True)
    if is_told(context.answer):
        return Analysis("nothing-to-add")
    is_known = length_of(context.answer) > FEW_CHARACTERS
    intent = decide_by_terms(predictions) if is_known else "answer"
    if intent == "skip" and was_never(context.answer):
        return _read_substance(context)
    if is_known and intent == "answer" and predictions.whole.content > 0:
        return replace(_read_substance(context), topic=asked_last(context.answer, context.language))
    if intent == "answer":
        return _read_by_patterns(context, features)
    intent = (_wish_after_all(context) or intent) if intent == "asks-about" else intent
    return Analysis(
        intent,
        topic_asked(context.answer, context.language) or "company" if intent == "asks-about" else None,
        is_substantive=_is_substantive(intent, predictions),
        is_crisis=intent == "distress" and speaks_of_dying(context.answer),
        number=_number_for(intent, context.answer),
    )


def _number_for(intent: Intent, answer: str) -> int | None:
    if intent == "correction":
        return find_question_number(answer)
    return find_number(answer) if intent == "back" else None


def _wish_after_all(context: Context) -> Intent | None:
    """A request phrased as a question: "Can I have a moment to look that up?"."""
    wish = find_wish(context.answer, context.language, has_earlier=False)
    return None if wish is None or wish.name in ("asks-about", "nothing-to-add") else wish.name


def _read_closing(context: Context, features: Features) -> Analysis:
    topic = asked_at_the_end(context.answer, context.language)
    number = find_question_number(context.answer) if is_correcting(context.answer) else None
    if number is not None:
        return Analysis("correction", topic, number=number)
    if topic is not None and features.ends_asking and not tells_first(context.answer):
        return Analysis("asks-about", topic, is_substantive=False)
    return Analysis("answer", topic, is_substantive=features.words > 0)


def _asked_for(context: Context, intent: Intent) -> tuple[Intent, Topic | None]:
    """Whether the reply asks what the question means or asks about another topic, and which topic that is.

    A matching pattern takes precedence over `intent`.
    """
    assert context.question is not None
    topic = find_question(context.answer, context.language)
    if topic is None and intent == "asks-about":
        topic = topic_asked(context.answer, context.language)
    if topic is None:
        return intent, "company" if intent == "asks-about" else None  # questions about unknown subjects are passed on
    if topic == "company" and not is_about_company(context.question.text, context.answer):
        return "asks-back", None
    return "asks-about", topic


def _read_by_patterns(context: Context, features: Features) -> Analysis:
    question, answer, earlier = context.question, context.answer, context.earlier
    wish = find_wish(answer, context.language, bool(earlier))
    asked = question.text if question else ""
    beside = asked_last(answer, context.language) if question is not None else None
    if beside is not None and (wish is None or wish.name == "asks-about"):
        return replace(_read_substance(context), topic=beside)
    if wish is not None and wish.topic == "company" and not is_about_company(asked, answer):
        wish = None  # the candidate asks what the question means
    if wish is None and is_told(answer):
        return Analysis("nothing-to-add")
    if wish is not None:
        number = find_number(answer) if wish.name == "back" else None
        return Analysis(cast("Intent", wish.name), wish.topic, is_substantive=features.words > 30, number=number)
    if is_lost(answer) and earlier:
        return _from_earlier(context)
    if question is None:
        return _read_closing(context, features)
    if features.words == 0:
        is_asking = features.ends_asking  # a bare "?"
        return Analysis("asks-back" if is_asking else "answer", is_substantive=False)
    return _read_said(context, question, features)


def _read_said(context: Context, question: Question, features: Features) -> Analysis:
    """Reads a reply that isn't a request, by word counts."""
    answer = context.answer
    is_short = length_of(answer) <= LONGEST_RIGHTED
    number = find_question_number(answer) if is_short and is_correcting(answer) else None
    if number is not None or puts_right(answer):
        return Analysis("correction", number=number)
    left = length_of(without_asides(answer))
    intent = cast("Intent", guess_intent(features, left))
    own = lang.of_text(context.language, answer)
    if intent == "asks-back" and not own.is_spaced:
        is_back = asks_about_the_question(answer, question.text, own) or invites_questions(question.text)
        return Analysis("asks-back" if is_back else "asks-about", None if is_back else "company", is_substantive=False)
    if intent != "answer":
        return Analysis(intent, is_substantive=False)
    return _read_substance(context)


def _read_substance(context: Context, judge_example: ExampleJudge | None = None) -> Analysis:
    question = context.question
    assert question is not None
    last, *earlier = (
        without_side_questions(without_asides(text, mark="\n"), question.text)
        for text in (context.answer, *context.earlier)
    )
    told = Told(question, last, tuple(earlier), context.language, judge_example)
    return Analysis("answer", None, find_follow_ups(context, told))


def _from_earlier(context: Context) -> Analysis:
    """Proposes follow-ups to the previous answers, for a candidate who doesn't know what else to say."""
    if context.question is None:
        return Analysis("nothing-to-add")
    told = replace(context, answer=context.earlier[-1], earlier=context.earlier[:-1])
    return Analysis("answer", None, _read_substance(told).proposals, is_substantive=False)
