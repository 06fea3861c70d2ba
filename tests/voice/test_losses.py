"""Connections lost in the middle of answers, with real servers, engines and recorded speech: all speech is stored once.

One drop of each kind, in short answers. `make bench BENCH=voice-losses` has dozens at random moments of longer answers.
"""

from __future__ import annotations

from pathlib import Path

from bench.voice_load import load
from tests.voice.losing import SHORT_CLIPS, lose


def test_an_answer_survives_a_cut_connection_a_reloaded_page_and_a_killed_server(tmp_path: Path) -> None:
    result = lose(tmp_path, [{0: [(3.0, "cut")], 1: [(3.0, "kill"), (7.0, "reload")]}], clips=SHORT_CLIPS)
    assert dict(result.drops) == {"cut": 1, "kill": 1, "reload": 1}
    assert result.clips == 2
    assert result.faults() == {}


def test_two_candidates_at_once_are_heard_completely_and_a_third_is_offered_chat(tmp_path: Path) -> None:
    """A part of `make bench BENCH=voice-load`, which uses longer clips and measures delays."""
    done = load(tmp_path, people=2, turns=2, minutes=0, longest_seconds=8.0)
    assert (done.result.sessions, done.result.clips) == (2, 4)
    assert done.result.faults() == {}
    assert len(done.delays) >= 2
    assert "typing" in done.refusal
