"""TLS with other servers: a certificate for their name, version 1.2 or newer, and ciphers with forward secrecy."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssl import SSLContext

# For TLS 1.2; all ciphers of TLS 1.3 are strong enough. Some distributions build Python with OpenSSL's own list, which
# includes ciphers without forward secrecy.
_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM:DHE+CHACHA20"


@cache
def tls_context(*, trust_env: bool) -> SSLContext:
    """A context for HTTP clients and sockets. It is created once: loading CA certificates takes 5 ms.

    `trust_env`: whether SSL_CERT_FILE and SSL_CERT_DIR may name the authorities to trust, instead of the system.
    """
    from httpx2 import create_ssl_context

    return require_strong(create_ssl_context(trust_env=trust_env))


def require_strong(context: SSLContext) -> SSLContext:
    """The same context, without old versions and weak ciphers."""
    from ssl import TLSVersion

    context.minimum_version = TLSVersion.TLSv1_2
    context.set_ciphers(_CIPHERS)
    return context
