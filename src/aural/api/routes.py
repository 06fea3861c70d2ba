"""All operations of /api/v1, from the modules that declare them, and the routing of requests to them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from aural.accounts import endpoints as accounts
from aural.accounts import profile_endpoints, reset_endpoints
from aural.api.operations import Operation
from aural.audit import endpoints as audit
from aural.authoring import endpoints as authoring
from aural.authoring import upload_endpoints
from aural.candidates import (
    batch_endpoints,
    email_template_endpoints,
    import_endpoints,
    invite_endpoints,
    link_endpoints,
    resume_endpoints,
)
from aural.candidates import endpoints as candidates
from aural.insights import endpoints as insights
from aural.integrations import endpoints as integrations
from aural.interviews import (
    check_endpoints,
    copy_endpoints,
    library_endpoints,
    preview_endpoints,
    question_endpoints,
    template_endpoints,
    version_endpoints,
)
from aural.interviews import endpoints as interviews
from aural.organizations import (
    brand_endpoints,
    invitation_endpoints,
    join_endpoints,
    key_endpoints,
    member_endpoints,
    model_endpoints,
    project_endpoints,
    view_endpoints,
    voice_endpoints,
)
from aural.organizations import endpoints as organizations
from aural.platform.errors import MethodNotAllowedError, NotFoundError
from aural.privacy import (
    fairness_endpoints,
    legal_hold_endpoints,
    request_decision_endpoints,
    request_endpoints,
    retention_endpoints,
    subject_access_endpoints,
)
from aural.recordings import endpoints as recordings
from aural.rehearsals import endpoints as rehearsals
from aural.reports import (
    comment_endpoints,
    comparison_endpoints,
    decision_endpoints,
    export_endpoints,
    rating_endpoints,
    share_endpoints,
)
from aural.reports import endpoints as reports
from aural.sessions import (
    background_endpoints,
    integrity_endpoints,
    live_endpoints,
    submission_endpoints,
    transcript_endpoints,
)
from aural.sessions import endpoints as sessions
from aural.usage import endpoints as usage
from aural.usage import history_endpoints
from aural.webhooks import delivery_endpoints
from aural.webhooks import endpoints as webhooks

# In the order of the OpenAPI document.
_DECLARED = (
    interviews.operations,
    question_endpoints.operations,
    sessions.operations,
    transcript_endpoints.operations,
    submission_endpoints.operations,
    candidates.operations,
    request_endpoints.operations,
    usage.operations,
    accounts.operations,
    reset_endpoints.operations,
    join_endpoints.operations,
    profile_endpoints.operations,
    organizations.operations,
    member_endpoints.operations,
    invitation_endpoints.operations,
    project_endpoints.operations,
    view_endpoints.operations,
    check_endpoints.operations,
    copy_endpoints.operations,
    template_endpoints.operations,
    preview_endpoints.operations,
    version_endpoints.operations,
    library_endpoints.operations,
    upload_endpoints.operations,
    authoring.operations,
    rehearsals.operations,
    invite_endpoints.operations,
    link_endpoints.operations,
    batch_endpoints.operations,
    email_template_endpoints.operations,
    import_endpoints.operations,
    resume_endpoints.operations,
    sessions.operations_across,
    live_endpoints.operations,
    background_endpoints.operations,
    integrity_endpoints.operations,
    rating_endpoints.operations,
    comment_endpoints.operations,
    decision_endpoints.operations,
    reports.operations,
    request_decision_endpoints.operations,
    share_endpoints.operations,
    comparison_endpoints.operations,
    export_endpoints.operations,
    insights.operations,
    key_endpoints.operations,
    model_endpoints.operations,
    voice_endpoints.operations,
    brand_endpoints.operations,
    history_endpoints.operations,
    audit.operations,
    fairness_endpoints.operations,
    retention_endpoints.operations,
    subject_access_endpoints.operations,
    legal_hold_endpoints.operations,
    recordings.operations,
    webhooks.operations,
    delivery_endpoints.operations,
    integrations.operations,
)
OPERATIONS: tuple[Operation, ...] = tuple(operation for operations in _DECLARED for operation in operations.declared)
SCOPES = frozenset(operation.scope for operation in OPERATIONS if operation.access == "any")
OPENAPI_PATH = "/openapi.json"
_PART_ID = re.compile(r"(?<=[a-z]/)\{[a-z]+Id\}(?=/|$)")


class Routes:
    """Finds the operation for a method and a path.

    The second segment of a path is a resource's id, and the fourth is the id of a part of that resource.
    """

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._paths: dict[str, dict[str, Operation]] = {}
        operations = tuple(operations)
        self.scopes = SCOPES
        self.summaries = {operation.id: operation.summary for operation in operations}
        for operation in operations:
            pattern = _PART_ID.sub("{partId}", operation.path)
            self._paths.setdefault(pattern, {})[operation.method] = operation

    def find_public(self, method: str, path: str) -> Operation | None:
        """The operation, if it needs no key; else None."""
        operation = (self._match(path)[0] or {}).get("GET" if method == "HEAD" else method)
        return operation if operation is not None and operation.access == "public" else None

    def find(self, method: str, path: str) -> tuple[Operation, str, str]:
        """The operation, the resource's id and the part's id. Raises NotFoundError or MethodNotAllowedError."""
        methods, row_id, part_id = self._match(path)
        if methods is None:
            raise _not_allowed(method, ["GET"]) if path == OPENAPI_PATH else NotFoundError
        operation = methods.get("GET" if method == "HEAD" else method)
        if operation is None:
            raise _not_allowed(method, methods)
        return operation, row_id, part_id

    def _match(self, path: str) -> tuple[dict[str, Operation] | None, str, str]:
        if path in self._paths:  # a name instead of an id, such as /auth/sign-in
            return self._paths[path], "", ""
        parts = path.split("/", 5)
        row_id, part_id = (parts[at] if len(parts) > at else "" for at in (2, 4))
        if row_id:
            parts[2] = "{id}"
        if part_id:
            parts[4] = "{partId}"
        return self._paths.get("/".join(parts)), row_id, part_id


def _not_allowed(method: str, known: Collection[str]) -> MethodNotAllowedError:
    allowed = ", ".join(sorted({*known, "HEAD"} if "GET" in known else known))
    text = f"{method} cannot be used here. Use one of: {allowed}."
    return MethodNotAllowedError(text, headers={"Allow": allowed})
