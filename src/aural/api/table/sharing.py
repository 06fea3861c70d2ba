"""The operations of shared reports, comparisons and exports."""

from __future__ import annotations

from aural.api.operations import Operation

OPERATIONS: tuple[Operation, ...] = ()
