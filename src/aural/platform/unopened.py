"""Says why a database can't be opened. Names the role, the database and the server, but never the password."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from aural.platform.storing import cause_of

_OF_POSTGRES = {
    "SQLSTATE 28P01": "its server refuses the password of the role {role}",
    "SQLSTATE 28000": "its server doesn't accept the role {role}: create it, or allow it in pg_hba.conf",
    "SQLSTATE 3D000": "{server} has no database {database}: create it",
    "SQLSTATE 42501": "the role {role} may not use it: make it the owner of {database}",
    "SQLSTATE 53300": "its server has no free connection: lower AURAL_DATABASE_CONNECTIONS or raise max_connections",
    "SQLSTATE 53100": "its server's disk is full",
    "SQLSTATE 25006": "its server only accepts reads: name the primary server",
    "ECONNREFUSED": "no server accepts connections at {server}: start it, or correct the address",
    "ENOENT": "no server accepts connections at {server}: start it, or correct the address",
    "unknown host": "the host of {server} is unknown",
    "timeout": "{server} doesn't answer",
}
_OF_SQLITE = {
    "SQLITE_CANTOPEN": "{file} cannot be opened or created: check that this account may write to its folder",
    "SQLITE_READONLY": "{file} or its folder is read-only for this account",
    "SQLITE_FULL": "the disk of {file} is full",
    "SQLITE_BUSY": "another program keeps {file} locked",
    "SQLITE_NOTADB": "{file} isn't an SQLite database",
}


def why_unopened(url: str, error: BaseException) -> str:
    """One sentence on why the database behind `url` can't be opened, and what to check."""
    code = cause_of(error)
    if url.startswith("sqlite:///"):
        reasons, names = _OF_SQLITE, {"file": url.removeprefix("sqlite:///")}
    else:
        reasons, names = _OF_POSTGRES, _names_in(url)
        first = type(_first_cause(error)).__name__
        code = {"gaierror": "unknown host", "TimeoutError": "timeout"}.get(first, code)
    reason = next((text for start, text in reasons.items() if code.startswith(start)), None)
    if reason is None:
        places = "that its server is running" if reasons is _OF_POSTGRES else "that the disk is writable and not full"
        return f"The database cannot be opened ({code}). Check AURAL_DATABASE_URL and {places}."
    where = (
        "Its address is AURAL_DATABASE_URL" if reasons is _OF_POSTGRES else "Check AURAL_DATABASE_URL or AURAL_DATA_DIR"
    )
    return f"The database cannot be opened: {reason.format(**names)}. {where}."


def _names_in(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    host = parts.hostname or parse_qs(parts.query).get("host", ["this host"])[0]
    return {
        "role": f"“{parts.username}”" if parts.username else "of this account",
        "database": f"“{parts.path.lstrip('/')}”",
        "server": f"{host}:{parts.port}" if parts.port else host,
    }


def _first_cause(error: BaseException) -> BaseException:
    while error.__cause__ is not None:
        error = error.__cause__
    return error
