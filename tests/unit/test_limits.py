"""No 60 seconds admit more than N requests of a key, whichever process counts, and exactly N are admitted at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aural.app import Server
from aural.guard.auth.rate_limits import find_client_address, limit_headers
from aural.settings import load_settings
from aural.store.database import Database, open_database
from aural.store.limits import Limits, SqliteLimits, open_limits
from aural.store.windows import BATCH_MS, Admission
from tests.clocks import START
from tests.racing import race

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@pytest.fixture
async def limits(database: Database, database_url: str) -> AsyncIterator[Limits]:
    limits = open_limits(database, database_url)
    yield limits
    await limits.close()


async def count_admitted(limits: Limits, times: int, limit: int, now: int) -> int:
    return sum([(await limits.admit("b", limit, now)).is_admitted for _ in range(times)])


async def test_exactly_the_limit_is_admitted_at_once(limits: Limits) -> None:
    outcomes = [await limits.admit("b", 60, START) for _ in range(61)]
    assert [outcome.is_admitted for outcome in outcomes] == [True] * 60 + [False]
    assert [outcome.remaining for outcome in outcomes] == [*range(59, -1, -1), 0]
    assert outcomes[-1].retry_after_seconds == 60


async def test_each_admission_expires_after_sixty_seconds_and_not_before(limits: Limits) -> None:
    assert await count_admitted(limits, 2, 3, START) == 2
    assert await count_admitted(limits, 2, 3, START + 30 * SECOND) == 1
    assert await count_admitted(limits, 9, 3, START + MINUTE - 1) == 0
    assert await count_admitted(limits, 9, 3, START + MINUTE) == 2
    assert await count_admitted(limits, 9, 3, START + MINUTE + 30 * SECOND) == 1


async def test_a_refused_request_is_admitted_after_the_reported_delay(limits: Limits) -> None:
    await limits.admit("b", 2, START)
    await limits.admit("b", 2, START + 40 * SECOND)
    refused = await limits.admit("b", 2, START + 50_500)
    assert (refused.retry_after_seconds, refused.reset_at) == (10, START + MINUTE)
    assert (await limits.admit("b", 2, START + 50_500 + 10 * SECOND)).is_admitted


async def test_refused_requests_do_not_count(limits: Limits) -> None:
    assert await count_admitted(limits, 50, 2, START) == 2
    assert await count_admitted(limits, 1, 2, START + MINUTE) == 1


async def test_buckets_are_independent(limits: Limits) -> None:
    assert await count_admitted(limits, 9, 1, START) == 1
    assert (await limits.admit("other", 1, START)).is_admitted


async def test_a_lowered_and_raised_limit_never_admits_more_than_the_higher_one(limits: Limits) -> None:
    assert await count_admitted(limits, 9, 5, START) == 5
    assert await count_admitted(limits, 9, 2, START + 1) == 0
    assert await count_admitted(limits, 9, 5, START + 2) == 0
    assert await count_admitted(limits, 9, 7, START + 3) == 2


async def test_a_clock_that_is_a_little_slow_admits_nothing_extra(limits: Limits) -> None:
    assert await count_admitted(limits, 2, 4, START) == 2
    assert await count_admitted(limits, 9, 4, START - 20 * SECOND) == 2
    assert await count_admitted(limits, 9, 4, START + MINUTE - 1) == 0


async def test_a_slow_clock_never_promises_too_many_remaining_requests(limits: Limits) -> None:
    await limits.admit("b", 4, START)
    await limits.admit("b", 4, START - 50 * SECOND)
    assert (await limits.admit("b", 4, START + 15 * SECOND)).remaining == 1


@pytest.mark.parametrize("jump", [HOUR, DAY])
async def test_a_clock_that_is_set_back_locks_no_one_out_for_longer_than_a_minute(limits: Limits, jump: int) -> None:
    assert await count_admitted(limits, 3, 3, START) == 3
    assert await count_admitted(limits, 9, 3, START - jump) == 0
    refused = await limits.admit("b", 3, START - jump + SECOND)
    assert refused.retry_after_seconds == 59
    assert await count_admitted(limits, 9, 3, START - jump + MINUTE) == 3


@pytest.mark.parametrize("jump", [HOUR, DAY])
async def test_a_clock_set_forward_forgets_only_expired_hits(limits: Limits, jump: int) -> None:
    assert await count_admitted(limits, 9, 3, START) == 3
    assert await count_admitted(limits, 9, 3, START + jump) == 3


@settings(max_examples=40)
@given(gaps=st.lists(st.integers(0, 70_000), max_size=60), limit=st.integers(1, 7))
def test_no_sixty_seconds_ever_contain_more_than_the_limit(
    tmp_path_factory: pytest.TempPathFactory, gaps: list[int], limit: int
) -> None:
    limits = SqliteLimits(None, tmp_path_factory.mktemp("limits") / "l.db")  # type: ignore[arg-type]

    async def run() -> list[int]:
        at, admitted = START, []
        for gap in gaps:
            at += gap
            if (await limits.admit("b", limit, at)).is_admitted:
                admitted.append(at)
            else:  # it was right to refuse: the window was full
                assert len([one for one in admitted if one > at - MINUTE]) == limit
        await limits.close()
        return admitted

    admitted = asyncio.run(run())
    assert all(late - early >= MINUTE for early, late in zip(admitted, admitted[limit:], strict=False))


LARGE = 1_000


async def test_a_large_limit_is_never_exceeded_and_almost_reached(limits: Limits) -> None:
    outcomes = [await limits.admit("b", LARGE, START) for _ in range(LARGE + 100)]
    assert LARGE * 0.99 <= sum(outcome.is_admitted for outcome in outcomes) <= LARGE
    assert {outcome.limit for outcome in outcomes} == {LARGE}
    remaining = [outcome.remaining for outcome in outcomes]
    assert remaining == sorted(remaining, reverse=True)
    assert remaining[-1] == 0


async def test_a_large_limit_counts_each_batch_from_the_last_moment_of_its_use(limits: Limits) -> None:
    assert (await limits.admit("b", LARGE, START)).is_admitted  # takes a batch
    late = START + BATCH_MS - 1
    first = await count_admitted(limits, LARGE, LARGE, late)
    for at in (START + MINUTE, late + MINUTE - 1):
        first += await count_admitted(limits, LARGE, LARGE, at)
        assert first <= LARGE


async def test_simultaneous_requests_of_a_large_limit_waste_no_batch(limits: Limits) -> None:
    outcomes = await asyncio.gather(*(limits.admit("b", LARGE, START) for _ in range(LARGE)))
    assert sum(outcome.is_admitted for outcome in outcomes) >= LARGE * 0.99


async def test_unused_batches_of_two_processes_are_lost_and_never_admitted_twice(
    database: Database, database_url: str
) -> None:
    """Two processes: requests that the first one has reserved are lost, and never given twice."""
    first, second = open_limits(database, database_url), open_limits(database, database_url)
    total = 0
    for limits, at in ((first, START), (second, START), (first, START + BATCH_MS), (second, START + BATCH_MS)):
        total += await count_admitted(limits, LARGE, LARGE, at)
    assert LARGE * 0.98 <= total <= LARGE
    await first.close()
    await second.close()


RACE = """
import asyncio
from aural.store import limits as limiting
from aural.store.database import open_database
from aural.store.limits import open_limits
from tests.waiting import PATIENCE_SECONDS

