"""What counts as an integrity signal, how signals are combined, and that none of them reaches the judging."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from aural.engine.integrity import (
    CALM,
    EXEMPTS,
    KINDS,
    Signal,
    exempt_kinds,
    is_too_fast,
    is_worth_keeping,
    marks_of,
    running_stretches,
    seconds_in_both,
    watched_kinds,
)
from aural.engine.log import CandidateRequested, Connected, Disconnected, Ended, Entry, Started
from aural.reports.analysis.integrity import Item, TimedMessage, make_log, timeline
from tests.house.source import ROOT
from tests.unit.conversation import make_plan

PLAN = make_plan()
ALWAYS = [(0, 3_600_000)]
PASTED = (
    "The outage began on a Friday evening when the primary database ran out of connections and the queue kept growing "
    "so I moved the readers to a replica"
)


def signals(*told: tuple[str, float, Any]) -> list[Signal]:
    """Signals from tuples of kind, second, and state or data."""
    return [
        Signal(f"s{number}", kind, int(at * 1000), {"state": data} if isinstance(data, str) else data or {})
        for number, (kind, at, data) in enumerate(told)
    ]


def items(*told: tuple[str, float, Any], messages: tuple[TimedMessage, ...] = (), end: float = 3600) -> list[Item]:
    return list(timeline(signals(*told), messages, ALWAYS, int(end * 1000)))


def brief(found: list[Item]) -> list[tuple[str, str | None, int, int, int | None]]:
    return [(item.kind, item.state, item.at // 1000, item.count, item.seconds) for item in found]


@pytest.mark.parametrize(
    ("characters", "milliseconds", "is_fast"),
    [
        (59, 0, False),  # an autocompleted word or two
        (60, 0, True),
        (200, 12_000, False),  # 17 a second: a record, but human
        (250, 10_000, False),
        (260, 10_000, True),
        (10_000, 600_000, False),
    ],
)
def test_only_an_impossible_typing_speed_is_too_fast(characters: int, milliseconds: int, is_fast: bool) -> None:
    assert is_too_fast(characters, milliseconds) is is_fast
    assert is_worth_keeping("typing", {"characters": characters, "milliseconds": milliseconds}, None) is is_fast


def test_a_repeated_state_is_stored_once() -> None:
    assert not is_worth_keeping("away", {"state": "back"}, None)
    assert is_worth_keeping("away", {"state": "hidden"}, None)
    assert not is_worth_keeping("away", {"state": "hidden"}, "hidden")
    assert is_worth_keeping("away", {"state": "back"}, "hidden")
    assert is_worth_keeping("copy", {"characters": 1}, None)


def test_an_adjustment_exempts_a_candidate_only_from_its_own_signals() -> None:
    assert watched_kinds([]) == KINDS
    assert watched_kinds(["more_time", "text_only"]) == KINDS
    assert set(watched_kinds(["writing_aids"])) == set(KINDS) - {"paste", "copy", "typing"}
    assert watched_kinds(list(EXEMPTS)) == ()
    assert exempt_kinds(["more_time"]) == frozenset()
    assert exempt_kinds(["other_windows", "no_camera"]) >= {"away", "device", "faces"}


def test_leaving_and_returning_is_one_item_and_several_within_a_minute_are_combined() -> None:
    found = items(
        ("away", 10, "unfocused"), ("away", 12, "hidden"), ("away", 40, "back"),
        ("away", 90, "hidden"), ("away", 95, "back"),
        ("away", 200, "hidden"), ("away", 200.4, "back"),  # a reload
        ("away", 300, "unfocused"), ("away", 300.4, "back"),  # a click next to the page
    )  # fmt: skip
    assert brief(found) == [("away", "hidden", 10, 3, 35)]
    assert (found[0].id, found[0].until) == ("s0", 95_000)


def test_a_state_that_never_ends_lasts_to_the_end_of_the_session() -> None:
    assert brief(items(("screens", 5, "extended"), end=65)) == [("screens", "extended", 5, 1, 60)]
    assert items(("screens", 5, "single")) == []


@pytest.mark.parametrize(
    ("kind", "state", "least"), [("camera", "interrupted", 10), ("camera", "covered", 10), ("faces", "none", 6)]
)
def test_a_camera_or_face_signal_of_a_few_seconds_does_not_count(kind: str, state: str, least: int) -> None:
    assert items((kind, 10, state), (kind, 10 + least - 1, CALM[kind])) == []
    assert brief(items((kind, 10, state), (kind, 10 + least, CALM[kind]))) == [(kind, state, 10, 1, least)]


def test_no_face_and_several_faces_are_separate_items() -> None:
    found = items(("faces", 10, "none"), ("faces", 20, "several"), ("faces", 30, "one"))
    assert brief(found) == [("faces", "none", 10, 1, 10), ("faces", "several", 20, 1, 10)]


def test_pastes_within_a_minute_are_added_up() -> None:
    found = items(
        ("paste", 10, {"characters": 100}), ("paste", 50, {"characters": 40}), ("paste", 200, {"characters": 1})
    )
    assert [(item.count, item.characters, item.at) for item in found] == [(2, 140, 10_000), (1, 1, 200_000)]


def test_each_item_refers_to_the_message_before_it() -> None:
    messages = (TimedMessage("m1", 1_000), TimedMessage("m2", 60_000))
    found = items(("copy", 0, {}), ("paste", 30, {}), ("typing", 61, {}), messages=messages)
    assert [item.message_id for item in found] == ["m1", "m1", "m2"]
    assert items(("copy", 0, {}))[0].message_id is None


def test_signals_while_the_clock_is_stopped_do_not_count() -> None:
    log: list[Entry] = [
        Started(0), Connected(1_000), CandidateRequested(100_000, "pause"), CandidateRequested(200_000, "continue"),
        Disconnected(300_000), Connected(320_000), Ended(400_000, "FINISHED"),
    ]  # fmt: skip
    running = running_stretches(PLAN, log, 999_999)
    assert running == [(1_000, 100_000), (200_000, 300_000), (320_000, 400_000)]
    noted = signals(("copy", 50, {}), ("paste", 150, {}), ("away", 140, "hidden"), ("away", 160, "back"))
    found = make_log(PLAN, log, (), noted, [(1_000, 90_000), (150_000, 310_000)], 400_000)
    assert [item.kind for item in found.items] == ["copy"]
    assert (found.watched_seconds, found.of_seconds) == (89 + 100, 99 + 100 + 80)


def test_a_closed_page_counts_only_as_long_as_the_clock_ran() -> None:
    log: list[Entry] = [Started(0), Connected(0), Disconnected(61_000), Connected(900_000), Disconnected(905_000)]
    closed = make_log(PLAN, log[:3], (), signals(("away", 60, "hidden")), [], 10_000_000).items
    assert [(item.until, item.seconds) for item in closed] == [(61_000, 1)]
    back = make_log(PLAN, log, (), signals(("away", 60, "hidden"), ("away", 901, "back")), [], 905_000).items
    assert [(item.until, item.seconds) for item in back] == [(901_000, 2)]


def test_a_running_session_is_counted_up_to_now() -> None:
    assert running_stretches(PLAN, [Started(0), Connected(1_000)], 5_000) == [(1_000, 5_000)]
    assert seconds_in_both([(0, 10_000)], [(5_000, 20_000), (9_000, 9_500)]) == 5


def aloud(spoken: str, pasted: str = PASTED, *, size: int = 3, paste_at: float = 10) -> list[str | None]:
    marks = {"characters": len(pasted), "marks": sorted(marks_of(pasted, size)), "size": size}
    said = (TimedMessage("answer", 60_000, spoken),)
    return [item.message_id for item in items(("paste", paste_at, marks), messages=said) if item.kind == "read_aloud"]


def test_an_answer_read_out_word_for_word_is_found_despite_stt_errors() -> None:
    assert aloud(PASTED.upper() + "!") == ["answer"]
    assert aloud(PASTED.replace("Friday", "Fry day").replace("replica", "replicas")) == ["answer"]
    assert aloud("I had just said: " + PASTED) == ["answer"]


def test_a_pasted_text_retold_in_other_words_is_not_found() -> None:
    own = (
        "It was a Friday, late. Our main database had no connections left, and you could watch the queue grow. What "
        "helped in the end was a replica: I pointed every reader at it, and an hour later we were fine again."
    )
    assert aloud(own) == []
    assert aloud("The outage began on a Friday evening.") == []  # too short to tell
    assert aloud(PASTED, paste_at=61) == []  # pasted afterwards
    typed = items(
        ("paste", 1, {"characters": 9, "marks": sorted(marks_of(PASTED, 3)), "size": 3}),
        messages=(TimedMessage("m", 9),),
    )
    assert [item.kind for item in typed] == ["paste"]


def test_chinese_is_compared_by_its_characters() -> None:
    pasted = "故障发生在星期五晚上主数据库的连接已经用完队列越来越长于是我把读请求转到了副本上"
    assert aloud(pasted, pasted, size=5) == ["answer"]
    assert aloud("那天是星期五晚上我们的数据库连接不够用了后来我用副本来处理读请求问题就解决了", pasted, size=5) == []


def test_the_marks_equal_those_that_the_page_computes() -> None:
    # The same vectors as in web/src/room/watch/marks.test.ts.
    assert sorted(marks_of("The outage began, on a FRIDAY", 3)) == [359285626, 1136776816, 1710920936, 3611641094]
    assert sorted(marks_of("Ｇｒöße 12 straße", 3)) == [1741024782]
    assert min(marks_of("故障发生在星期五晚上", 5)) == 357291699
    assert marks_of("one two", 3) == set()


def test_a_message_with_speech_data_is_spoken() -> None:
    assert TimedMessage.of("m", 1, "user", "words", {"speech": {"words": []}}) == TimedMessage("m", 1, "words")
    assert TimedMessage.of("m", 1, "user", "words", {"choice": ["a"]}) == TimedMessage("m", 1)
    assert TimedMessage.of("m", 1, "assistant", "words", {"speech": {}}) == TimedMessage("m", 1)


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    found = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    found |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    found |= {
        f"{node.module}.{name.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    return found


def test_no_judging_or_wording_code_imports_integrity_signals() -> None:
    source = ROOT / "src/aural"
    judging = [*source.glob("interviewer/**/*.py"), *source.glob("reports/analysis/*.py"), source / "reports/jobs.py"]
    judging += [source / "engine/scores.py", *source.glob("sessions/conversation/*_service.py")]
    assert len(judging) > 80
    for path in judging:
        if path != source / "reports/analysis/integrity.py":
            assert not [name for name in imports_of(path) if "integrity" in name], path
