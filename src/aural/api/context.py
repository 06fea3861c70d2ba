"""The dependencies that the composition root passes to the API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aural.api.speaking import NoVoice, ServerVoice
from aural.guard.auth.gate import Gate
from aural.guard.auth.refusals import Refusals
from aural.guard.secrets import Secrets
from aural.interviewer.drafting.guided import GuidedDrafter
from aural.interviewer.drafting.protocol import Drafter
from aural.platform.clock import Clock
from aural.platform.storing import Storing
from aural.settings import Settings
from aural.store.database import Database


async def draft_without_model(_organization_id: str) -> Drafter:
    return GuidedDrafter("no_model")


@dataclass(frozen=True, slots=True)
class Context:
    """`settings.public_url` and `settings.upgrade_url` are never empty here (see `Settings.listening_on`)."""

    database: Database
    clock: Clock
    settings: Settings
    secrets: Secrets
    gate: Gate
    drafter_of: Callable[[str], Awaitable[Drafter]] = draft_without_model  # by the organization's id
    voice: ServerVoice = field(default_factory=NoVoice)
    refusals: Refusals = field(default_factory=Refusals)
    storing: Storing = field(default_factory=Storing)
