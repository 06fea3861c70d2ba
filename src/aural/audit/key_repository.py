"""The keys of the audit log's chains: the current one, and those of earlier secret keys, which verify old lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuditKeys:
    """`current` seals. `others` come from secret keys that are still configured. `retired` keys verify only lines, not
    the end of a chain. `signs_again`: ends signed with `others` are signed again with `current`."""

    current: bytes
    others: tuple[bytes, ...] = ()
    retired: tuple[bytes, ...] = ()
    signs_again: bool = False

    @property
    def of_ends(self) -> tuple[bytes, ...]:
        return (self.current, *self.others)

    @property
    def of_lines(self) -> tuple[bytes, ...]:
        return (*self.of_ends, *self.retired)
