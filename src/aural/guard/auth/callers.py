"""Who stands behind a request of the API: a key, a person in a browser, or nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aural.guard.auth.rate_limits import limit_headers
from aural.store.windows import Admission

Mode = Literal["LIVE", "TEST"]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling. `project_ids` None: every project; no `scopes`: every scope.

    `key_id` is what requests, replays and views are counted by: the key's own, or that by which a member works in the
    browser ("" where the person belongs to no organization, or nobody is calling).
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
    """Those under other secret keys, which a page may have been given before a rotation."""
    is_test: bool = False  # by a test key: the organization is a test organization

    @property
    def mode(self) -> Mode:
        return "TEST" if self.is_test else "LIVE"

    @property
    def is_person(self) -> bool:
        return self.web_session_id is not None

    def headers(self, now: int) -> dict[str, str]:
        """The rate limit's headers for the answer to this request."""
        return limit_headers(self.admission, now)


def nobody(admission: Admission | None) -> Caller:
    """Who has not said who it is, which some operations allow."""
    return Caller("", "", "", "", "VIEWER", (), (), "", admission)
