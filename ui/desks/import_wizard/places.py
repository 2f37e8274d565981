"""Where a list is read from, where a file that goes back is put, and where the result is seen."""

from PySide6.QtWidgets import QFileDialog, QWidget

from desk.kernel.text import tr

LISTS = tr("表格") + " (*.xlsx *.xls *.csv *.tsv *.txt)"
RESULTS = {
    "inbound": "arrival_count",
    "customers": "customers",
    "partner_rates": "partner_rates",
    "tariff": "tariff_sheets",
}


def list_to_read(window: QWidget) -> str:
    """Ask for a list; empty when the user turns back."""
    return QFileDialog.getOpenFileName(window, tr("选择清单"), "", LISTS)[0]


def place_to_save(window: QWidget, proposed: str) -> str:
    """Ask for a place; empty when the user turns back."""
    return QFileDialog.getSaveFileName(window, tr("保存"), proposed, "Excel (*.xlsx)")[0]
