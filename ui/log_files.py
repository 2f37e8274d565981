"""The files of the program's log; what writes them is imported with the first line that is written."""

import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path


class LogFiles(RotatingFileHandler):
    """A full disk, a folder that cannot be written: the office works on, unlogged."""

    def __init__(self, file: Path, most_bytes: int, former: int) -> None:
        super().__init__(
            file, maxBytes=most_bytes, backupCount=former, encoding="utf-8", delay=True
        )

    def doRollover(self) -> None:
        """Go on in the same file while another program of the user holds it, and push no former one out."""
        if self.stream:
            self.stream.close()
            self.stream = None  # opened anew by the next line
        file, apart = Path(self.baseFilename), Path(f"{self.baseFilename}.0")
        with suppress(OSError):
            file.rename(apart).rename(file)
            super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: there is nobody who could mend it now."""
