"""Arguments that fit for quotes, partners' papers, trucks out, and the day's end.

As in `tailored`, an entry only raises a command's chance of success.
"""

from datetime import timedelta
from typing import Any

import msgspec

from desk.app import Desk
from desk.freight.consignments.quoting import draft_of_quote
from desk.kernel.moments import local
from tests.campaign.asking import FITTERS as ASKING
from tests.campaign.caring import FITTERS as CARING
from tests.campaign.filed import FITTERS as FILED
from tests.campaign.finding import LETTER, asked_by, countersigned, found, paper_in
from tests.campaign.tailored import FITTERS as EARLIER
from tests.campaign.tailored import Arguments, Fitter, one
from tests.campaign.values import Values

_HUB = "乌鲁木齐"
_PLACES = ("阿克苏", "伊宁", "库尔勒", "和田")


# -- quotes -------------------------------------------------------------------------------------


def quote_in(*states: str, **fields: Any) -> Fitter:
    """A quote in a state, of an inquiry that is not won."""
    listed = ", ".join(f"'{state}'" for state in states)
    sql = (
        "SELECT q.number FROM quote q JOIN inquiry i ON i.id = q.inquiry_id"
        f" WHERE q.state IN ({listed}) AND i.state <> 'WON' ORDER BY q.id DESC"
    )
    return found(sql, "number", **fields)


def _goods(values: Values, given: Arguments) -> Arguments:
    """Goods for a lane of the tickets; some wait for their safety data sheet."""
    kind = values.chance.choice(({}, {}, {"category": "CHEMICAL", "msds": "PENDING"}))
    return given | {"to_place": _HUB, "pickup": False, "door": False} | kind


def inquiry(values: Values, desk: Desk, given: Arguments) -> Arguments:
    return given | {"draft": _goods(values, given["draft"])}


def inquiry_in(*states: str, msds: str = "NOT_NEEDED", **fields: Any) -> Fitter:
    listed = ", ".join(f"'{state}'" for state in states)
    sql = (
        f"SELECT number FROM inquiry WHERE state IN ({listed}) AND msds = '{msds}' ORDER BY id DESC"
    )
    return found(sql, "inquiry_no", **fields)


def update_inquiry(values: Values, desk: Desk, given: Arguments) -> Arguments:
    fitted = inquiry_in("OPEN")(values, desk, given) | {"version": None}
    return fitted | {"draft": _goods(values, given["draft"])}


def _terms(values: Values) -> Arguments:
    """By the tariff, or a price of one's own that the manager approves."""
    own = {"base_freight_fen": 90_000, "nonstandard": True, "reason": "老客户"}
    return values.chance.choice(({}, own, own, own | {"repeatable": True}))


def draft_quote(values: Values, desk: Desk, given: Arguments) -> Arguments:
    free = (
        "SELECT number FROM inquiry i WHERE state IN ('OPEN', 'EXPIRED') AND msds = 'NOT_NEEDED'"
        " AND NOT EXISTS (SELECT 1 FROM quote q WHERE q.inquiry_id = i.id"
        " AND q.state IN ('DRAFT', 'SUBMITTED', 'APPROVED', 'SENT', 'ACCEPTED')) ORDER BY id DESC"
    )
    fitted = found(free, "inquiry_no")(values, desk, given)
    return fitted | ({"terms": _terms(values)} if "terms" in given else {})


def update_quote(values: Values, desk: Desk, given: Arguments) -> Arguments:
    return quote_in("DRAFT")(values, desk, given) | {"version": None, "terms": _terms(values)}


