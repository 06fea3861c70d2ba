"""What a process of `aural serve` does before it takes requests."""

from __future__ import annotations

import gc
import sys

import pytest

from aural.cli.serve import load_app


def test_a_serving_process_switches_threads_every_millisecond(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("aural.app.create_app", object)
    monkeypatch.setattr(gc, "freeze", lambda: None)  # would last for the other tests of this process
    before = sys.getswitchinterval()
    try:
        load_app()
        assert sys.getswitchinterval() == pytest.approx(0.001)
    finally:
        sys.setswitchinterval(before)