limiting._BUSY_SECONDS = PATIENCE_SECONDS  # the last one in the queue is not refused

async def count(url, at):
    database = open_database(url, busy_seconds=PATIENCE_SECONDS)
    limits = open_limits(database, url)
    outcomes = await asyncio.gather(*(limits.admit("b", 60, at) for _ in range(100)))
    await limits.close()
    await database.close()
    return sum(outcome.is_admitted for outcome in outcomes)

def work(url, at):
    return asyncio.run(count(url, int(at)))
"""


async def test_processes_together_admit_exactly_the_limit(database_url: str) -> None:
    assert sum(race(RACE, database_url, str(START))) == 60


async def test_expired_hits_are_deleted(limits: Limits, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_until_sweep", 2)
    await limits.admit("old", 5, START)
    await limits.admit("new", 5, START + MINUTE)
    assert (await limits.admit("old", 5, START)).remaining == 4
    assert (await limits.admit("new", 5, START + MINUTE)).remaining == 3


async def test_a_damaged_file_of_limits_is_created_again(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///")).with_name("aural-limits.db")
    path.write_bytes(b"this is no database, whatever its name says" * 100)
    database = open_database(sqlite_url)
    limits = open_limits(database, sqlite_url)
    assert (await limits.admit("b", 1, START)).is_admitted
    await limits.close()
    await database.close()


# --- what a client sees ---------------------------------------------------------------------------------------------


async def test_the_headers_describe_the_clients_limit(limits: Limits) -> None:
    admission = await limits.admit("b", 60, START)
    assert limit_headers(admission, START) == {
        "X-RateLimit-Limit": "60",
        "X-RateLimit-Remaining": "59",
        "X-RateLimit-Reset": str(START // 1000 + 60),
        "RateLimit-Policy": '"default";q=60;w=60',
        "RateLimit": '"default";r=59;t=60',
    }
    refused = [await limits.admit("b", 1, START + 12_500) for _ in range(2)][-1]
    assert limit_headers(refused, START + 12_500)["Retry-After"] == "48"


def test_without_a_limit_there_are_no_headers() -> None:
    assert limit_headers(None, START) == {}


@pytest.mark.parametrize(
    ("reset_in", "seconds", "reset_at"),
    [(60_000, 60, 60), (1001, 2, 2), (1000, 1, 1), (1, 1, 1), (0, 0, 0), (-1, 0, 0), (-5000, 0, -5)],
)
def test_the_headers_round_up_to_whole_seconds_and_never_below_now(reset_in: int, seconds: int, reset_at: int) -> None:
    headers = limit_headers(Admission(5, 3, START + reset_in, is_admitted=True), START)
    assert headers["RateLimit"] == f'"default";r=3;t={seconds}'
    assert headers["X-RateLimit-Reset"] == str(START // 1000 + reset_at)


def test_only_a_refusal_has_a_retry_after_header() -> None:
    assert "Retry-After" not in limit_headers(Admission(5, 0, START, is_admitted=True, retry_after_seconds=9), START)
    refusal = Admission(5, 0, START, is_admitted=False, retry_after_seconds=9)
    assert limit_headers(refusal, START)["Retry-After"] == "9"


PROXY = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # not one of our proxies: its header is ignored
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),  # what comes before that is invented
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),  # only proxies: the farthest of them
        ("fd00::1", "2001:db8:1:2:3:4:5:6, fd00::2", "2001:db8:1:2::/64"),
        ("fd00::1", "::ffff:198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, nonsense", "10.0.0.1"),
        ("nonsense", "198.51.100.1", "unknown"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", None, "203.0.113.9"),
        (None, None, "unknown"),
    ],
)
def test_a_forwarded_client_address_is_trusted_only_from_our_proxies(
    peer: str | None, forwarded: str | None, address: str
) -> None:
    assert find_client_address(peer, forwarded, PROXY) == address
    assert find_client_address(address, None, PROXY) == address  # unchanged if it is passed on


def count_open(path: Path) -> int:
    return sum(link.exists() and link.samefile(path) for link in Path("/proc/self/fd").iterdir())


async def test_a_server_opens_the_limits_database_once(sqlite_url: str, tmp_path: Path) -> None:
    server = Server(load_settings(data_dir=tmp_path, database_url=sqlite_url).listening_on("127.0.0.1", 8000))
    assert count_open(Path(sqlite_url.removeprefix("sqlite:///")).with_name("aural-limits.db")) == 1
    await server.close()
