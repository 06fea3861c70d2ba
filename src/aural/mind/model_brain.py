"""The interviewer with a connected model: it words the moves that the policy chose, and judges."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from aural.clock import Clock, SystemClock
from aural.interview.analysis import Analysis
from aural.interview.context import Context
from aural.interview.plan import Plan
from aural.mind.brain import Brain, Brief, Judgement, Line, Origin, Wording
from aural.mind.breaker import Breaker
from aural.mind.checks import check_wording, most_words
from aural.mind.guided import GuidedBrain, word_by_template
from aural.mind.judging import RATINGS, Judge
from aural.mind.lines import AddressOf
from aural.mind.model import Model, ModelChoice, ModelError
from aural.mind.prompts import Fence
from aural.mind.wording import (
    completed,
    fence_of,
    is_fixed,
    lead_in_problems,
    system_text,
    user_text,
    word_prompt,
)
from aural.settings import JUDGE_SECONDS, WORD_SECONDS, Settings

Output = TypeVar("Output", bound=BaseModel)

CHARACTERS_A_WORD = 16  # of a wording; one that is longer than this allows would be refused for its length
# design.md, section 3: 6 s where the candidate types, 2.5 s where the candidate listens.
SPOKEN_SHARE = 2.5 / 6


class ModelBrain:
    """Words the moves that the policy chose, and judges, by a model. Readings stay with the guided brain.

    An interview never waits longer than `word_seconds` for it and never ends with it: the template stands in.
    """

    def __init__(
        self,
        model: Model,
        *,
        guided: Brain | None = None,
        clock: Clock | None = None,
        word_seconds: float = WORD_SECONDS,
        judge_seconds: float = JUDGE_SECONDS,
        ratings: int = RATINGS,
    ) -> None:
        self._model = model
        self._guided = guided or GuidedBrain()
        self._breaker = Breaker((clock or SystemClock()).now)
        self._word_seconds, self._judge_seconds, self._ratings = word_seconds, judge_seconds, ratings

    @classmethod
    def from_settings(
        cls, settings: Settings, choice: ModelChoice | None = None, address_of: AddressOf | None = None
    ) -> ModelBrain:
        """The brain of a deployment whose `model` is set, or that of a choice beside it."""
        return cls(
            Model(choice or ModelChoice.from_settings(settings), address_of=address_of),
            word_seconds=settings.model_word_seconds,
            judge_seconds=settings.model_judge_seconds,
        )

    @property
    def model(self) -> Model:
        return self._model

    async def close(self) -> None:
        """Gives up the connections to the model's server."""
        await self._model.close()

    async def read(self, context: Context) -> Analysis:
        return await self._guided.read(context)

    async def word(self, brief: Brief) -> Wording:
        loading = self._model.load()  # while a fixed greeting is read, the library loads
        if is_fixed(brief.move):
            return word_by_template(brief)
        if self._breaker.is_open:
            return word_by_template(brief, "resting")
        del loading
        try:
            wording = await self._word(brief)
        except ModelError as error:
            if error.why != "nonsense":  # who answers nonsense in time keeps nobody waiting
                self._breaker.failed()
            return replace(word_by_template(brief, error.why), tokens=error.tokens)
        self._breaker.succeeded()
        return wording

    async def _word(self, brief: Brief) -> Wording:
        """The model's words, with a second try where the first break the rules and time is left."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._word_seconds * (SPOKEN_SHARE if brief.is_spoken else 1)
        tokens, problems = 0, list[str]()
        fence, most = fence_of(brief), CHARACTERS_A_WORD * most_words(brief)
        for _ in range(2):
            system, user = system_text(brief, fence), user_text(brief, fence, problems)
            try:
                written = await self._model.write(system, user, seconds=until - loop.time(), most_characters=most)
            except ModelError as error:
                error.tokens += tokens
                raise
            tokens += written.tokens
            text = completed(written.text, brief)
            problems = problems_of(written.text, text, brief, fence)
            if not problems:
                return Wording(text, Origin("model", self._model.choice.name, word_prompt().version), tokens)
        return replace(word_by_template(brief, "nonsense"), tokens=tokens)

    async def judge(self, plan: Plan, lines: tuple[Line, ...], language: str | None = None) -> Judgement:
        """Raises ModelError, a BrainUnavailableError, with the tokens that were spent in vain."""

        async def ask(system: str, user: str, kind: type[Output]) -> tuple[Output, int]:
            return await self._model.fill(system, user, kind, seconds=self._judge_seconds)

        judge = Judge(ask, ratings=self._ratings)
        try:
            return await judge.judge(plan, lines, self._model.choice.name, language)
        except ModelError as error:
            error.tokens = judge.spent
            raise


def problems_of(words: str, text: str, brief: Brief, fence: Fence) -> list[str]:
    """Why these words can't be used; empty where they can."""
    if fence.leaks_into(words):
        return ["they show a part of the instructions"]
    return lead_in_problems(words, brief.move) + check_wording(text, brief)
