"""Everything that can be wrong with a typed consignment, found at once.

Source: spec 3.0, 3.3, 3.4, 3.27.
"""

from operator import attrgetter

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import Category, DeliveryMode, Direction
from desk.freight.consignments.drafts import CargoDraft, ConsignmentDraft
from desk.freight.consignments.rules import (
    CHARGES,
    MAX_LINES,
    MAX_PIECES,
    MAX_VOLUME_CM3,
    MAX_WEIGHT_G,
)
from desk.kernel.divisions import find_division
from desk.kernel.errors import Problems
from desk.kernel.identity import has_control_characters, is_phone
from desk.kernel.quantities import show_money, show_volume, show_weight
from desk.kernel.settings import Settings
from desk.kernel.text import tr
from desk.pricing.goods import prohibited_word, un_number

_LENGTHS = (
    ("shipper_name", "发货人", 60),
    ("consignee_name", "收货人", 60),
    ("shipper_contact", "发货联系人", 60),
    ("consignee_contact", "收货联系人", 60),
    ("shipper_address", "发货地址", 160),
    ("consignee_address", "收货地址", 160),
    ("origin_station", "始发站", 40),
    ("dest_station", "到达站", 40),
    ("destination", "目的地", 60),
    ("paper_no", "手工单号", 40),
    ("identity_doc_type", "证件类型", 20),
    ("inspector", "验视人", 60),
    ("remark", "备注", 500),
    ("cod_payee", "收款人", 60),
    ("cod_bank", "开户行", 60),
    ("cod_account", "账号", 40),
)
_PARTIES = (
    ("发货人", "shipper_name", "shipper_phone"),
    ("收货人", "consignee_name", "consignee_phone"),
)
_NOTES = (("other_fee_note", "其他费说明", 60), ("discount_reason", "优惠原因", 100))
_AMOUNTS = (
    ("prepaid_part_fen", "现付部分"),
    ("collect_part_fen", "到付部分"),
    ("receipt_part_fen", "回付部分"),
    ("declared_value_fen", "声明价值"),
    ("cod_amount_fen", "代收货款"),
    ("advance_fen", "垫付"),
)
_FEES = CHARGES[:-1]
_texts_of, _notes_of, _amounts_of = (
    attrgetter(*(name for name, *_ in named)) for named in (_LENGTHS, _NOTES, _AMOUNTS)
)
_fees_of = attrgetter(*_FEES)
MOST_RECEIPTS = 9
SHORTEST_NAME = 2
MOST_CHARGE_FEN, MOST_AMOUNT_FEN = 99_999_999, 9_999_999_999
_LIGHTEST, _DENSEST = 20, 8000


def check_draft(draft: ConsignmentDraft, settings: Settings, *, may_declare: bool) -> Problems:
    """Return every problem of a draft that is to be accepted.

    Args:
        draft: the typed consignment.
        settings: limits of the office.
        may_declare: the acting user may accept a declared value above the limit.
    """
    problems = Problems()
    _texts(problems, draft)
    _parties(problems, draft)
    _safety(problems, draft)
    _receipts(problems, draft)
    _goods(problems, draft)
    _money(problems, draft, settings, may_declare=may_declare)
    return problems


def _texts(problems: Problems, draft: ConsignmentDraft) -> None:
    for (name, label, longest), text in zip(_LENGTHS, _texts_of(draft), strict=True):
        if text and _at_fault(text, longest):
            _text(problems, name, label, text, longest)
    for (name, label, longest), text in zip(_NOTES, _notes_of(draft.charges), strict=True):
        if text and _at_fault(text, longest):
            _text(problems, f"charges.{name}", label, text, longest)


def _at_fault(text: str, longest: int) -> bool:
    """Whether a text must be looked at closely; hardly any must."""
    return len(text) > longest or not text.isprintable()


def _text(problems: Problems, path: str, label: str, text: str, longest: int) -> None:
    if len(text) > longest:
        problems.add("E004", path, label=tr(label), n=longest, v=len(text))
    if has_control_characters(text, lines=path == "remark"):
        problems.add("E012", path, label=tr(label))


