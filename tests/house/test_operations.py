"""The API serves every operation that a feature declares."""

from __future__ import annotations

from importlib import import_module

from aural.api.operations import Operations
from aural.api.routes import OPERATIONS
from tests.house.source import read_modules


def test_every_declared_operation_is_served() -> None:
    modules = [import_module(name) for name in read_modules() if name.endswith("endpoints")]
    groups = [group for module in modules for group in vars(module).values() if isinstance(group, Operations)]
    declared = [operation.id for group in groups for operation in group.declared]
    assert sorted(declared) == sorted(operation.id for operation in OPERATIONS)
