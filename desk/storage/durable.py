"""What has been written is on the disk, name and content, even when the current goes off now.

Source: reliability of the house P2, §2 (save protocol).
"""

import os
from pathlib import Path


def write_whole(target: Path, content: bytes, *, private: bool = False) -> None:
    """Put content in the place of a file, in one step: what lay there or the new one is always whole.

    Args:
        target: the file; the folders above it are made.
        content: all of it.
        private: nobody else on this computer may read it.
    """
    make_folder(target.parent)
    part = target.with_name(target.name + ".part")
    if private:
        part.touch(mode=0o600)
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _name(part, target)


def put_in_place(part: Path, target: Path) -> None:
    """Give a file that somebody wrote beside its place the name of that place, once it is on the disk."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    _name(part, target)


def _name(part: Path, target: Path) -> None:
    part.replace(target)
    secure_names(target.parent)


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
