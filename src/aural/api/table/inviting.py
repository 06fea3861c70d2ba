"""The operations of inviting many, and candidates across interviews."""

from __future__ import annotations

from aural.api.operations import Operation

OPERATIONS: tuple[Operation, ...] = ()
