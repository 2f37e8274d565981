"""The maker's key pair: made once; the private half sealed by a password, the public half in the program."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from desk.kernel.errors import FileRefused
from desk.kernel.paths import resource
from desk.kernel.text import tr

PUBLIC = "release.pub"


def make_keys(file: Path, password: str) -> Path:
    """Write a new private key, sealed by the password, and its public half beside it.

    Returns:
        The public half, to be put into `resources` before the program is built.

    Raises:
        FileRefused: something lies there already, or it cannot be written.
    """
    public = file.with_name(PUBLIC)
    for there in (file, public):
        if there.exists():
            raise FileRefused(tr("{path} 已经存在,不会覆盖。").format(path=there))
    key = Ed25519PrivateKey.generate()
    seal = BestAvailableEncryption(password.encode())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, seal)
    half = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    try:
        file.touch(mode=0o600)
        file.write_bytes(private)
        public.write_bytes(half)
    except OSError as fault:
        raise FileRefused(tr("密钥写不成({why})。").format(why=fault.strerror)) from None
    return public


def private_key(file: Path, password: str) -> Ed25519PrivateKey:
    """Open the maker's private key.

    Raises:
        FileRefused: it is missing, another kind of file, or sealed by another password.
    """
    try:
        key = load_pem_private_key(file.read_bytes(), password.encode())
    except OSError:
        raise FileRefused(tr("找不到密钥文件 {path}。").format(path=file)) from None
    except (ValueError, TypeError):
        raise FileRefused(tr("密钥打不开:密码不对,或不是密钥文件。")) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise FileRefused(tr("密钥打不开:密码不对,或不是密钥文件。"))
    return key


def makers_key() -> Ed25519PublicKey | None:
    """The public half built into this program; None: it was built without one."""
    try:
        key = load_pem_public_key(resource(PUBLIC).read_bytes())
    except (OSError, ValueError):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None
