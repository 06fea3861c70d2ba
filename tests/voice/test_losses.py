"""Lost lines in mid-answer, with real servers, engines and recorded speech: what was said is stored once."""

from __future__ import annotations

from pathlib import Path

from bench.voice_load import load
from tests.voice.losing import lose


def test_an_answer_survives_a_cut_line_a_reloaded_page_and_a_killed_server(tmp_path: Path) -> None:
    result = lose(tmp_path, [{0: [(5.0, "cut")], 1: [(4.0, "kill")], 2: [(5.0, "reload")]}])
    assert dict(result.drops) == {"cut": 1, "kill": 1, "reload": 1}
    assert result.clips == 3
    assert result.faults() == {}


def test_an_answer_survives_a_killed_server_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    result = lose(tmp_path, [{0: [(5.0, "kill")]}], postgres_url)
    assert result.drops["kill"] == 1
    assert result.faults() == {}


def test_two_at_once_are_heard_whole_and_a_third_is_offered_to_type(tmp_path: Path) -> None:
    """The slice of `python -m bench.voice_load` for every run; its delays are measured there."""
    done = load(tmp_path, people=2, turns=2, minutes=0)
    assert (done.result.sessions, done.result.clips) == (2, 4)
    assert done.result.faults() == {}
    assert len(done.delays) >= 2
    assert "typing" in done.refusal
