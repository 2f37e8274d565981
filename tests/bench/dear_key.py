"""One key opened as a real office asks for it; the offices of the benches ask for less."""

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

MEMORY_KIB, PASSES, LANES = 65536, 3, 4
"""As reliability P15 asks; a test holds them against what a new office takes."""


def open_dear_key() -> bytes:
    """The 32 bytes that a password and a new office's cost give, by cryptography alone."""
    return Argon2id(
        salt=bytes(16), length=32, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB
    ).derive(b"secret-123")
