"""A folder that is looked at every few seconds: what the scanner lays down files itself.

The folder is only read. Files stay where they are; their contents are remembered.
"""

import time
from collections.abc import Callable
from pathlib import Path

from desk.app import Desk
from desk.documents.scans.refusals import ScanRefused
from desk.filing.scans.choices import PileSource
from desk.scanning.piles import Cancelled, PileResult, Progress, never, scan_pile

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".pdf"})
TRY_AGAIN = frozenset({"locked", "changed", "absent", "empty"})


def files_in(folder: Path) -> list[Path]:
    """Pictures and PDFs of a folder by name; hidden files and folders inside it are passed over.

    Raises:
        ScanRefused: there is no such folder, or it cannot be read.
    """
    try:
        found = sorted(folder.iterdir())
        return [
            path
            for path in found
            if path.suffix.lower() in ENDINGS and path.name[:1] not in ".~" and path.is_file()
        ]
    except OSError:
        reason = "closed_folder" if folder.is_dir() else "no_folder"
        raise ScanRefused(reason, name=str(folder)) from None


class FolderWatch:
    """New files of a folder, once they are whole: their size and time stood still between two looks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, tuple[int, int]] = {}
        self._done: dict[Path, tuple[int, int]] = {}

    def whole_files(self) -> list[Path]:
        """Look once; the files to scan now. Ask every few seconds.

        Raises:
            ScanRefused: the folder cannot be read.
        """
        stamps = {path: stamp for path in files_in(self.folder) if (stamp := _stamp(path))}
        whole = [
            path
            for path, stamp in stamps.items()
            if stamp[0] and self._seen.get(path) == stamp and self._done.get(path) != stamp
        ]
        self._seen = stamps
        self._done.update({path: stamps[path] for path in whole})
        return whole

    def forget(self, result: PileResult) -> None:
        """Files that were busy are looked at again."""
        for file in result.refused:
            if file.reason in TRY_AGAIN:
                self._done.pop(file.path, None)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def watch_folder(
    desk: Desk,
    folder: Path,
    told: Callable[[PileResult], None],
    *,
    cancelled: Cancelled = never,
    every_seconds: float = 5.0,
    progress: Progress | None = None,
) -> None:
    """Scan whatever comes into a folder until cancelled; `told` hears of every pile.

    Raises:
        ScanRefused: the folder cannot be read. Refused, SaveFailed: as `scan_pile`.
    """
    watch = FolderWatch(folder)
    while not cancelled():
        whole = watch.whole_files()
        if whole:
            result = scan_pile(
                desk, whole, source=PileSource.FOLDER, place=str(folder.absolute()),
                progress=progress, cancelled=cancelled,
            )  # fmt: skip
            watch.forget(result)
            told(result)
        _pause(every_seconds, cancelled)


def _pause(seconds: float, cancelled: Cancelled) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not cancelled():
        time.sleep(min(0.1, seconds))
