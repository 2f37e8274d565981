"""The list of cash on delivery: every consignment that has or had any."""

from typing import Any

from sqlalchemy import ColumnElement, func, select, type_coerce, union

from desk.freight.cod.choices import CodState
from desk.freight.cod.model import CodAccount
from desk.freight.consignments.model import Consignment
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.columns import Chosen
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "运单号", Kind.NUMBER, width=8),
    Field("cod_state", "状态", Kind.CHOICE, choices=CodState, width=4),
    Field("shipper_name", "发货人", width=8),
    Field("consignee_name", "收货人", width=8),
    Field("cod_amount_fen", "应收", Kind.MONEY, width=6, total=True),
    Field("collected_fen", "实收", Kind.MONEY, width=6, total=True),
    Field("collected_on", "收款日", Kind.DATE, width=6),
    Field("banked_on", "缴存日", Kind.DATE, width=6),
    Field("cod_fee_fen", "手续费", Kind.MONEY, width=5, total=True),
    Field("due_on", "返款期限", Kind.DATE, width=6),
    Field("remitted_fen", "已返", Kind.MONEY, width=6, total=True),
    Field("remitted_on", "返款日", Kind.DATE, width=6),
    Field("cod_payee", "收款人", width=8),
    Field("account_last4", "账户后四位", width=5),
)
_AMOUNTS = ("collected_fen", "remitted_fen")
_DATES = ("collected_on", "banked_on", "due_on", "remitted_on")
_OWN = ("number", "shipper_name", "consignee_name", "cod_amount_fen", "cod_fee_fen", "cod_payee")


def _source() -> ListSource:
    columns: dict[str, ColumnElement[Any]] = {n: getattr(Consignment, n) for n in _OWN}
    columns |= {n: getattr(CodAccount, n) for n in _DATES}
    columns |= {n: func.coalesce(getattr(CodAccount, n), 0) for n in _AMOUNTS}
    state = func.coalesce(CodAccount.state, CodState.DUE.value)
    columns["cod_state"] = type_coerce(state, Chosen(CodState))
    columns["account_last4"] = func.substr(Consignment.cod_account, -4)
    with_cod = union(
        select(Consignment.id).where(Consignment.cod_amount_fen > 0),
        select(CodAccount.consignment_id).where(CodAccount.collected_fen > 0),
    )  # a part of the tickets, by an index of its own; one OR over both tables would read them all
    return ListSource(
        base=select(Consignment)
        .select_from(Consignment)
        .outerjoin(CodAccount, CodAccount.consignment_id == Consignment.id)
        .where(
            Consignment.id.in_(with_cod),
            Consignment.number.is_not(None),
            Consignment.voided.is_(False),
        ),
        id=Consignment.id,
        columns=columns,
        search=(
            Consignment.number,
            Consignment.shipper_name,
            Consignment.consignee_name,
            Consignment.cod_payee,
        ),
        initials=(Consignment.consignee_initials,),
    )


COD = ListSpec(
    name="cod",
    title="代收货款",
    right="cod.read",
    fields=FIELDS,
    source=_source,
    sort=Sort("due_on"),
    filters=(Filter("cod_state", "not", CodState.REMITTED),),
    actions=(
        Action("page:cod_desk", "缴存与返款", "F8", "cod.read", per_row=True),
        Action("withdraw_remittance", "撤销返款", "", "cod.approve", per_row=True),
        Action("print:P-43", "打印结算表", "Ctrl+P", "print.create"),
    ),
    open="page:consignment",
    empty="没有未返还的代收货款。签收时收到的代收货款列在这里。",
    export_right="consignment.export",
)
