"""The schema migrations, which `store/migrate.py` runs.

To add one, create a file in `versions/` with the next number in its name, and set HEAD to its revision id. A migration
in `versions/` or `versions/earlier/` only adds, so that hosts can be upgraded one after another. The migrations in
`before_rolling/` predate this rule.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
VERSIONS = (FOLDER / "versions" / "before_rolling", FOLDER / "versions" / "earlier", FOLDER / "versions")

HEAD = "text_bytes"
