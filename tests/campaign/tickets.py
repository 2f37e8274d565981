"""The kinds of tickets an office sees, as changes to the example of a ticket."""

from typing import Any

_COD: dict[str, Any] = {
    "cod_amount_fen": 800_000,
    "cod_payee": "中原厨具",
    "cod_bank": "郑州银行",
    "cod_account": "6222000011112222",
}
_DOOR: dict[str, Any] = {
    "delivery_mode": "DOOR",
    "consignee_address": "乌鲁木齐市天山区光明路 18 号",
}
_TRANSIT: dict[str, Any] = _DOOR | {"delivery_mode": "TRANSIT", "destination": "喀什"}
_COLLECT: dict[str, Any] = {"pay_terms": "COLLECT"}
_SPLIT: dict[str, Any] = {
    "pay_terms": "SPLIT",
    "prepaid_part_fen": 20_000,
    "collect_part_fen": 18_000,
    "receipt_part_fen": 10_000,
}
_OUTBOUND: dict[str, Any] = {
    "direction": "OUTBOUND",
    "origin_station": "乌鲁木齐",
    "destination": "郑州",
}
TO_A_PARTNER: tuple[dict[str, Any], ...] = (
    _COLLECT | _TRANSIT,
    _COLLECT | _TRANSIT | _COD,
    _TRANSIT | {"pay_terms": "PREPAID", "receipt_required": True, "receipt_copies": 1},
)
FETCHED_WITH_CASH: tuple[dict[str, Any], ...] = (_COLLECT | _COD,)
GOING_OUT: tuple[dict[str, Any], ...] = (_OUTBOUND, _OUTBOUND | {"pay_terms": "PREPAID"})
OVERLAYS: tuple[dict[str, Any], ...] = (
    {"pay_terms": "PREPAID"},
    {"pay_terms": "PREPAID", "receipt_required": True, "receipt_copies": 2},
    _COLLECT,
    _COLLECT | _COD,
    _COLLECT | _COD | _DOOR,
    _COLLECT | _COD | _DOOR | {"receipt_required": True, "receipt_copies": 1},
    _DOOR,
    _DOOR | {"hold_release": True},
    _SPLIT | _DOOR,
    _SPLIT | _COD,
    *TO_A_PARTNER,
    *GOING_OUT,
    {"pay_terms": "FROM_COD"} | _COD | _DOOR,
)
