"""Arguments that must fit what the office knows: what is owed, counted, expected, due.

A command without an entry here is filled by `values` alone; an entry only raises its chance of success.
"""

import typing
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from desk.app import Desk
from desk.freight.consignments.choices import PayMethod
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.delivery.cash import cash_sheet
from desk.freight.delivery.pickup_queries import pickup_card
from desk.freight.inbound.drafts import ManifestDraft
from desk.kernel.errors import Refused
from desk.kernel.moments import local
from desk.kernel.roles import Role
from tests.campaign.values import PNG, Values

Arguments = dict[str, Any]
Fitter = Callable[[Values, Desk, Arguments], Arguments]
_MEMBERS = {
    "JG": "SELECT c.number FROM manifest_line l JOIN inbound_manifest h ON h.id = l.manifest_id"
    " JOIN consignment c ON c.id = l.consignment_id WHERE h.number = ? ORDER BY l.id",
    "PS": "SELECT c.number FROM run_line l JOIN delivery_run h ON h.id = l.run_id"
    " JOIN consignment c ON c.id = l.consignment_id"
    " LEFT JOIN delivery_receipt d ON d.line_id = l.id WHERE h.number = ? ORDER BY d.id IS NULL, l.id",
    "TH": "SELECT c.number FROM pickup_line l JOIN pickup_order h ON h.id = l.order_id"
    " JOIN consignment c ON c.id = l.consignment_id WHERE h.number = ? ORDER BY l.id",
    "PD": "SELECT c.number FROM stocktake_line l JOIN stocktake h ON h.id = l.stocktake_id"
    " JOIN consignment c ON c.id = l.consignment_id WHERE h.number = ? ORDER BY l.id",
}


def members(values: Values, number: object) -> list[str]:
    """The consignments on a paper."""
    sql = _MEMBERS.get(str(number)[:2])
    return values.column(sql, number) if sql else []


def one(values: Values, sql: str, *arguments: Any) -> Any:
    found = values.column(sql, *arguments)
    return found[0] if found else None


def fit(
    values: Values, desk: Desk, command: str, arguments: Arguments, fitter: Fitter | None
) -> Arguments:
    """The arguments, made to fit: references inside the paper, then the command's own fitter."""
    inside = members(values, arguments.get("number"))
    if inside and not command.startswith(("add_", "replan")):
        if "waybill" in arguments:
            arguments["waybill"] = values.chance.choice(inside)
        if "waybills" in arguments:
            arguments["waybills"] = values.chance.sample(inside, len(inside))
    try:
        return fitter(values, desk, arguments) if fitter else arguments
    except Refused:
        return arguments


def _declared(values: Values, number: object) -> int:
    return int(one(values, "SELECT declared FROM consignment WHERE number = ?", number) or 1)


def _in_stock(values: Values, number: object) -> int:
    return int(one(values, "SELECT in_stock FROM consignment WHERE number = ?", number) or 1)


def count_line(values: Values, desk: Desk, given: Arguments) -> Arguments:
    pieces = max(0, _declared(values, given["waybill"]) - values.chance.choice((0, 0, 0, 1)))
    plain = {"number": given["number"], "waybill": given["waybill"], "pieces": pieces}
    if pieces and values.chance.random() < 0.2:
        photo = {"label": "受潮.png", "content": "iVBORw0KGgo="}
        return plain | {"condition": "WET", "damaged_pieces": 1, "photos": [photo]}
    return plain


def finish_unloading(values: Values, desk: Desk, given: Arguments) -> Arguments:
    return {"number": given["number"]}


