"""Signed papers copied from a spreadsheet onto the stops of a run, read row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.freight.consignments.choices import PayMethod
from desk.freight.delivery.choices import Relation, SignResult
from desk.freight.delivery.drafts import ReceiptEntry, StopReceipt
from desk.freight.delivery.queries import StopRow
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.pasted_table import all_rows, in_row, misplaced, row_values
from ui.editors import Editor, FieldSet, editor_for
from ui.registry import Context

_KEY = "运单号"
_FIELDS = (
    Field("signer", "签收人"),
    Field("taken_fen", "实收", Kind.MONEY),
    Field("pay_method", "方式", Kind.CHOICE, choices=PayMethod),
    Field("result", "结果", Kind.CHOICE, choices=SignResult),
    Field("pieces_signed", "签收件", Kind.COUNT),
    Field("cash_freight_fen", "实收运费", Kind.MONEY),
    Field("cash_cod_fen", "实收代收", Kind.MONEY),
    Field("signed_at", "签收时间", Kind.MOMENT),
    Field("relation", "本人/代签", Kind.CHOICE, choices=Relation),
    Field("signer_id_last4", "证件后四位"),
    Field("reason", "原因"),
    Field("condition_note", "货物状况"),
)
_PLAIN = 4
"""Without a heading, 运单号 is followed by so many of the fields."""
_USUAL = {"result": SignResult.FULL, "relation": Relation.SELF, "pay_method": PayMethod.CASH}
"""What an empty cell means."""
_BY_CODE = dict.fromkeys(("微信", "支付宝", "二维码"), PayMethod.QR.label)
"""What offices write for money that came by a code."""
_PARTS = ("cash_freight_fen", "cash_cod_fen")


@dataclass(frozen=True)
class Papers:
    """What was pasted: the receipts, the pasted row of each, and everything that is wrong."""

    receipts: tuple[StopReceipt, ...]
    places: list[int]
    wrong: list[str]


@dataclass(frozen=True)
class _Row:
    """A pasted row, its place counted from 1, the stop it belongs to and its cells by field."""

    place: int
    key: str
    cells: Mapping[Editor, str]


def reading_fields(context: Context) -> FieldSet:
    """The editors that read the cells of a pasted row; they are never shown."""
    fields = FieldSet(None)
    for field in _FIELDS:
        fields.add(editor_for(field, context))
    return fields


def papers_of(
    fields: FieldSet, text: str, stops: Sequence[StopRow], current: str, at: datetime
) -> Papers:
    """The signed papers a copied table tells of.

    Args:
        fields: read the cells.
        text: rows of 运单号, 签收人, 实收, 方式 and 结果, or under a heading that names its columns;
            without a number the rows belong to the stops from `current` down.
        stops: the stops as they are shown.
        current: the number of the stop the cursor is on.
        at: when it was signed, where no column says so.
    """
    by_key = {stop.number: stop for stop in stops}
    receipts: dict[str, StopReceipt] = {}
    places: list[int] = []
    wrong: list[str] = []
    for row in _rows(text, fields, stops, current):
        values, bad = row_values(fields, row.cells)
        why = misplaced(row.key, by_key, receipts)
        bad = [why, *bad] if why else [*bad, *_settle(values, by_key[row.key])]
        wrong += [in_row(row.place, one) for one in bad]
        if not bad:
            values["signed_at"] = values["signed_at"] or at
            receipts[row.key] = StopReceipt(waybill=row.key, entry=ReceiptEntry(**values))
            places.append(row.place)
    return Papers(tuple(receipts.values()), places, wrong)


def _settle(values: dict[str, Any], stop: StopRow) -> list[str]:
    """Fill in what an empty cell means; what is wrong with the money."""
    if stop.receipt is not None:
        return [tr("票据 {no} 已经登记过。").format(no=stop.receipt_no)]
    for name, usual in _USUAL.items():
        values[name] = values.get(name) or usual
    taken = values.pop("taken_fen", None)
    if taken is None or any(values.get(name) is not None for name in _PARTS):
        return []
    delivered = values["result"] in (SignResult.FULL, SignResult.PARTIAL)
    dues = (stop.freight_due_fen, stop.cod_due_fen) if delivered else (0, 0)
    if taken != sum(dues):
        words = tr("实收 {a} 元,应收 {b} 元;收得不一样的请逐票登记。")
        return [words.format(a=show_money(taken), b=show_money(sum(dues)))]
    values.update(zip(_PARTS, dues, strict=True))
    return []


def _rows(text: str, fields: FieldSet, stops: Sequence[StopRow], current: str) -> list[_Row]:
    """The pasted rows that hold anything, each with the stop it belongs to."""
    rows = all_rows(text)
    by_word = {tr(editor.field.label): editor for editor in fields}
    words = rows[0] if rows and any(cell in by_word for cell in rows[0]) else []
    body = rows[1:] if words else rows
    keyed = tr(_KEY) in words if words else _begin_with_numbers(body)
    if not words:
        words = [tr(_KEY)] * keyed + list(by_word)[:_PLAIN]
    numbers = [stop.number for stop in stops]
    below = [] if keyed or current not in numbers else numbers[numbers.index(current) :]
    below += [""] * len(body)
    known = {name: s.number for s in stops for name in (s.number, s.receipt_no, str(s.seq))}
    found = []
    for place, row in enumerate(body, 1):
        named = dict(zip(words, row, strict=False))
        key = named.get(tr(_KEY), "").upper()
        cells = {
            by_word[word]: _BY_CODE.get(cell, cell) if by_word[word].name == "pay_method" else cell
            for word, cell in named.items()
            if word in by_word
        }
        if any(row):
            found.append(_Row(place, known.get(key, key) if keyed else below[place - 1], cells))
    return found


def _begin_with_numbers(rows: Sequence[Sequence[str]]) -> bool:
    return any(sign.isdigit() for row in rows for sign in row[0])
