"""Emails reach a real SMTP server, or the error says in one sentence why they don't."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from aural.cli.doctor import examine
from aural.guard.outbound.mail import Letter, Mailer, MailError
from tests.mail_server import MailServer, words_of

LETTER = Letter("mina@example.com", "A title\nwith a break", "Grüße, 你好", "019643c0")


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    server = MailServer(user="me")
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address at which no server listens, or will start to."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        yield f"smtp://127.0.0.1:{place.getsockname()[1]}"


async def test_an_email_arrives_as_it_was_written(server: MailServer) -> None:
    await Mailer(server.url.replace("//", "//me:p%40ss@"), "Aural <aural@here.test>").send(LETTER)
    letter = await server.letter()
    assert words_of(letter).strip() == "Grüße, 你好"
    assert letter["Subject"] == "A title with a break"
    assert letter["Message-ID"] == "<019643c0@here.test>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Bcc"] is None


async def test_errors_are_reported_without_the_recipients_address(server: MailServer, nobody: str) -> None:
    server.is_refusing = True
    failures = {
        server.url: "does not accept the email",
        server.url.replace("//", "//stranger:x@"): "refuses the user or the password",
        nobody: "no answer",
        server.url.replace("smtp:", "smtps:"): "cannot be trusted",
    }
    for url, words in failures.items():
        with pytest.raises(MailError, match=words) as error:
            await Mailer(url, "aural@here.test").send(LETTER)
        assert "mina" not in str(error.value)
        assert "stranger" not in str(error.value)


async def test_emails_leave_the_machine_encrypted_by_default(server: MailServer) -> None:
    """0.0.0.0 leads to this machine, but isn't one of its own addresses."""
    elsewhere = server.url.replace("127.0.0.1", "0.0.0.0")
    with pytest.raises(MailError, match=r"offers no encryption, so no email is sent.* \?tls=optional"):
        await Mailer(elsewhere, "aural@here.test").send(LETTER)
    assert server.letters == []
    await Mailer(f"{elsewhere}?tls=optional", "aural@here.test").send(LETTER)
    assert len(server.letters) == 1
    with pytest.raises(MailError, match="so the password is not sent"):
        await Mailer(f"{elsewhere.replace('//', '//me:p%40ss@')}?tls=optional", "aural@here.test").send(LETTER)
    assert server.signed_in == []


async def test_the_doctor_says_whether_mail_can_be_sent(
    server: MailServer, nobody: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def said() -> list[tuple[bool, str]]:
        return [finding for finding in await examine(tmp_path, None) if "mail" in finding[1]]

    monkeypatch.setenv("AURAL_STT", "off")  # warming up a real one takes a second each time
    assert await said() == [(True, "Nothing is emailed: AURAL_SMTP_URL is not set.")]
    monkeypatch.setenv("AURAL_SMTP_URL", server.url)
    assert await said() == [(True, f"The mail server 127.0.0.1:{server.port} answers.")]
    monkeypatch.setenv("AURAL_SMTP_URL", nobody)
    assert [is_well for is_well, _ in await said()] == [False]
    assert server.letters == []
