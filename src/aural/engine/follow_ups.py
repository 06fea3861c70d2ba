"""Which of a question's prepared follow-ups to ask, best first, in which words."""

from __future__ import annotations

from aural.engine.analysis import Proposal
from aural.engine.answers.probe_conditions import LONG, Told, holds, is_done
from aural.engine.answers.sentences import plain
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
# What is worth a second follow-up at one question, where the interview doesn't go deep; so is what is always asked.
WORTH_A_SECOND: frozenset[Condition] = frozenset({"HALF_UNANSWERED", "NO_RESULT", "NO_OWN_PART"})
# What a library asks for only where the interview goes deep: seldom missed otherwise.
ONLY_DEEP: frozenset[Condition] = frozenset({"NO_ALTERNATIVE"})
# What comes before a library's other follow-ups; a creator's own are in the creator's order.
FIRST: tuple[Condition, ...] = ("HALF_UNANSWERED", "NO_OWN_PART")


def find_follow_ups(context: Context, told: Told) -> tuple[Proposal, ...]:
    """Those whose conditions hold; empty where nothing is left to ask."""
    assert context.question is not None
    probes = probes_of(context.question, context.language)
    if not probes or is_done(told):
        return ()
    open_ones = [probe for probe in probes if _is_worth_it(probe, context, told)]
    if context.question.probes is None:
        open_ones.sort(key=_rank)
    return tuple(_proposal(probe, context, told) for probe in open_ones)


def _is_worth_it(probe: PreparedProbe, context: Context, told: Told) -> bool:
    """The bar rises with each follow-up; a kind that was asked at this question is closed."""
    if probe.when == "ALWAYS":
        return not _was_said(probe.ask, context)
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
            return False  # said at length: what is missing is not missed
    return holds(probe.when, told, probe.about)


def _rank(probe: PreparedProbe) -> int:
    return FIRST.index(probe.when) if probe.when in FIRST else len(FIRST)


def _proposal(probe: PreparedProbe, context: Context, told: Told) -> Proposal:
    assert context.question is not None
    ways = wordings_of(probe, context.question, context.language, told.traits)
    fresh = (words for words in ways if not _was_said(words, context))
    return Proposal(Probe(NAMES[probe.when]), next(fresh, ways[0]))


def _was_said(words: str, context: Context) -> bool:
    return any(plain(words) in plain(text) for text in context.said)