def _parties(problems: Problems, draft: ConsignmentDraft) -> None:
    if draft.direction is Direction.RETURN:
        problems.require(draft.original_id, "original_id", tr("原运单"))
    problems.require(draft.origin_station, "origin_station", tr("始发站"))
    if problems.require(draft.destination, "destination", tr("目的地")):
        known = find_division(draft.destination) is not None
        problems.check(known, "E007", "destination", v=draft.destination)
    for word, name_path, phone_path in _PARTIES:
        name, phone = getattr(draft, name_path).strip(), getattr(draft, phone_path)
        if len(name) < SHORTEST_NAME and problems.require(name, name_path, tr(word)):
            problems.add("E019", name_path, label=tr(word), why=tr("至少 2 个字"))
        if not is_phone(phone) and problems.require(phone, phone_path, tr(word) + tr("电话")):
            problems.add("E102", phone_path, v=phone)
    if draft.delivery_mode is not DeliveryMode.SELF_PICKUP:
        problems.require(draft.consignee_address, "consignee_address", tr("收货地址"))


def _safety(problems: Problems, draft: ConsignmentDraft) -> None:
    problems.check(draft.shipper_identity_checked, "E112", "shipper_identity_checked")
    problems.check(draft.open_inspection, "E033", "open_inspection")
    problems.require(draft.dangerous_checked or None, "dangerous_checked", tr("「已核对非危险品」"))


def _receipts(problems: Problems, draft: ConsignmentDraft) -> None:
    least = 1 if draft.receipt_required else 0
    if not least <= draft.receipt_copies <= MOST_RECEIPTS:
        label, copies = tr("回单份数"), draft.receipt_copies
        problems.add("E003", "receipt_copies", label=label, lo=least, hi=MOST_RECEIPTS, v=copies)


def _goods(problems: Problems, draft: ConsignmentDraft) -> None:
    if not problems.require(draft.lines, "lines", tr("货物明细")):
        return
    count = len(draft.lines)
    if count > MAX_LINES:
        problems.add("E003", "lines", label=tr("货物明细行数"), lo=1, hi=MAX_LINES, v=count)
    for index, line in enumerate(draft.lines):
        _line(problems, line, f"lines.{index}")
    _bounds(problems, draft)
    _totals(problems, draft)


def _line(problems: Problems, line: CargoDraft, path: str) -> None:
    problems.require(line.goods_name, f"{path}.goods_name", tr("品名"))
    if _at_fault(line.goods_name, 40):
        _text(problems, f"{path}.goods_name", "品名", line.goods_name, 40)
    if _at_fault(line.mark, 60):
        _text(problems, f"{path}.mark", "唛头", line.mark, 60)
    if prohibited_word(line.goods_name):
        problems.add("E114", f"{path}.goods_name", g=line.goods_name)
    else:
        number = line.un_no or un_number(line.goods_name)
        if number or line.category is Category.DANGEROUS:
            problems.add("E111", f"{path}.goods_name", g=line.goods_name, n=number or "?")
    if not 1 <= line.pieces <= MAX_PIECES:
        label, v = tr("件数"), line.pieces
        problems.add("E003", f"{path}.pieces", label=label, lo=1, hi=MAX_PIECES, v=v)
    if line.weight_g <= 0:
        problems.add("E001", f"{path}.weight_g", label=tr("重量"))
    if line.volume <= 0:
        problems.add("E001", f"{path}.volume_cm3", label=tr("体积"))


