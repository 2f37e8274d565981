"""A pile of signed papers files itself: read in the capped processes, booked page by page.

    result = scan_pile(desk, [Path("11月20日.pdf"), Path("IMG_0412.jpg")])

What was booked stays booked whatever happens next; an interrupted pile is continued by scanning it
again. A file is known by its content: the same pile twice files nothing twice. Nobody's files are
moved, changed or deleted.

Source: spec 3.22; reliability of the house P8.
"""

from desk.scanning.piles import PileResult, RefusedFile, scan_pile
from desk.scanning.watching import FolderWatch, files_in, watch_folder

__all__ = [
    "FolderWatch",
    "PileResult",
    "RefusedFile",
    "files_in",
    "scan_pile",
    "watch_folder",
]
