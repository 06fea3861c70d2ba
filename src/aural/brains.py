"""Which brain thinks for which organization: its own model, the deployment's, or none."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from aural.guard.outbound.addresses import find_address
from aural.guard.secrets import Secrets, WrongSecretError
from aural.interviewer.divided import DividedBrain
from aural.interviewer.drafting.guided import GuidedDrafter
from aural.interviewer.drafting.protocol import Drafter
from aural.interviewer.guided.interviewer import GuidedBrain
from aural.interviewer.protocol import Brain
from aural.organizations import settings_repository as choices
from aural.platform.clock import Clock
from aural.privacy.consent_repository import find_agreed, find_names
from aural.settings import Settings
from aural.store.database import Database, Row
from aural.usage import repository as usage

if TYPE_CHECKING:
    from aural.interviewer.model.interviewer import ModelBrain

MOST_KEPT = 100
RETIRE_SECONDS = 900.0
"""Whoever uses a brain that is not to be used any more may finish: longer than any judgement."""


class Brains:
    """An organization's brain: its model, if one is chosen and tokens are left, else the guided one.

    What an organization chooses holds from the next turn on, in every process: each look compares the version.
    """

    def __init__(self, settings: Settings, database: Database, clock: Clock, secrets: Secrets) -> None:
        self._settings, self._database, self._clock, self._secrets = settings, database, clock, secrets
        self.guided: Brain = GuidedBrain()
        self.model: ModelBrain | None = None
        self._own: OrderedDict[str, tuple[int, ModelBrain]] = OrderedDict()
        self._retired: set[ModelBrain] = set()
        if settings.model:
            from aural.interviewer.model.interviewer import ModelBrain  # heavy to import: only where a model is set

            self.model = ModelBrain.from_settings(settings)

    async def close(self) -> None:
        kept = [self.model, *(brain for _, brain in self._own.values()), *self._retired]
        for brain in kept:
            if brain is not None:
                await brain.close()

    async def of(self, organization_id: str, session_id: str | None = None) -> Brain:
        """The organization's brain. `session_id`: the session it is for; None outside a session."""
        brain = await self._of_organization(organization_id)
        if session_id is None or brain is self.guided:
            return brain
        return await self._for_session(brain, organization_id, session_id)

    async def _for_session(self, brain: Brain, organization_id: str, session_id: str) -> Brain:
        """What is connected now, as far as the session's candidate agreed to it."""
        from aural.interviewer.model.interviewer import ModelBrain

        assert isinstance(brain, ModelBrain)
        read = self._database.read
        agreed = await find_agreed(read, organization_id, session_id)
        interviews = agreed is None or agreed.holds(brain.model.choice.server, "interviewing")
        judges = agreed is None or agreed.holds(brain.judging.choice.server, "judging")
        is_promised = agreed is not None and agreed.is_redacted  # also where the setting was turned off since
        if (brain.redacts or is_promised) and (interviews or judges):
            brain = brain.redacting(await find_names(read, organization_id, session_id))
        if interviews and judges:
            return brain
        return DividedBrain(brain if interviews else self.guided, brain if judges else self.guided)

    async def _of_organization(self, organization_id: str) -> Brain:
        chosen = await choices.find_engine(self._database.read, organization_id)
        brain = self._chosen(organization_id, chosen)
        if brain is None:
            return self.guided
        has_tokens = await usage.has_tokens(self._database.read, organization_id, self._clock.now())
        return brain if has_tokens else self.guided

    async def drafter_of(self, organization_id: str) -> Drafter:
        """Who drafts for an organization: the model that judges for it, if one does."""
        brain = await self.of(organization_id)
        if brain is self.guided:
            chosen = await choices.find_engine(self._database.read, organization_id)
            return GuidedDrafter("no_model" if self._chosen(organization_id, chosen) is None else "no_tokens")
        from aural.interviewer.drafting.model import ModelDrafter
        from aural.interviewer.model.interviewer import ModelBrain

        assert isinstance(brain, ModelBrain)
        return ModelDrafter(brain.judging, redacts=brain.redacts)

    def _chosen(self, organization_id: str, chosen: Row[Any] | None) -> ModelBrain | None:
        engine = "DEPLOYMENT" if chosen is None else chosen.engine
        if engine == "OWN" and chosen is not None:
            return self._own_brain(organization_id, chosen)
        return self.model if engine == "DEPLOYMENT" else None

    def _own_brain(self, organization_id: str, chosen: Row[Any]) -> ModelBrain | None:
        kept = self._own.get(organization_id)
        if kept is not None and kept[0] == chosen.engine_version:
            self._own.move_to_end(organization_id)
            return kept[1]
        if kept is not None:
            self._retire(self._own.pop(organization_id)[1])
        made = self._make(organization_id, chosen)
        if made is not None:
            self._own[organization_id] = (chosen.engine_version, made)
        if len(self._own) > MOST_KEPT:
            self._retire(self._own.popitem(last=False)[1][1])
        return made

    def _make(self, organization_id: str, chosen: Row[Any]) -> ModelBrain | None:
        """None where the key was encrypted under another secret: the guided brain goes on."""
        from aural.interviewer.model.interviewer import ModelBrain
        from aural.interviewer.model.model import ModelChoice

        try:
            sealed = None if chosen.model_key is None else bytes(chosen.model_key)
            key = None if sealed is None else self._secrets.unseal(sealed, "model key", organization_id)
        except WrongSecretError:
            return None
        choice = ModelChoice(chosen.model, chosen.model_address, key, chosen.output_mode)
        return ModelBrain.from_settings(self._settings, choice, self._address_of)

    async def _address_of(self, host: str, port: int) -> str:
        return await find_address(host, port, self._settings.outbound_networks)

    def _retire(self, brain: ModelBrain) -> None:
        self._retired.add(brain)
        asyncio.get_running_loop().call_later(RETIRE_SECONDS, self._let_go, brain)

    def _let_go(self, brain: ModelBrain) -> None:
        closing = asyncio.ensure_future(brain.close())
        closing.add_done_callback(lambda _done: self._retired.discard(brain))
