"""Sends emails by SMTP, one at a time, over an encrypted connection unless the server's address allows plain text."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime, parseaddr
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from aural.guard.outbound.encryption import require_strong
from aural.settings import Settings

SECONDS = 15.0
TLS_OPTIONAL = "tls=optional"
_PORTS = {"smtp": 25, "smtps": 465}


class MailError(Exception):
    """An email could not be sent. The message says what to do, and contains no person's address. `is_final`: trying
    again won't help."""

    def __init__(self, sentence: str, *, is_final: bool = False) -> None:
        super().__init__(sentence)
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class Letter:
    """A plain-text email. If it is sent twice, mail programs recognize the copies by their `key`."""

    to: str
    subject: str
    text: str
    key: str


class Mailer:
    """Sends through the server at AURAL_SMTP_URL: `smtps://`, or `smtp://` with STARTTLS. An email may be sent without
    encryption only with `?tls=optional`, or to a server on this machine."""

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        self._is_encrypted = parts.scheme == "smtps"
        self._may_be_plain = parts.query == TLS_OPTIONAL or _is_own(self._host)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._sender = sender
        self._domain = parseaddr(sender)[1].rpartition("@")[2]

    @classmethod
    def from_settings(cls, settings: Settings) -> Mailer | None:
        """The configured mailer, or None if no server is set."""
        if not settings.smtp_url:
            return None
        host = urlsplit(settings.public_url).hostname or "localhost"
        return cls(settings.smtp_url, settings.mail_from or f"Aural <aural@{host}>")

    @property
    def place(self) -> str:
        return f"{self._host}:{self._port}"

    async def send(self, letter: Letter) -> None:
        """Returns when the server has accepted the email. Raises MailError."""
        message = self._message(letter)
        await self._work(lambda server: server.send_message(message))

    async def check(self) -> None:
        """Signs in and sends nothing. Raises MailError."""
        await self._work(lambda server: server.noop())

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = self._sender
        message["To"] = letter.to
        message["Subject"] = " ".join(letter.subject.split())  # a title may contain line breaks, a header may not
        message["Date"] = format_datetime(localtime())
        message["Message-ID"] = f"<{letter.key}@{self._domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message

    async def _work(self, work: Callable[[smtplib.SMTP], object]) -> None:
        try:
            await asyncio.to_thread(self._do, work)
        except ssl.SSLError as error:
            why = "its certificate is not valid for this name, or there is no TLS at this port"
            raise MailError(f"{self.place} cannot be trusted: {why}.") from error
        except smtplib.SMTPAuthenticationError as error:
            raise MailError(f"{self.place} refuses the user or the password of AURAL_SMTP_URL.") from error
        except smtplib.SMTPRecipientsRefused as error:
            is_final = all(code >= 500 for code, _ in error.recipients.values())  # other codes ask to try again later
            raise MailError(f"{self.place} refuses the recipient's address.", is_final=is_final) from error
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            why = f"status {error.smtp_code}" if isinstance(error, smtplib.SMTPResponseException) else "no answer"
            if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code >= 500:
                raise MailError(f"{self.place} refuses the sender ({why}). Check AURAL_MAIL_FROM.") from error
            raise MailError(
                f"{self.place} does not accept the email ({why}). Check AURAL_SMTP_URL, and that the server is running."
            ) from error

    def _do(self, work: Callable[[smtplib.SMTP], object]) -> None:
        with self._connect() as server:
            server.ehlo()
            if not self._is_encrypted:
                self._encrypt(server)
            if self._user:
                server.login(self._user, self._password)
            work(server)

    def _encrypt(self, server: smtplib.SMTP) -> None:
        """Switches to TLS. Raises MailError if TLS is required and the server doesn't offer it."""
        if server.has_extn("starttls"):
            server.starttls(context=require_strong(ssl.create_default_context()))
            server.ehlo()
        elif self._user and not _is_own(self._host):
            raise MailError(f"{self.place} offers no encryption, so the password is not sent. Use smtps://.")
        elif not self._may_be_plain:
            raise MailError(
                f"{self.place} offers no encryption, so no email is sent. Use smtps://, or add ?{TLS_OPTIONAL} to "
                "AURAL_SMTP_URL if you control the network up to that server."
            )

    def _connect(self) -> smtplib.SMTP:
        if self._is_encrypted:
            secure = require_strong(ssl.create_default_context())
            return smtplib.SMTP_SSL(self._host, self._port, self._domain, timeout=SECONDS, context=secure)
        return smtplib.SMTP(self._host, self._port, self._domain, timeout=SECONDS)


def _is_own(host: str) -> bool:
    """Whether the host is this machine, so that nothing leaves it."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
