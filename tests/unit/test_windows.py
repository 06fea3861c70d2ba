"""The arithmetic of rate limits: what the hits of a window mean, and how a large limit is counted in batches."""

from __future__ import annotations

import asyncio

import pytest

from aural.store import windows
from aural.store.windows import Admission, Batches, admitted, as_of, is_from_the_future, refused, to_stamp
from tests.clocks import START

MINUTE = 60_000


def hits_at(*instants: int) -> str:
    return "".join(to_stamp(at) for at in instants)


# --- one window -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "stamp"),
    [(START, "1780000000000"), (7, "0000000000007"), (0, "0000000000000"), (-1, "0000000000000")],
)
def test_a_stamp_has_13_digits_and_begins_in_1970(at: int, stamp: str) -> None:
    assert to_stamp(at) == stamp


def test_the_hits_of_the_last_sixty_seconds_reduce_what_remains() -> None:
    hits = hits_at(START - MINUTE, START - MINUTE + 1, START - 5, START)
    assert admitted(hits, 10, START) == Admission(10, 7, START + 1, is_admitted=True, retry_after_seconds=0)


def test_nothing_remains_if_a_limit_was_lowered_below_its_hits() -> None:
    assert admitted(hits_at(START, START, START), 2, START).remaining == 0
    assert admitted(hits_at(START, START, START), 4, START).remaining == 1


@pytest.mark.parametrize(
    ("waited", "seconds"), [(0, 60), (999, 60), (1000, 59), (58_999, 2), (59_000, 1), (59_999, 1), (MINUTE, 1)]
)
def test_a_refusal_gives_the_whole_seconds_until_a_hit_expires_and_at_least_one(waited: int, seconds: int) -> None:
    admission = refused(hits_at(START, START + 1), 2, START + waited)
    assert admission == Admission(2, 0, START + MINUTE, is_admitted=False, retry_after_seconds=seconds)


def test_a_lowered_limit_waits_only_for_its_latest_hits() -> None:
    assert refused(hits_at(START, START + 1, START + 2, START + 3), 2, START + 9).reset_at == START + 2 + MINUTE


def test_a_refusal_without_hits_asks_to_return_in_a_second() -> None:
    assert refused("", 2, START) == Admission(2, 0, START, is_admitted=False, retry_after_seconds=1)


def test_only_a_clock_set_back_by_more_than_a_minute_is_noticed() -> None:
    for earlier in ((), (START - 1,), (START - 9 * MINUTE, START - 1)):
        hits = hits_at(*earlier, START)
        assert not is_from_the_future(hits, START)
        assert not is_from_the_future(hits, START - MINUTE)
        assert is_from_the_future(hits, START - MINUTE - 1)


def test_hits_from_the_future_all_count_from_now() -> None:
    assert as_of(hits_at(START + 1, START + 2, START + 3), 7) == hits_at(7, 7, 7)


# --- batches --------------------------------------------------------------------------------------------------------


class Taker:
    """Takes hits, and records the requests. The next answers can be set."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, int, int, int]] = []
        self.is_open = True

    async def __call__(self, bucket: str, limit: int, now: int, counts_at: int) -> Admission:
        self.taken.append((bucket, limit, now, counts_at))
        await asyncio.sleep(0)  # lets other requests run, as a database does
        if not self.is_open:
            return Admission(limit, 0, START + 7000, is_admitted=False, retry_after_seconds=7)
        return Admission(limit, limit - len(self.taken), START + MINUTE, is_admitted=True)


async def admit(batches: Batches, take: Taker, times: int, *, limit: int = 1000, at: int = START) -> list[Admission]:
    return [await batches.admit("b", limit, at, take) for _ in range(times)]


async def test_up_to_600_a_minute_each_request_is_a_separate_hit() -> None:
    take, batches = Taker(), Batches()
    await admit(batches, take, 3, limit=600)
    assert take.taken == [("b", 600, START, START)] * 3


@pytest.mark.parametrize(("limit", "size", "hits"), [(601, 3, 200), (900, 3, 300), (901, 4, 225), (1000, 4, 250)])
async def test_above_600_a_minute_a_hit_stands_for_a_batch_and_counts_from_its_last_moment(
    limit: int, size: int, hits: int
) -> None:
    take, batches = Taker(), Batches()
    await admit(batches, take, size, limit=limit)
    assert take.taken == [("b", hits, START, START + 10_000)]
    await admit(batches, take, 1, limit=limit)
    assert len(take.taken) == 2


async def test_what_remains_decreases_by_one_with_each_request() -> None:
    admissions = await admit(Batches(), Taker(), 9)
    assert [admission.remaining for admission in admissions] == list(range(999, 990, -1))
    assert {(one.limit, one.reset_at, one.is_admitted) for one in admissions} == {(1000, START + MINUTE, True)}


async def test_a_batch_is_used_for_less_than_ten_seconds_and_not_before_it_was_taken() -> None:
    for at, taken in ((START, 1), (START + 9999, 1), (START + 10_000, 2), (START - 1, 2)):
        take, batches = Taker(), Batches()
        await admit(batches, take, 1)
        await admit(batches, take, 1, at=at)
        assert len(take.taken) == taken


async def test_a_batch_is_not_used_under_another_limit_or_by_another_bucket() -> None:
    take, batches = Taker(), Batches()
    await admit(batches, take, 1)
    await admit(batches, take, 1, limit=1001)
    await batches.admit("other", 1001, START, take)
    assert [(bucket, limit) for bucket, limit, *_ in take.taken] == [("b", 250), ("b", 250), ("other", 250)]


async def test_the_refusal_of_a_batch_reports_the_whole_limit_and_is_not_stored() -> None:
    take, batches = Taker(), Batches()
    take.is_open = False
    assert await admit(batches, take, 1) == [Admission(1000, 0, START + 7000, False, 7)]
    take.is_open = True
    assert (await admit(batches, take, 1))[0].is_admitted
    assert len(take.taken) == 2


async def test_simultaneous_requests_share_a_batch() -> None:
    take, batches = Taker(), Batches()
    admissions = await asyncio.gather(*(batches.admit("b", 1000, START, take) for _ in range(4)))
    assert sorted(admission.remaining for admission in admissions) == [996, 997, 998, 999]
    assert len(take.taken) == 1


async def test_a_process_keeps_a_limited_number_of_batches_and_then_starts_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(windows, "_MOST_HELD", 2)
    take, batches = Taker(), Batches()
    for bucket in ("one", "two", "one", "two", "three", "three", "one"):
        await batches.admit(bucket, 1000, START, take)
    assert [bucket for bucket, *_ in take.taken] == ["one", "two", "three", "one"]
