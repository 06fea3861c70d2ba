"""Every client that the server uses requires TLS 1.2 or newer, strong ciphers, and a certificate for the expected name.

Each client connects to a server that offers less, and doesn't complete the handshake (ASVS 12.1, 12.3).
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

from aural.as_code.server import reach
from aural.guard.auth import oidc
from aural.guard.outbound import fetch
from aural.guard.outbound.encryption import tls_context
from aural.guard.outbound.mail import Letter, Mailer
from aural.guard.outbound.webhooks import Sender
from aural.interviewer.model.transport import open_client
from aural.settings import read_settings
from aural.store.buckets import Bucket
from aural.store.database import postgres_engine
from aural.store.lines import PostgresLines
from aural.voice.stt.deepgram_stream import DeepgramListener
from aural.voice.stt.openai import OpenAIStt
from aural.voice.tts.remote_sound import RemoteSound, SpeechRequest
from tests.tls_server import NAME, OTHER_NAME, TlsServer, authority_pem, server_context, write_certificate

LETTER = Letter("mina@example.com", "A title", "A text", "key")
HOME = (ip_network("127.0.0.1/32"),)
WEAK = "AES128-SHA256:AES128-GCM-SHA256:@SECLEVEL=0"  # without forward secrecy
SSL_REQUEST = bytes.fromhex("0000000804d2162f")
OF_THE_SYSTEM = (
    "PostgreSQL",
    "PostgreSQL for reads",
    "traces",
    "command line",
)  # they use the ciphers that Python's OpenSSL was built with
Go = Callable[[int], Awaitable[object]]


async def by_page_or_webhook(port: int) -> None:
    await Sender(fetch.Outbound(HOME)).send(f"https://{NAME}:{port}/", b"{}", {})


async def by_provider(port: int) -> None:
    async with oidc._client() as client:
        await client.get(f"https://{NAME}:{port}/")


async def by_model(port: int) -> None:
    async with open_client(None, 1000) as client:
        await client.get(f"https://{NAME}:{port}/")


async def by_tts(port: int) -> None:
    sound = RemoteSound("The voice")
    async for _ in sound.stream(SpeechRequest(f"https://{NAME}:{port}/", {}, {})):
        pass


async def by_stt(port: int) -> None:
    stt = OpenAIStt(f"https://{NAME}:{port}", "key")
    try:
        await stt.warm_up()
    finally:
        await stt.close()


async def by_stt_socket(port: int) -> None:
    await DeepgramListener(f"wss://{NAME}:{port}/", {}).connect_once()


async def by_mail(scheme: str, port: int) -> None:
    await Mailer(f"{scheme}://{NAME}:{port}", "aural@here.test").send(LETTER)


async def by_postgres(port: int) -> None:
    engine = postgres_engine(f"postgresql://me:p@{NAME}:{port}/aural?sslmode=verify-full", connections=1)
    try:
        async with engine.connect():
            pass
    finally:
        await engine.dispose()


async def by_postgres_read(port: int) -> None:
    url = f"postgresql://me:p@{NAME}:{port}/aural?sslmode=verify-full"
    await PostgresLines(url, count=1, busy_seconds=1, connect_seconds=5).fetch("SELECT 1", [])


async def by_bucket(port: int) -> None:
    given = {"s3_endpoint": f"https://{NAME}:{port}", "s3_access_key_id": "id", "s3_secret_access_key": "secret"}
    with Bucket(read_settings(media_url="s3://aural", **given)).opened("away") as store:
        await store.head_async("file-1")


async def by_traces(port: int) -> None:
    exporter = OTLPSpanExporter(f"https://{NAME}:{port}/v1/traces", timeout=1)
    await asyncio.to_thread(exporter.export, [])


async def by_command(port: int) -> None:
    async with reach(f"https://{NAME}:{port}", "dlv_key") as api:
        await api.ask("GET", "/me")


CLIENTS: dict[str, Go] = {
    "page or webhook": by_page_or_webhook,
    "identity provider": by_provider,
    "model": by_model,
    "text to speech": by_tts,
    "speech to text": by_stt,
    "speech to text by a socket": by_stt_socket,
    "mail": partial(by_mail, "smtps"),
    "mail with STARTTLS": partial(by_mail, "smtp"),
    "PostgreSQL": by_postgres,
    "PostgreSQL for reads": by_postgres_read,
    "traces": by_traces,
    "command line": by_command,
}


def greet_as_mail(line: socket.socket) -> None:
    line.sendall(b"220 here\r\n")
    assert line.recv(1000).startswith(b"ehlo")
    line.sendall(b"250-here\r\n250 STARTTLS\r\n")
    assert line.recv(1000) == b"STARTTLS\r\n"
    line.sendall(b"220 go on\r\n")


def greet_as_postgres(line: socket.socket) -> None:
    assert line.recv(8) == SSL_REQUEST
    line.sendall(b"S")


GREETINGS = {
    "mail with STARTTLS": greet_as_mail,
    "PostgreSQL": greet_as_postgres,
    "PostgreSQL for reads": greet_as_postgres,
}


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[ssl.SSLContext]]:
    """Lets every client also trust the tests' authority, and returns the contexts that the clients use."""
    used: list[ssl.SSLContext] = []

    def trust(wrap: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(context: ssl.SSLContext, *given: Any, **named: Any) -> Any:
            if not (named.get("server_side") or (len(given) > 2 and given[2])):
                context.load_verify_locations(cadata=authority_pem())
                used.append(context)
            return wrap(context, *given, **named)

        return wrapped

    tls_context.cache_clear()
    for name in ("wrap_socket", "wrap_bio"):
        monkeypatch.setattr(ssl.SSLContext, name, trust(getattr(ssl.SSLContext, name)))
    yield used
    tls_context.cache_clear()


@pytest.fixture
def ending_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Awaitable[str]]]:
    """Connects a client, and returns how the handshake ended for the server."""
    servers: list[TlsServer] = []
    roots = tmp_path / "roots.pem"
    roots.write_text(authority_pem())

    async def end(client: str, *, name: str = NAME, knows_us: bool = True, **offered: Any) -> str:
        if knows_us:  # a variable of libpq
            monkeypatch.setenv("PGSSLROOTCERT", str(roots))
        else:
            monkeypatch.setenv("PGSSLROOTCERT", str(Path(ssl.get_default_verify_paths().openssl_cafile)))
        server = TlsServer(server_context(write_certificate(tmp_path, name), **offered))
        servers.append(server)
        server.greet = GREETINGS.get(client, server.greet)
        with suppress(Exception):
            await (by_bucket if client == "bucket" else CLIENTS[client])(server.port)
        return await asyncio.to_thread(server.ending)

    yield end
    for server in servers:
        server.stop()


