"""The words that go to the receiving side with the list, ready to copy."""

from desk.freight.outbound.collecting import collect_sums
from desk.freight.outbound.finding import preadvice_by_number
from desk.freight.outbound.model import OutboundPreadvice
from desk.freight.outbound.queries import card_of
from desk.kernel.commands import query
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_money, show_volume, show_weight
from desk.kernel.text import tr
from desk.storage.work import Reader


@query("outbound_preadvice.read", "出港预报文字")
def preadvice_message(read: Reader, *, number: str) -> str:
    """What to paste into WeChat or a mail: truck, times, totals and one line a ticket; no prices.

    The driver's phone is written in full, because the station must reach him; customers' are not.

    Raises:
        Refused: E006.
    """
    preadvice = preadvice_by_number(read, number)
    card = card_of(read, preadvice)
    collect_fen, cod_fen = collect_sums(read, preadvice)
    totals = tr("共 {t} 票 {n} 件 {kg} 公斤 {m3} 立方,到付 {a} 元,代收 {b} 元。").format(
        t=len(card.lines),
        n=card.pieces,
        kg=show_weight(card.weight_g),
        m3=show_volume(card.volume_cm3),
        a=show_money(collect_fen),
        b=show_money(cod_fen),
    )
    goods = [
        f"{n.seq}. {n.number} {n.destination} {n.consignee_name} {n.goods_summary} "
        f"{n.pieces}{tr('件')} {show_weight(n.weight_g)}kg {n.delivery_mode.label}"
        + (tr(" 【急】") if n.urgent else "")
        for n in card.lines
    ]
    closing = tr("请核对后回复签收。")
    return "\n".join([*_head(preadvice, read.settings.firm_name), totals, *goods, closing])


def _head(p: OutboundPreadvice, firm: str) -> list[str]:
    left = show_moment(p.depart_at or p.depart_plan_at)
    return [
        tr("【出港预报】{no} {firm}").format(no=p.number, firm=firm),
        tr("到站:{s},收货方:{r}").format(s=p.dest_station, r=p.receiver_name),
        tr("车牌:{v},司机:{d} {t}").format(
            v=p.vehicle.plate_no, d=p.driver.name, t=p.driver.mobile
        ),
        tr("发车:{a},预计到达:{b}").format(a=left, b=show_moment(p.eta_at)),
    ]
