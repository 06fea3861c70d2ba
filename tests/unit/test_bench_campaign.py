"""The fault campaign: a seed leads to the same choices, an interrupted run is resumed, and the checker finds planted
faults.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from bench.campaign.checker import Findings, Seen, Session, judge
from bench.campaign.progress import Batch, Plan, Progress, Size, list_batches
from bench.campaign.promises import Counted, Promises, Start
from bench.campaign.running import mix, run_apart
from bench.campaign.table import render
from tests.crash.rig import schedule

SIZES = {"kills": Size(1_000, 20), "disk": Size(40, 2)}
PLAN = Plan(7, 0.05, ("kills", "disk"))
RUNNING = "IN_PROGRESS"


def test_a_seed_creates_the_same_batches_and_another_seed_creates_others() -> None:
    batches = list(list_batches(PLAN, SIZES))
    assert batches == list(list_batches(PLAN, SIZES))
    assert [(batch.part, batch.count) for batch in batches] == [
        ("kills", 20),
        ("kills", 20),
        ("kills", 10),
        ("disk", 2),
    ]
    others = list(list_batches(Plan(8, 0.05, PLAN.parts), SIZES))
    assert {batch.seed for batch in batches} & {batch.seed for batch in others} == set()


def test_a_batch_has_the_same_seed_whatever_else_is_run() -> None:
    alone = list(list_batches(Plan(7, 1.0, ("disk",)), SIZES))
    assert alone[0].seed == list(list_batches(PLAN, SIZES))[-1].seed
    assert sum(batch.count for batch in alone) == 40


def test_the_batches_of_each_part_are_spread_over_the_run() -> None:
    batches = [Batch("kills", index, 1, 0) for index in range(6)] + [Batch("disk", index, 1, 0) for index in range(2)]
    mixed = mix(batches)
    assert [batch.part[0] for batch in mixed] == list("kkdkkkdk")
    assert [batch.index for batch in mixed if batch.part == "kills"] == list(range(6))


def test_a_batch_that_ends_in_an_error_is_reported_as_broken(capfd: pytest.CaptureFixture[str]) -> None:
    count, found, _ = run_apart(Batch("no such part", 0, 1, 0))
    assert (count, found) == (0, Findings(broken=1))
    assert "KeyError: 'no such part'" in capfd.readouterr().err


def test_a_seed_chooses_the_commits_at_which_the_server_dies_each_once_a_round() -> None:
    def choose(seed: int) -> list[tuple[int, str]]:
        return list(islice(schedule(range(1, 15), random.Random(seed)), 28))

    assert choose(1) == choose(1) != choose(2)
    assert sorted(choose(1)) == sorted(islice(schedule(range(1, 15)), 28))


def test_an_interrupted_run_continues_with_the_remaining_batches(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    first, second, *_ = list_batches(PLAN, SIZES)
    Progress.begin(path, PLAN).note(first, 21, Findings(acknowledged=40, lost=1))
    resumed = Progress.resume(path)
    assert resumed.plan == PLAN
    assert (resumed.is_done(first), resumed.is_done(second)) == (True, False)
    resumed.note(second, 20, Findings(acknowledged=2))
    assert Progress.resume(path).sum_of("kills") == (41, Findings(acknowledged=42, lost=1))


def test_a_batch_with_a_truncated_line_is_not_done(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    first, second, *_ = list_batches(PLAN, SIZES)
    Progress.begin(path, PLAN).note(first, 20, Findings())
    with path.open("a") as file:
        file.write('{"part": "kills", "index": 1, "cou')
    resumed = Progress.resume(path)
    assert not resumed.is_done(second)
    resumed.note(second, 20, Findings(sessions=3))
    assert Progress.resume(path).sum_of("kills") == (40, Findings(sessions=3))


def test_a_batch_that_could_not_run_to_its_end_runs_again(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    first, *_ = list_batches(PLAN, SIZES)
    Progress.begin(path, PLAN).note(first, 0, Findings(broken=1))
    resumed = Progress.resume(path)
    assert not resumed.is_done(first)
    resumed.note(first, 20, Findings(sessions=3))
    assert Progress.resume(path).sum_of("kills") == (20, Findings(sessions=3))


@pytest.mark.parametrize("text", ["", "no JSON", "[1]", '{"seed": 1}'])
def test_another_file_is_not_mistaken_for_the_progress_of_a_run(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other"
    path.write_text(text)
    with pytest.raises(ValueError, match="not the progress"):
        Progress.resume(path)


def test_a_new_run_does_not_overwrite_another(tmp_path: Path) -> None:
    Progress.begin(tmp_path / "run.jsonl", PLAN)
    with pytest.raises(FileExistsError):
        Progress.begin(tmp_path / "run.jsonl", PLAN)


def seen() -> Seen:
    """Two sessions without any fault."""
    whole = {
        name: Session("COMPLETED", "READY", 1, [f"{name} one", f"{name} two"], [1, 2, 3, 4], seconds=30)
        for name in ("a", "b")
    }
    kinds = ("session.started", "session.completed", "session.analyzed", "consent.given", "consent.given")
    return Seen(
        acknowledged={name: set(session.answers) for name, session in whole.items()},
        sessions=whole,
        events=[(f"{name}{number}", kind, name) for name in whole for number, kind in enumerate(kinds)],
        letters=[("letter a", "a"), ("letter b", "b")],
        used_seconds=60,
        counted={Counted(2460, 0), Counted(1230, 0)},
        limit_seconds=3600,
        session_limit=1200,
    )


def test_no_fault_is_found_if_there_is_none() -> None:
    assert judge(seen()).faults == {}
    assert (judge(seen()).sessions, judge(seen()).acknowledged, judge(seen()).repeats) == (2, 4, 0)


PLANTED: dict[str, tuple[Callable[[Seen], object], dict[str, int]]] = {
    "an answer is lost": (lambda s: s.sessions["a"].answers.pop(), {"lost": 1}),
    "a session is lost": (lambda s: s.sessions["a"].answers.clear(), {"lost": 2}),
    "an answer of nobody's session": (lambda s: s.acknowledged.update(c={"c one"}), {"lost": 1}),
    "an answer is stored twice": (lambda s: s.sessions["a"].answers.append("a one"), {"twice": 1}),
    "a gap in the messages": (lambda s: s.sessions["b"].seqs.remove(2), {"other": 1}),
    "a second report": (lambda s: setattr(s.sessions["a"], "revision", 2), {"effects_twice": 1}),
    "an event of a second id": (lambda s: s.events.append(("x", "session.analyzed", "a")), {"effects_twice": 1}),
    "a second letter": (lambda s: s.letters.append(("x", "a")), {"effects_twice": 1}),
    "no letter": (lambda s: s.letters.pop(), {"effects_missing": 1}),
    "no event of the end": (lambda s: s.events.pop(1), {"effects_missing": 1}),
    "no report": (lambda s: setattr(s.sessions["a"], "report_status", "FAILED"), {"effects_missing": 1}),
    "nobody heard of the report": (lambda s: s.events.pop(2), {"effects_missing": 1}),
    "a job that never ended": (lambda s: setattr(s, "unfinished_jobs", 1), {"effects_missing": 1}),
    "a wrong counter": (lambda s: setattr(s, "mended", 2), {"counters": 2}),
    "time that was not counted": (lambda s: setattr(s, "used_seconds", 59), {"counters": 1}),
    "time that stays promised": (lambda s: setattr(s, "reserved_seconds", 1200), {"counters": 1}),
    "more at once than the plan has": (lambda s: s.counted.add(Counted(4800, 0)), {"over_quota": 1}),
    "more than late answers explain": (lambda s: s.counted.add(Counted(4800, 1200)), {"over_quota": 1}),
}


@pytest.mark.parametrize("name", list(PLANTED))
def test_planted_faults_are_found(name: str) -> None:
    plant, expected = PLANTED[name]
    plant(planted := seen())
    assert judge(planted).faults == expected


def test_repetitions_with_the_same_id_are_counted_but_not_as_faults() -> None:
    again = seen()
    again.events.append(("a1", "session.completed", "a"))
    again.letters.append(("letter b", "b"))
    assert (judge(again).repeats, judge(again).faults) == (2, {})


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ([Counted(3600, 1200)], 1200),
        ([Counted(3000, 1200)], 600),
        ([Counted(2400, 1200)], 0),
        ([Counted(4799, 0)], 0),
        ([Counted(4799, 30)], 30),
        ([Counted(4799, 0), Counted(0, 3600), Counted(3600, 60), Counted(2400, 1230)], 60),
    ],
    ids=["all of it", "part of it", "within the plan", "the last start", "beyond the last start", "the most at once"],
)
def test_seconds_over_quota_by_late_answers_are_shown_but_not_as_faults(counted: list[Counted], expected: int) -> None:
    late = seen()
    late.counted.update(counted)
    assert (judge(late).over_by_late, judge(late).faults) == (expected, {})
    header, _, row = render([("clock", 4, 4, judge(late) + Findings(over_by_late=3))]).splitlines()
    shown = dict(zip(header.split(" | "), row.split(" | "), strict=True))
    assert shown["quota exceeded"] == "0"
    assert shown["seconds over quota by late answers |"] == f"{expected + 3:,} |"


def test_a_session_that_took_too_long_counts_only_its_limit() -> None:
    longer = seen()
    longer.sessions["a"].seconds, longer.used_seconds = 3_630, 1_230
    assert judge(longer).faults == {}


def test_a_running_session_needs_no_effect_and_keeps_its_reservation() -> None:
    running = seen()
    running.sessions["c"] = Session(RUNNING, None, None, ["c one"], [1, 2])
    running.reserved_seconds = 1200
    assert judge(running).faults == {}


def test_used_and_reserved_time_is_counted_without_expired_reservations() -> None:
    promises = Promises(1200)
    firm = Start("a", promised=1200, until=None, created=0, took=0, answered=1_000)
    waiting = Start("b", promised=1200, until=300_000, created=0, took=0, answered=None)
    assert promises.count([firm, waiting], 60, now=299_999) == (2460, 0)
    assert promises.count([firm, waiting], 60, now=300_000) == (1260, 0)
    assert promises.count([firm, waiting], 60, now=1_000) == (1260, 0), "it had expired before the clock was set back"
    assert promises.late == set()


@pytest.mark.parametrize("is_seen", [True, False], ids=["seen while it waited", "between two looks"])
def test_a_session_answered_too_late_is_counted_separately(is_seen: bool) -> None:
    promises = Promises(1200)
    if is_seen:
        promises.count([Start("a", promised=1200, until=300_000, created=0, took=0, answered=None)], 0, now=300_000)
    answered = 1_000 if is_seen else 300_000
    running = Start("a", promised=1200, until=None, created=0, took=0, answered=answered)
    assert promises.count([running], 0, now=400_000) == (0, 1200)
    ended = Start("a", promised=0, until=None, created=0, took=3_600, answered=answered)
    assert promises.count([ended], 1_230, now=4_000_000) == (30, 1200)
    assert promises.late == {"a"}


def test_a_visitor_who_answers_too_late_reserves_nothing_and_counts_at_the_end() -> None:
    promises = Promises(1200)
    running = Start("a", promised=1200, until=300_000, created=0, took=0, answered=310_000)
    assert promises.count([running], 60, now=400_000) == (60, 0)
    ended = Start("a", promised=0, until=None, created=0, took=500, answered=310_000)
    assert promises.count([ended], 560, now=900_000) == (60, 500)


def test_the_table_shows_the_faults_and_how_many_were_planned() -> None:
    rows = [("kills", 1_003, 1_000, Findings(sessions=9, lost=1)), ("disk", 2, 40, Findings())]
    head, line, kills, disk = render(rows).splitlines()
    assert head.count("|") == line.count("|") == kills.count("|") == disk.count("|")
    assert kills.startswith("| kills | 1,003 | 9 | 0 | 1 |")
    assert disk.startswith("| disk | 2 of 40 |")


def test_a_broken_part_counts_as_a_fault() -> None:
    assert Findings(broken=1).faults == {"broken": 1}
