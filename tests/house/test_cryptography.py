"""The inventory of cryptography in docs/security.md (ASVS 11.1.2) is complete: it names each module that uses a key."""

from __future__ import annotations

import re

from tests.house.source import list_imports, read_modules
from tests.house.test_security_tables import list_rows

LIBRARIES = {"argon2", "authlib", "c2pa", "cryptography", "hmac", "joserfc", "jwt", "nacl", "standardwebhooks"}
NAMED = re.compile(r"`src/(aural/[\w/]+)(?:\.py)?`")


def list_users() -> set[str]:
    """The modules that import a cryptographic library, unless only for a type or an exception."""
    found = {
        name.replace(".", "/")
        for name, text in read_modules().items()
        if {imported.split(".")[0] for imported in list_imports(name, text)} & LIBRARIES
    }
    return {"aural/guard/marks" if name.startswith("aural/guard/marks/") else name for name in found}


def test_each_module_that_uses_cryptography_is_in_the_inventory() -> None:
    (row,) = (row for row in list_rows("### OWASP ASVS") if row[0] == "11.1.2")
    assert set(NAMED.findall(row[2])) == list_users()
