"""The operations of keys, settings, brand, retention, the audit log."""

from __future__ import annotations

from aural.api.operations import Operation

OPERATIONS: tuple[Operation, ...] = ()
