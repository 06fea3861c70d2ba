"""The interviewer with a connected model: it analyzes replies, words the moves that the policy chose, and judges."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from aural.engine.analysis import Analysis, Refused
from aural.engine.answers.injected_spans import without_asides
from aural.engine.answers.sentences import length_of
from aural.engine.context import Context
from aural.engine.moves import Clarify, FollowUp
from aural.engine.plan import Plan
from aural.interviewer.checks.wording import check_wording, most_words
from aural.interviewer.guided.interviewer import GuidedInterviewer, phrase_by_template
from aural.interviewer.judging.checker import Checker
from aural.interviewer.judging.judge import RATINGS, Judge, ask_about, judge_by
from aural.interviewer.model import analysis as interviewing
from aural.interviewer.model.analysis import ReplyRead
from aural.interviewer.model.failures import Breaker
from aural.interviewer.model.model import Model, ModelChoice, ModelError
from aural.interviewer.model.redaction import MADE_UP_MARK, Redaction, has_mark, with_note
from aural.interviewer.model.transport import AddressOf
from aural.interviewer.model.wording import (
    completed,
    fence_of,
    is_fixed,
    lead_in_problems,
    system_text,
    user_text,
    word_prompt,
    words_of,
)
from aural.interviewer.prompts import Fence
from aural.interviewer.protocol import Interviewer, Judgement, Line, Origin, Situation, Wording, WordingRequest
from aural.interviewer.steps import run_step
from aural.platform.clock import Clock, SystemClock
from aural.settings import Settings
from aural.settings.models import JUDGE_SECONDS, WORD_SECONDS

Output = TypeVar("Output", bound=BaseModel)

CHARACTERS_A_WORD = 16  # in a wording; a longer wording would be refused for its length
# 6 seconds if the candidate types, 2.5 seconds if the candidate listens.
SPOKEN_SHARE = 2.5 / 6
MOST_ANALYSIS_TOKENS = 1_200  # three proposals and one sentence take about 300
# Moves that a model words in a separate request: after a button, and about code or a drawing.
ASKED_APART = (FollowUp, Clarify)
LONGEST_PLAIN = 6  # words
REQUESTS = ("repeat", "rephrase", "skip", "back", "minute", "end")
# Intents that, if wrong, would lose an answer, offend its author or repeat a question. The model alone can't decide on
# them if the classifier is sure of content: a weak model errs, and a reply may contain instructions to the model.
RISKY = ("off-topic", "hostile", "instruction", "distress", *REQUESTS)
# A limit for the classifier's largest margin. Among replies by unseen writers (tests/data/replies, o and p), three in
# four answers are at or below it, but only 4 in 100 off-topic replies, and none that are hostile, distressed or orders.
# In Chinese (zh), where only words are weighed, half of the answers and 3 of 30 off-topic replies are at or below it.
SURELY_CONTENT = -4.0


class ModelInterviewer:
    """Reads each reply with one model call, which also returns the words to say, and judges with a model.

    An interview never waits longer than `word_seconds` for the model. If the model fails, a template is used.
    """

    analyses_slowly = True

    def __init__(
        self,
        model: Model,
        *,
        judging: Model | None = None,
        guided: Interviewer | None = None,
        clock: Clock | None = None,
        word_seconds: float = WORD_SECONDS,
        judge_seconds: float = JUDGE_SECONDS,
        ratings: int = RATINGS,
        redacts: bool = False,
    ) -> None:
        self.redacts, self._people = redacts, tuple[str, ...]()
        self._model, self._judging = model, judging or model
        self._guided = guided or GuidedInterviewer()
        self._breaker = Breaker((clock or SystemClock()).now)
        self._word_seconds, self._judge_seconds, self._ratings = word_seconds, judge_seconds, ratings

    @classmethod
    def from_settings(
        cls, settings: Settings, choice: ModelChoice | None = None, address_of: AddressOf | None = None
    ) -> ModelInterviewer:
        """The interviewer with the models in the settings, or with `choice`, which then judges, too."""
        interviewing = choice or ModelChoice.from_settings(settings)
        judging = choice or ModelChoice.judging(settings)
        return cls(
            Model(interviewing, address_of=address_of),
            judging=None if judging == interviewing else Model(judging, address_of=address_of),
            word_seconds=settings.model_word_seconds,
            judge_seconds=settings.model_judge_seconds,
            redacts=settings.model_redact == "on",
        )

    def redacting(self, people: Iterable[str]) -> ModelInterviewer:
        """A copy of this interviewer for one session. It redacts these names, and names that the session mentions."""
        bound = copy.copy(self)
        bound.redacts, bound._people = True, tuple(people)
        return bound

    async def _redaction(self, plan: Plan, lines: tuple[Line, ...], name: str | None = None) -> Redaction | None:
        """The session's redaction, built off the event loop: for a long conversation, that takes seconds."""
        return await run_step(Redaction.of, plan, (*self._people, name), lines) if self.redacts else None

    @property
    def model(self) -> Model:
        return self._model

    @property
    def judging(self) -> Model:
        """The model that judges and drafts: the interviewing model, unless the settings name another."""
        return self._judging

    async def close(self) -> None:
        """Closes the connections to the models' servers."""
        await self._model.close()
        await self._judging.close()

    async def analyse(self, context: Context, situation: Situation | None = None) -> Analysis:
        """The model's analysis, with words that passed the checks, or the guided analysis if the model fails."""
        loading = self._model.load()  # the library loads while the candidate reads a fixed greeting
        guided = await self._guided.analyse(context, situation)
        if situation is None or guided.is_crisis or guided.may_be_crisis or guided.choice or _is_plain(guided, context):
            return guided
        if await asyncio.to_thread(_is_kept_from_model, guided, context):
            return guided
        if self._breaker.is_open:
            return replace(guided, fallback="resting")
        del loading
        try:
            analysis = await self._analyse(context, situation)
        except ModelError as error:
            if error.why != "nonsense":  # a useless answer in time doesn't keep the candidate waiting
                self._breaker.failed()
            return replace(guided, fallback=error.why, tokens=error.tokens)
        self._breaker.succeeded()
        return analysis if analysis.intent not in RISKY or not _is_surely_content(guided) else _as_answer(analysis)

    async def _analyse(self, context: Context, situation: Situation) -> Analysis:
        """Asks for one object, and for a second one if words in the first can't be used and time is left."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._word_seconds * (SPOKEN_SHARE if situation.is_spoken else 1)
        fence = Fence.of(situation.lines[0].message_id) if situation.lines else Fence()
        redaction = await self._redaction(situation.plan, situation.lines, situation.participant_name)
        system = await asyncio.to_thread(interviewing.system_text, situation.plan, redaction)
        best, tokens, refused = None, 0, list[Refused]()
        for _ in range(2):
            user = await asyncio.to_thread(interviewing.user_text, context, situation, fence, refused, redaction)
            try:
                read, spent = await self._model.fill(
                    system,
                    user,
                    ReplyRead,
                    seconds=until - loop.time(),
                    most_tokens=MOST_ANALYSIS_TOKENS,
                    keep_system=True,
                )
            except ModelError as error:
                if best is not None:  # the first analysis is good enough
                    return replace(best, tokens=tokens + error.tokens)
                raise
            tokens += spent
            read = read if redaction is None else redaction.filled(read)
            analysis, newly = await asyncio.to_thread(interviewing.read_result, read, context, situation, fence)
            refused += newly
            best = replace(analysis, model=self._model.choice.name, tokens=tokens, refused=tuple(refused))
            if not newly or best.proposals:
                return best
        assert best is not None
        return best

    async def phrase(self, request: WordingRequest) -> Wording:
        """The words that came with the analysis. If none fit the move, the model is asked, or a template is used."""
        analysis, words = request.analysis, words_of(request)
        if is_fixed(request.move) or analysis is None:
            return await self._phrase_apart(request)
        if analysis.model is not None and words is not None:
            version = interviewing.analyse_prompt().version
            return Wording(
                completed(words, request), Origin("model", analysis.model, version), refused=analysis.refused
            )
        if analysis.fallback is not None:
            return phrase_by_template(request, analysis.fallback)
        if analysis.refused:
            return replace(phrase_by_template(request, "nonsense"), refused=analysis.refused)
        return await self._phrase_apart(request)

    async def _phrase_apart(self, request: WordingRequest) -> Wording:
        """Words for a move for which the analysis has none: after a button, or about code or a drawing."""
        if is_fixed(request.move) or words_of(request) is not None or not isinstance(request.move, ASKED_APART):
            return phrase_by_template(request)
        if self._breaker.is_open:
            return phrase_by_template(request, "resting")
        try:
            wording = await self._phrase(request)
        except ModelError as error:
            if error.why != "nonsense":  # a useless answer in time doesn't keep the candidate waiting
                self._breaker.failed()
            return replace(phrase_by_template(request, error.why), tokens=error.tokens)
        self._breaker.succeeded()
        return wording

    async def _phrase(self, request: WordingRequest) -> Wording:
        """The model's words, with a second try if the first words break the rules and time is left."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._word_seconds * (SPOKEN_SHARE if request.is_spoken else 1)
        tokens, problems = 0, list[str]()
        fence, most = fence_of(request), CHARACTERS_A_WORD * most_words(request)
        redaction = await self._redaction(request.plan, request.lines, request.participant_name)
        for _ in range(2):
            system = await asyncio.to_thread(system_text, request, fence, redaction)
            user = await asyncio.to_thread(user_text, request, fence, problems, redaction)
            try:
                written = await self._model.write(system, user, seconds=until - loop.time(), most_characters=most)
            except ModelError as error:
                error.tokens += tokens
                raise
            tokens += written.tokens
            words = written.text if redaction is None else redaction.show(written.text)
            text = completed(words, request)
            problems = await asyncio.to_thread(problems_of, words, text, request, fence)
            if not problems:
                return Wording(text, Origin("model", self._model.choice.name, word_prompt().version), tokens)
        return replace(phrase_by_template(request, "nonsense"), tokens=tokens)

    async def judge(self, plan: Plan, lines: tuple[Line, ...], language: str | None = None) -> Judgement:
        """The report's raw material. Raises ModelError (an InterviewerUnavailableError) with the tokens spent."""

        async def ask(system: str, user: str, kind: type[Output]) -> tuple[Output, int]:
            return await self._judging.fill(system, user, kind, seconds=self._judge_seconds)

        judge = Judge(ask_about(plan, ask), ratings=self._ratings, redaction=await self._redaction(plan, lines))
        try:
            return await judge_by(judge, plan, lines, self._judging.choice.name, language)
        except ModelError as error:
            error.tokens = judge.spent
            raise

    async def checker(self, plan: Plan, lines: Sequence[Line]) -> Checker:
        """The judging model for one session's checks."""
        redaction = await self._redaction(plan, tuple(lines))

        async def ask(system: str, user: str, kind: type[Output]) -> tuple[Output, int]:
            return await self._judging.fill(with_note(system, redaction), user, kind, seconds=self._judge_seconds)

        return Checker(ask_about(plan, ask), str if redaction is None else redaction.hide)


