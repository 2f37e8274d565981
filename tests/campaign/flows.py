"""What a clerk would do next, so that the deep states are reached; and how an office begins."""

from typing import Any

from tests.campaign.care_flows import NEXT_STEPS as CARE
from tests.campaign.care_flows import OPENING as CARE_OPENING
from tests.campaign.care_flows import STARTS as CARE_STARTS
from tests.campaign.tickets import FETCHED_WITH_CASH, GOING_OUT, OVERLAYS, TO_A_PARTNER

NEXT_STEPS: dict[str, tuple[tuple[str, ...], ...]] = {
    **CARE,
    "add_manifest": (
        ("arrive_truck", "start_unloading", *("count_line",) * 4, "finish_unloading"),
        ("arrive_truck", "start_unloading", *("count_line",) * 3, "finish_unloading"),
        ("add_to_manifest", "remove_from_manifest", "update_manifest"),
        ("expect_manifest", "arrive_truck", "start_unloading"),
        ("void_manifest",),
    ),
    "count_line": (("count_line", "count_line", "finish_unloading"),),
    "finish_unloading": (
        ("add_run",),
        ("sign_self_pickup", "sign_self_pickup", "bank_cod", "remit_cod"),
        ("open_return", "issue_return", "ship_return"),
        ("close_manifest", "start_stocktake", "count_stock"),
    ),
    "add_pickup": (
        ("assign_pickup", "update_pickup", "finish_pickup"),
        ("assign_pickup", "fail_pickup"),
        ("update_pickup", "void_pickup"),
    ),
    "name_deputy": (("end_deputy",),),
    "request_change": (("approve_change",), ("reject_change",)),
    "retire_vehicle": (("activate_vehicle",),),
    "grant_leave": (("activate_driver",),),
    "add_partner": (("reject_candidate",), ("activate_provisionally", "order_rectification")),
    "report_exception": (
        ("tell_customer", "handle_exception", "resolve_exception", "close_exception"),
    ),
    "add_customer": (
        ("freeze_customer", "unfreeze_customer"),
        ("archive_customer", "restore_customer"),
    ),
    "add_address": (("update_address", "remove_address"),),
    "add_run": (
        ("add_to_run", "check_run", "print_run", "revise_run", "void_run"),
        ("print_run", "depart_run"),
        ("depart_run",),
        ("add_to_run", "reorder_run", "replan_run", "depart_run"),
        ("update_run", "print_run", "revise_run", "remove_from_run"),
        ("void_run",),
    ),
    "depart_run": (
        (*("enter_receipt",) * 4, "return_run", "settle_run"),
        ("enter_receipt", "withdraw_receipt", *("enter_receipt",) * 3, "return_run"),
    ),
    "return_run": (("settle_run",), ("withdraw_receipt", "enter_receipt", "return_run")),
    "settle_run": (("remit_cod", "close_consignment"), ("remit_cod", "withdraw_remittance")),
    "save_draft": (("accept_draft",), ("discard_draft",)),
    "change_rate": (
        ("confirm_rate", "choose_example_ticket", "send_rate_notice", "acknowledge_rate_notice"),
    ),
    "sign_self_pickup": (("bank_cod", "remit_cod", "close_consignment"), ("reverse_slip",)),
    "enter_receipt": (("enter_receipt", "return_run"), ("open_return",)),
    "open_return": (
        ("issue_return", "ship_return", "settle_return"),
        ("cancel_return",),
        ("issue_return", "void_consignment"),
    ),
    "ship_return": (("settle_return", "sign_remote", "close_consignment"), ("recall_return",)),
    "issue_goods": (("sign_remote", "close_consignment"), ("reverse_slip",)),
    "write_off": (("reverse_write_off",), ("close_consignment", "reopen_consignment")),
    "start_stocktake": (
        ("count_stock", "submit_stocktake", "approve_stocktake"),
        ("count_stock", "submit_stocktake", "reject_stocktake", "void_stocktake"),
    ),
    "add_preadvice": (
        ("load_preadvice", "check_preadvice", "confirm_preadvice", "send_preadvice"),
        ("update_preadvice", "unload_preadvice", "void_preadvice"),
        ("confirm_preadvice", "reopen_preadvice", "confirm_preadvice", "send_preadvice"),
    ),
    "add_transit": (
        (
            "submit_price",
            "grant_approval",
            "explain_price",
            "hand_over_transit",
            "report_transit_arrival",
            "sign_remote",
            "settle_transit",
        ),
        ("submit_price", "grant_approval", "hand_over_transit", "recall_transit", "settle_transit"),
        (
            "submit_price",
            "grant_approval",
            "hand_over_transit",
            "report_transit_refusal",
            "open_return",
        ),
        (
            "add_to_transit",
            "update_transit",
            "add_to_transit",
            "take_off_transit",
            "reprice_transit",
        ),
        ("submit_price", "refuse_approval", "void_transit"),
    ),
    "report_transit_refusal": (
        ("open_return", "issue_return", "receive_goods", "ship_return", "settle_return"),
        ("recall_transit", "open_return", "issue_return", "ship_return", "recall_return"),
    ),
    "take_inquiry": (
        (
            "draft_quote",
            "submit_quote",
            "grant_approval",
            "send_quote",
            "accept_quote",
            "accept_consignment",
            "receive_goods",
        ),
        ("quote_at_tariff", "send_quote", "revise_quote", "send_quote", "reject_quote"),
        ("quote_at_tariff", "send_quote", "reject_quote"),
        ("draft_quote", "update_quote", "submit_quote", "cancel_approval", "update_inquiry"),
        ("record_msds", "draft_quote", "submit_quote", "refuse_approval", "lose_inquiry"),
        ("refuse_inquiry", "reopen_inquiry", "lose_inquiry", "reopen_inquiry"),
    ),
    "accept_quote": (("accept_consignment", "accept_consignment"),),
    "open_day_close": (
        (*("note_open_item",) * 6, "refresh_day_close", "note_open_item", "sign_day_close"),
    ),
    "sign_remote": (
        ("withdraw_remote_signature", "sign_remote"),
        ("chase_receipts", "receive_receipts"),
        ("lose_receipt", "replace_receipt"),
    ),
    "receive_receipts": (
        ("file_receipt_scan", "hand_over_receipts", "confirm_handover"),
        ("return_receipt_back", "chase_receipts", "receive_receipts"),
        ("hand_over_receipts", "void_handover", "reject_receipt", "receive_receipts"),
        ("hand_over_receipts", "lose_receipt", "replace_receipt", "close_consignment"),
    ),
    "open_box": (
        ("file_vouchers", "lend_voucher", "return_voucher", "seal_box", "unseal_box"),
        ("file_vouchers", "unfile_voucher", "file_vouchers", "seal_box"),
    ),
    "register_document": (
        (
            "submit_document",
            "approve_document",
            "put_in_force",
            "distribute_document",
            "confirm_reading",
            "revise_document",
            "submit_document",
            "approve_document",
            "put_in_force",
            "recall_copies",
            "confirm_review",
        ),
        (
            "submit_document",
            "reject_document",
            "replace_draft",
            "submit_document",
            "recall_document",
            "withdraw_document",
        ),
        ("submit_document", "grant_approval", "put_in_force", "withdraw_document"),
    ),
    "send_preadvice": (
        ("acknowledge_preadvice", "depart_preadvice", "arrive_preadvice", "close_preadvice"),
        ("depart_preadvice", "acknowledge_preadvice", "arrive_preadvice", "sign_remote"),
    ),
    "add_sheet": (
        ("add_line", "submit_sheet", "approve_sheet", "new_version"),
        ("add_fee", "remove_fee", "submit_sheet", "reject_sheet"),
        ("add_fee", "submit_sheet", "refuse_approval"),
        ("add_fee", "submit_sheet", "grant_approval"),
        ("submit_sheet", "recall_sheet"),
        ("add_line", "update_line", "remove_line"),
    ),
    "remit_cod": (("close_consignment", "reopen_consignment"), ("withdraw_remittance",)),
}
"""What a clerk would do next: so deep states are reached."""

