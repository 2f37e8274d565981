"""The preview: every row as it was sent, with what would become of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desk.documents.intake.preview import RowResult
from desk.importing import ImportPreview
from desk.kernel.moments import show_date
from desk.kernel.quantities import show_volume, show_weight
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card
from ui.desks.row_table import Column, RowTable
from ui.desks.strip import Strip
from ui.theme import Tone

ALL, GOOD, BAD, TWICE = "all", "good", "bad", "twice"


class PreviewCard(Card):
    """Rows with their result, filtered by it, and the sums of the good ones."""

    narrowed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.found: ImportPreview | None = None
        self.shown = ALL
        line = QHBoxLayout()
        self.kinds = Strip()
        self.kinds.chosen.connect(self.narrow)
        line.addWidget(self.kinds, 1)
        self.sums = plain_label("", "muted")
        line.addWidget(self.sums)
        self.column.addLayout(line)
        self.table: RowTable[RowResult] = RowTable(
            tr("预览"), _columns(None), lambda row: str(row.row_no)
        )
        self.column.addWidget(self.table, 1)
        self.why = plain_label("", "problem")
        self.why.setWordWrap(True)
        self.column.addWidget(self.why)
        self.table.went.connect(self._went)

    def show_preview(self, found: ImportPreview | None) -> None:
        """Show another preview, or none."""
        self.found, self.shown = found, ALL
        self.table.show_columns(_columns(found))
        self.sums.setText(totals_words(found) if found else "")
        self._show()

    def narrow(self, kind: str) -> None:
        """Show one kind of rows only."""
        self.shown = kind
        self._show()
        self.narrowed.emit(kind)

    def toggle_bad(self) -> None:
        """Only the bad rows, or all of them again."""
        self.narrow(ALL if self.shown == BAD else BAD)

    def _show(self) -> None:
        found = self.found
        if found is None:
            self.kinds.show_items([])
            self.table.show_rows(())
            self.why.setText("")
            return
        rows = found.rows
        kinds: dict[str, Sequence[RowResult]] = {
            ALL: rows.rows,
            GOOD: rows.good,
            BAD: rows.bad,
            TWICE: rows.duplicates,
        }
        words = {ALL: tr("全部"), GOOD: tr("可导入"), BAD: tr("有误"), TWICE: tr("重复")}
        items = [(key, f"{words[key]} {len(of):,}") for key, of in kinds.items()]
        self.kinds.show_items(items, self.shown)
        self.table.show_rows(kinds[self.shown])
        self._went()

    def _went(self) -> None:
        row = self.table.current()
        text = explanation(row) if row is not None and not row.is_good else ""
        line = tr("第 {n} 行:{why}").format(n=row.row_no, why=text) if row and text else ""
        self.why.setText(line)


def explanation(row: RowResult) -> str:
    """Why a row is not imported, in the sentences of its refusals."""
    if row.problems:
        return "；".join(dict.fromkeys(problem.message for problem in row.problems))
    return tr("与 {v} 重复").format(v=row.duplicate_of) if row.duplicate_of else ""


def totals_words(found: ImportPreview) -> str:
    """The sums over the good rows: 「3,050 件 61,000.0 kg 203.123 m³」."""
    words = []
    for key, total in found.totals.items():
        if key.endswith("_g"):
            words.append(f"{show_weight(total)} kg")
        elif key.endswith("_cm3"):
            words.append(f"{show_volume(total)} m³")
        else:
            words.append(tr("{n} 件").format(n=f"{total:,}"))
    return tr("可导入合计 ") + "  ".join(words) if words else ""


def _result(row: RowResult) -> str:
    if row.problems:
        return tr("有误")
    return tr("可导入") if row.is_good else tr("重复")


def _tone(row: RowResult) -> Tone:
    if row.problems:
        return Tone.WRONG
    return Tone.DONE if row.is_good else Tone.NEUTRAL


def _columns(found: ImportPreview | None) -> tuple[Column[RowResult], ...]:
    fixed = (
        Column[RowResult]("行", lambda row: str(row.row_no), 3, right=True),
        Column[RowResult]("结果", _result, 5, chip=_tone),
        Column[RowResult]("说明", explanation, 16, ink=lambda row: _tone(row)),
    )
    if found is None:
        return fixed
    matches = found.rows.mapping.matches
    return fixed + tuple(
        _cell_column(found, tr(column.label), matches[column.key].index)
        for column in found.kind.columns
        if column.key in matches
    )


def _cell_column(found: ImportPreview, label: str, index: int) -> Column[RowResult]:
    sheet = found.rows.sheet.rows

    def text(row: RowResult) -> str:
        cells = sheet[row.row_no - 1]
        return _shown(cells[index]) if index < len(cells) else ""

    def ink(row: RowResult) -> Tone | None:
        return None if row.problems or row.is_good else Tone.NEUTRAL

    return Column(label, text, 7, ink=ink)


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if hasattr(cell, "year"):
        return show_date(cell)  # type: ignore[arg-type]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
