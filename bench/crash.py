"""kill -9 at every commit point of a running chat: `python -m bench.crash --kills 120`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests import postgres
from tests.crash.rig import kill_many


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=120)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL started for it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = postgres.Server() if given.postgres else None
        try:
            outcome = kill_many(Path(folder), kills=given.kills, database_url=server.url if server else None)
        finally:
            if server is not None:
                server.stop()
    print(f"{'PostgreSQL' if given.postgres else 'SQLite'}: {outcome}")
    print("faults:", outcome.faults() or "none", "  (target: lost 0, duplicated 0, sessions without report 0)")


if __name__ == "__main__":
    main()
