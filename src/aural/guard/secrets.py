"""What the secret key is for: keyed hashes of tokens, encryption of what must be read again, signatures."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aural.guard import tokens

_NONCE_BYTES = 12


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

    def encrypt(self, text: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), None)

    def decrypt(self, value: bytes) -> str:
        """The inverse of `encrypt`. Raises WrongSecretError."""
        try:
            return self._cipher.decrypt(value[:_NONCE_BYTES], value[_NONCE_BYTES:], None).decode()
        except (InvalidTag, ValueError) as error:
            raise WrongSecretError from error
