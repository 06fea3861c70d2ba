"""Chooses which of a question's prepared follow-ups to ask, best first, and their words."""

from __future__ import annotations

from aural.engine.analysis import Proposal
from aural.engine.answers.probe_conditions import LONG, Told, holds, is_done, sign_asked_for
from aural.engine.answers.sentences import plain, sentence_texts
from aural.engine.context import Context
from aural.engine.moves import Probe, ProbeName
from aural.engine.plan import Condition, PreparedProbe
from aural.engine.prepared_probes import probes_of, wordings_of

NAMES: dict[Condition, ProbeName] = {
    "SHORT": "detail",
    "HALF_UNANSWERED": "half",
    "NO_RESULT": "result",
    "NO_OWN_PART": "own-part",
    "NO_REASON": "elaborate-why",
    "NO_EXAMPLE": "example",
    "NO_FIGURE": "number",
    "NO_ALTERNATIVE": "trade-off",
    "ALWAYS": "detail",
}
# Conditions worth a second follow-up to a question even if the interview doesn't go deep. ALWAYS is handled separately.
WORTH_A_SECOND: frozenset[Condition] = frozenset({"HALF_UNANSWERED", "NO_RESULT", "NO_OWN_PART"})
# Conditions whose follow-up in the library is asked only if the interview goes deep: otherwise the gap seldom matters.
ONLY_DEEP: frozenset[Condition] = frozenset({"NO_ALTERNATIVE"})
# Conditions whose follow-ups in the library are asked first. A creator's follow-ups keep the creator's order.
FIRST: tuple[Condition, ...] = ("HALF_UNANSWERED", "NO_OWN_PART")


def find_follow_ups(context: Context, told: Told) -> tuple[Proposal, ...]:
    """Proposals for the follow-ups whose conditions are met; empty if nothing is left to ask."""
    assert context.question is not None
    probes = probes_of(context.question, context.language)
    if not probes or is_done(told):
        return ()
    asked = [probe for probe in probes if probe.when != "ALWAYS" and NAMES[probe.when] in context.asked]
    known = {sign_asked_for(probe.when, probe.about, told) for probe in asked} - {None}
    open_ones = [
        probe
        for probe in probes
        # "How did it end?", the second half of the question, and "How did it turn out?" are the same.
        if sign_asked_for(probe.when, probe.about, told) not in known and _is_worth_it(probe, context, told)
    ]
    if context.question.probes is None:
        open_ones.sort(key=_rank)
    return tuple(_proposal(probe, context, told) for probe in open_ones)


def _is_worth_it(probe: PreparedProbe, context: Context, told: Told) -> bool:
    """Whether to ask the follow-up. The bar rises with each follow-up, and each kind is asked once per question."""
    if probe.when == "ALWAYS":
        return not _was_asked(probe.ask, context)
    if NAMES[probe.when] in context.asked:
        return False
    if not context.goes_deep:
        assert context.question is not None
        if probe.when in ONLY_DEEP and context.question.probes is None:
            return False
        rounds = max(len(context.asked), len(context.earlier))
        if rounds > 0 and probe.when not in WORTH_A_SECOND:
            return False
        if told.words > LONG and probe.when not in WORTH_A_SECOND:
            return False  # after a long answer, this gap isn't worth a question
    return holds(probe.when, told, probe.about)


def _rank(probe: PreparedProbe) -> int:
    return FIRST.index(probe.when) if probe.when in FIRST else len(FIRST)


def _proposal(probe: PreparedProbe, context: Context, told: Told) -> Proposal:
    assert context.question is not None
    ways = wordings_of(probe, context.question, context.language, told.traits)
    fresh = (words for words in ways if not _was_said(words, context))
    return Proposal(Probe(NAMES[probe.when]), next(fresh, ways[0]))


def _was_asked(ask: str, context: Context) -> bool:
    """Whether this follow-up was asked about this question, possibly after the reply to a question in passing."""
    sentences = _sentences(ask)
    return any(_sentences(text)[-len(sentences) :] == sentences for text in context.follow_ups)


def _sentences(text: str) -> list[str]:
    return [plain(sentence) for sentence in sentence_texts(text)] or [plain(text)]


def _was_said(words: str, context: Context) -> bool:
    return any(plain(words) in plain(text) for text in context.said)