def receive_goods(values: Values, desk: Desk, given: Arguments) -> Arguments:
    number = values.present("consignment", "number") or given["number"]
    whole = _declared(values, number)
    pieces = values.chance.choice((whole, whole, max(1, whole // 2)))
    reason = values.chance.choice(("PICKUP", "PICKUP", "RETURN_IN", given["reason"]))
    return given | {"number": number, "pieces": pieces, "reason": reason}


def stocked(
    values: Values, desk: Desk, given: Arguments, first: str = "cod_amount_fen > 0"
) -> Arguments:
    """Some pieces of a consignment that has some in stock."""
    found = values.column(
        f"SELECT number FROM consignment WHERE in_stock > 0 ORDER BY {first}, id DESC LIMIT 15"
    )
    if not found:
        return given
    number = values.chance.choice(found)
    there = _in_stock(values, number)
    return given | {"number": number, "pieces": values.chance.choice((there, there, 1))}


def goods_of(key: str) -> Fitter:
    """Stops of consignments in stock, under the name of the argument."""

    def fitter(values: Values, desk: Desk, given: Arguments) -> Arguments:
        sql = (
            "SELECT number FROM consignment WHERE in_stock > 0 AND direction = 'INBOUND'"
            " AND delivery_mode <> 'TRANSIT' ORDER BY drawn(number) LIMIT ?"
        )
        found = values.column(sql, values.chance.choice((1, 2, 3)))
        stops = [{"waybill": number} for number in found]
        for stop in stops:
            if values.chance.random() < 0.25:
                stop["pieces"] = 1
        return given | ({key: stops} if stops else {})

    return fitter


def add_preadvice(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """Outbound goods in stock on a truck that may drive."""
    sql = (
        "SELECT number FROM consignment WHERE in_stock > 0 AND direction <> 'INBOUND'"
        " ORDER BY drawn(number) LIMIT 2"
    )
    loads = [{"waybill": number} for number in values.column(sql)]
    plan = {}
    if "plan" in given:
        cost = values.chance.choice((5_000, 5_000, 260_000))
        plan = {"plan": usable_truck(values, given["plan"]) | {"truck_cost_fen": cost}}
    return given | plan | ({"loads": loads} if loads else {})


def receive_outbound(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT number, declared FROM consignment WHERE state = 'ACCEPTED' AND received = 0"
        " AND direction = 'OUTBOUND' ORDER BY drawn(number) LIMIT 1"
    )
    for number, pieces in values.db.execute(sql).fetchall():
        return given | {"number": number, "pieces": pieces, "reason": "PICKUP"}
    return receive_goods(values, desk, given)


def waiting_goods(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT number FROM consignment WHERE state = 'ACCEPTED' AND received = 0"
        " AND direction = 'INBOUND' ORDER BY drawn(number) LIMIT 2"
    )
    found = values.column(sql)
    name = "waybills" if "waybills" in given else "goods"
    return given | {name: found if name == "waybills" else [{"waybill": n} for n in found]}


def enter_receipt(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT c.number FROM run_line l JOIN delivery_run r ON r.id = l.run_id"
        " JOIN consignment c ON c.id = l.consignment_id"
        " LEFT JOIN delivery_receipt d ON d.line_id = l.id"
        " WHERE r.number = ? AND d.id IS NULL"
    )
    stops = values.column(sql, given["number"])
    if not stops:
        return given
    result = values.chance.choice(("FULL", "FULL", "FULL", "PARTIAL", "REFUSED", "FAILED"))
    entry: Arguments = {"result": result, "signed_at": values.clock.now().isoformat()}
    if result in ("FULL", "PARTIAL"):
        entry["signer"] = "张店长"
    if result != "FULL":
        entry["reason"] = "客户原因"
    if result == "PARTIAL":
        entry |= {"pieces_signed": 1}
    if values.chance.random() < 0.25:
        entry["pay_method"] = values.chance.choice(list(PayMethod)).value
    if values.chance.random() < 0.2:
        entry["cash_cod_fen"] = 760_000
    return given | {"waybill": values.chance.choice(stops), "entry": entry}


def settle_run(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sheet = desk.ask(cash_sheet, number=given["number"])
    receipts = [row.receipt_no for row in sheet.rows]
    short = values.chance.choice((0, 0, 0, 0, 8_400))
    fields: Arguments = {"cash_handed_in_fen": max(0, sheet.expected_fen - short)}
    if short:
        fields["difference_reason"] = "司机少交"
    return given | fields | {"receipts_handed_in": receipts}


def sign_self_pickup(values: Values, desk: Desk, given: Arguments) -> Arguments:
    given = stocked(values, desk, given, "cod_amount_fen = 0")
    number = str(given["number"])
    bill = desk.ask(pickup_card, number=number)
    entry: Arguments = {
        "picker": "王强",
        "freight_paid_fen": bill.freight_due_fen,
        "cod_paid_fen": bill.cod_due_fen,
        "storage_paid_fen": bill.due_fen - bill.freight_due_fen - bill.cod_due_fen,
        "method": values.chance.choice(("CASH", "CASH", "TRANSFER")),
    }
    if values.chance.random() < 0.2:
        entry["pieces"] = 1
    return {"number": number, "entry": entry}


def sign_remote(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = "SELECT at_partner + shipped_out FROM consignment WHERE number = ?"
    away = int(one(values, sql, given["number"]) or 1)
    pieces = values.chance.choice((away, away, 1))
    return given | {"pieces": pieces, "signed_at": values.clock.now().isoformat()}


def bank_cod(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT c.number, a.collected_fen - a.banked_fen FROM cod_account a"
        " JOIN consignment c ON c.id = a.consignment_id"
        " JOIN cod_entry e ON e.consignment_id = c.id AND e.doc_no NOT LIKE '%/%'"
        " WHERE a.state = 'COLLECTED' ORDER BY drawn(c.id) LIMIT 1"
    )
    found = values.db.execute(sql).fetchall()
    if not found:
        return given
    return given | {"numbers": [found[0][0]], "handed_in_fen": found[0][1]}


def cod_number(state: str, name: str) -> Fitter:
    """A consignment whose cash on delivery stands at a state."""

    def fitter(values: Values, desk: Desk, given: Arguments) -> Arguments:
        sql = (
            "SELECT c.number FROM cod_account a JOIN consignment c ON c.id = a.consignment_id"
            " WHERE a.state = ? AND c.closed_at IS NULL ORDER BY drawn(c.number) LIMIT 1"
        )
        found = one(values, sql, state)
        if found is None:
            return given
        return given | {name: [found] if name == "numbers" else found}

    return fitter


def refused(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT number FROM consignment WHERE in_stock + at_partner > going_back"
        " AND direction = 'INBOUND' ORDER BY refusal_open DESC, drawn(number) LIMIT 3"
    )
    found = values.column(sql)
    return given | ({"number": values.chance.choice(found)} if found else {})


def return_order(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """The original, or the return consignment, of an order in a fitting state."""
    command = values.command.name
    side = "return_id" if command in ("ship_return", "recall_return", "settle_return") else ""
    found = values.present("return_order", side or "original_id")
    number = one(values, "SELECT number FROM consignment WHERE id = ?", found)
    price = {"freight_fen": 60_000} if command == "issue_return" else {}
    return given | price | ({"number": number} if number else {})


def settle_return(values: Values, desk: Desk, given: Arguments) -> Arguments:
    given = return_order(values, desk, given)
    sql = (
        "SELECT o.collect_fen + b.total_fen FROM return_order o"
        " JOIN consignment b ON b.id = o.return_id WHERE b.number = ?"
    )
    return given | {"paid_fen": one(values, sql, given["number"]) or 0}


def reverse_slip(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT m.slip_no FROM stock_move m WHERE m.slip_no <> '' AND m.reverses_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM stock_move r WHERE r.reverses_id = m.id)"
        " AND (m.place_to = 'WRITTEN_OFF') = ? ORDER BY m.id DESC LIMIT 6"
    )
    found = values.column(sql, values.command.name == "reverse_write_off")
    return given | ({"slip_no": values.chance.choice(found)} if found else {})


def count_stock(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT c.number, c.in_stock FROM stocktake_line l JOIN stocktake h ON h.id = l.stocktake_id"
        " JOIN consignment c ON c.id = l.consignment_id WHERE h.number = ? ORDER BY l.id"
    )
    found = values.db.execute(sql, (given["number"],)).fetchall()
    change = values.chance.choice((0, 0, 0, -1, 1))
    counts = [{"waybill": no, "pieces": max(0, n + change)} for no, n in found]
    return given | {"counts": counts}


def run_plan(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """A run is on the day it leaves; an existing one stays on its day."""
    today = local(values.clock.now()).date().isoformat()
    drawn_up = (
        "SELECT number FROM delivery_run WHERE state = 'DRAFT' AND run_on >= ? ORDER BY id DESC"
    )
    number = one(values, drawn_up, today) if "number" in given else None
    given = given | ({"number": number, "version": None} if number else {})
    plan = usable_truck(values, given["plan"])
    day = one(values, "SELECT run_on FROM delivery_run WHERE number = ?", given.get("number"))
    out = datetime.fromisoformat(plan["planned_out_at"])
    return given | {"plan": plan | {"run_on": day or local(out).date().isoformat()}}


def usable_truck(values: Values, given: Arguments) -> Arguments:
    """A truck and a driver that may drive today."""
    today = local(values.clock.now()).date().isoformat()
    papers = ("permit_valid_to", "inspection_valid_to", "insurance_valid_to")
    fresh = " AND ".join(f"coalesce({name}, '9999') > '{today}'" for name in papers)
    trucks = (
        f"SELECT plate_no FROM vehicle WHERE status = 'USABLE' AND {fresh} ORDER BY drawn(plate_no)"
    )
    licences = "coalesce(licence_valid_to, '9999') > ? AND coalesce(cert_valid_to, '9999') > ?"
    drivers = f"SELECT code FROM driver WHERE status = 'USABLE' AND {licences} ORDER BY drawn(code)"
    truck, driver = one(values, trucks), one(values, drivers, today, today)
    return given | {
        "plate_no": truck or given["plate_no"],
        "driver_no": driver or given["driver_no"],
    }


def assign_pickup(values: Values, desk: Desk, given: Arguments) -> Arguments:
    return usable_truck(values, given)


def add_sheet(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """Sheets of every kind, some in the coming years, so that they do not overlap."""
    kind, year = values.chance.choice(("PUBLIC", "SURCHARGE")), values.chance.randint(2027, 2090)
    if not values.column("SELECT 1 FROM tariff_sheet"):
        kind, year = "PUBLIC", local(values.clock.now()).year
    dates = {"valid_from": f"{year}-01-01", "valid_to": f"{year}-12-31"}
    return {"name": given["name"], "kind": kind} | dates


LANES = (("郑州", "乌鲁木齐"), ("郑州", "喀什"), ("乌鲁木齐", "郑州"))


def add_line(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """A price for one of the lanes that the tickets use."""
    sheet = (
        "SELECT id FROM tariff_sheet WHERE state = 'DRAFT' AND kind = 'PUBLIC' ORDER BY id LIMIT 1"
    )
    origin, destination = values.chance.choice(LANES)
    lane = {"origin": origin, "destination": destination, "price_kg_mill": 1_500}
    return given | lane | {"sheet_id": one(values, sheet) or 1}


def release_goods(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT number FROM consignment WHERE hold_release AND released_at IS NULL"
        " AND number IS NOT NULL ORDER BY drawn(number) LIMIT 1"
    )
    return given | {"number": one(values, sql) or given["number"]}


def booked_rows(values: Values, desk: Desk, given: Arguments) -> Arguments:
    rows = values.make(typing.get_type_hints(ManifestDraft)["drafts"], "drafts")
    for row in rows:
        values.serial += 1
        row["paper_no"] = f"S-{values.serial}"
    return given | {"rows": rows, "origin_certified": True}


def undo_import(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT m.number FROM inbound_manifest m JOIN manifest_line l ON l.manifest_id = m.id"
        " WHERE l.imported AND m.state = 'EXPECTED' ORDER BY m.id LIMIT 1"
    )
    return given | {"number": one(values, sql) or given["number"]}


def reopen(values: Values, desk: Desk, given: Arguments) -> Arguments:
    return given | {"reason": "漏记费用"}


def add_fee(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT id FROM tariff_sheet WHERE state = 'DRAFT' AND kind = 'SURCHARGE'"
        " ORDER BY id DESC LIMIT 1"
    )
    return given | {"sheet_id": one(values, sql) or given["sheet_id"]}


def whole_run(values: Values, desk: Desk, given: Arguments) -> Arguments:
    return goods_of("stops")(values, desk, run_plan(values, desk, given))


def add_manifest(values: Values, desk: Desk, given: Arguments) -> Arguments:
    kind = typing.get_type_hints(ManifestDraft)["drafts"]
    drafts = values.make(kind, "drafts")
    sql = "SELECT number FROM consignment WHERE state = 'ACCEPTED' ORDER BY drawn(number) LIMIT 2"
    waybills = values.column(sql) if values.chance.random() < 0.4 else []
    given = given | {"keep_draft": values.chance.random() < 0.3}
    return given | {"draft": given["draft"] | {"drafts": drafts, "waybills": waybills}}


def whole_draft(values: Values, desk: Desk, given: Arguments) -> Arguments:
    return given | {"draft": values.make(ConsignmentDraft, "draft")}


def corrected(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """The whole ticket typed again, for one that goes the same way."""
    draft = values.make(ConsignmentDraft, "draft")
    sql = (
        "SELECT number, row_version FROM consignment WHERE number IS NOT NULL AND direction = ?"
        " AND state IN ('ACCEPTED', 'EXPECTED', 'IN_STOCK', 'PART_SIGNED') ORDER BY drawn(number) LIMIT 1"
    )
    for number, version in values.db.execute(sql, (draft["direction"],)).fetchall():
        return {"number": number, "version": version, "draft": draft}
    return given | {"draft": draft}


def add_exception_photos(values: Values, desk: Desk, given: Arguments) -> Arguments:
    return given | {"photos": [{"label": "现场.png", "content": PNG}]}


def change_consignee(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """Of goods that go the way of the person's desk."""
    way = {Role.IN: "direction = 'INBOUND'", Role.OUT: "direction = 'OUTBOUND'"}
    sql = (
        "SELECT number FROM consignment WHERE state IN ('ACCEPTED', 'IN_STOCK') AND number <> ''"
        f" AND {way.get(desk.signed_in().role, 'true')} ORDER BY drawn(number) LIMIT 1"
    )
    notice = {"notice": {"label": "变更函.pdf", "content": "JVBERi0xLjc="}}
    return given | notice | {"number": one(values, sql) or given["number"]}


def note_watch(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT c.number FROM watch_entry w JOIN consignment c ON c.id = w.consignment_id"
        " ORDER BY drawn(c.number) LIMIT 1"
    )
    return given | {"number": one(values, sql) or given["number"]}


def extend_due(values: Values, desk: Desk, given: Arguments) -> Arguments:
    closed = "SELECT id FROM lane_note WHERE severity = 'CLOSED' ORDER BY id DESC LIMIT 1"
    dated = (
        "SELECT number FROM consignment WHERE due_on IS NOT NULL AND signed = 0 AND NOT voided"
        " AND closed_at IS NULL ORDER BY drawn(number) LIMIT 1"
    )
    later = (local(values.clock.now()).date() + timedelta(days=5)).isoformat()
    fields = {"lane_note_id": one(values, closed) or 1, "numbers": values.column(dated)}
    return given | fields | {"due_on": later}


def start_stocktake(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT bin_code FROM consignment WHERE in_stock > 0 AND bin_code <> '' AND id NOT IN"
        " (SELECT l.consignment_id FROM stocktake_line l JOIN stocktake s ON s.id = l.stocktake_id"
        "  WHERE s.state IN ('COUNTING', 'SUBMITTED')) ORDER BY drawn(bin_code) LIMIT 1"
    )
    return given | {"bin_prefix": one(values, sql) or ""}


def move_bin(values: Values, desk: Desk, given: Arguments) -> Arguments:
    return stocked(values, desk, given) | {"bin_code": f"C-{values.chance.randint(1, 99):02}"}


def close_consignment(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT number FROM consignment WHERE in_stock + on_run + at_partner + shipped_out = 0"
        " AND received > 0 AND closed_at IS NULL AND NOT voided"
        " AND pay_terms IN ('PREPAID', 'COLLECT', 'FROM_COD') ORDER BY drawn(number) LIMIT 1"
    )
    return given | {"number": one(values, sql) or given["number"]}


def undo_customer_import(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT e.record_id FROM audit_entry e JOIN audit_log a ON a.id = e.audit_id"
        " JOIN customer c ON c.id = e.record_id AND e.record = 'customer'"
        " WHERE a.command = 'import_customers' ORDER BY a.id DESC LIMIT 1"
    )
    return given | {"ids": values.column(sql)}


def without_pieces(command: str) -> Fitter:
    """Pick-ups and returns of all there is, mostly."""
    inner = {"open_return": refused, "open_return_by_letter": refused}[command]

    def fitter(values: Values, desk: Desk, given: Arguments) -> Arguments:
        fitted = inner(values, desk, given)
        fitted.pop("ordered_at", None)
        return fitted | ({"channel": "WECHAT"} if "channel" in fitted else {})

    return fitter


def finish_pickup(values: Values, desk: Desk, given: Arguments) -> Arguments:
    return {"number": given["number"]}


FITTERS: dict[str, Fitter] = {
    "count_line": count_line,
    "finish_unloading": finish_unloading,
    "receive_goods": receive_outbound,
    "add_preadvice": add_preadvice,
    "update_preadvice": add_preadvice,
    "load_preadvice": add_preadvice,
    "issue_goods": stocked,
    "write_off": stocked,
    "add_run": whole_run,
    "add_to_run": goods_of("stops"),
    "replan_run": whole_run,
    "update_run": run_plan,
    "assign_pickup": assign_pickup,
    "add_sheet": add_sheet,
    "add_fee": add_fee,
    "add_line": add_line,
    "release_goods": release_goods,
    "book_inbound_rows": booked_rows,
    "undo_inbound_import": undo_import,
    "reopen_consignment": reopen,
    "add_manifest": add_manifest,
    "save_draft": whole_draft,
    "accept_draft": whole_draft,
    "update_consignment": corrected,
    "add_exception_photos": add_exception_photos,
    "change_consignee": change_consignee,
    "note_watch": note_watch,
    "extend_due": extend_due,
    "start_stocktake": start_stocktake,
    "move_bin": move_bin,
    "close_consignment": close_consignment,
    "undo_customer_import": undo_customer_import,
    "finish_pickup": finish_pickup,
    "add_pickup": waiting_goods,
    "update_pickup": waiting_goods,
    "add_to_manifest": waiting_goods,
    "enter_receipt": enter_receipt,
    "settle_run": settle_run,
    "sign_self_pickup": sign_self_pickup,
    "sign_remote": sign_remote,
    "bank_cod": bank_cod,
    "remit_cod": cod_number("BANKED", "numbers"),
    "withdraw_remittance": cod_number("REMITTED", "number"),
    "open_return": without_pieces("open_return"),
    "open_return_by_letter": without_pieces("open_return_by_letter"),
    "issue_return": return_order,
    "ship_return": return_order,
    "recall_return": return_order,
    "cancel_return": return_order,
    "settle_return": settle_return,
    "reverse_slip": reverse_slip,
    "reverse_write_off": reverse_slip,
    "count_stock": count_stock,
}
