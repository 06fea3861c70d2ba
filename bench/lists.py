"""Measures pages of lists with 10,000 candidates and sessions of one interview: `python -m bench.lists`.

For each order, the time of the first page and of a late one, as a client on the same machine sees it (the median of
several requests). A late page must cost no more than the first one.
"""

from __future__ import annotations

import statistics
import time

import httpx2

from aural.guard.auth.gate import issue_key
from aural.store.database import open_database
from bench.filled import VARIED, Filled, measure_filled
from bench.filling import START

TIMES = 7
LATE = 20  # pages of 100 before the late one
CANDIDATES = ("sort=createdAt", *(f"sort={by}&order=asc" for by in ("name", "status", "invitedAt", "lastActivity")))
SESSIONS = (
    *("sort=createdAt", "sort=name&order=asc", "sort=status&order=asc", "sort=lastActivity", "sort=decision"),
    *("criterion=Criterion 1&sort=level", "criterion=Criterion 1&sort=humanLevel"),
    *("criterion=Criterion 1&level=4&sort=level", "mode=voice&sort=duration"),
)


def main() -> None:
    measure_filled(__doc__, measure)


async def measure(filled: Filled) -> None:
    await filled.run(*VARIED)
    database = open_database(filled.database_url)
    async with database.transaction() as transaction:
        # The key has the role VIEWER, which gets no candidates' links.
        who = {"user_id": filled.me["id"], "name": "Bench", "role": "VIEWER", "now": START}
        made = await issue_key(transaction, filled.me["organization"]["id"], filled.secrets(), **who)
    await database.close()
    headers = {"Authorization": f"Bearer {made.key}"}
    async with httpx2.AsyncClient(base_url=f"{filled.served.url}/api/v1", headers=headers, timeout=60) as api:
        print(f"{'':66}{'first':>8}{'late':>8}   milliseconds")
        for name, orders in (("candidates", CANDIDATES), ("sessions", SESSIONS)):
            for order in orders:
                path = f"/interviews/{filled.interview}/{name}?limit=100&{order}"
                await measure_list(api, path, f"{name}?{order}")


async def measure_list(api: httpx2.AsyncClient, path: str, name: str) -> None:
    cursor = ""
    for _ in range(LATE):
        found = (await api.get(f"{path}{cursor}")).raise_for_status().json()["cursor"]
        if found is None:
            break
        cursor = f"&cursor={found}"
    first, late = [await _median_ms(api, address) for address in (path, f"{path}{cursor}")]
    print(f"{name:66}{first:8.1f}{late:8.1f}", flush=True)


async def _median_ms(api: httpx2.AsyncClient, path: str) -> float:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        (await api.get(path)).raise_for_status()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    main()
