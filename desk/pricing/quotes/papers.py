"""P-18 报价单: what the customer gets; never a word about cost or margin."""

from desk.archive.customers.personal import require_look
from desk.documents.papers import (
    A4P,
    Align,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Spacer,
    Table,
    Text,
)
from desk.kernel.commands import form
from desk.kernel.identity import mask_phone
from desk.kernel.quantities import show_money, show_volume, show_weight
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words
from desk.office.users.model import User
from desk.pricing.quotes.choices import QuoteItem, QuoteState
from desk.pricing.quotes.finding import quote_by_number, standing
from desk.pricing.quotes.model import Inquiry, Quote, QuoteLine
from desk.pricing.quotes.reckoning import hit_of_quote
from desk.storage.work import Reader

GAP = Spacer(3)
_MARKS = {
    QuoteState.DRAFT: "草稿",
    QuoteState.SUBMITTED: "草稿",
    QuoteState.APPROVED: "草稿",
    QuoteState.REVISED: "作废",
    QuoteState.REJECTED: "作废",
    QuoteState.EXPIRED: "已过期",
}


@form("P-18", "KF-BD-18", "报价单", needs="quote.read", of="报价号")
def quotation(read: Reader, *, number: str, print_no: int = 0, full_phone: bool = False) -> Paper:
    """The offer to the customer, as it is sent and printed; he knows his phone, others read it masked.

    Args:
        read: the reader.
        number: the quote's number.
        print_no: which print-out this is.
        full_phone: the phone stands in full; the look at it has been written down before.

    Raises:
        Refused: E006; E210, E009 for a full phone without the right or without a look on the trail.

    Source: spec P-18.
    """
    quote = quote_by_number(read, number)
    if full_phone:
        require_look(read, "inquiry", quote.inquiry_id, "phone")
    mark = _MARKS.get(standing(quote, read.today))
    return Paper(
        size=A4P,
        form_code="KF-BD-18",
        title=tr("报价单"),
        number=quote.number,
        barcode=quote.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=tr(mark) if mark else None,
        blocks=(
            _head(quote, full_phone=full_phone),
            GAP,
            _goods(quote.inquiry),
            GAP,
            Text(_basis(read, quote), 9),
            Spacer(1.5),
            _charges(quote),
            GAP,
            _terms(quote),
            GAP,
            *(Text(text, 9) for text in _notes(read, quote)),
            Spacer(6),
            _quoted_by(read, quote),
            GAP,
            Signatures((tr("公司章"), tr("客户确认"), tr("日期"))),
        ),
    )


def _head(quote: Quote, *, full_phone: bool) -> HeadGrid:
    inquiry = quote.inquiry
    phone = inquiry.phone if full_phone else mask_phone(inquiry.phone)
    return HeadGrid(
        (
            Field(tr("客户"), inquiry.caller_company, span=2, bold=True),
            Field(tr("联系人"), inquiry.caller_name),
            Field(tr("电话"), phone),
            Field(tr("报价日期"), quote.quoted_on, Kind.DATE),
            Field(tr("有效期至"), quote.valid_until, Kind.DATE, bold=True),
        ),
        columns=2,
    )


def _goods(inquiry: Inquiry) -> HeadGrid:
    services = [
        tr("上门提货") if inquiry.pickup else tr("送货到站"),
        tr("送货上门") if inquiry.door else tr("到站自提"),
    ]
    return HeadGrid(
        (
            Field(tr("线路"), inquiry.lane, bold=True),
            Field(tr("服务"), "、".join(services)),
            Field(tr("品名"), f"{inquiry.goods_name}({inquiry.category.label})"),
            Field(tr("件数"), inquiry.pieces or None, Kind.COUNT),
            Field(tr("重量"), f"{show_weight(inquiry.weight_g)} kg" if inquiry.weight_g else None),
            Field(
                tr("体积"), f"{show_volume(inquiry.volume_cm3)} m³" if inquiry.volume_cm3 else None
            ),
            Field(tr("声明价值"), inquiry.declared_value_fen, Kind.MONEY),
            Field(tr("回单"), tr("{n} 份").format(n=inquiry.receipt_copies), Kind.TEXT)
            if inquiry.receipt_copies
            else Field(tr("回单"), tr("不需要")),
        ),
        columns=2,
        ruled=True,
        title=tr("货物与线路"),
    )


