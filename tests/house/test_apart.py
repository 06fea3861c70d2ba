"""What candidates say about their sex and ethnicity is out of reach for anyone who judges: no code there can read
it.
"""

from __future__ import annotations

import re

from tests.house.source import list_imports, read_modules

TABLE = "self_identifications"
MODULES = ("aural.privacy.self_identification_repository", "aural.privacy.self_identification_tables")
# The candidate's own pages, and the command that counts for the audit. No API, report, job or interviewer.
READERS = {"aural.room.rights.self_identification", "aural.cli.audit_tasks"}
# Code that creates the table, reads it, empties it on erasure, and leaves it out of the creator's export.
NAMES_IT = {
    *(
        "aural.privacy.self_identification_tables",
        "aural.store.schema",
        "aural.privacy.self_identification_repository",
        "aural.privacy.erasure_repository",
    ),
    *("aural.privacy.subject_access_repository", "aural.store.migrations.versions.earlier.0010_privacy"),
    "aural.room.rights.self_identification",
}


def test_only_the_candidates_pages_and_the_audit_read_the_self_identification() -> None:
    modules = read_modules()
    readers = {
        name
        for name, text in modules.items()
        if any(imported.startswith(MODULES) or TABLE in imported for imported in list_imports(name, text))
    }
    assert readers >= READERS
    assert {name.removeprefix("aural.") for name in readers} <= {
        name.removeprefix("aural.") for name in {*READERS, "aural.store.schema"}
    }


def test_only_listed_modules_name_the_table_of_self_identifications() -> None:
    named = {name for name, text in read_modules().items() if re.search(rf"\b{TABLE}\b", text)}
    assert {name.removeprefix("aural.") for name in named} == {name.removeprefix("aural.") for name in NAMES_IT}
