"""The command line. When a command fails, it prints one sentence and exits with 1, or with 2 if it was misused."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from aural import __version__
from aural.as_code.commands import apply, export, plan, schema
from aural.as_code.rehearsing import rehearse
from aural.cli.audit import audit
from aural.cli.media import media
from aural.cli.models import models
from aural.cli.options import MisuseError, storage, with_database
from aural.cli.remote import mcp
from aural.cli.secret_rotation import drop_secret, list_secrets, rotate_secret
from aural.engine.permissions import ROLES

if TYPE_CHECKING:
    from aural.settings import Settings
    from aural.store.database import Database


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aural")
def main() -> None:
    """Aural: an AI interviewer that anyone can run."""


for command in (models, audit, media, mcp, export, plan, apply, rehearse, schema):
    main.add_command(command)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 picks a free one."
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="The number of server processes.",
)
@storage
def serve(host: str, port: int, workers: int, data_dir: Path | None, database_url: str | None) -> None:
    """Serve the API, the interview room and the pages. GET /readyz says when it is ready."""
    from aural.cli.serve import serve_forever
    from aural.settings import load_settings

    serve_forever(load_settings(data_dir=data_dir, database_url=database_url), host=host, port=port, workers=workers)


@main.command()
@storage
def migrate(data_dir: Path | None, database_url: str | None) -> None:
    """Upgrade the database to this version's schema. `serve` does this automatically."""
    from aural.settings import load_settings
    from aural.store.migrate import migrate as migrate_database

    migrate_database(load_settings(data_dir=data_dir, database_url=database_url).database_url)
    click.echo("The database is up to date.")


@main.command()
@storage
def recount(data_dir: Path | None, database_url: str | None) -> None:
    """Recount sessions, messages and stored texts, and correct the counters."""
    from aural.store.recount import recount as recount_all

    mended: int = with_database(data_dir, database_url, lambda database, _settings: recount_all(database))
    click.echo(f"{mended} counters corrected." if mended else "All counters were correct.")


@main.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@storage
def backup(target: Path, data_dir: Path | None, database_url: str | None) -> None:
    """Back up everything to the file TARGET. The server can keep running."""
    from aural.settings import load_settings_to_read
    from aural.store.backup import backup as back_up

    settings = load_settings_to_read(data_dir=data_dir, database_url=database_url)
    asyncio.run(back_up(settings.database_url, settings.data_dir, target))
    click.echo(f"Written to {target}. It contains the secret key: keep it safe.")


@main.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Overwrite the data in the target database.")
@storage
def restore(source: Path, replace: bool, data_dir: Path | None, database_url: str | None) -> None:
    """Restore the backup SOURCE into an empty database, SQLite or PostgreSQL."""
    from aural.room.conversation.presence import is_used
    from aural.settings import load_settings
    from aural.store.backup import restore as put_back

    settings = load_settings(data_dir=data_dir, database_url=database_url)
    if is_used(settings.data_dir):
        raise click.ClickException(f"A server uses the data folder {settings.data_dir}. Stop it, and restore again.")
    asyncio.run(put_back(source, settings.database_url, settings.data_dir, replace=replace))
    click.echo("Restored.")


@main.group()
def keys() -> None:
    """API keys: create, list, revoke. The secret key that protects them: rotate, list, drop."""


for command in (rotate_secret, list_secrets, drop_secret):
    keys.add_command(command)


def _spelled(_context: click.Context, _option: click.Parameter, scopes: str) -> str:
    from aural.cli.accounts import read_scopes
    from aural.platform.errors import BadRequestError

    try:
        read_scopes(scopes)
    except BadRequestError as error:
        raise click.BadParameter(error.message) from error
    return scopes


@keys.command("create")
@click.option(
    "--organization",
    help="The organization's name. (default: the only organization, or a new one if there is none)",
)
@click.option("--create", "creates", is_flag=True, help="Create the named organization if it doesn't exist.")
@click.option("--project", help="Restrict the key to this project (created if missing).")
@click.option(
    "--role",
    default="OWNER",
    show_default=True,
    type=click.Choice([*reversed(ROLES)]),
    help="The key's role.",
)
@click.option(
    "--scopes", default="", callback=_spelled, help="Comma-separated scopes; none means everything the role may do."
)
@click.option("--expires", help="When the key expires: a date such as 2027-01-31, or days such as 30d.")
@click.option(
    "--plan", help="The organization's plan. (default: self-hosted for a new organization, otherwise its current plan)"
)
@click.option("--name", default="Command line", show_default=True, help="A name to recognize the key by.")
@click.option("--test", is_flag=True, help="A test key: it accesses only the organization's test data.")
@storage
def create_key(
    organization: str | None, creates: bool, data_dir: Path | None, database_url: str | None, **wanted: Any
) -> None:
    """Create a key and print only the key. It can't be shown again."""
    from aural.cli.accounts import check_options
    from aural.cli.accounts import create_key as create
    from aural.cli.organizations import choose_name
    from aural.platform.errors import BadRequestError

    try:
        check_options(organization=organization, **wanted)
    except BadRequestError as error:
        raise MisuseError(error.message) from error

    async def make(database: Database, settings: Settings) -> str:
        name, is_new = await choose_name(database, organization, creates=creates)
        key = await create(database, settings, organization=name, **wanted)
        click.echo(f"Created a key of {'the new' if is_new else 'the'} organization “{name}”.", err=True)
        return key

    click.echo(with_database(data_dir, database_url, make, creates=True))


