"""The files of the program's log; what writes them is imported with the first line that is written."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path


class LogFiles(RotatingFileHandler):
    """A full disk, a folder that cannot be written: the office works on, unlogged."""

    def __init__(self, file: Path, most_bytes: int, former: int) -> None:
        super().__init__(
            file, maxBytes=most_bytes, backupCount=former, encoding="utf-8", delay=True
        )

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: there is nobody who could mend it now."""