_UNLOADED: tuple[str, ...] = (
    "add_manifest",
    "arrive_truck",
    "start_unloading",
    *("count_line",) * 4,
)
_BROUGHT = ("accept_consignment", "receive_goods")
FILLING = (
    *((*_UNLOADED, "finish_unloading"),) * 3,
    *(_BROUGHT,) * 2,
    ("add_rate", "confirm_rate"),
)
"""Goods for every later flow."""
_HERE = "in_stock > going_back AND NOT refusal_open"
SUPPLIES: tuple[tuple[str, tuple[dict[str, Any], ...], tuple[str, ...]], ...] = (
    (
        f"SELECT 1 FROM consignment WHERE {_HERE} AND delivery_mode = 'TRANSIT' AND id NOT IN"
        " (SELECT l.consignment_id FROM transit_line l JOIN transit_manifest h"
        "  ON h.id = l.manifest_id WHERE h.state IN ('DRAFT', 'APPROVED'))",
        TO_A_PARTNER,
        (*_UNLOADED, "finish_unloading"),
    ),
    (
        f"SELECT 1 FROM consignment WHERE {_HERE} AND direction = 'OUTBOUND' AND id NOT IN"
        " (SELECT l.consignment_id FROM preadvice_line l JOIN outbound_preadvice h"
        "  ON h.id = l.preadvice_id WHERE h.state = 'DRAFT')",
        GOING_OUT,
        _BROUGHT,
    ),
    (
        f"SELECT 1 FROM consignment WHERE {_HERE} AND delivery_mode = 'SELF_PICKUP' AND cod_amount_fen > 0",
        FETCHED_WITH_CASH,
        (*_UNLOADED, "finish_unloading"),
    ),
    (
        f"SELECT 1 FROM consignment WHERE {_HERE} AND delivery_mode = 'DOOR'",
        OVERLAYS,
        (*_UNLOADED, "finish_unloading"),
    ),
)
"""What must lie in the warehouse before a flow, the tickets that bring it, and how they come."""
FIRST = ("accept_consignment", "add_manifest", "receive_goods", "add_pickup")
"""What fills an empty warehouse."""
STARTS = (
    *FIRST,
    *("add_run", "sign_self_pickup", "open_return", "issue_goods", "add_preadvice") * 2,
    *("start_stocktake", "write_off", "add_sheet", "save_draft", "change_rate"),
    *("add_transit", "take_inquiry") * 3,
    *("open_day_close", "receive_receipts", "open_box", "register_document"),
    *CARE_STARTS,
)
OPENING = (
    *CARE_OPENING,
    *("add_vehicle", "add_driver") * 4,
    *("add_customer",) * 4,
    *("add_partner",) * 3,
    *("admit_partner",) * 3,
    *("add_rate",) * 4,
    "add_sheet",
    *("add_line",) * 8,
    *("submit_sheet", "approve_sheet"),
    *("accept_consignment",) * 6,
    *("add_manifest",) * 2,
)
