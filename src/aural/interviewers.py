"""The interviewer of each organization: with its own model, with the deployment's model, or without a model."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING

from aural.guard.outbound.addresses import find_address, networks_of_models
from aural.guard.secrets import Secrets, WrongSecretError
from aural.interviewer.divided import DividedInterviewer
from aural.interviewer.drafting.guided import GuidedDrafter
from aural.interviewer.drafting.protocol import Drafter
from aural.interviewer.guided.interviewer import GuidedInterviewer
from aural.interviewer.protocol import Interviewer
from aural.organizations import settings_repository as organization_settings
from aural.organizations.settings_repository import ChosenModel
from aural.platform.clock import Clock
from aural.privacy.consent_repository import find_agreed, find_names
from aural.settings import Settings
from aural.store.database import Database
from aural.usage import repository as usage

if TYPE_CHECKING:
    from aural.interviewer.model.interviewer import ModelInterviewer

MOST_KEPT = 100
RETIRE_SECONDS = 900.0
"""How long a replaced interviewer stays open, so that its calls can finish. No judgement takes this long."""


class Interviewers:
    """Finds an organization's interviewer: the model if one is chosen and tokens are left, or else the guided one.

    If an organization chooses another model, every process uses it from the next turn on, because each lookup compares
    the version of the choice.
    """

    def __init__(self, settings: Settings, database: Database, clock: Clock, secrets: Secrets) -> None:
        self._settings, self._database, self._clock, self._secrets = settings, database, clock, secrets
        self.guided: Interviewer = GuidedInterviewer()
        self.model: ModelInterviewer | None = None
        self._own: OrderedDict[str, tuple[int | None, ModelInterviewer]] = OrderedDict()
        self._retired: set[ModelInterviewer] = set()
        if settings.model:
            from aural.interviewer.model.interviewer import (
                ModelInterviewer,  # heavy to import, so only if a model is set
            )

            self.model = ModelInterviewer.from_settings(settings)

    async def close(self) -> None:
        kept = [self.model, *(interviewer for _, interviewer in self._own.values()), *self._retired]
        for interviewer in kept:
            if interviewer is not None:
                await interviewer.close()

    async def of(self, organization_id: str, session_id: str | None = None) -> Interviewer:
        """The organization's interviewer. `session_id`: the session that needs it; None outside a session."""
        interviewer = await self._of_organization(organization_id)
        if session_id is None or interviewer is self.guided:
            return interviewer
        return await self._for_session(interviewer, organization_id, session_id)

    async def _for_session(self, interviewer: Interviewer, organization_id: str, session_id: str) -> Interviewer:
        """The connected interviewer for the uses that the candidate agreed to, and the guided one for the rest.

        A session that has used up its own tokens is conducted by the guided interviewer; the model still judges it.
        """
        from aural.interviewer.model.interviewer import ModelInterviewer

        assert isinstance(interviewer, ModelInterviewer)
        read = self._database.read
        agreed = await find_agreed(read, organization_id, session_id)
        interviews = agreed is None or agreed.holds(interviewer.model.choice.server, "interviewing")
        interviews = interviews and await usage.has_tokens_of_session(read, organization_id, session_id)
        judges = agreed is None or agreed.holds(interviewer.judging.choice.server, "judging")
        is_promised = agreed is not None and agreed.is_redacted  # even if the setting was turned off later
        if (interviewer.redacts or is_promised) and (interviews or judges):
            interviewer = interviewer.redacting(await find_names(read, organization_id, session_id))
        if interviews and judges:
            return interviewer
        return DividedInterviewer(interviewer if interviews else self.guided, interviewer if judges else self.guided)

    async def _of_organization(self, organization_id: str) -> Interviewer:
        chosen = await organization_settings.find_engine(self._database.read, organization_id)
        interviewer = self._chosen(organization_id, chosen)
        if interviewer is None:
            return self.guided
        has_tokens = await usage.has_tokens(self._database.read, organization_id, self._clock.now())
        return interviewer if has_tokens else self.guided

    async def drafter_of(self, organization_id: str) -> Drafter:
        """The organization's drafter: its judging model, if tokens are left, or else the guided drafter."""
        interviewer = await self.of(organization_id)
        if interviewer is self.guided:
            chosen = await organization_settings.find_engine(self._database.read, organization_id)
            return GuidedDrafter("no_model" if self._chosen(organization_id, chosen) is None else "no_tokens")
        from aural.interviewer.drafting.model import ModelDrafter
        from aural.interviewer.model.interviewer import ModelInterviewer

        assert isinstance(interviewer, ModelInterviewer)
        return ModelDrafter(interviewer.judging, redacts=interviewer.redacts)

    def _chosen(self, organization_id: str, chosen: ChosenModel | None) -> ModelInterviewer | None:
        engine = "DEPLOYMENT" if chosen is None else chosen.engine
        if engine == "OWN" and chosen is not None:
            return self._own_interviewer(organization_id, chosen)
        return self.model if engine == "DEPLOYMENT" else None

    def _own_interviewer(self, organization_id: str, chosen: ChosenModel) -> ModelInterviewer | None:
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

    def _make(self, organization_id: str, chosen: ChosenModel) -> ModelInterviewer | None:
        """The interviewer for this choice.

        None if the key was encrypted under another secret: the guided interviewer is used instead.
        """
        from aural.interviewer.model.interviewer import ModelInterviewer
        from aural.interviewer.model.model import ModelChoice

        try:
            sealed = None if chosen.model_key is None else bytes(chosen.model_key)
            key = None if sealed is None else self._secrets.unseal(sealed, "model key", organization_id)
        except WrongSecretError:
            return None
        choice = ModelChoice(chosen.model or "", chosen.model_address, key, chosen.output_mode or "native")
        return ModelInterviewer.from_settings(self._settings, choice, self._address_of)

    async def _address_of(self, host: str, port: int) -> str:
        return await find_address(host, port, networks_of_models(self._settings))

    def _retire(self, interviewer: ModelInterviewer) -> None:
        self._retired.add(interviewer)
        asyncio.get_running_loop().call_later(RETIRE_SECONDS, self._let_go, interviewer)

    def _let_go(self, interviewer: ModelInterviewer) -> None:
        closing = asyncio.ensure_future(interviewer.close())
        closing.add_done_callback(lambda _done: self._retired.discard(interviewer))
