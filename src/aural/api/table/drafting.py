"""The operations of drafts by a model, documents, rehearsals."""

from __future__ import annotations

from aural.api.operations import Operation

OPERATIONS: tuple[Operation, ...] = ()
