"""The commands of `aural keys` for the secret key: create a new one, list what needs an earlier one, and drop it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aural.cli.options import storage, with_database

if TYPE_CHECKING:
    from aural.settings import Settings
    from aural.store.database import Database

_MADE_IN_FILE = """\
Secret key {new} was added to {file}.
Restart the server now: until then it can't read what other commands write with the new key.
It still accepts data written with key {old}, and re-encrypts it in the background.
`aural keys secrets` shows the progress."""
_MADE = """\
Secret key {new}, shown only this once:

  {new}:{key}

1. Set AURAL_SECRET_KEY="{old}:<the current key> {new}:<the new key>" on every host, and restart the hosts one by one.
   Now all of them can read what the new key writes. With a single host, you can skip this step.
2. Set AURAL_SECRET_KEY="{new}:<the new key> {old}:<the current key>" on every host, and restart the hosts one by one.
   From now on, the new key is used, and what the former key encrypted is re-encrypted in the background.
3. When `aural keys secrets` shows that nothing needs key {old} any longer, set
   AURAL_SECRET_KEY="{new}:<the new key>" on every host, and restart the hosts one by one."""
_UNDER_WAY = "Secret key {version} is still needed. Finish its rotation first: `aural keys secrets` shows the progress."
_FOLLOWS = (
    "Links, invitations and encrypted values move to the current key while a server runs. All other values move when "
    "they are next used, or expire."
)


@click.command("rotate-secret")
@storage
def rotate_secret(data_dir: Path | None, database_url: str | None) -> None:
    """Create a new secret key that replaces the current one step by step.

    If the key is in the data folder, this adds the new one there, and the server uses it from its next start on. If it
    comes from AURAL_SECRET_KEY, this prints the new key, with the steps to take on each host.

    All API keys, links and signed-in browsers stay valid as long as you keep the former key, too.
    """
    from aural.settings.secret_keys import read_secret_keys, with_new_key, write_secret_keys

    def make(settings: Settings, file: Path | None) -> str:
        keys = read_secret_keys(settings.secret_key)
        if len(keys) > 1:
            raise click.ClickException(_UNDER_WAY.format(version=min(keys)))
        try:
            made = with_new_key(keys)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        (new, key), (old, _) = made.items()
        if file is None:
            return _MADE.format(new=new, old=old, key=key)
        _replace(file, write_secret_keys(made))
        return _MADE_IN_FILE.format(new=new, old=old, file=file)

    async def prepared(_database: Database, settings: Settings) -> str:
        return make(settings, _file_of(settings))

    click.echo(with_database(data_dir, database_url, prepared))


@click.command("secrets")
@storage
def list_secrets(data_dir: Path | None, database_url: str | None) -> None:
    """List the secret keys by version, with what still needs the former ones."""
    from aural.guard.deployment import list_uses, spelled
    from aural.guard.secrets import Secrets

    async def lines(database: Database, settings: Settings) -> list[str]:
        secrets = Secrets(settings.secret_key)
        told = []
        for version in reversed(secrets.versions):
            uses = await list_uses(database.read, secrets, version)
            if version == secrets.version:
                told.append(f"key {version}  current")
            elif version > secrets.version:
                told.append(f"key {version}  can be read, but isn't used to write yet")
            elif uses:
                told.append(f"key {version}  still needed: {spelled(uses)}. {_FOLLOWS}")
            else:
                told.append(f"key {version}  Nothing needs it any longer. {_removal(_file_of(settings), version)}")
        return told

    for line in with_database(data_dir, database_url, lines):
        click.echo(line)


@click.command("drop-secret")
@click.argument("version", type=click.IntRange(1, 255))
@click.option("--yes", is_flag=True, help="Give up data that still needs the key: it stops working permanently.")
@storage
def drop_secret(version: int, yes: bool, data_dir: Path | None, database_url: str | None) -> None:
    """Drop the former secret key with the number VERSION.

    Refuses while something needs the key, unless you pass --yes: then API keys and links that weren't used since the
    rotation stop working.
    """
    from aural.guard.deployment import list_uses, spelled
    from aural.guard.secrets import Secrets
    from aural.settings.secret_keys import read_secret_keys, write_secret_keys
    from aural.store import deployment

    async def drop(database: Database, settings: Settings) -> str:
        secrets, keys = Secrets(settings.secret_key), read_secret_keys(settings.secret_key)
        if version not in keys:
            raise click.ClickException(f"There is no secret key {version} in AURAL_SECRET_KEY or secret.key.")
        if version >= secrets.version:
            raise click.ClickException(f"Secret key {version} is current or newer. Only an earlier one can be dropped.")
        uses = await list_uses(database.read, secrets, version)
        if uses and not yes:
            raise click.ClickException(
                f"Secret key {version} is still needed: {spelled(uses)}. Pass --yes to give these up."
            )
        file = _file_of(settings)
        if file is not None:
            del keys[version]
            _replace(file, write_secret_keys(keys))
        async with database.transaction() as transaction:
            await deployment.drop_secret(transaction, version)
        rest = "Restart the server." if file is not None else _removal(None, version)
        return f"Secret key {version} was dropped. {rest}"

    click.echo(with_database(data_dir, database_url, drop))


def _removal(file: Path | None, version: int) -> str:
    if file is not None:
        return f"Run `aural keys drop-secret {version}`, and restart the server."
    return "Remove it from AURAL_SECRET_KEY on every host, and restart them."


def _file_of(settings: Settings) -> Path | None:
    """The file with the secret key, or None if the key comes from AURAL_SECRET_KEY."""
    from aural.settings import read_settings
    from aural.settings.data_folder import SECRET_FILE

    return None if read_settings().secret_key else settings.data_dir / SECRET_FILE


def _replace(file: Path, secret: str) -> None:
    from aural.settings.data_folder import replace_secret

    replace_secret(file, secret)