@keys.command("list")
@click.option("--organization", help="List only the keys of this organization.")
@storage
def list_keys(organization: str | None, data_dir: Path | None, database_url: str | None) -> None:
    """List keys by prefix, with their role, expiry and last use."""
    from aural.cli.accounts import list_keys as list_all

    rows = with_database(data_dir, database_url, lambda database, settings: list_all(database, settings, organization))
    for row in rows:
        click.echo("  ".join(row))
    if not rows:
        click.echo("No keys yet. `aural keys create` creates one.")


@keys.command("revoke")
@click.argument("prefix")
@storage
def revoke_key(prefix: str, data_dir: Path | None, database_url: str | None) -> None:
    """Revoke the key that begins with PREFIX, as `keys list` shows it. PREFIX may also be the whole key."""
    from aural.cli.accounts import revoke_key as revoke

    click.echo(with_database(data_dir, database_url, lambda database, settings: revoke(database, settings, prefix)))


@main.group()
def users() -> None:
    """Users: list them, and restore their access."""


@users.command("list")
@storage
def list_users(data_dir: Path | None, database_url: str | None) -> None:
    """List all users with their email address, name and roles."""
    from aural.cli.accounts import list_people

    rows = with_database(data_dir, database_url, list_people)
    for row in rows:
        click.echo("  ".join(row))
    if not rows:
        click.echo("There are no accounts yet. `aural users setup-code` creates a code for the first one.")


@users.command("reset")
@click.argument("email")
@click.option("--host", default="127.0.0.1", help="The host on which the server listens, for the link.")
@click.option("--port", default=8000, help="The port on which the server listens, for the link.")
@storage
def reset_user(email: str, host: str, port: int, data_dir: Path | None, database_url: str | None) -> None:
    """Print a link that lets the user with the address EMAIL set a new password. It works once, for an hour.

    It also signs the user in, even after too many wrong passwords for the account.
    """
    from aural.cli.accounts import make_reset_link

    async def make(database: Database, settings: Settings) -> str:
        return await make_reset_link(database, settings.listening_on(host, port), email)

    click.echo(with_database(data_dir, database_url, make))


@users.command("unlink")
@click.argument("email")
@storage
def unlink_user(email: str, data_dir: Path | None, database_url: str | None) -> None:
    """Let a new account at the identity provider join the user with the address EMAIL, instead of the former one."""
    from aural.cli.accounts import unlink_identities

    async def unlink(database: Database, _settings: Settings) -> str:
        return await unlink_identities(database, email)

    click.echo(with_database(data_dir, database_url, unlink))


@users.command("setup-code")
@storage
def print_setup_code(data_dir: Path | None, database_url: str | None) -> None:
    """Print a new setup code for the first account. It replaces the one that `serve` printed."""
    from aural.cli.accounts import make_setup_code

    click.echo(with_database(data_dir, database_url, make_setup_code, creates=True))


@main.command()
@storage
def doctor(data_dir: Path | None, database_url: str | None) -> None:
    """Check the settings, the database and the model, in plain words."""
    from aural.cli.doctor import examine

    findings = asyncio.run(examine(data_dir, database_url))
    for is_good, text in findings:
        click.echo(f"{'warn' if is_good is None else 'ok  ' if is_good else 'FAIL'}  {text}")
    if any(is_good is False for is_good, _ in findings):
        sys.exit(1)


@main.command()
@storage
@click.option("--host", default="127.0.0.1", help="The host on which the server will listen, for the link.")
@click.option("--port", default=8000, help="The port on which the server will listen, for the link.")
def demo(host: str, port: int, data_dir: Path | None, database_url: str | None) -> None:
    """Create a sample organization, once: two interviews, and sessions with reports. Prints the link and the key."""
    from aural.cli.demo import seed
    from aural.settings import load_settings

    settings = load_settings(data_dir=data_dir, database_url=database_url).listening_on(host, port)
    for line in asyncio.run(seed(settings)):
        click.echo(line)


@main.command()
@click.argument("link")
@click.option(
    "--persona",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Let the scripted candidate in this file answer.",
)
@click.option("--json", "as_json", is_flag=True, help="Print only the whole conversation, as JSON at the end.")
@click.option(
    "--audio",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="Speak this recording (WAV or FLAC, the left channel) in real time. Repeat the option for the next answers.",
)
@click.option(
    "--events", type=click.Path(dir_okay=False, path_type=Path), help="Write the events to this file, as JSON lines."
)
@click.option(
    "--start",
    type=click.Choice(["listening", "speaking"]),
    default="listening",
    help="Begin to speak when the room listens, or at the first sound of the first question.",
)
@click.option("--once", is_flag=True, help="Leave after the first answer.")
def talk(
    link: str,
    persona: Path | None,
    as_json: bool,
    audio: tuple[Path, ...],
    events: Path | None,
    start: Literal["listening", "speaking"],
    once: bool,
) -> None:
    """Take the interview behind LINK in this terminal.

    As a person, type your answers. For a choice, type its number, or several numbers with commas. End code with a line
    that is just a dot. /help lists the commands: /repeat, /rephrase, /skip, /back, /minute, /pause, /continue,
    /extend, /problem TEXT, /end. Ctrl-D leaves, and the same link continues later.
    By voice, --audio speaks recordings, and --events logs what happens, in seconds since the first sample.
    Exits with 0 if the interview was completed, 3 if you left, 4 if the link was refused, and 1 on an error.
    """
    from aural.cli.talk import converse

    if audio:
        from aural.cli.audio_talk import speak_recordings

        code, trouble = asyncio.run(speak_recordings(link, audio, events, start=start, is_once=once))
        if trouble:
            click.echo(trouble, err=True)
        sys.exit(code)
    code, result, trouble = asyncio.run(converse(link, persona, quiet=as_json))
    if as_json and result is not None:
        click.echo(json.dumps(result, ensure_ascii=False, indent=1))
    if trouble:
        click.echo(trouble, err=True)
    sys.exit(code)