def _bounds(problems: Problems, draft: ConsignmentDraft) -> None:
    if draft.pieces > MAX_PIECES:
        label = tr("总件数")
        problems.add("E003", "lines", label=label, lo=1, hi=MAX_PIECES, v=draft.pieces)
    if draft.weight_g > MAX_WEIGHT_G:
        hi, shown = show_weight(MAX_WEIGHT_G), show_weight(draft.weight_g)
        problems.add("E003", "lines", label=tr("总重量(公斤)"), lo="0.1", hi=hi, v=shown)
    if draft.volume_cm3 > MAX_VOLUME_CM3:
        hi, shown = show_volume(MAX_VOLUME_CM3), show_volume(draft.volume_cm3)
        problems.add("E003", "lines", label=tr("总体积(立方米)"), lo="0.001", hi=hi, v=shown)


def _totals(problems: Problems, draft: ConsignmentDraft) -> None:
    if draft.pieces_total is None and draft.weight_total_g is None:
        return
    pieces = draft.pieces if draft.pieces_total is None else draft.pieces_total
    weight = draft.weight_g if draft.weight_total_g is None else draft.weight_total_g
    if (pieces, weight) != (draft.pieces, draft.weight_g):
        read, said = show_weight(draft.weight_g), show_weight(weight)
        problems.add("E130", "lines", a=draft.pieces, b=read, c=pieces, d=said)


def _amount(problems: Problems, path: str, label: str, amount_fen: int, most_fen: int) -> None:
    if not 0 <= amount_fen <= most_fen:
        hi, shown = show_money(most_fen), show_money(amount_fen)
        problems.add("E003", path, label=tr(label), lo="0", hi=hi, v=shown)


def _money(
    problems: Problems, draft: ConsignmentDraft, settings: Settings, *, may_declare: bool
) -> None:
    for name, amount in zip(_FEES, _fees_of(draft.charges), strict=True):
        if amount:
            _amount(problems, f"charges.{name}", "费用", amount, MOST_CHARGE_FEN)
    if not draft.charges.discount_fen <= 0 <= draft.total_fen:
        label, why = tr("优惠"), tr("应填负数,且不超过总运费")
        problems.add("E019", "charges.discount_fen", label=label, why=why)
    if draft.charges.discount_fen < 0:
        problems.require(draft.charges.discount_reason, "charges.discount_reason", tr("优惠原因"))
    for (name, label), amount in zip(_AMOUNTS, _amounts_of(draft), strict=True):
        if amount < 0:
            problems.add("E019", name, label=tr(label), why=tr("不能为负数"))
        elif amount:
            _amount(problems, name, label, amount, MOST_AMOUNT_FEN)
    if draft.pay_terms is PayTerms.SPLIT:
        parts = draft.prepaid_part_fen + draft.collect_part_fen + draft.receipt_part_fen
        problems.check(
            parts == draft.total_fen,
            "E131",
            "collect_part_fen",
            a=show_money(parts),
            b=show_money(draft.total_fen),
        )
    if draft.cod_amount_fen > 0:
        whole = draft.cod_payee and draft.cod_bank and draft.cod_account
        problems.check(bool(whole), "E132", "cod_account")
    if draft.declared_value_fen > settings.declared_limit_fen and not may_declare:
        limit = show_money(settings.declared_limit_fen)
        problems.add("E133", "declared_value_fen", lim=limit)


def doubts(draft: ConsignmentDraft, settings: Settings) -> Problems:
    """Return what is allowed but should be confirmed: no cover clause, too big for LTL, odd density."""
    found = Problems()
    if not draft.declared_value_fen and not draft.cover_clause_ack:
        found.add("E134", "cover_clause_ack")
    if draft.weight_g > settings.ltl_weight_warn_g:
        shown = show_weight(draft.weight_g) + tr(" 公斤")
        found.add("E030", "lines", what=tr("重量"), v=shown)
    if draft.volume_cm3 > settings.ltl_volume_warn_cm3:
        shown = show_volume(draft.volume_cm3) + tr(" 立方米")
        found.add("E030", "lines", what=tr("体积"), v=shown)
    for index, line in enumerate(draft.lines):
        density = line.weight_g * 1000 // line.volume if line.volume else 0
        if not _LIGHTEST <= density <= _DENSEST:
            found.add("E031", f"lines.{index}.volume_cm3", g=line.goods_name, v=density)
    return found
