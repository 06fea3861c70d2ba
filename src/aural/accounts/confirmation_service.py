"""Confirming an operation with a fresh sign-in at the identity provider, instead of with the password.

Only for accounts that are linked to the provider. A confirmation is stored with the web session of the browser in which
the person signed in again. It allows one operation there, once, within a few minutes.
"""

from __future__ import annotations

from typing import Literal

from aural.accounts import identity_repository as identities
from aural.settings import Settings
from aural.store.database import Connection

ConfirmedOperation = Literal["updateMe", "changePassword", "signOutBrowser", "deleteMe"]


async def can_confirm(connection: Connection, settings: Settings, user_id: str) -> bool:
    """Whether the account is linked to the provider, and the provider can ask for a fresh sign-in."""
    is_possible = bool(settings.oidc_issuer) and settings.oidc_confirmation == "on"
    return is_possible and await identities.is_joined(connection, settings.oidc_issuer, user_id)
