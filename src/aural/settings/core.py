"""All settings: environment variables `AURAL_*`, which command-line options override. docs/settings.md lists them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import ConfigDict, ValidationError, field_validator

from aural.settings.data_folder import (
    SECRET_FILE,
    SettingsError,
    close_to_others,
    prepare_folder,
    require_folder,
    take_secret,
)
from aural.settings.fields import Network, networks, web_address
from aural.settings.fields import setting as _setting
from aural.settings.former_names import find_former_variables
from aural.settings.models import ModelSettings, model_problem
from aural.settings.operations import OperatingSettings
from aural.settings.recordings import RecordingSettings
from aural.settings.secret_keys import read_secret_keys
from aural.settings.voice import VoiceSettings

CONNECTIONS = 30
"""Connections to PostgreSQL per server process. PostgreSQL allows 100 by default, enough for three processes."""


def _default_data_dir() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "aural"


class Settings(OperatingSettings, RecordingSettings, ModelSettings, VoiceSettings):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, protected_namespaces=())

    data_dir: Path = _setting(
        None,
        "a folder that can be created and written to",
        "The folder of the database, the secret key and the files.",
        shown="`~/.local/share/aural`",
        validate_default=True,
    )
    database_url: str = _setting(
        "",
        "an address that begins with sqlite:/// or postgresql://",
        "The database. SQLite serves one host; PostgreSQL is needed for several.",
        shown="`aural.db` in the data folder",
    )
    database_connections: int = _setting(
        CONNECTIONS,
        "a number from 3 to 1000",
        "How many connections to PostgreSQL a server process opens at most. All processes together must stay below the "
        "database's `max_connections`.",
        ge=3,
        le=1000,
    )
    secret_key: str = _setting(
        "",
        "a random text of at least 32 characters, or several as `2:NEWKEY 1:OLDKEY`",
        "Protects keys, links and tokens; without it, none of them work. If several hosts share a database, it must be "
        "set, and be the same on all of them. If there are several keys, new values are written with the first, and "
        "all can be read: `aural keys rotate-secret` creates a new one.",
        shown="created once, and kept in `secret.key` in the data folder",
        repr=False,
    )
    public_url: str = _setting(
        "",
        "an address that begins with http:// or https://, without a path",
        "The address that candidates open; every link contains it.",
        shown="the address that the server listens on",
    )
    upgrade_url: str = _setting(
        "",
        "an address that begins with http:// or https://",
        "Where people are sent if they reach a plan limit.",
        shown="the public address",
    )
    trusted_proxies: tuple[Network, ...] = _setting(
        (),
        "addresses or networks, separated by commas",
        "The proxies that are trusted to set `X-Forwarded-For`.",
        shown="none",
    )
    outbound_networks: tuple[Network, ...] = _setting(
        (),
        "addresses or networks, separated by commas",
        "Private networks that the server may connect to if a user types an address, such as that of a job posting. "
        "Public addresses are always allowed.",
        shown="none",
    )
    rate_limit_per_minute: int = _setting(
        60,
        "a whole number from 0 to 1000000",
        "How many requests a key may make in any 60 seconds (a plan's own value wins), and how many requests one "
        "address may send without a valid key or sign-in. 0 switches the limit off.",
        ge=0,
        le=1_000_000,
    )
    room_sockets_per_address: int = _setting(
        200,
        "a whole number from 0 to 1000000",
        "How many interviews may be open at once from one network address, per server process: a whole office may "
        "share an address. Behind a proxy, set `AURAL_TRUSTED_PROXIES`, too. 0 switches the limit off.",
        ge=0,
        le=1_000_000,
    )
    abandon_after_seconds: int = _setting(
        86_400,
        "a whole number from 1 to 31536000",
        "How long a session waits for its candidate before it counts as abandoned.",
        ge=1,
        le=31_536_000,
    )
    backups_kept_days: int = _setting(
        0, "a whole number from 0 to 3650",
        "How long you keep backups. An erasure's receipt says when the last backup with the erased data is gone.",
        shown="0: the receipt says that it is unknown", ge=0, le=3650,
    )  # fmt: skip
    smtp_url: str = _setting(
        "",
        "an address such as smtps://user:password@mail.example.com:465, or with smtp://",
        "The mail server. It sends invitations, reminders, codes, links for a new password, and notices of candidates' "
        "requests, problems and finished sessions. `smtp://` needs a server with encryption (STARTTLS), unless it is "
        "on this machine or the address ends with `?tls=optional`.",
        shown="none: nothing is emailed",
        repr=False,
    )
    mail_from: str = _setting(
        "",
        "an email address, alone or as Name <name@example.com>",
        "The sender of the emails.",
        shown="aural@ and the host of the public address",
    )

    oidc_issuer: str = _setting(
        "",
        "an address that begins with http:// or https://",
        "An OpenID Connect provider that people may sign in with. Its redirect address is `/sso/callback` at the "
        "public address. Only addresses that the provider has verified count, and they are matched with "
        "existing accounts and invitations.",
        shown="none",
    )
    oidc_client_id: str = _setting(
        "", "the client's id at the provider", "Aural's client id at the provider.", shown="none"
    )
    oidc_client_secret: str = _setting(
        "", "the client's secret at the provider", "Aural's client secret at the provider.", shown="none", repr=False
    )
    oidc_name: str = _setting(
        "single sign-on", "a short name", "The provider's name on the button: “Sign in with …”.", max_length=60
    )
    oidc_domain: str = _setting(
        "",
        "a domain such as example.com",
        "People with a verified address of this domain at the provider join the first organization automatically, as "
        "a VIEWER. The sample is chosen only if there is no other.",
        shown="none: only by invitation",
    )
    oidc_confirmation: Literal["on", "off"] = _setting(
        "on",
        "on or off",
        "Whether people with an account at the provider confirm sensitive changes by signing in there again, unless "
        "they enter their password. The provider must support `max_age=0` and return `auth_time`. off: for providers "
        "that don't, such as Google; a sign-in in the last ten minutes is then enough for people without a password.",
    )

    @field_validator("data_dir", mode="before")
    @classmethod
    def _absolute(cls, value: str | Path | None) -> Path:
        return Path(value or _default_data_dir()).expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        value = value.replace("postgres://", "postgresql://", 1).replace("postgresql+asyncpg://", "postgresql://", 1)
        if not re.match("postgresql://|sqlite:///.", value):
            raise ValueError
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if len(value) < 32:
            raise ValueError
        read_secret_keys(value)
        return value

    @field_validator("public_url", "upgrade_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        return web_address(value)

    @field_validator("oidc_issuer")
    @classmethod
    def _issuer(cls, value: str) -> str:
        web_address(value)
        return value.strip().rstrip("/")  # compared with what the provider says, exactly

    @field_validator("public_url")
    @classmethod
    def _without_path(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError
        return value

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.port == 0:
            raise ValueError
        if parts.query not in ("", "tls=optional"):
            raise ValueError
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str) -> str:
        address = parseaddr(value)[1]
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", address) or re.search(r"[\r\n]", value):
            raise ValueError
        return value

    @field_validator("oidc_domain")
    @classmethod
    def _domain(cls, value: str) -> str:
        value = value.lower().lstrip("@")
        if not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", value):
            raise ValueError
        return value

    @field_validator("trusted_proxies", "outbound_networks", mode="before")
    @classmethod
    def _networks(cls, value: str | Iterable[object]) -> tuple[Network, ...]:
        return networks(value)

    def listening_on(self, host: str, port: int) -> Settings:
        """These settings with the missing addresses filled in, never from a request's Host header."""
        reachable = "127.0.0.1" if host in ("", "0.0.0.0", "::") else host  # noqa: S104
        name = f"[{reachable}]" if ":" in reachable else reachable
        public_url = self.public_url or f"http://{name}:{port}"
        return self.model_copy(update={"public_url": public_url, "upgrade_url": self.upgrade_url or public_url})