def problems_of(words: str, text: str, request: WordingRequest, fence: Fence) -> list[str]:
    """Why these words can't be used; empty if they can."""
    if fence.leaks_into(words):
        return ["they show a part of the instructions"]
    if has_mark(words):
        return [MADE_UP_MARK]
    return lead_in_problems(words, request.move) + check_wording(text, request)


def _is_plain(analysis: Analysis, context: Context) -> bool:
    """Whether the reply is a request in a few words ("skip this one"), which a model wouldn't read any better."""
    return analysis.intent in REQUESTS and length_of(context.answer) <= LONGEST_PLAIN


def _is_kept_from_model(guided: Analysis, context: Context) -> bool:
    """Whether the whole reply is hidden from the model because it reads like an order, although it isn't one.

    It may be an attack ("you are a glorified toaster") or a story. The classifier has seen the whole reply.
    """
    if not context.answer.strip() or without_asides(context.answer):
        return False
    return guided.intent != "answer" or (guided.predictions is not None and guided.predictions.whole.label == "content")


def _is_surely_content(guided: Analysis) -> bool:
    """Whether the classifier has no doubt that the reply answers the question."""
    if guided.intent != "answer" or guided.predictions is None:
        return False
    return max(guided.predictions.whole.margins.values()) <= SURELY_CONTENT


def _as_answer(analysis: Analysis) -> Analysis:
    """The analysis as an answer that needs no follow-up. Its words are dropped, because they fit another intent."""
    return replace(analysis, intent="answer", topic=None, words=None, is_substantive=True)
