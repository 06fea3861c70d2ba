"""The operations of writing interviews: versions, copies, templates, the library."""

from __future__ import annotations

from aural.api.operations import Operation

OPERATIONS: tuple[Operation, ...] = ()
