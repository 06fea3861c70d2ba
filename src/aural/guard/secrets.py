"""What the secret key is for: keyed hashes of tokens, encryption of what must be read again, signatures."""

from __future__ import annotations

import hashlib
import hmac
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aural.guard import tokens

_NONCE_BYTES = 12
BOUND = b"\xa1AE\x01"
"""What a value begins with that is bound to its place; the last byte is the version of the key."""


class WrongSecretError(Exception):
    """The value was encrypted under another secret key, or was changed."""


class Secrets:
    """Each purpose has a key of its own, derived from the one secret."""

    def __init__(self, secret_key: str) -> None:
        self._secret = secret_key.encode()
        self._digest_key = self.derive("digest")
        self._cipher = AESGCM(self.derive("encryption"))

    def derive(self, purpose: str) -> bytes:
        """32 bytes that depend on the secret and the purpose only."""
        return hmac.digest(self._secret, b"aural/1/" + purpose.encode(), hashlib.sha256)

    @property
    def fingerprint(self) -> str:
        """Tells one secret from another without giving it away."""
        return self.derive("fingerprint").hex()[:32]

    @staticmethod
    def new_token() -> str:
        return tokens.new_token()

    def digest(self, token: str) -> bytes:
        """The keyed hash under which a token is stored and found: a stolen database opens nothing."""
        return hmac.digest(self._digest_key, token.encode("utf-8", "surrogatepass"), hashlib.sha256)

    def digest_code(self, organization_id: str, owner_id: str, address: str, code: str) -> bytes:
        """The keyed hash of a short code, bound to whose it is and to the mailbox that it was sent to."""
        return self.digest(f"code {organization_id} {owner_id} {address.lower()} {code}")

    def seal(self, text: str | bytes, *about: str) -> bytes:
        """Encrypts a text that is read again in one place only: `about` says what it is, of which organization and row.

        A copy of it anywhere else can't be read.
        """
        nonce = os.urandom(_NONCE_BYTES)
        content = text.encode() if isinstance(text, str) else text
        return BOUND + nonce + self._cipher.encrypt(nonce, content, _bound_to(about))

    def unseal(self, value: bytes, *about: str) -> str:
        """The inverse of `seal`; reads what `encrypt` wrote, too. Raises WrongSecretError."""
        return self.unseal_bytes(value, *about).decode() if value.startswith(BOUND) else self.decrypt(value)

    def unseal_bytes(self, value: bytes, *about: str) -> bytes:
        """The inverse of `seal`. Raises WrongSecretError, also where the value belongs to another place."""
        nonce, content = value[len(BOUND) :][:_NONCE_BYTES], value[len(BOUND) + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, content, _bound_to(about))
        except (InvalidTag, ValueError) as error:
            raise WrongSecretError from error

    def open_token(self, value: bytes, token_hash: bytes) -> str:
        """The token of a candidate. Raises WrongSecretError, also where it isn't the one that the row is found by."""
        token = self.decrypt(value)
        if not hmac.compare_digest(self.digest(token), token_hash):
            raise WrongSecretError
        return token

    def encrypt(self, text: str) -> bytes:
        """For candidates' tokens only, which the version before must read: `open_token` ties them to their row."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), None)

    def decrypt(self, value: bytes) -> str:
        """The inverse of `encrypt`. Raises WrongSecretError."""
        try:
            return self._cipher.decrypt(value[:_NONCE_BYTES], value[_NONCE_BYTES:], None).decode()
        except (InvalidTag, ValueError) as error:
            raise WrongSecretError from error


def _bound_to(about: tuple[str, ...]) -> bytes:
    return b"aural/1/" + json.dumps(about).encode()
