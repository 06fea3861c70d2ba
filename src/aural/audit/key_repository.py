"""The keys of the audit log's chains: the current one, and those of earlier secret keys, under which old lines hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuditKeys:
    """`current` seals. `others` are of secret keys that are still configured; `retired` ones verify lines alone, no end
    of a chain. `signs_again`: the ends that others signed are signed under the current one."""

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
