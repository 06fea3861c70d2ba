"""Several secret keys: how they are written, the commands that change them, and the kind of each column."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import LargeBinary

from aural.cli.main import main
from aural.guard.deployment import require_secrets
from aural.guard.secrets import Secrets
from aural.jobs import housekeeping
from aural.organizations.repository import take_organization
from aural.platform.ids import new_id
from aural.settings import read_settings
from aural.settings.data_folder import SettingsError, replace_secret, take_secret
from aural.settings.secret_keys import read_secret_keys, with_new_key, write_secret_keys
from aural.store import hashes, schema
from aural.store.database import open_database
from aural.store.files import Folder
from aural.webhooks import repository as webhooks
from tests.clocks import START, FakeClock
from tests.waiting import until

OLD, NEW = "s" * 40, "n" * 40
OTHERS = {
    # Hashed, and expired within hours. The ADR says what a rotation does to them.
    *("candidates.entrance_hash", "codes.hash", "code_budgets.address_hash", "sessions.reserved_by"),
    # Written together with candidates.token_hash.
    "candidates.token_encrypted",
    # Part of the audit log's chains, whose keys are kept (guard/audit/keys.py).
    *("audit_chains.hash", "audit_chains.mac"),
    *("audit_entries.hash", "audit_entries.actor_hash", "audit_entries.address_hash"),
    # Written without the secret key.
    *("idempotency_keys.request_hash", "idempotency_keys.body", "idempotency_keys.mentions", "person_keys.key"),
    *("files.digest", "interview_versions.digest", "logos.content"),
    *("recording_takes.chain", "recording_slices.digest"),
}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (OLD, {1: OLD}),
        ("a pass phrase of five words or more", {1: "a pass phrase of five words or more"}),
        (f"2:{NEW} 1:{OLD}", {2: NEW, 1: OLD}),
        (f"1:{OLD}\n2:{NEW}\n", {1: OLD, 2: NEW}),
        (f"255:{NEW}", {255: NEW}),
    ],
)
def test_keys_are_read_in_their_order(text: str, keys: dict[int, str]) -> None:
    assert list(read_secret_keys(text).items()) == list(keys.items())
    if " " not in keys.get(1, ""):
        assert read_secret_keys(write_secret_keys(keys)) == keys


@pytest.mark.parametrize("text", [f"2:{NEW} {OLD}", f"1:{NEW} 1:{OLD}", f"256:{NEW}", f"0:{NEW}", f"2:{NEW} 1:short"])
def test_an_invalid_list_of_keys_is_refused(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match=r"key|version"):
        read_secret_keys(text)
    monkeypatch.setenv("AURAL_SECRET_KEY", text)
    with pytest.raises(SettingsError, match="AURAL_SECRET_KEY must be"):
        read_settings()
    (tmp_path / "secret.key").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="damaged"):
        take_secret(tmp_path / "secret.key")


def test_there_is_no_key_after_the_last_version() -> None:
    assert list(with_new_key({254: OLD})) == [255, 254]
    with pytest.raises(ValueError, match="no version after 255"):
        with_new_key({255: OLD})
    with pytest.raises(ValueError, match="spaces"):
        with_new_key({1: "a pass phrase of five words or more"})


def test_only_its_owner_can_read_the_file_of_keys(tmp_path: Path) -> None:
    file = tmp_path / "secret.key"
    replace_secret(file, f"2:{NEW}\n1:{OLD}")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    with pytest.raises(SettingsError, match="cannot be written"):
        replace_secret(tmp_path / "missing" / "secret.key", NEW)


def run(*command: str, status: int = 0) -> str:
    result = CliRunner().invoke(main, ["keys", *command], catch_exceptions=False)
    assert result.exit_code == status, result.output
    return str(result.output if status else result.stdout)


def test_the_key_in_the_data_folder_is_rotated(tmp_path: Path) -> None:
    here, file = ("--data-dir", str(tmp_path)), tmp_path / "secret.key"
    key = run("create", *here).strip()
    former = file.read_text().strip()
    assert "Secret key 2 was added" in run("rotate-secret", *here)
    new, old = file.read_text().split()
    assert old == f"1:{former}"
    assert new.startswith("2:")
    assert "Finish its rotation first" in run("rotate-secret", *here, status=1)
    assert run("secrets", *here).startswith("key 2  current\nkey 1  still needed: API keys (1).")
    assert "Pass --yes" in run("drop-secret", "1", *here, status=1)
    assert "current or newer" in run("drop-secret", "2", *here, status=1)
    assert "There is no secret key 9" in run("drop-secret", "9", *here, status=1)
    run("revoke", key, *here)
    assert "key 1  Nothing needs it any longer. Run `aural keys drop-secret 1`" in run("secrets", *here)
    assert "was dropped" in run("drop-secret", "1", *here)
    assert file.read_text().strip() == new
    assert run("secrets", *here) == "key 2  current\n"


def test_rotating_a_key_from_the_environment_prints_a_new_key_and_the_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = ("--data-dir", str(tmp_path))
    monkeypatch.setenv("AURAL_SECRET_KEY", OLD)
    run("create", *here)
    told = run("rotate-secret", *here)
    (made,) = [line.strip() for line in told.splitlines() if line.startswith("  2:")]
    assert "1. Set AURAL_SECRET_KEY" in told
    assert OLD not in told
    run("create", *here)
    monkeypatch.setenv("AURAL_SECRET_KEY", f"1:{OLD} {made}")
    assert "key 2  can be read, but isn't used to write yet" in run("secrets", *here)
    monkeypatch.setenv("AURAL_SECRET_KEY", f"{made} 1:{OLD}")
    assert "Remove it from AURAL_SECRET_KEY on every host" in run("drop-secret", "1", "--yes", *here)
    monkeypatch.setenv("AURAL_SECRET_KEY", made)
    assert run("secrets", *here) == "key 2  current\n"


def test_every_hash_and_every_encrypted_value_is_counted() -> None:
    """A new column of bytes belongs in store/hashes.py, or in the list above with the reason."""
    counted = {str(column) for _, column, _ in hashes._HASHES} | {str(column) for _, column in hashes._SEALED}
    columns = [column for table in schema.metadata.sorted_tables for column in table.c]
    of_bytes = {str(column) for column in columns if isinstance(column.type, LargeBinary)}
    assert counted <= of_bytes
    assert of_bytes - counted == OTHERS


async def test_housekeeping_encrypts_values_again_under_the_current_key(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(database_url)
    done: list[int] = []
    secrets = Secrets(f"2:{NEW} 1:{OLD}")
    await require_secrets(database, secrets)
    acme, webhook_id = await take_organization(database, "Acme", START), new_id()
    place = ("webhook", acme.id, webhook_id)
    values = {"id": webhook_id, "url": "https://a.example.com", "description": "", "events": []}
    async with database.transaction() as transaction:
        sealed = {"secret_encrypted": Secrets(OLD).seal("whsec_c2VjcmV0", *place)}
        await webhooks.insert_webhook(transaction, acme.id, values | sealed, START)
    rewriting: Callable[..., Any] = housekeeping.write_again

    async def told(*given: Any) -> None:
        done.append(await rewriting(*given))

    monkeypatch.setattr(housekeeping, "write_again", told)
    tidying = asyncio.create_task(housekeeping.keep_tidying(database, FakeClock(), Folder(tmp_path), secrets))
    await until(lambda: bool(done) or tidying.done())
    tidying.cancel()
    await asyncio.gather(tidying, return_exceptions=True)
    assert done == [1]
    (webhook,) = await webhooks.list_webhooks(database.read, acme.id)
    assert Secrets(f"2:{NEW}").unseal(webhook.secret_encrypted, *place) == "whsec_c2VjcmV0"
    await database.close()
