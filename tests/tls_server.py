"""A port of this machine that speaks TLS, with certificates of its own authority. It records the handshakes'
endings.
"""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.waiting import PATIENCE_SECONDS

Greet = Callable[[socket.socket], None]
NAME = "localhost"
OTHER_NAME = "other.example.com"
_AUTHORITY = "The tests' authority"
_DAY = datetime.timedelta(days=1)


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def _server_key() -> rsa.RSAPrivateKey:
    return _key()


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@cache
def _authority() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = _key()
    basic = x509.BasicConstraints(ca=True, path_length=0)
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = _builder(_AUTHORITY, _AUTHORITY, key).add_extension(basic, critical=True)
    return key, builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())


def _builder(name: str, issuer: str, key: rsa.RSAPrivateKey) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder(_named(issuer), _named(name), key.public_key(), x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + _DAY)
        .add_extension(identifier, critical=False)
    )


def authority_pem() -> str:
    """The certificate of the authority, for clients that trust it."""
    return _authority()[1].public_bytes(serialization.Encoding.PEM).decode()


def write_certificate(folder: Path, name: str) -> Path:
    """Writes a certificate for the name and 127.0.0.1 into one file, with its key."""
    path = folder / f"{name}.pem"
    key, authority_key = _server_key(), _authority()[0]
    names: list[x509.GeneralName] = [x509.DNSName(name)]
    names += [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))] if name == NAME else []
    made = (
        _builder(name, _AUTHORITY, key)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def server_context(certificate: Path, *, is_old: bool = False, ciphers: str = "") -> ssl.SSLContext:
    """`is_old` allows TLS 1.1 and nothing later. `ciphers` are for TLS 1.2, which is then the only version."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if is_old:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")
    if ciphers:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(ciphers)
    return context


class TlsServer:
    """`endings` contains "accepted" or the reason of the failure for each handshake. Accepted connections are closed at
    once.
    """

    def __init__(self, context: ssl.SSLContext) -> None:
        self.endings: list[str] = []
        self.greet: Greet = lambda _: None
        """What is said before TLS begins."""
        self._context = context
        self._ended = threading.Condition()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def ending(self) -> str:
        """Waits for the first handshake to end, and returns its ending."""
        with self._ended:
            assert self._ended.wait_for(lambda: self.endings, PATIENCE_SECONDS)
            return self.endings[0]

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            with line:
                line.settimeout(PATIENCE_SECONDS)
                ending = self._shake(line)
            with self._ended:
                self.endings.append(ending)
                self._ended.notify_all()

    def _shake(self, line: socket.socket) -> str:
        try:
            self.greet(line)
            with self._context.wrap_socket(line, server_side=True):
                return "accepted"
        except ssl.SSLError as error:
            return str(error.reason)
        except OSError as error:
            return type(error).__name__
