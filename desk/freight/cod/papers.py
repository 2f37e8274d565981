"""The COD settlement on paper (P-43)."""

from datetime import date

from sqlalchemy import select

from desk.documents.papers import (
    A4L,
    Align,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Table,
)
from desk.freight.cod.model import CodAccount
from desk.freight.cod.rules import fee_and_rest
from desk.freight.consignments.model import Consignment
from desk.kernel.commands import form
from desk.kernel.moments import show_date
from desk.kernel.periods import period_of
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words
from desk.storage.work import Reader

Found = tuple[CodAccount, Consignment]


@form(
    "P-43",
    "KF-BD-43",
    "代收货款结算表",
    needs="cod.read",
    of="收款期间(2026-11、2026-11-18 或 2026-11-18~2026-11-20)",
)
def cod_settlement(read: Reader, *, number: str, print_no: int = 0, payee: str = "") -> Paper:
    """Cash on delivery collected in a period, of one payee if named, with what was remitted of it.

    Raises:
        Refused: E002 for a period that cannot be read.

    Source: spec P-43.
    """
    first_on, last_on = period_of(number, read.today)
    found = _found(read, first_on, last_on, payee.strip())
    rows = tuple(_row(index, *pair) for index, pair in enumerate(found, 1))
    period = show_date(first_on)
    if last_on != first_on:
        period += f"~{show_date(last_on)}"
    return Paper(
        size=A4L,
        form_code="KF-BD-43",
        title=tr("代收货款结算表"),
        number=period,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            HeadGrid((Field(tr("收款期间"), period), Field(tr("收款人"), payee or tr("全部")))),
            Table(_columns(), rows, counted=tr("票"), closing=(_closing(found),)),
            Signatures((tr("制表"), tr("财务"), tr("经理审批"), tr("日期"))),
        ),
    )


def _found(read: Reader, first_on: date, last_on: date, payee: str) -> list[Found]:
    wanted = (
        select(CodAccount, Consignment)
        .join(Consignment, Consignment.id == CodAccount.consignment_id)
        .where(CodAccount.collected_on.between(first_on, last_on))
        .order_by(CodAccount.collected_on, Consignment.number)
    )
    if payee:
        wanted = wanted.where(Consignment.cod_payee == payee)
    return [(account, consignment) for account, consignment in read.session.execute(wanted)]


def _columns() -> tuple[Column, ...]:
    return (
        Column("seq", tr("序"), Kind.COUNT, width_mm=8, align=Align.CENTRE),
        Column("number", tr("运单"), width_mm=25, nowrap=True),
        Column("consignee", tr("收货人"), share=1.2),
        Column("due_fen", tr("应收"), Kind.MONEY, width_mm=22, total=True, show_zero=True),
        Column("collected_fen", tr("实收"), Kind.MONEY, width_mm=22, total=True, show_zero=True),
        Column("collected_on", tr("收款日"), Kind.DATE, width_mm=20),
        Column("banked_fen", tr("缴存"), Kind.MONEY, width_mm=22, total=True, show_zero=True),
        Column("fee_fen", tr("手续费"), Kind.MONEY, width_mm=18, total=True),
        Column("rest_fen", tr("应返"), Kind.MONEY, width_mm=22, total=True, show_zero=True),
        Column("remitted_on", tr("返款日"), Kind.DATE, width_mm=20),
        Column("payee", tr("收款人账户(后四位)"), share=1.2),
        Column("state", tr("状态"), width_mm=15, align=Align.CENTRE),
    )


def _row(index: int, account: CodAccount, c: Consignment) -> tuple[Cell, ...]:
    fee, rest = _split(account, c)
    return (
        index,
        c.label,
        c.consignee_name,
        c.cod_amount_fen,
        account.collected_fen,
        account.collected_on,
        account.banked_fen,
        fee,
        rest,
        account.remitted_on,
        f"{c.cod_payee} {c.cod_account[-4:]}".strip(),
        account.state.label,
    )


def _split(account: CodAccount, c: Consignment) -> tuple[int, int]:
    """Fee and rest as remitted, or as they will be."""
    return fee_and_rest(account.collected_fen, account.fee_fen or c.cod_fee_fen)


def _closing(found: list[Found]) -> str:
    to_pay = sum(_split(a, c)[1] - a.remitted_fen for a, c in found)
    return tr("尚未返还(大写):") + amount_in_words(to_pay)
