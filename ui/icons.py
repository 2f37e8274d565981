"""Icons: the SVG files of resources/icons, drawn in a colour of the theme."""

from contextlib import suppress
from functools import cache, lru_cache
from typing import ClassVar

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImageReader, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import COLOURS, RESOURCES

_FOLDER = RESOURCES / "icons"

LIST_ICONS = {
    "customers": "users",
    "contacts": "users",
    "consignments": "package",
    "inbound_manifests": "clipboard-list",
    "stock": "warehouse",
    "delivery_runs": "truck",
    "outbound_preadvices": "truck",
    "vehicles": "truck",
    "drivers": "user-cog",
    "exceptions": "triangle-alert",
    "cod": "wallet",
    "returns": "package-open",
    "watch_list": "map-pinned",
    "pickup_orders": "package-check",
    "tariff_sheets": "tags",
    "inquiries": "phone-call",
    "quotes": "scroll-text",
    "transit_manifests": "handshake",
    "transit_lines": "handshake",
    "price_checks": "circle-check",
    "approval_deputies": "user-cog",
    "approvals": "circle-check",
    "partners": "handshake",
    "partner_rates": "banknote",
    "rate_notices": "file-text",
    "evaluation_schemes": "scroll-text",
    "evaluation_plans": "calendar-check",
    "scorecards": "clipboard-list",
    "evaluation_reports": "file-text",
    "reports_in_force": "file-text",
    "rectifications": "triangle-alert",
    "return_receipts": "receipt",
    "receipt_handovers": "receipt",
    "users": "user-cog",
    "knowledge_cards": "scroll-text",
    "incomplete_customers": "circle-alert",
    "stale_customers": "calendar-days",
    "rechecks": "phone-call",
    "recheck_cards": "phone-call",
    "customer_changes": "refresh-cw",
    "customer_files": "folder-open",
    "files_due": "calendar-check",
    "clearings": "lock",
    "clearing_items": "lock",
    "personal_looks": "search",
    "exports": "file-down",
    "prints": "printer",
    "imports": "file-down",
    "scan_pages": "file-text",
    "scan_piles": "package-open",
    "vouchers": "receipt",
    "voucher_boxes": "folder-open",
    "voucher_destructions": "x",
    "controlled_documents": "file-text",
    "effective_documents": "file-text",
    "document_copies": "copy",
    "complaints": "message-square-warning",
    "major_events": "triangle-alert",
    "event_steps": "clipboard-list",
    "claims": "banknote",
    "claim_recourses": "wallet",
    "callback_plans": "calendar-check",
    "callback_items": "phone-call",
    "callbacks": "phone-call",
    "callback_follow_ups": "clipboard-list",
    "callback_omissions": "x",
    "visits": "users",
    "visit_actions": "clipboard-list",
    "surveys": "clipboard-list",
    "questionnaires": "file-text",
    "day_closes": "calendar-check",
    "day_close_items": "clipboard-list",
    "survey_recipients": "users",
    "tariff_lines": "tags",
    "tariff_fees": "tags",
    "price_deviations": "circle-alert",
    "tracking_events": "route",
    "contact_logs": "phone-call",
    "lane_notes": "map-pinned",
    "consignee_changes": "refresh-cw",
    "manifest_lines": "clipboard-list",
    "run_lines": "truck",
    "self_pickups": "package-open",
    "stock_moves": "warehouse",
    "preadvice_lines": "truck",
    "stocktakes": "clipboard-list",
}


@cache
def icon(name: str, ink: str = "muted", chosen: str = "accent") -> QIcon:
    """An icon in one colour of the palette, and in another while its button is checked."""
    return QIcon(_Engine(name, ink, chosen))


class _Engine(QIconEngine):
    """Draws when it is painted: in the palette being worn, with every dot of the screen it is on."""

    _copies: ClassVar[list[QIconEngine]] = []  # Qt takes a copy without owning it

    def __init__(self, name: str, ink: str, chosen: str) -> None:
        super().__init__()
        self._args = name, ink, chosen

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        dense = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, dense))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        name, ink, chosen = self._args
        colour = chosen if state is QIcon.State.On else ink
        if mode is QIcon.Mode.Disabled:
            colour = "edge"
        return _drawn(name, getattr(COLOURS, colour), min(size.width(), size.height()))

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        made = QPixmap(self.pixmap(size * scale, mode, state))
        made.setDevicePixelRatio(scale)
        return made

    def clone(self) -> QIconEngine:
        made = _Engine(*self._args)
        self._copies.append(made)
        return made


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_svg(name).replace("currentColor", colour).encode()))
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap


@cache
def _svg(name: str) -> str:
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def read_beforehand() -> None:
    """Read all pictures beside the window: on a disk that has just woken up one takes a tenth of a second.

    Qt looks through the files of all its kinds of pictures before it draws the first of its own, the cross
    that empties a search box: up to half a second while the disk is busy.
    """
    QImageReader.supportedImageFormats()
    for file in sorted(_FOLDER.glob("*.svg")):
        with suppress(OSError):  # the office is opened on this thread: who draws it meets the fault
            _svg(file.stem)
