"""Estimates the model calls and tokens that an interview takes, for interviewing and for judging.

The figures below were measured on the twelve recorded interviews with a model (tests/data/improvised), which
docs/quality.md describes; a test compares the estimate with them. Plan limits also depend on it (TOKENS_AN_HOUR).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from aural.engine.answers.sentences import han_count
from aural.engine.authoring.checks import estimated_seconds
from aural.engine.plan import Criterion, Plan, follow_up_budget
from aural.engine.purposes import gives_levels, withholds
from aural.interviewer.judging import claim_check, disclosure_check
from aural.interviewer.judging.judge import RATINGS, Summed
from aural.interviewer.judging.levels import RatedCriteria
from aural.interviewer.model.analysis import ReplyRead, system_text
from aural.interviewer.prompts import Fence, prompt

# In tokens of about four characters; a Chinese character counts as one token.
CHARACTERS_A_TOKEN = 4
AN_ANSWER = 90  # 65 words
A_TURN = 30  # a follow-up, or a sentence and the next question
A_REQUEST = 120  # the text around the conversation: marks, questions done, time left
A_READING = 70  # what the model writes: the analysis, and follow-ups in words
# Tokens that a judge writes, calculated from the form of its answers instead of measured.
A_RATED_CRITERION = 120  # with the reason, and what would raise the level
A_SUMMARY = 500
A_VERDICT = 45  # on one sentence of the report
A_DISCLOSURE = 25
# Statements in a report that are checked: a summary of three sentences, and five insights and themes.
STATEMENTS = 13
A_STATEMENT = 110  # with the passage that supports it
SENTENCES_AN_ANSWER = 5
DISCLOSURES = 3  # that a model finds in an interview
# Passes with words for the top level masked (`interviewer/judging/levels`). Nearly every interview contains such words.
PASSES_WITHOUT = 1
SHARE_OF_FOLLOW_UPS = 0.5  # of those allowed, as in the estimate of an interview's length

# The tokens that a plan allows for each of its session hours. The estimate is 175,000 to 230,000, depending on depth;
# the rest is for drafts, rehearsals, longer answers, and models that think.
TOKENS_AN_HOUR = 250_000


@dataclass(frozen=True, slots=True)
class Load:
    """`read`: tokens sent to the model. `cached`: those usually billed as cached. `written`: tokens returned."""

    calls: int = 0
    read: int = 0
    cached: int = 0
    written: int = 0

    @property
    def tokens(self) -> int:
        """The tokens that count toward a plan's limit."""
        return self.read + self.written

    def __add__(self, other: Load) -> Load:
        return Load(
            self.calls + other.calls,
            self.read + other.read,
            self.cached + other.cached,
            self.written + other.written,
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """`answers`: their number if half of the allowed follow-ups are asked and time permits, with the closing turn.

    `judging` includes the checks for disclosures, and of the report's statements.
    """

    answers: int
    interviewing: Load
    judging: Load

    @property
    def tokens(self) -> int:
        return self.interviewing.tokens + self.judging.tokens


def estimate(plan: Plan) -> Estimate:
    """The estimate for one completed interview, without tokens for thinking."""
    if not plan.questions:
        return Estimate(0, Load(), Load())
    share = 1.0
    if plan.time_limit_seconds is not None:
        share = min(1.0, plan.time_limit_seconds / estimated_seconds(plan))
    said = {q.id: share * (1 + SHARE_OF_FOLLOW_UPS * follow_up_budget(plan, q)) for q in plan.questions}
    answers = math.ceil(sum(said.values())) + 1
    judging = _judging_load(plan, said) + checking_load(plan, answers)
    return Estimate(answers, interviewing_load(plan, answers), judging)


def interviewing_load(plan: Plan, answers: int) -> Load:
    """One call per answer. Each call reads everything that the previous call read, and the newest turn."""
    fixed = tokens_of(system_text(plan)) + _form(ReplyRead)
    a_turn = AN_ANSWER + A_TURN
    read = answers * (fixed + A_REQUEST) + a_turn * answers * (answers + 1) // 2
    before = max(0, answers - 1)
    cached = before * fixed + a_turn * before * answers // 2
    return Load(answers, read, cached, A_READING * answers)


def _judging_load(plan: Plan, said: dict[str, float]) -> Load:
    """The whole transcript is rated several times (mostly from a cache after the first time) and summed up once."""
    texts = sum(tokens_of(question.text) for question in plan.questions)
    whole = texts + round((sum(said.values()) + 1) * (AN_ANSWER + A_TURN))  # with the closing turn
    summed = Load(1, _part_tokens("session") + _form(Summed) + whole, 0, A_SUMMARY)
    if not plan.criteria:
        return summed
    read = _rating_text(plan.criteria) + _form(RatedCriteria) + whole
    written = A_RATED_CRITERION * len(plan.criteria)
    passes = RATINGS + PASSES_WITHOUT
    return summed + Load(passes, passes * read, (RATINGS - 1) * read, passes * written)


def checking_load(plan: Plan, answers: int) -> Load:
    """The checks of a report: for disclosures in hiring interviews, and whether its statements are supported."""
    words_on_levels = 2 * len(plan.criteria) if gives_levels(plan.purpose) else 0
    findings = sum(question.traits.is_research for question in plan.questions)
    statements = STATEMENTS + words_on_levels + findings
    calls = math.ceil(statements / claim_check.MOST_STATEMENTS)
    fixed = tokens_of(prompt("check").parts["system"]) + _form(claim_check.Verdicts)
    checked = Load(
        calls, calls * fixed + A_STATEMENT * statements, 0, A_VERDICT * (statements + claim_check.CERTAIN * calls)
    )
    if not withholds(plan.purpose):
        return checked
    calls = math.ceil(SENTENCES_AN_ANSWER * answers / disclosure_check.MOST_SENTENCES)
    fixed = tokens_of(prompt("disclosures").parts["system"]) + _form(disclosure_check.Disclosures)
    numbers = 2 * SENTENCES_AN_ANSWER
    read = calls * fixed + answers * (AN_ANSWER + A_TURN + numbers)
    return checked + Load(calls, read, 0, DISCLOSURES * A_DISCLOSURE)


def _rating_text(criteria: Iterable[Criterion]) -> int:
    texts = (" ".join([one.name, one.description, *(text for _, text in one.anchors)]) for one in criteria)
    return _part_tokens("rating") + sum(map(tokens_of, texts))


@cache
def _part_tokens(part: str) -> int:
    fence = Fence()
    return tokens_of(prompt("judge").parts[part]) + 3 * tokens_of(fence.opening)


@cache
def _form(kind: type[BaseModel]) -> int:
    return tokens_of(json.dumps(kind.model_json_schema()))


def tokens_of(text: str) -> int:
    """A rough number of tokens, for any model."""
    han = han_count(text)
    return han + math.ceil((len(text) - han) / CHARACTERS_A_TOKEN)
