"""The key that this installation signs its marks with, and the certificates that verify them.

Both are derived from the secret key alone and are always the same, byte for byte, so all hosts of an installation sign
with the same key without exchanging anything. The certificates don't reveal the installation's name, address or age.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID, ObjectIdentifier

from aural.guard.secrets import Secrets

CLAIM_SIGNING = "1.3.6.1.4.1.62558.2.1"
"""The extended key usage of C2PA claim signers, which every validator requires."""
# Fixed, so that every host and every start issues the same certificate. 9999 means "no end" (RFC 5280).
_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_UNTIL = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


@dataclass(frozen=True, slots=True)
class MarkKey:
    """In PEM: `root` verifies marks and may be published; `chain` and `private_key` sign them."""

    root: str
    chain: str = field(repr=False)
    private_key: str = field(repr=False)


@lru_cache(4)
def mark_key(secrets: Secrets) -> MarkKey:
    """The key of the installation that has this secret."""
    root, signer = _derive(secrets, "mark root"), _derive(secrets, "mark signature")
    root_certificate = _issue("Aural installation", root.public_key(), root, root.public_key())
    certificate = _issue("Aural synthetic speech", signer.public_key(), root, root.public_key())
    private_key = signer.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return MarkKey(_pem(root_certificate), _pem(certificate) + _pem(root_certificate), private_key)


def fingerprint(certificate: str) -> str:
    """The SHA-256 of a certificate (PEM), as 64 hexadecimal digits."""
    loaded = x509.load_pem_x509_certificate(certificate.encode())
    return hashlib.sha256(loaded.public_bytes(Encoding.DER)).hexdigest()


def _derive(secrets: Secrets, purpose: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secrets.derive(purpose))


def _issue(
    name: str, subject: Ed25519PublicKey, issuer: Ed25519PrivateKey, authority: Ed25519PublicKey
) -> x509.Certificate:
    is_root = subject == authority
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name, subject))
        .issuer_name(_name("Aural installation", authority))
        .public_key(subject)
        .serial_number(int.from_bytes(_digest(subject)[:16]) >> 1)
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(_key_usage("key_cert_sign" if is_root else "digital_signature"), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(subject), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority), critical=False)
    )
    if not is_root:
        usage = x509.ExtendedKeyUsage([ObjectIdentifier(CLAIM_SIGNING)])
        builder = builder.add_extension(usage, critical=False)
    return builder.sign(issuer, None)


def _name(name: str, key: Ed25519PublicKey) -> x509.Name:
    common = f"{name} {_digest(key).hex()[:16]}"
    parts = ((NameOID.ORGANIZATION_NAME, "Aural"), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts])


def _digest(key: Ed25519PublicKey) -> bytes:
    return hashlib.sha256(key.public_bytes_raw()).digest()


def _key_usage(allowed: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{usage: usage == allowed for usage in _USAGES})


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()
