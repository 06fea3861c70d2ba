"""`aural doctor`: settings, data folder, database and model, each in one plain sentence."""

from __future__ import annotations

from pathlib import Path

from aural.errors import AuralError
from aural.guard.deployment import FOREIGN_DATABASE
from aural.guard.mail import Mailer, MailError
from aural.guard.secrets import Secrets
from aural.settings import Settings, SettingsError, load_settings
from aural.store.database import answers, open_database
from aural.store.deployment import is_our_secret
from aural.store.migrate import migrate
from aural.voice.ears import open_ear
from aural.voice.hear import EarError

Finding = tuple[bool, str]


async def examine(data_dir: Path | None, database_url: str | None) -> list[Finding]:
    """What is well and what is not; stops at the first thing that everything else needs."""
    try:
        settings = load_settings(data_dir=data_dir, database_url=database_url)
    except SettingsError as error:
        return [(False, str(error))]
    findings: list[Finding] = [(True, f"The data folder {settings.data_dir} can be written.")]
    try:
        migrate(settings.database_url)
        database = open_database(settings.database_url)
        await answers(database)
        is_ours = await is_our_secret(database, Secrets(settings.secret_key).fingerprint)
        await database.close()
    except AuralError as error:
        return [*findings, (False, f"The database does not answer. {error.message}")]
    kind = "SQLite" if settings.database_url.startswith("sqlite") else "PostgreSQL"
    findings.append((True, f"The database ({kind}) answers and has this version's schema."))
    if not is_ours:
        return [*findings, (False, FOREIGN_DATABASE)]
    findings.append(await _examine_mail(settings))
    findings.append(await _examine_ear(settings))
    if not settings.model:
        return [
            *findings,
            (
                True,
                "No model is set: the guided interviewer asks, and reports have no scores. AURAL_MODEL connects one.",
            ),
        ]
    from aural.mind.doctor import examine_model

    return [*findings, *await examine_model(settings)]


async def _examine_ear(settings: Settings) -> Finding:
    """No ear is no fault where none was asked for: everything can be typed."""
    ear, text = open_ear(settings)
    if ear is None:
        return (settings.ear in ("", "off"), text)
    try:
        await ear.warm_up()
    except EarError as error:
        return (False, f"{text} {error}")
    finally:
        await ear.close()
    return (True, text)


async def _examine_mail(settings: Settings) -> Finding:
    mailer = Mailer.from_settings(settings)
    if mailer is None:
        return (True, "Nothing is e-mailed: AURAL_SMTP_URL is not set.")
    try:
        await mailer.check()
    except MailError as error:
        return (False, f"E-mail cannot be sent. {error}")
    return (True, f"The mail server {mailer.place} answers.")
