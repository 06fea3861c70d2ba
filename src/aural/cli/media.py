"""`aural media`: verifies the mark of synthetic speech in a file, and prints the certificate that verifies marks."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aural.cli.options import plain_failures, storage, with_database

if TYPE_CHECKING:
    from aural.guard.marks.files import Found
    from aural.settings import Settings
    from aural.store.database import Database

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TYPES = {
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".m4a": "audio/mp4",
    ".webm": "video/webm",
}
EXIT_CODES = {"valid": 0, "unmarked": 3, "altered": 4, "foreign": 5}
_VERDICTS = {
    "valid": "Marked and unchanged: it contains synthetic speech of this installation.",
    "unmarked": "Not marked: there is no C2PA manifest.",
    "altered": "Altered or damaged: the file or its mark isn't the one that was signed.",
    "foreign": "Marked and unchanged, but signed by another key, not by this installation's.",
}


@click.group()
def media() -> None:
    """Marks of synthetic speech (C2PA) in recordings and voice files."""


@media.command("verify")
@click.argument("file", type=_FILE)
@click.option("--sidecar", type=_FILE, help="Its .c2pa file. (default: FILE.c2pa, if it exists)")
@click.option(
    "--certificate",
    "certificates",
    type=_FILE,
    multiple=True,
    help="Verify against this certificate (`aural media certificate`), without a database.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@storage
def verify(
    file: Path,
    sidecar: Path | None,
    certificates: tuple[Path, ...],
    as_json: bool,
    data_dir: Path | None,
    database_url: str | None,
) -> None:
    """Say whether FILE (WAV, MP4, M4A or WebM) has a valid mark of synthetic speech. Opens no connection.

    Exits with 0 if the mark is valid, 3 if there is none, 4 if the file or its mark was altered, 5 if another key
    signed it, and 1 if the file can't be read.
    """
    media_type = _TYPES.get(file.suffix.lower())
    if media_type is None:
        raise click.ClickException(f"Only these files can be verified: {', '.join(sorted(_TYPES))}.")
    given = [_read_certificate(path) for path in certificates]
    roots = given or with_database(data_dir, database_url, _certificates)
    found = _verify(file, media_type, roots, _read_sidecar(file, sidecar))
    click.echo(json.dumps(asdict(found)) if as_json else "\n".join(_lines_of(found)))
    sys.exit(EXIT_CODES[found.finding])


@media.command("certificate")
@click.option("--all", "every", is_flag=True, help="Also print certificates from before the secret key was changed.")
@storage
def certificate(every: bool, data_dir: Path | None, database_url: str | None) -> None:
    """Print the certificate (PEM) that verifies this installation's marks. It isn't secret: give it to anyone."""
    roots = with_database(data_dir, database_url, _certificates)
    click.echo("".join(roots if every else roots[:1]), nl=False)


def _read_certificate(path: Path) -> str:
    from cryptography.x509 import load_pem_x509_certificates

    content = path.read_bytes()
    try:
        load_pem_x509_certificates(content)
    except ValueError as error:
        raise click.ClickException(f"{path.name} isn't a certificate in PEM format.") from error
    return content.decode()


async def _certificates(database: Database, settings: Settings) -> list[str]:
    from aural.guard.files.marking import list_certificates
    from aural.guard.secrets import Secrets

    return await list_certificates(database, Secrets(settings.secret_key))


def _read_sidecar(file: Path, given: Path | None) -> bytes | None:
    path = given or file.with_name(f"{file.name}.c2pa")
    return path.read_bytes() if path.exists() else None


@plain_failures
def _verify(file: Path, media_type: str, roots: list[str], sidecar: bytes | None) -> Found:
    from aural.guard.files.marking import MarkError, verify_file

    try:
        return asyncio.run(verify_file(file, media_type, roots, sidecar))
    except (MarkError, OSError) as error:
        raise click.ClickException(f"{file.name} can't be verified. {error}") from error


def _lines_of(found: Found) -> list[str]:
    facts = {
        "Contents": found.source_type,
        "Voice": found.voice,
        "Made by": found.generator,
        "Signed by": found.signer,
        "Failed checks": ", ".join(found.problems) or None,
    }
    return [_VERDICTS[found.finding], *(f"{label}: {fact}" for label, fact in facts.items() if fact)]
