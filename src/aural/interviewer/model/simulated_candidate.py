"""A candidate that a model plays in a rehearsal. If the model fails, the rehearsal continues with the fixed texts."""

from __future__ import annotations

from collections.abc import Sequence

from aural.engine.authoring.rehearsals import Kind
from aural.engine.plan import Plan
from aural.interviewer.model.model import Model, ModelError
from aural.interviewer.model.wording import line_text
from aural.interviewer.prompts import Fence, prompt
from aural.interviewer.protocol import Line

SECONDS = 30.0
_MOST_LINES = 12


class Player:
    """The simulated candidate. `tokens`: how many its answers have used so far."""

    def __init__(self, model: Model, kind: Kind) -> None:
        self._model, self._kind = model, kind
        self._fence = Fence()
        self.tokens = 0

    async def say(self, plan: Plan, lines: Sequence[Line]) -> str | None:
        """The candidate's next words; None if the model returns nothing that can be used."""
        texts, fence = prompt("rehearse"), self._fence
        system = texts.fill(
            "system",
            language=plan.language,
            role=texts.parts[f"part-{self._kind}"],
            opening=fence.opening,
            closing=fence.closing,
            canary=fence.canary,
        )
        conversation = fence.around(line_text(line) for line in lines[-_MOST_LINES:])
        user = texts.fill("user", title=plan.title, conversation=conversation)
        try:
            written = await self._model.write(system, user, seconds=SECONDS)
        except ModelError as error:
            self.tokens += error.tokens
            return None
        self.tokens += written.tokens
        text = " ".join(written.text.split()).removeprefix("CANDIDATE:").strip()
        return None if fence.leaks_into(text) or not text else text[:2_000]