def read_settings(**given: Any) -> Settings:
    """The settings as they are given. Nothing is created.

    `given` (the command line) overrides the environment; None counts as not given. Raises SettingsError.
    """
    former = {one.field: one for one in find_former_variables(os.environ) if not one.is_ignored}
    values = _read_environment(os.environ) | {name: one.value for name, one in former.items()}
    try:
        return Settings(**values | {name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        extra: Any = Settings.model_fields[name].json_schema_extra
        variable = former[name].variable if name in former else f"AURAL_{name.upper()}"
        raise SettingsError(f"{variable} must be {extra['accepts']}.") from error


def _read_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings in environment variables, in upper or lower case. An empty variable counts as not set."""
    given = {name.upper(): value for name, value in environment.items() if value}
    return {name: given[variable] for name in Settings.model_fields if (variable := f"AURAL_{name.upper()}") in given}


def check_settings(**given: Any) -> Settings:
    """Like `read_settings`, but raises SettingsError, too, if settings can't work together. Nothing is created."""
    settings = read_settings(**given)
    if problem := model_problem(settings) or _provider_problem(settings):
        raise SettingsError(problem)
    return settings


def load_settings(**given: Any) -> Settings:
    """Like `check_settings`, and creates the data folder and fills in `database_url` and `secret_key`."""
    settings = check_settings(**given)
    prepare_folder(settings.data_dir)
    secret_key = settings.secret_key or take_secret(settings.data_dir / SECRET_FILE)
    url = _database_url(settings)
    is_file = url.startswith("sqlite:///")
    close_to_others(settings.data_dir, Path(url.removeprefix("sqlite:///")) if is_file else None)
    return settings.model_copy(update={"database_url": url, "secret_key": secret_key})


def load_settings_to_read(**given: Any) -> Settings:
    """Like `load_settings`, but for a command that only reads: the data folder must exist, and nothing is created."""
    settings = read_settings(**given)
    require_folder(settings.data_dir, needs_key=not settings.secret_key)
    return settings.model_copy(update={"database_url": _database_url(settings)})


def is_new(settings: Settings) -> bool:
    """Whether the database is a file that doesn't exist yet, so that no server has run with these settings."""
    url = _database_url(settings)
    return url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists()


def _database_url(settings: Settings) -> str:
    return settings.database_url or f"sqlite:///{settings.data_dir / 'aural.db'}"


def _provider_problem(settings: Settings) -> str | None:
    """Why no one could sign in with an identity provider under these settings, in one sentence, or None."""
    needed = ("oidc_issuer", "oidc_client_id", "oidc_client_secret")
    missing = [f"AURAL_{name.upper()}" for name in needed if not getattr(settings, name)]
    if len(missing) in range(1, len(needed)):
        (*others, last) = missing
        names = f"{others[0]} and {last}" if others else last
        return f"Sign-in with a provider also needs {names}. Set all three AURAL_OIDC_ settings, or none of them."
    if missing and settings.oidc_domain:
        return f"AURAL_OIDC_DOMAIN needs a provider that people can sign in with. Set {', '.join(missing)}, too."
    if missing and settings.passwords == "off":
        return "AURAL_PASSWORDS=off needs AURAL_OIDC_ISSUER: without a provider, no one could sign in."
    return None


def describe_settings() -> list[tuple[str, str, str, str]]:
    """Each setting: its variable, what it accepts, its default, and what it means, as in docs/settings.md."""
    rows = []
    groups = [group.model_fields for group in (OperatingSettings, RecordingSettings, ModelSettings, VoiceSettings)]
    for name, field in sorted(Settings.model_fields.items(), key=lambda item: [item[0] in group for group in groups]):
        extra: Any = field.json_schema_extra
        shown = extra["shown"] or f"`{field.default}`"
        rows.append((f"AURAL_{name.upper()}", extra["accepts"], shown, field.description or ""))
    return rows
