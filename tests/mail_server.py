"""A real SMTP server on this machine that keeps the emails it receives."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from tests.waiting import PATIENCE_SECONDS


def words_of(letter: EmailMessage) -> str:
    """The text of an email, with the line ends that it was written with."""
    return str(letter.get_content()).replace("\r\n", "\n")


class MailServer:
    """Accepts emails, except to addresses that contain `nobody`. Refuses all emails while `is_refusing` is set, and
    users other than `user`.
    """

    def __init__(self, *, user: str | None = None) -> None:
        self.letters: list[EmailMessage] = []
        self.signed_in: list[str] = []
        self.is_refusing = False
        self.nobody = ""
        self._user = user
        self._arrived = asyncio.Condition()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def letter(self, number: int = 1) -> EmailMessage:
        """Waits for the email with this number, and returns it."""
        async with asyncio.timeout(PATIENCE_SECONDS), self._arrived:
            await self._arrived.wait_for(lambda: len(self.letters) >= number)
            return self.letters[number - 1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):  # a server that is killed ends in mid-sentence
            await self._talk(reader, writer)
        writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def say(line: str) -> None:
            writer.write(f"{line}\r\n".encode())

        say("220 here")
        while line := (await reader.readline()).decode().strip():
            word = line.split()[0].upper()
            if word == "EHLO":
                say("250-here" if self._user else "250 here")
                if self._user:
                    say("250 AUTH PLAIN")
            elif word == "AUTH":
                self.signed_in.append(line.split()[-1])
                say("235 welcome" if self._is_known(line.split()[-1]) else "535 no")
            elif word == "MAIL" and self.is_refusing:
                say("451 not now")
            elif word == "RCPT" and self.nobody and self.nobody in line:
                say("550 there is nobody of this name")
            elif word == "DATA":
                say("354 go on")
                await self._take(await reader.readuntil(b"\r\n.\r\n"))
                say("250 taken")
            elif word == "QUIT":
                say("221 bye")
                break
            else:
                say("250 fine")

    def _is_known(self, credentials: str) -> bool:
        from base64 import b64decode

        return b64decode(credentials).split(b"\0")[1].decode() == self._user

    async def _take(self, raw: bytes) -> None:
        message: Any = message_from_bytes(raw.removesuffix(b"\r\n.\r\n").replace(b"\r\n..", b"\r\n."), policy=default)
        async with self._arrived:
            self.letters.append(message)
            self._arrived.notify_all()
