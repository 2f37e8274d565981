"""What is signed, and whether a signature holds: Ed25519 over one canonical text.

Every signature is made for a purpose, so that one made for an audit row is worth nothing on an
approval. Source: reliability of the house §2 (signatures).
"""

import functools
import hashlib
import json
from datetime import date, datetime
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

AUDIT, CERTIFICATE, APPROVAL = "audit1", "certificate1", "approval1"


def canonical(value: Any) -> str:
    """JSON that is the same for the same content, whatever computer wrote it."""
    return _CANONICAL.encode(value)


def canonical_plain(value: Any) -> bytes:
    """The canonical text of lists and objects of text, choices, whole numbers, yes and no, and nothing.

    A fifth of the time; whatever else is in there is made `plain` before.
    """
    return _CANONICAL_PLAIN.encode(value)


def plain(value: Any) -> Any:
    """A moment, a day or bytes as the canonical text tells them."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    raise TypeError(type(value))


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False,
    check_circular=False,  # what is told comes from columns and decoded JSON
    sort_keys=True,
    separators=(",", ":"),
    default=plain,
)
_CANONICAL_PLAIN = msgspec.json.Encoder(order="sorted")


def digest(value: Any) -> str:
    """The SHA-256 of the canonical text."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def sign(key: bytes, purpose: str, content: Any) -> bytes:
    """Sign a content with a raw private key."""
    return _private(key).sign(_message(purpose, content))


def holds(public_key: bytes, purpose: str, content: Any, signature: Any) -> bool:
    """Whether the signature is the key's own over just this content and purpose."""
    try:
        _public(public_key).verify(signature, _message(purpose, content))
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


@functools.lru_cache(maxsize=8)
def public_half(key: bytes) -> bytes:
    """The raw public key of a raw private one."""
    return _private(key).public_key().public_bytes_raw()


def _message(purpose: str, content: Any) -> bytes:
    return f"{purpose}:{canonical(content)}".encode()


@functools.lru_cache(maxsize=8)
def _private(key: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key)


@functools.lru_cache(maxsize=256)
def _public(key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(key)
