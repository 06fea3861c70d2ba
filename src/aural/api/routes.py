"""The table of operations: all that /api/v1 can do. The OpenAPI document and the tenant tests are generated from it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from aural.api.operations import Operation
from aural.api.table import (
    accounts,
    authoring,
    core,
    deciding,
    drafting,
    insights,
    integrations,
    inviting,
    keeping,
    recordings,
    requesting,
    sharing,
    steering,
    teams,
    watching,
    webhooks,
)
from aural.platform.errors import MethodNotAllowedError, NotFoundError

OPERATIONS: tuple[Operation, ...] = (
    *core.OPERATIONS,
    *accounts.OPERATIONS,
    *teams.OPERATIONS,
    *authoring.OPERATIONS,
    *drafting.OPERATIONS,
    *inviting.OPERATIONS,
    *watching.OPERATIONS,
    *deciding.OPERATIONS,
    *requesting.OPERATIONS,
    *sharing.OPERATIONS,
    *insights.OPERATIONS,
    *steering.OPERATIONS,
    *keeping.OPERATIONS,
    *recordings.OPERATIONS,
    *webhooks.OPERATIONS,
    *integrations.OPERATIONS,
)


SCOPES = frozenset(operation.scope for operation in OPERATIONS if operation.access == "any")
OPENAPI_PATH = "/openapi.json"
_PART_ID = re.compile(r"(?<=[a-z]/)\{[a-z]+Id\}(?=/|$)")


class Routes:
    """Finds the operation of a method and a path. An id is always the second part of a path, of a part the fourth."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._paths: dict[str, dict[str, Operation]] = {}
        operations = tuple(operations)
        self.scopes = SCOPES
        self.summaries = {operation.id: operation.summary for operation in operations}
        for operation in operations:
            pattern = _PART_ID.sub("{partId}", operation.path)
            self._paths.setdefault(pattern, {})[operation.method] = operation

    def find_public(self, method: str, path: str) -> Operation | None:
        """The operation that nobody needs a key for; None where there is no such one."""
        operation = (self._match(path)[0] or {}).get("GET" if method == "HEAD" else method)
        return operation if operation is not None and operation.access == "public" else None

    def find(self, method: str, path: str) -> tuple[Operation, str, str]:
        """The operation, the id in the path and that of a part. Raises NotFoundError or MethodNotAllowedError."""
        methods, row_id, part_id = self._match(path)
        if methods is None:
            raise _not_allowed(method, ["GET"]) if path == OPENAPI_PATH else NotFoundError
        operation = methods.get("GET" if method == "HEAD" else method)
        if operation is None:
            raise _not_allowed(method, methods)
        return operation, row_id, part_id

    def _match(self, path: str) -> tuple[dict[str, Operation] | None, str, str]:
        if path in self._paths:  # a name in the place of an id, such as /auth/sign-in
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
