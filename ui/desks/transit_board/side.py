"""The right side: whose manifest, its tickets, and what is to be said of the current one."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.freight.transit.queries import TransitCard, TransitLineRow
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_weight
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card, Chip, Pairs
from ui.desks.transit_board.facts import Followed, clock_words, margin_words, money
from ui.desks.transit_board.lines import LinesTable
from ui.desks.transit_board.verdict import VerdictBar
from ui.registry import Context
from ui.theme import Tone
from ui.tones import tone_of


class ManifestSide(Card):
    """One manifest."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.followed: Followed | None = None
        self.title, self.state = plain_label("", "strong"), Chip()
        self.totals, self.account = plain_label("", "muted"), plain_label("", "strong")
        self.facts = Pairs(2)
        self.nothing = plain_label("", "muted")
        self.nothing.setWordWrap(True)
        self.lines = LinesTable(context.may("cost.read"))
        self.more = plain_label("", "muted")
        self.more.setWordWrap(True)
        self.verdict = VerdictBar(context)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.totals)
        self.column.addLayout(head)
        for part in (self.nothing, self.facts):
            self.column.addWidget(part)
        self.column.addWidget(self.lines, 1)
        self.unread = plain_label("", "problem")
        self.unread.setWordWrap(True)
        self.unread.hide()
        self.column.addWidget(self.unread)
        self._blank = QWidget()  # keeps the words of an empty manifest at the top
        self.column.addWidget(self._blank, 1)
        self.column.addWidget(self.verdict)
        self.column.addWidget(self.more)
        self.column.addWidget(self.account)
        self.lines.went.connect(self._show_line)

    def show_manifest(self, followed: Followed | None) -> None:
        """Show a manifest; None says how one is begun."""
        self.followed = followed
        there = followed is not None
        for part in (self.facts, self.lines, self.more):
            part.setVisible(there)
        self.nothing.setVisible(not there)
        self._blank.setVisible(not there)
        self.title.setText(followed.card.number if followed else tr("新中转单"))
        state = followed.card.state if followed else None
        self.state.show_as(state.label if state else "", tone_of(state) if state else Tone.NEUTRAL)
        self.nothing.setText(_how_to_begin(self._context.may("transit_manifest.create")))
        self.totals.setText(_totals(followed.card) if followed else "")
        self.account.setText(_account(followed.card) if followed else "")
        self.account.setVisible(bool(self.account.text()))
        if followed is not None:
            self.facts.show_pairs(_facts(followed.card))
        self.lines.show_lines(followed)
        self._show_line()

    def tell_unread(self, words: str) -> None:
        """Say what is wrong with a pasted table."""
        self.unread.setText(words)
        self.unread.setVisible(bool(words))

    def line(self) -> TransitLineRow | None:
        """The ticket the cursor is on."""
        return self.lines.current() if self.followed is not None else None

    def _show_line(self) -> None:
        line, followed = self.line(), self.followed
        if line is None or followed is None:
            self.verdict.show_check(None)
            self.more.setText("")
            return
        self.verdict.show_check(followed.checks.get(line.waybill) if followed.is_open else None)
        first = " · ".join(filter(None, (clock_words(followed, line), margin_words(line))))
        self.more.setText("\n".join(filter(None, (first, _signed(line), line.note))))


def _how_to_begin(may: bool) -> str:
    if may:
        return tr(
            "左边选一票货按 Enter,在比价里选合作商再按 Enter,就开好一张中转单;"
            "再选的货按 Enter 加入同一张。已开的中转单列在上方,选中继续办理。"
        )
    return tr("在上面一行选一张中转单查看。")


def _totals(card: TransitCard) -> str:
    words = tr("{t} 票 {n} 件 {w} kg")
    return words.format(t=len(card.lines), n=card.pieces, w=show_weight(card.weight_g))


def _account(card: TransitCard) -> str:
    """What the partner is owed, and what he hands over for tickets that were signed for."""
    if card.net_fen is None:
        return ""
    fees = sum((n.transit_fee_fen or 0) + (n.door_fee_fen or 0) for n in card.lines)
    words = []
    if card.collect_fen or card.cod_fen:
        words.append(tr("费用 {a} 元").format(a=money(fees)))
        collected = tr("代收运费 {a}、货款 {b} 元")
        words.append(collected.format(a=money(card.collect_fen), b=money(card.cod_fen)))
    net = tr("应付合作商 {a} 元") if card.net_fen >= 0 else tr("合作商应交 {a} 元")
    words.append(net.format(a=money(abs(card.net_fen))))
    return " · ".join(words)


def _facts(card: TransitCard) -> list[tuple[str, str]]:
    pairs = [
        (tr("合作商"), f"{card.partner_code} {card.partner_name}"),
        (tr("中转地"), card.dest),
    ]
    if card.handover_at is not None:
        words = tr("{w} {a} 交 {b}")
        when = show_moment(card.handover_at)
        pairs += [
            (tr("交接"), words.format(w=when, a=card.handed_by, b=card.received_by)),
            (tr("车牌/单号"), " ".join(filter(None, (card.plate_no, card.partner_bill_no)))),
        ]
    for label, moment in (
        (tr("到达"), card.arrived_at),
        (tr("签收完成"), card.delivered_at),
        (tr("结算"), card.settled_at),
    ):
        if moment is not None:
            pairs.append((label, show_moment(moment)))
    for label, text in ((tr("备注"), card.remark), (tr("原因"), card.end_reason)):
        if text:
            pairs.append((label, text))
    return pairs


def _signed(line: TransitLineRow) -> str:
    if line.signed_at is None:
        return ""
    words = tr("{t} {s} 签收 {n} 件,{k}")
    kept = tr("晚 {n} 天").format(n=line.late_days) if line.late_days else tr("按时")
    return words.format(t=show_moment(line.signed_at), s=line.signer, n=line.pieces_signed, k=kept)
