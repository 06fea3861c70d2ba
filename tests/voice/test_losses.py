"""Lost lines in mid-answer, with real servers, engines and recorded speech: what was said is stored once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.voice_load import load
from tests.voice.losing import lose


def test_an_answer_survives_a_cut_line_a_reloaded_page_and_a_killed_server(tmp_path: Path, postgres_url: str) -> None:
    """Two servers at the same time, for what it takes is the time of speech."""
    for folder in ("embedded", "postgres"):
        (tmp_path / folder).mkdir()
    with ThreadPoolExecutor(2) as both:
        first = both.submit(
            lose, tmp_path / "embedded", [{0: [(5.0, "cut")], 1: [(4.0, "kill")], 2: [(5.0, "reload")]}]
        )
        second = both.submit(lose, tmp_path / "postgres", [{0: [(5.0, "kill")]}], postgres_url)
    result, on_postgres = first.result(), second.result()
    assert dict(result.drops) == {"cut": 1, "kill": 1, "reload": 1}
    assert result.clips == 3
    assert result.faults() == {}
    assert on_postgres.drops["kill"] == 1
    assert on_postgres.clips == 1
    assert on_postgres.faults() == {}


def test_two_at_once_are_heard_whole_and_a_third_is_offered_to_type(tmp_path: Path) -> None:
    """The slice of `python -m bench.voice_load` for every run; its delays are measured there."""
    done = load(tmp_path, people=2, turns=2, minutes=0)
    assert (done.result.sessions, done.result.clips) == (2, 4)
    assert done.result.faults() == {}
    assert len(done.delays) >= 2
    assert "typing" in done.refusal
