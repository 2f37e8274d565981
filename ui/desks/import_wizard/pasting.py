"""A list copied from a spreadsheet instead of its file."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from desk.app import Desk
from desk.importing import ImportPreview, preview
from desk.importing.kinds import ImportKind
from desk.kernel.text import tr
from ui.bridge import Step


def preview_pasted(
    desk: Desk, kind: ImportKind, text: str, step: Step, cancelled: Callable[[], bool]
) -> ImportPreview:
    """Check the rows of a copied table as if they had come in a file; nothing of it stays on the disk."""
    with TemporaryDirectory(prefix="pasted") as folder:
        path = Path(folder) / tr("粘贴的表格.tsv")
        path.write_text(text, encoding="utf-8-sig", newline="")
        return preview(desk, kind, path, progress=step, cancelled=cancelled)