@pytest.mark.parametrize("client", CLIENTS)
async def test_each_client_refuses_a_server_with_weak_tls_or_another_name(
    client: str, ending_with: Callable[..., Any], trusting: list[ssl.SSLContext]
) -> None:
    assert await ending_with(client) == "accepted"
    assert await ending_with(client, name=OTHER_NAME) != "accepted"
    assert await ending_with(client, is_old=True) == "UNSUPPORTED_PROTOCOL"
    if client not in OF_THE_SYSTEM:
        assert await ending_with(client, ciphers=WEAK) == "NO_SHARED_CIPHER"
    assert trusting


@pytest.mark.parametrize("client", CLIENTS)
async def test_an_unknown_authority_is_refused(client: str, ending_with: Callable[..., Any]) -> None:
    assert await ending_with(client, knows_us=False) != "accepted"


def test_only_strong_ciphers_are_offered_and_those_of_tls_1_3_come_first() -> None:
    """The ciphers use authenticated encryption with keys for each connection, and those of TLS 1.3 come before those of
    1.2.
    """
    names = [cipher["name"] for cipher in tls_context(trust_env=False).get_ciphers()]
    modern = [name for name in names if name.startswith("TLS_")]
    assert names[: len(modern)] == modern
    assert [name for name in names if not re.fullmatch(r"(TLS_|ECDHE-|DHE-).*(GCM|CHACHA20).*", name)] == []


@pytest.mark.parametrize(
    ("offered", "reason"),
    [({}, "UNKNOWN_CA"), ({"is_old": True}, "UNSUPPORTED_PROTOCOL"), ({"ciphers": WEAK}, "NO_SHARED_CIPHER")],
)
async def test_the_bucket_client_refuses_an_untrusted_or_weak_server(
    ending_with: Callable[..., Any], offered: dict[str, Any], reason: str
) -> None:
    """Its library sets its own ciphers and versions, and doesn't know the tests' authority."""
    assert reason in await ending_with("bucket", **offered)


async def test_a_database_that_offers_no_encryption_gets_no_password(tmp_path: Path) -> None:
    heard: list[bytes] = []

    def refuse(line: socket.socket) -> None:
        heard.append(line.recv(8))
        line.sendall(b"N")
        heard.append(line.recv(1000))

    server = TlsServer(server_context(write_certificate(tmp_path, NAME)))
    server.greet = refuse
    url = f"postgresql://me:p@{NAME}:{server.port}/aural?sslmode=require"
    try:
        engine = postgres_engine(url, connections=1)
        with pytest.raises(ConnectionError):
            await engine.connect()
        await engine.dispose()
        await asyncio.to_thread(server.ending)
    finally:
        server.stop()
    assert heard == [SSL_REQUEST, b""]