def submit_quote(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = "SELECT number FROM quote WHERE state = 'DRAFT' AND nonstandard ORDER BY id DESC"
    return found(sql, "number")(values, desk, given)


def send_quote(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT number FROM quote WHERE state = 'APPROVED' OR (state = 'DRAFT' AND NOT nonstandard)"
        " ORDER BY id DESC"
    )
    return found(sql, "number")(values, desk, given)


def revise_quote(values: Values, desk: Desk, given: Arguments) -> Arguments:
    fitted = quote_in("APPROVED", "SENT", "ACCEPTED", "EXPIRED")(values, desk, given)
    return fitted | {"inquiry": None, "terms": _terms(values)}


def accept_consignment(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """Often the ticket of an accepted quote, with what the program leaves to the clerk."""
    sql = "SELECT number FROM quote WHERE state = 'ACCEPTED' ORDER BY drawn(number) LIMIT 1"
    quote = one(values, sql)
    if quote is None or values.chance.random() < 0.5:
        return given
    typed = given["draft"]
    offered = msgspec.to_builtins(desk.ask(draft_of_quote, quote_no=quote))
    empty = ("", None, False)
    kept = {k: v for k, v in typed.items() if offered.get(k) in empty and not k.endswith("_id")}
    kept = {k: v for k, v in kept.items() if not k.startswith(("pay", "cod", "charges"))}
    return given | {"draft": offered | kept | {"dangerous_checked": True}}


# -- price checks, approvals ----------------------------------------------------------------------


def price_check(verdict: str) -> Fitter:
    sql = (
        "SELECT c.id FROM price_check c LEFT JOIN approval a ON a.id = c.approval_id"
        f" WHERE c.is_current AND c.verdict = '{verdict}'"
        " AND (a.id IS NULL OR a.decision IN ('REJECTED', 'CANCELLED')) ORDER BY c.id DESC"
    )
    return found(sql, "check_id", reason="唯一当日发车的合作商")


WAITING = "SELECT id FROM approval WHERE decision = 'WAITING' ORDER BY id DESC"


def name_deputy(values: Values, desk: Desk, given: Arguments) -> Arguments:
    last = (local(values.clock.now()).date() + timedelta(days=1)).isoformat()
    return {"deputy": "in", "starts_on": None, "ends_on": last, "reason": "出差"}


def order_rectification(values: Values, desk: Desk, given: Arguments) -> Arguments:
    until = local(values.clock.now()).date() + timedelta(days=30)
    return given | {"until": until.isoformat()}


def update_vehicle(values: Values, desk: Desk, given: Arguments) -> Arguments:
    plate = one(values, "SELECT plate_no FROM vehicle WHERE code = ?", given["vehicle_no"])
    return given | {"plate_no": plate or given["plate_no"]}


_NO_TICKET = (
    "SELECT id FROM customer c WHERE status = 'ACTIVE' AND NOT EXISTS (SELECT 1 FROM consignment t"
    " WHERE c.id IN (t.shipper_id, t.consignee_id)) ORDER BY id DESC"
)
_OPEN_LINE = (
    "SELECT l.id FROM tariff_line l JOIN tariff_sheet s ON s.id = l.sheet_id"
    " WHERE s.state = 'DRAFT' ORDER BY l.id DESC"
)
_DEPUTED = "SELECT id FROM approval_deputy WHERE ended_at IS NULL ORDER BY id DESC"


def import_rates(values: Values, desk: Desk, given: Arguments) -> Arguments:
    rows = [row | {"to_place": values.chance.choice(_PLACES)} for row in given["rows"][:1]]
    return given | {"rows": rows}


# -- transit ------------------------------------------------------------------------------------


def _transit_goods(values: Values) -> list[Arguments]:
    sql = (
        "SELECT number FROM consignment WHERE in_stock > going_back AND direction = 'INBOUND'"
        " AND delivery_mode = 'TRANSIT' AND NOT refusal_open AND id NOT IN"
        " (SELECT l.consignment_id FROM transit_line l JOIN transit_manifest h"
        "  ON h.id = l.manifest_id WHERE h.state IN ('DRAFT', 'APPROVED'))"
        " ORDER BY drawn(number) LIMIT ?"
    )
    goods: list[Arguments] = []
    for number in values.column(sql, values.chance.choice((1, 1, 2))):
        ticket: Arguments = {"waybill": number}
        if values.chance.random() < 0.4:
            mill = values.chance.choice((300, 900, 2_500, 60_000))
            ticket["price"] = {"price_kg_mill": mill, "transit_days": 3}
        if values.chance.random() < 0.3:
            ticket["pieces"] = 1
        goods.append(ticket)
    return goods


def _usable_partner(values: Values) -> Any:
    today = local(values.clock.now()).date().isoformat()
    sql = (
        "SELECT code FROM partner WHERE status = 'ACTIVE'"
        " AND coalesce(licence_valid_to, '9999') > ? ORDER BY drawn(code) LIMIT 1"
    )
    return one(values, sql, today)


def add_transit(values: Values, desk: Desk, given: Arguments) -> Arguments:
    goods = _transit_goods(values)
    plan = {}
    if "plan" in given:
        partner = _usable_partner(values) or given["plan"]["partner"]
        plan = {"plan": given["plan"] | {"partner": partner}}
    return given | plan | ({"goods": goods} if goods else {})


def add_to_transit(values: Values, desk: Desk, given: Arguments) -> Arguments:
    fitted = paper_in("transit_manifest", "DRAFT", "APPROVED")(values, desk, given)
    return add_transit(values, desk, fitted)


def update_transit(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """The goods that are on it, by the partner's rate or another price."""
    fitted = add_to_transit(values, desk, given) | {"version": None}
    price = {"price": {"price_kg_mill": values.chance.choice((900, 2_500)), "transit_days": 3}}
    goods = [{"waybill": no} | price for no in values.column(_LISTED, fitted["number"])]
    return fitted | ({"goods": goods} if goods else {})


_LISTED = (
    "SELECT c.number FROM transit_line l JOIN transit_manifest h ON h.id = l.manifest_id"
    " JOIN consignment c ON c.id = l.consignment_id WHERE h.number = ? ORDER BY drawn(c.number)"
)


def take_off_transit(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT h.number FROM transit_manifest h JOIN transit_line l ON l.manifest_id = h.id"
        " WHERE h.state IN ('DRAFT', 'APPROVED') GROUP BY h.id HAVING count(*) > 1"
    )
    fitted = found(sql, "number")(values, desk, given)
    return fitted | {"waybills": values.column(_LISTED, fitted["number"])[:1]}


def hand_over(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """Paper and man of the partner; now and then a piece is missing."""
    sql = (
        "SELECT h.number FROM transit_manifest h WHERE h.state IN ('DRAFT', 'APPROVED') ORDER BY"
        " EXISTS (SELECT 1 FROM price_check p LEFT JOIN approval a ON a.id = p.approval_id"
        "  WHERE p.doc_no = h.number AND p.is_current AND p.verdict = 'APPROVE'"
        "  AND coalesce(a.decision, '') <> 'APPROVED'), drawn(h.number) LIMIT 2"
    )
    number = one(values, sql) or given["number"]
    hand = {"handed_by": "仓管 马力", "received_by": "艾力", "plate_no": "新Q12345"}
    fitted = {"number": number, "hand": hand, "price_reason": "唯一当日发车"}
    line = (
        "SELECT c.number, l.pieces FROM transit_line l JOIN consignment c ON c.id = l.consignment_id"
        " JOIN transit_manifest h ON h.id = l.manifest_id WHERE h.number = ? ORDER BY l.id LIMIT 1"
    )
    for waybill, pieces in values.db.execute(line, (number,)).fetchall():
        if pieces > 1 and values.chance.random() < 0.2:
            short = {"handed": pieces, "received": pieces - 1, "note": "少一件"}
            fitted["counted"] = [{"waybill": waybill, **short}]
    return fitted


def settle_transit(values: Values, desk: Desk, given: Arguments) -> Arguments:
    fitted = paper_in("transit_manifest", "DELIVERED", "RECALLED")(values, desk, given)
    sql = (
        "SELECT coalesce(sum(l.collect_for_us_fen), 0), coalesce(sum(l.cod_for_us_fen), 0)"
        " FROM transit_line l JOIN transit_manifest h ON h.id = l.manifest_id"
        " WHERE h.number = ? AND l.pieces_signed > 0"
    )
    collect, cod = values.db.execute(sql, (fitted["number"],)).fetchone()
    return fitted | {"collect_received_fen": collect, "cod_received_fen": cod}


_WITH_PARTNER = (
    "SELECT c.number FROM consignment c JOIN transit_line l ON l.consignment_id = c.id"
    " JOIN transit_manifest h ON h.id = l.manifest_id WHERE h.state IN ('HANDED', 'ARRIVED')"
    " AND l.pieces > l.pieces_signed + l.pieces_back AND NOT c.refusal_open ORDER BY c.id DESC"
)
_SIGNED_AFAR = (
    "SELECT c.number FROM consignment c JOIN stock_move m ON m.id ="
    " (SELECT max(id) FROM stock_move WHERE consignment_id = c.id) WHERE c.closed_at IS NULL"
    " AND m.reason IN ('TRANSIT_SIGNED', 'SHIP_SIGNED') AND m.reverses_id IS NULL ORDER BY m.id DESC"
)

# -- trucks out ---------------------------------------------------------------------------------


def load_preadvice(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT number FROM consignment WHERE in_stock > going_back AND direction <> 'INBOUND'"
        " AND id NOT IN (SELECT l.consignment_id FROM preadvice_line l JOIN outbound_preadvice h"
        "  ON h.id = l.preadvice_id WHERE h.state = 'DRAFT') ORDER BY drawn(number) LIMIT 1"
    )
    loads = [{"waybill": number, "pieces": 1} for number in values.column(sql)]
    fitted = paper_in("outbound_preadvice", "DRAFT")(values, desk, given)
    return fitted | ({"loads": loads} if loads else {})


def unload_preadvice(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT h.number, c.number FROM preadvice_line l JOIN consignment c ON c.id = l.consignment_id"
        " JOIN outbound_preadvice h ON h.id = l.preadvice_id WHERE h.state = 'DRAFT'"
        " ORDER BY drawn(l.id) LIMIT 1"
    )
    for number, waybill in values.db.execute(sql).fetchall():
        return {"number": number, "waybill": waybill}
    return given


def confirm_preadvice(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT h.number FROM outbound_preadvice h JOIN preadvice_line l ON l.preadvice_id = h.id"
        " WHERE h.state = 'DRAFT' ORDER BY h.id DESC"
    )
    return found(sql, "number")(values, desk, {"number": given["number"], "price_reason": "旺季"})


_CLOSABLE = (
    "SELECT number FROM outbound_preadvice WHERE state = 'ARRIVED'"
    " AND receiver_ack_at IS NOT NULL ORDER BY id DESC"
)
_UNREAD = (
    "SELECT number FROM outbound_preadvice WHERE state IN ('SENT', 'DEPARTED', 'ARRIVED')"
    " AND receiver_ack_at IS NULL ORDER BY id DESC"
)

# -- the end of a day -----------------------------------------------------------------------------


def _own(desk: Desk, values: Values) -> tuple[int | None, str]:
    return desk.signed_in().user_id, local(values.clock.now()).date().isoformat()


def note_open_item(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT i.id FROM day_close_item i JOIN day_close c ON c.id = i.close_id WHERE c.user_id = ?"
        " AND c.day = ? AND i.state = 'WAITING' AND c.state = 'OPEN' ORDER BY drawn(i.id) LIMIT 1"
    )
    return given | {"item_id": one(values, sql, *_own(desk, values)) or given["item_id"]}


def sign_day_close(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = "SELECT id FROM day_close WHERE user_id = ? AND day = ? AND state = 'OPEN'"
    backup = {"backup_name": "office-20261118-193500.office", "backup_sha256": "ab" * 32}
    return backup | {"close_id": one(values, sql, *_own(desk, values)) or given["close_id"]}


FITTERS: dict[str, Fitter] = {
    **EARLIER,
    **FILED,
    **CARING,
    **ASKING,
    "take_inquiry": inquiry,
    "update_inquiry": update_inquiry,
    "record_msds": inquiry_in("OPEN", msds="PENDING", files=[LETTER], un_no=""),
    "lose_inquiry": inquiry_in("OPEN", "QUOTED", "EXPIRED"),
    "draft_quote": draft_quote,
    "quote_at_tariff": draft_quote,
    "update_quote": update_quote,
    "submit_quote": submit_quote,
    "send_quote": send_quote,
    "revise_quote": revise_quote,
    "accept_quote": quote_in("SENT", clause_ack=True),
    "reject_quote": quote_in("SENT", "ACCEPTED"),
    "accept_consignment": accept_consignment,
    "explain_price": price_check("EXPLAIN"),
    "submit_price": price_check("APPROVE"),
    "grant_approval": countersigned(found(WAITING, "approval_id")),
    "refuse_approval": found(WAITING, "approval_id", reason="价格过高"),
    "cancel_approval": found(WAITING, "approval_id"),
    "withdraw_remote_signature": found(_SIGNED_AFAR, "number"),
    "order_rectification": order_rectification,
    "recall_sheet": asked_by("=", "tariff_sheet", "id", "sheet_id"),
    "update_vehicle": update_vehicle,
    "void_manifest": paper_in("inbound_manifest", "DRAFT", "EXPECTED"),
    "delete_customer": found(_NO_TICKET, "customer_id"),
    "update_line": found(_OPEN_LINE, "line_id", version=None),
    "remove_line": found(_OPEN_LINE, "line_id"),
    "reject_sheet": asked_by("<>", "tariff_sheet", "id", "sheet_id"),
    "name_deputy": name_deputy,
    "end_deputy": found(_DEPUTED, "deputy_id"),
    "import_partner_rates": import_rates,
    "add_transit": add_transit,
    "add_to_transit": add_to_transit,
    "update_transit": update_transit,
    "take_off_transit": take_off_transit,
    "reprice_transit": paper_in("transit_manifest", "DRAFT", "APPROVED"),
    "hand_over_transit": hand_over,
    "recall_transit": paper_in("transit_manifest", "HANDED", "ARRIVED"),
    "report_transit_arrival": paper_in("transit_manifest", "HANDED", at=None),
    "report_transit_refusal": found(_WITH_PARTNER, "number", at=None),
    "settle_transit": settle_transit,
    "load_preadvice": load_preadvice,
    "unload_preadvice": unload_preadvice,
    "confirm_preadvice": confirm_preadvice,
    "acknowledge_preadvice": found(_UNREAD, "number", ack_at=None),
    "close_preadvice": found(_CLOSABLE, "number"),
    "note_open_item": note_open_item,
    "sign_day_close": sign_day_close,
}
