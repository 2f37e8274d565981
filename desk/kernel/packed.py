"""Resources that the packaged program keeps compressed (`build.spec`): fonts and pictures."""

import lzma
from pathlib import Path


def unpacked(path: Path) -> bytes | None:
    """Return what the file holds if only its compressed form lies here; None if it lies here itself."""
    packed = path.with_name(f"{path.name}.xz")
    return lzma.decompress(packed.read_bytes()) if packed.exists() else None