def _basis(read: Reader, quote: Quote) -> str:
    """How the chargeable weight came about: max(actual, volume × ratio)."""
    hit, inquiry = hit_of_quote(quote), quote.inquiry
    ratio = hit.price.ratio if hit else read.settings.volumetric_ratio
    by_volume = show_weight(inquiry.volume_cm3 * ratio // 1000)
    words = tr("计费重量 = max(实重 {kg} kg,体积 {m3} m³ × {r} = {vol} kg) = {c} kg").format(
        kg=show_weight(inquiry.weight_g),
        m3=show_volume(inquiry.volume_cm3),
        r=ratio,
        vol=by_volume,
        c=quote.chargeable_kg,
    )
    light = inquiry.weight_g * 1000 < inquiry.volume_cm3 * ratio
    return words + (tr("(轻泡货)。") if light else tr("。"))


def _charges(quote: Quote) -> Table:
    total = tr("合计(大写):{words}").format(words=amount_in_words(quote.total_fen))
    return Table(
        columns=(
            Column("item", tr("项目"), share=1.2, bold=True),
            Column("price", tr("单价"), share=1.2, align=Align.RIGHT),
            Column("quantity", tr("数量"), width_mm=30, align=Align.RIGHT),
            Column("amount_fen", tr("金额(元)"), Kind.MONEY, width_mm=32, total=True),
        ),
        rows=tuple(_row(line) for line in quote.lines),
        closing=(total,),
    )


def _row(line: QuoteLine) -> tuple[str, str, str, int]:
    quantity = line.quantity
    if line.item is QuoteItem.COVER:
        quantity = tr("{v} 元").format(v=line.quantity)
    return line.title, line.price, quantity, line.amount_fen


def _terms(quote: Quote) -> HeadGrid:
    days = tr("{n} 天").format(n=quote.transit_days) if quote.transit_days else tr("待定")
    fields = [
        Field(tr("付款方式"), quote.pay_terms.label, bold=True),
        Field(tr("时效"), days, bold=True),
    ]
    if quote.remark:
        fields.append(Field(tr("备注"), quote.remark, span=2))
    return HeadGrid(tuple(fields), columns=2)


def _notes(read: Reader, quote: Quote) -> list[str]:
    settings, inquiry = read.settings, quote.inquiry
    cover = tr("保价:按声明价值的 {p}‰ 计收,最低 {m} 元;").format(
        p=f"{settings.cover_fee_bp / 10:g}", m=show_money(settings.cover_fee_min_fen)
    )
    cover += (
        tr("本报价已按声明价值 {v} 元保价,货损在声明价值内按实际损失赔偿。").format(
            v=show_money(inquiry.declared_value_fen)
        )
        if inquiry.declared_value_fen
        else tr("本报价未含保价,贵重货物请声明价值。")
    )
    notes = [
        cover,
        tr(
            "限额条款提示:未保价货物因一般过失毁损、灭失的,赔偿以受损货物运费的 3 倍为限,请客户知悉并签认。"
        ),
        tr(
            "本报价按客户提供的件数、重量、体积计算,以实际验视、过磅量方为准;危险品、禁运品不承运。"
        ),
    ]
    if inquiry.cod_amount_fen:
        notes.append(
            tr("代收货款 {v} 元,手续费从货款中扣除,不在本报价合计内。").format(
                v=show_money(inquiry.cod_amount_fen)
            )
        )
    if quote.repeatable:
        notes.append(tr("有效期内同线路多票发货均按本报价执行。"))
    return notes


def _quoted_by(read: Reader, quote: Quote) -> HeadGrid:
    user = read.session.get(User, quote.sent_by or quote.created_by)
    return HeadGrid(
        (
            Field(tr("报价人"), user.name if user else None),
            Field(tr("联系电话"), read.settings.firm_phone),
        ),
        columns=2,
    )
