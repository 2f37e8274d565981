"""What has been written is on the disk, name and content, even when the current goes off now.

Source: reliability of the house P2, §2 (save protocol).
"""

import os
from pathlib import Path


def secure_file(path: Path) -> None:
    """Wait until a file's content and its name have reached the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    secure_names(path.parent)


def secure_names(folder: Path) -> None:
    """Wait until the names in a folder have reached the disk (NTFS journals them by itself)."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, whose names outlast a power cut."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        secure_names(folder.parent)
