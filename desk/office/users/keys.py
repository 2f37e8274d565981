"""A user's keys: one Ed25519 key, and the office's data key, sealed by Argon2id of the password.

Source: reliability of the house §2 and P15 (64 MiB, 3 passes, 4 lanes).
"""

import hashlib
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desk.storage.signatures import public_half

_NONCE = 12
_KEY = 32


@dataclass(frozen=True)
class KdfCost:
    """How dear one password guess is."""

    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 4


cost = KdfCost()


@dataclass(frozen=True)
class KeyRing:
    """What a signed-in user holds: his private key and the office's data key (32 bytes each)."""

    signing_key: bytes
    data_key: bytes

    @property
    def public_key(self) -> bytes:
        return public_half(self.signing_key)


@dataclass(frozen=True)
class SealedKeys:
    """A key ring as it is stored; it opens for the user it was sealed for and nobody else."""

    blob: bytes
    salt: bytes
    cost: KdfCost
    login: str


def new_ring(data_key: bytes | None = None) -> KeyRing:
    """A new private key, with the office's data key or, for the founder, a new one."""
    return KeyRing(Ed25519PrivateKey.generate().private_bytes_raw(), data_key or os.urandom(_KEY))


def seal(ring: KeyRing, password: str, login: str) -> SealedKeys:
    """Wrap a user's key ring so that only his password opens it."""
    salt, nonce = os.urandom(16), os.urandom(_NONCE)
    sealed = AESGCM(_derive(password, salt, cost)).encrypt(
        nonce, ring.signing_key + ring.data_key, _bound_to(login)
    )
    return SealedKeys(nonce + sealed, salt, cost, login)


def _bound_to(login: str) -> bytes:
    return f"keys of {login}".encode()


def unseal(sealed: SealedKeys, password: str) -> KeyRing | None:
    """Open a key ring; None when the password is wrong or the ring is somebody else's."""
    key = _derive(password, sealed.salt, sealed.cost)
    try:
        bound = _bound_to(sealed.login)
        plain = AESGCM(key).decrypt(sealed.blob[:_NONCE], sealed.blob[_NONCE:], bound)
    except InvalidTag:
        return None
    return KeyRing(plain[:_KEY], plain[_KEY:])


def _derive(password: str, salt: bytes, price: KdfCost) -> bytes:
    kdf = Argon2id(
        salt=salt,
        length=_KEY,
        iterations=price.passes,
        lanes=price.lanes,
        memory_cost=price.memory_kib,
    )
    return kdf.derive(password.encode())


def new_owner_key() -> bytes:
    """A private key for the owner's recovery sheet."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def seal_for_owner(data_key: bytes, owner_key: bytes) -> bytes:
    """The office's data key for whoever holds the recovery sheet."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_of_owner(owner_key)).encrypt(nonce, data_key, None)


def unseal_for_owner(blob: bytes, owner_key: bytes) -> bytes:
    """The office's data key again; the owner's key must be this office's."""
    return AESGCM(_of_owner(owner_key)).decrypt(blob[:_NONCE], blob[_NONCE:], None)


def _of_owner(owner_key: bytes) -> bytes:
    return hashlib.sha256(b"data key of the office:" + owner_key).digest()


def encrypt_text(data_key: bytes, text: str) -> bytes:
    """An identity number as it lies in the file."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(data_key).encrypt(nonce, text.encode(), None)


def decrypt_text(data_key: bytes, blob: bytes) -> str:
    """The identity number again, for a user who is signed in."""
    return AESGCM(data_key).decrypt(blob[:_NONCE], blob[_NONCE:], None).decode()
