"""`aural doctor`: checks the settings and everything that the server depends on, with a sentence for each."""

from __future__ import annotations

import os
from pathlib import Path

from aural.guard.deployment import require_secrets, take_over_audit_logs
from aural.guard.outbound.mail import Mailer, MailError
from aural.guard.secrets import Secrets
from aural.platform.clock import SystemClock, iso
from aural.platform.errors import AuralError, StorageUnavailableError
from aural.platform.ids import new_id
from aural.settings import Settings, SettingsError, check_settings, is_new, load_settings
from aural.settings.variables import list_idle_settings, list_variable_warnings
from aural.store.database import Database, answers, is_sqlite, open_database
from aural.store.deployment import clock_of
from aural.store.files import content_of
from aural.store.media import MissingMediaError, media_of, spool_of
from aural.store.migrate import migrate
from aural.voice.stt.choice import open_stt
from aural.voice.stt.protocol import SttError
from aural.voice.tts.choice import why_no_tts

Finding = tuple[bool | None, str]
"""Whether it is good, and a sentence. None: a warning."""
MOST_SECONDS_APART = 2.0
_TRIAL = b"aural"


async def examine(data_dir: Path | None, database_url: str | None) -> list[Finding]:
    """Returns all findings. Stops early if a check fails that the other checks depend on."""
    try:
        settings = check_settings(data_dir=data_dir, database_url=database_url)
        if is_new(settings):
            text = (
                f"There is no deployment in {settings.database_url or settings.data_dir} yet: `aural serve` creates it."
            )
            return [(None, text), *_examine_names(settings), *await _examine_services(settings)]
        settings = load_settings(data_dir=data_dir, database_url=database_url)
    except SettingsError as error:
        return [(False, str(error))]
    findings: list[Finding] = [(True, f"The data folder {settings.data_dir} is writable.")]
    findings += _examine_names(settings)
    try:
        applied = migrate(settings.database_url)
        database = open_database(settings.database_url)
        await answers(database)
        secrets_problem = await _examine_secrets(database, Secrets(settings.secret_key), applied)
        await database.close()
    except AuralError as error:
        return [*findings, (False, f"The database does not answer. {error.message}")]
    kind = "SQLite" if settings.database_url.startswith("sqlite") else "PostgreSQL"
    findings.append((True, f"The database ({kind}) answers and has this version's schema."))
    if secrets_problem is not None:
        return [*findings, (False, secrets_problem)]
    findings.append(await _examine_clock(settings))
    findings.append(await _examine_media(settings))
    findings += _examine_left(settings)
    return [*findings, *await _examine_services(settings)]


def _examine_names(settings: Settings) -> list[Finding]:
    return [(None, text) for text in [*list_variable_warnings(os.environ), *list_idle_settings(settings)]]


async def _examine_services(settings: Settings) -> list[Finding]:
    """The findings about mail, voice and models, which need no data folder."""
    findings = [await _examine_mail(settings), await _examine_stt(settings), *_examine_tts(settings)]
    if not settings.model:
        text = "No model is set: the guided interviewer asks, and reports have no scores. AURAL_MODEL connects one."
        return [*findings, (True, text)]
    from aural.interviewer.model.doctor import examine_model

    return [*findings, *await examine_model(settings)]


async def _examine_secrets(database: Database, secrets: Secrets, applied: list[str]) -> str | None:
    try:
        await require_secrets(database, secrets)
        await take_over_audit_logs(database, secrets, applied)
    except SettingsError as error:
        return str(error)
    return None


async def _examine_stt(settings: Settings) -> Finding:
    """Having no STT engine is a failure only if one is configured, since candidates can always type."""
    stt, text = open_stt(settings)
    if stt is None:
        return (settings.stt in ("", "off"), text)
    try:
        await stt.warm_up()
    except SttError as error:
        return (False, f"{text} {error}")
    finally:
        await stt.close()
    return (True, text)


def _examine_tts(settings: Settings) -> list[Finding]:
    """Reports a TTS engine that is configured but can't be used. Without one, candidates read captions."""
    problem = why_no_tts(settings) if "tts" in settings.model_fields_set and settings.tts != "off" else None
    return [] if problem is None else [(False, f"Text to speech is off. {problem}")]


async def _examine_clock(settings: Settings) -> Finding:
    """Compares the clocks: leases, links and rate limits depend on each host's clock, so these must agree."""
    if is_sqlite(settings.database_url):
        return (True, f"The clock says {iso(SystemClock().now())}.")
    database = open_database(settings.database_url)
    try:
        apart = abs(await clock_of(database) - SystemClock().now()) / 1000
    finally:
        await database.close()
    if apart > MOST_SECONDS_APART:
        return (False, f"This host's clock and the database's are {apart:.0f} seconds apart. Set both with NTP.")
    return (True, "This host's clock and the database's agree.")


async def _examine_media(settings: Settings) -> Finding:
    """Writes, reads and removes a test object, both as a recording and as a drawing."""
    media, place, name = media_of(settings), settings.media_url or "the data folder", f"doctor-{new_id()}"
    try:
        await _try_content(settings)
        with spool_of(settings).part() as part:
            part.write_bytes(_TRIAL)
            await media.put(f"{name}/trial", part)
        try:
            found = b"".join([chunk async for chunk in media.read(f"{name}/trial", 0, len(_TRIAL))])
        finally:
            await media.remove(name)
    except (StorageUnavailableError, MissingMediaError):
        check = "Check AURAL_MEDIA_URL and the AURAL_S3_ settings."
        if not settings.media_url:
            check = f"Check that the disk of {settings.data_dir} isn't full, and that this account may write there."
        return (False, f"Recordings and drawings cannot be stored in {place}. {check}")
    return (found == _TRIAL, f"Recordings and drawings are stored in {place}.")


async def _try_content(settings: Settings) -> None:
    """Tests the storage of drawings, but only in a bucket.

    In the data folder, the test would leave an empty folder, and that folder is already known to be writable.
    """
    if not settings.media_url:
        return
    content, digest = content_of(settings), os.urandom(32)
    await content.put(digest, _TRIAL)
    try:
        await content.get(digest)
    finally:
        await content.remove([digest])


def _examine_left(settings: Settings) -> list[Finding]:
    """Reports drawings from before the bucket was set up, which only this host can read."""
    count = sum(1 for path in (settings.data_dir / "files").glob("??/*") if path.suffix != ".part")
    if not settings.media_url or not count:
        return []
    text = "Drawings stored before the bucket was set up are in the data folder, where no other host can read them"
    return [(True, f"{text}: {count} files.")]


async def _examine_mail(settings: Settings) -> Finding:
    mailer = Mailer.from_settings(settings)
    if mailer is None:
        return (True, "Nothing is emailed: AURAL_SMTP_URL is not set.")
    try:
        await mailer.check()
    except MailError as error:
        return (False, f"Email cannot be sent. {error}")
    return (True, f"The mail server {mailer.place} answers.")
