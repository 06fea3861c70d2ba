"""The uses of the secret key: keyed hashes of tokens, encryption of values that must be read again, and signatures.

There may be several versions of the key (settings/secret_keys.py): one to write with, the others to read older values.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aural.guard.auth import tokens
from aural.settings.secret_keys import read_secret_keys

_NONCE_BYTES = 12
BOUND = b"\xa1AE"
"""The first bytes of a value that is bound to its place. The next byte is the version of the key."""


class WrongSecretError(Exception):
    """The value was encrypted under another secret key, or was changed."""


class _Key:
    """One version of the secret key."""

    def __init__(self, version: int, secret: str) -> None:
        self._secret = secret.encode()
        self.mark = BOUND + bytes([version])
        self._suffix = b"" if version == 1 else bytes([version])
        self._digest_key = self.derive("digest")
        self.cipher = AESGCM(self.derive("encryption"))

    def derive(self, purpose: str) -> bytes:
        return hmac.digest(self._secret, b"aural/1/" + purpose.encode(), hashlib.sha256)

    def digest(self, token: str) -> bytes:
        """32 bytes. From version 2 on, one more byte at the end names the version."""
        hashed = hmac.digest(self._digest_key, token.encode("utf-8", "surrogatepass"), hashlib.sha256)
        return hashed + self._suffix


class Secrets:
    """Each purpose has its own key, derived from the secret key that is used for writing."""

    def __init__(self, secret_key: str) -> None:
        keys = read_secret_keys(secret_key)
        self._keys = {version: _Key(version, secret) for version, secret in keys.items()}
        self.version = next(iter(keys))
        """The version that new values are written with."""
        self._current = self._keys[self.version]
        self._oldest_first = [self._keys[version] for version in sorted(keys)]

    @property
    def versions(self) -> list[int]:
        """All versions that can be read, the oldest first."""
        return sorted(self._keys)

    @property
    def is_rotating(self) -> bool:
        """Whether values written under older keys should be rewritten under the current one."""
        return self.version == self.versions[-1] and len(self._keys) > 1

    def derive(self, purpose: str) -> bytes:
        """32 bytes that depend only on the current secret and the purpose."""
        return self._current.derive(purpose)

    def derive_all(self, purpose: str) -> dict[int, bytes]:
        """The derived key of each version, the current one first, since a value may depend on any of them."""
        return {self.version: self.derive(purpose)} | {
            version: key.derive(purpose) for version, key in self._keys.items()
        }

    @property
    def fingerprint(self) -> str:
        """Identifies the secret without revealing it."""
        return self.fingerprints[self.version]

    @property
    def fingerprints(self) -> dict[int, str]:
        return {version: key.derive("fingerprint").hex()[:32] for version, key in self._keys.items()}

    @staticmethod
    def new_token() -> str:
        return tokens.new_token()

    def digest(self, token: str) -> bytes:
        """The keyed hash under which a token is stored, so that a stolen database gives no access."""
        return self._current.digest(token)

    def digests(self, token: str) -> list[bytes]:
        """The hashes that a token may be stored under, oldest first. Re-hashing moves tokens toward the newest, so a
        look-up in this order can't miss a token that moves in the meantime."""
        return [key.digest(token) for key in self._oldest_first]

    def digest_code(self, organization_id: str, owner_id: str, address: str, code: str) -> bytes:
        """The keyed hash of a short code, bound to its owner and to the mailbox that it was sent to."""
        return self.digest(_code(organization_id, owner_id, address, code))

    def is_code(self, kept: bytes, organization_id: str, owner_id: str, address: str, code: str) -> bool:
        """Whether the stored hash is the `digest_code` of these values."""
        return self.is_digest(kept, _code(organization_id, owner_id, address, code))

    def is_digest(self, kept: bytes, token: str) -> bool:
        return any(hmac.compare_digest(kept, digest) for digest in self.digests(token))

    @property
    def mark(self) -> bytes:
        """The prefix of values that `seal` returns."""
        return self._current.mark

    def seal(self, text: str | bytes, *about: str) -> bytes:
        """Encrypts a text for one place only: `about` says what it is, and in which organization and row.

        A copy of the value anywhere else can't be decrypted.
        """
        nonce = os.urandom(_NONCE_BYTES)
        content = text.encode() if isinstance(text, str) else text
        return self.mark + nonce + self._current.cipher.encrypt(nonce, content, _bound_to(about))

    def unseal(self, value: bytes, *about: str) -> str:
        """The inverse of `seal`. Also reads values that `encrypt` wrote. Raises WrongSecretError."""
        return self.unseal_bytes(value, *about).decode() if self._key_of(value) else self.decrypt(value)

    def is_sealed(self, value: bytes, text: str, *about: str) -> bool:
        """Whether `unseal` returns this text. Sealed again, it would be another value."""
        try:
            return hmac.compare_digest(self.unseal(value, *about).encode(), text.encode())
        except WrongSecretError:
            return False

    def unseal_bytes(self, value: bytes, *about: str) -> bytes:
        """The inverse of `seal`. Raises WrongSecretError, including when the value belongs to another place."""
        key = self._key_of(value)
        if key is None:
            raise WrongSecretError
        start = len(key.mark)
        return _opened(key, value[start:], _bound_to(about))

    def _key_of(self, value: bytes) -> _Key | None:
        version = value[len(BOUND)] if value.startswith(BOUND) and len(value) > len(BOUND) else 0
        return self._keys.get(version)

    def open_token(self, value: bytes, token_hash: bytes) -> str:
        """A candidate's token. Raises WrongSecretError, including when its hash isn't the row's `token_hash`."""
        token = self.decrypt(value)
        if not self.is_digest(token_hash, token):
            raise WrongSecretError
        return token

    def encrypt(self, text: str) -> bytes:
        """Only for candidates' tokens: `open_token` ties them to their row, whose hash contains the key's version."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._current.cipher.encrypt(nonce, text.encode(), None)

    def decrypt(self, value: bytes) -> str:
        """The inverse of `encrypt`. Raises WrongSecretError."""
        for key in reversed(self._oldest_first):
            try:
                return _opened(key, value, None).decode()
            except WrongSecretError:
                continue
        raise WrongSecretError


def _opened(key: _Key, value: bytes, bound_to: bytes | None) -> bytes:
    try:
        return key.cipher.decrypt(value[:_NONCE_BYTES], value[_NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise WrongSecretError from error


def _code(organization_id: str, owner_id: str, address: str, code: str) -> str:
    return f"code {organization_id} {owner_id} {address.lower()} {code}"


def _bound_to(about: tuple[str, ...]) -> bytes:
    return b"aural/1/" + json.dumps(about).encode()
