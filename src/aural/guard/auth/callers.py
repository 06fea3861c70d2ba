"""The caller of an API request: a key, a person in a browser, or an anonymous client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aural.engine.permissions import Permissions, permissions_of
from aural.guard.auth.rate_limits import limit_headers
from aural.store.windows import Admission

Mode = Literal["LIVE", "TEST"]


@dataclass(frozen=True, slots=True)
class Caller:
    """The caller of a request. `project_ids` None means every project, and empty `scopes` mean every scope.

    `key_id` is used to count requests, find repeated ones and record views. It is the key's own id, the id of the key
    created for a member's browser, or "" if the person belongs to no organization or the caller is anonymous.
    """

    key_id: str
    organization_id: str
    user_id: str
    name: str  # the key's, or the person's
    role: str
    scopes: tuple[str, ...]
    project_ids: tuple[str, ...] | None
    plan: str
    admission: Admission | None  # None: no rate limit
    web_session_id: str | None = None  # of a person in a browser
    csrf_token: str | None = None
    csrf_tokens: tuple[str, ...] = ()
    """CSRF tokens under other secret keys: a page may have received one before a rotation."""
    is_test: bool = False  # called with a test key: the organization is a test organization

    @property
    def mode(self) -> Mode:
        return "TEST" if self.is_test else "LIVE"

    @property
    def permissions(self) -> Permissions:
        return permissions_of(self.role)

    @property
    def is_person(self) -> bool:
        return self.web_session_id is not None

    def headers(self, now: int) -> dict[str, str]:
        """The rate limit headers of the response to this request."""
        return limit_headers(self.admission, now)


def nobody(admission: Admission | None) -> Caller:
    """The caller of an operation that needs no key or sign-in."""
    return Caller("", "", "", "", "VIEWER", (), (), "", admission)
