"""Icons: the SVG files of resources/icons, drawn in a colour of the theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import COLOURS, RESOURCES

SIZES_PX = (16, 20, 24, 32, 48)

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


@lru_cache(maxsize=256)
def icon(name: str, colour: str = COLOURS.muted, chosen: str = COLOURS.accent) -> QIcon:
    """An icon in one colour, and in another while its button is checked."""
    made = QIcon()
    for size in SIZES_PX:
        made.addPixmap(_drawn(name, colour, size), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(_drawn(name, chosen, size), QIcon.Mode.Normal, QIcon.State.On)
    return made


def _drawn(name: str, colour: str, size: int) -> QPixmap:
    svg = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap
