"""The operations of what the sessions of an interview say together."""

from __future__ import annotations

from aural.api.operations import Operation

OPERATIONS: tuple[Operation, ...] = ()
