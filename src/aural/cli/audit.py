"""`aural audit`: exports the audit log as a signed file, verifies an exported file offline, and audits for bias."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aural.cli.options import plain_failures, storage, with_database

if TYPE_CHECKING:
    from aural.settings import Settings
    from aural.store.database import Database

_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def audit() -> None:
    """Export and verify the audit log, and audit selection and scores for bias."""


@audit.command("export")
@click.argument("target", type=_FILE)
@click.option("--organization", help="Organization of the log. (default: the only organization)")
@storage
def export_log(target: Path, organization: str | None, data_dir: Path | None, database_url: str | None) -> None:
    """Write the signed audit log to the file TARGET. It contains ids and digests, but no names or addresses."""
    from aural.cli.audit_tasks import export_log as parts_of

    async def write(database: Database, settings: Settings) -> None:
        with target.open("wb") as file:
            async for part in await parts_of(database, settings, organization):
                file.write(part)

    with_database(data_dir, database_url, write)
    click.echo(f"Written to {target}. `aural audit verify {target}` verifies it, on any machine.")


@audit.command("key")
@storage
def show_key(data_dir: Path | None, database_url: str | None) -> None:
    """Print the public key that verifies this deployment's logs. Give it to your auditor beforehand."""
    from aural.cli.audit_tasks import read_key

    click.echo(with_database(data_dir, database_url, read_key))


@audit.command("anchor")
@click.option("--organization", help="Organization of the log. (default: the only organization)")
@storage
def make_anchor(organization: str | None, data_dir: Path | None, database_url: str | None) -> None:
    """Print an anchor: the current length of the audit log and a digest of it, signed. It contains no names.

    Keep it where this server can't write: with your auditor, in print, or in another system's log. `aural audit verify
    --anchor` then finds entries that were cut off, changed or replaced in the part that the anchor covers, even if the
    attacker has the server's keys.
    """
    from aural.cli.audit_tasks import anchor_log

    made = with_database(
        data_dir, database_url, lambda database, settings: anchor_log(database, settings, organization)
    )
    click.echo(made)


@audit.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--anchor",
    "anchor_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An earlier anchor of this log, kept elsewhere (`aural audit anchor`).",
)
@click.option("--key", help="The server's public key, obtained separately from this file (`aural audit key`).")
@plain_failures
def verify(file: Path, key: str | None, anchor_file: Path | None) -> None:
    """Verify an exported audit log offline, without a server, a database or a secret key.

    Exits with 1 and names the line if one was changed, added or removed, even at the end.
    """
    from aural.guard.audit.anchor import read_anchor
    from aural.guard.audit.log import verify_log

    anchor = None if anchor_file is None else read_anchor(anchor_file.read_bytes(), key)
    with file.open("rb") as lines:
        found = verify_log(lines, key, anchor)
    if found.problem is not None:
        raise click.ClickException(f"The log doesn't verify: {found.problem}.")
    click.echo(f"{found.count} entries of organization {found.organization} are unchanged.")
    if anchor is not None:
        click.echo(f"The first {anchor.number} match the anchor of {anchor.made_at}.")
    click.echo(f"Signed by the key {found.key}.")
    if key is None:
        click.echo(
            "Compare that key with the server's own (`aural audit key`): a forged log is signed with another key."
        )


@audit.command("bias")
@click.option("--organization", help="Organization of the candidates. (default: the only organization)")
@click.option("--interview", "interview_id", help="The id of one interview. (default: all hiring interviews)")
@click.option("--from", "since", type=_DAY, help="Only sessions that began on this day (UTC) or later.")
@click.option("--to", "until", type=_DAY, help="Only sessions that began on this day (UTC) or earlier.")
@click.option(
    "--auditor", help="The auditor's name. With it, groups of fewer than 5 people are shown, too. It is logged."
)
@click.option("--reason", help="The auditor's purpose. It is logged.")
@click.option("--keep-small", "keeps_small", is_flag=True, help="Also print ratios for groups under 2 % of the sample.")
@click.option("--csv", "table", type=_FILE, help="Write the table to this file. (default: print it)")
@click.option("--html", "page", type=_FILE, help="Write a printable page to this file.")
@storage
def bias(table: Path | None, page: Path | None, data_dir: Path | None, database_url: str | None, **wanted: Any) -> None:
    """Print selection and scoring rates, impact ratios and the four-fifths flag, by sex, ethnicity, and both.

    The rates are those of New York City's Local Law 144, and use what candidates chose to say after the interview.
    Groups of fewer than 5 people are withheld. Each audit is recorded in the organization's audit log.
    """
    from aural.cli.audit_tasks import BiasWanted, audit_bias
    from aural.privacy.bias import bias_csv, bias_page

    asked = BiasWanted(**wanted | {name: _day(wanted[name]) for name in ("since", "until")})
    made, about = with_database(data_dir, database_url, lambda database, _settings: audit_bias(database, asked))
    if page is not None:
        page.write_text(bias_page(made, about), encoding="utf-8")
    if table is not None:
        table.write_text(bias_csv(made, about), encoding="utf-8", newline="")
    elif page is None:
        click.echo(bias_csv(made, about), nl=False)


def _day(at: datetime | None) -> date | None:
    return None if at is None else at.date()
