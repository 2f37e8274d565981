"""The period's facts beside the scores: the measures with their tickets, cash kept, and all scores at last."""

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desk.evaluation.measures.queries import MeasureRow, PartnerMeasures, partner_measures
from desk.evaluation.plans.rounds import OwnCard, ScoreOfAll
from desk.evaluation.plans.rules import show_score
from desk.kernel.moments import show_date
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card, Pairs, fit_rows
from ui.desks.row_table import Column, RowTable
from ui.desks.scorecard_desk.reading import Scoring
from ui.desks.tickets_behind import TicketsBehind, show_count, show_rate
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.turns import next_turn

COSTS, MOST_ROWS = "cost.read", 12


MEASURE_COLUMNS: tuple[Column[MeasureRow], ...] = (
    Column("指标", lambda r: f"{r.code} {r.name}", 8, stretch=True),
    Column("分子", lambda r: show_count(r.code, r.numerator), 5, right=True),
    Column("分母", lambda r: show_count(r.code, r.denominator), 5, right=True),
    Column(
        "结果",
        lambda r: show_rate(r.rate, r.unit),
        6,
        right=True,
        ink=lambda r: None if r.denominator else Tone.NEUTRAL,
    ),
)
ALL_COLUMNS: tuple[Column[ScoreOfAll], ...] = (
    Column("评分项", lambda r: r.name, 7),
    Column("各评估人", lambda r: _scores(r), 10, stretch=True),
    Column("平均", lambda r: show_money(r.mean), 4, right=True),
    Column("分歧", lambda r: tr("相差大") if r.far_apart else "", 4, chip=lambda _: Tone.WAITING),
)


def _scores(row: ScoreOfAll) -> str:
    return "  ".join(f"{who} {show_score(tenths)}" for who, tenths, _ in row.scores)


class Facts(Card):
    """The right of the window."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(tr("期内事实"))
        self._context = context
        self._card: OwnCard | None = None
        self.measures: RowTable[MeasureRow] = RowTable(
            tr("考核数据"), MEASURE_COLUMNS, lambda r: r.code
        )
        self.of_all: RowTable[ScoreOfAll] = RowTable(
            tr("各评估人的评分"), ALL_COLUMNS, lambda r: r.code
        )
        next_turn()
        self.behind = TicketsBehind(context, page)
        next_turn()
        self.known, self._spread = Pairs(), plain_label("", "warning")
        self._spread.setWordWrap(True)
        self._all_words = plain_label("", "muted")
        self._all_words.setWordWrap(True)
        self._hint = plain_label(tr("Enter 或双击一行看背后的运单"), "small")
        self.measures.opened.connect(self.open_behind)
        self.behind.back.connect(self.close_behind)
        figures = QWidget()
        column = QVBoxLayout(figures)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        parts = (self.known, self.measures, self._hint, self._spread, self.of_all, self._all_words)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        place = QWidget()
        self._stack = QStackedLayout(place)
        for view in (figures, self.behind):
            self._stack.addWidget(view)
        self.column.addWidget(place, 1)

    def show_card(self, card: OwnCard | None, scoring: Scoring | None) -> None:
        """Show the facts of another partner."""
        fresh = card is None or self._card is None or card.card_id != self._card.card_id
        self._card = card
        self._stack.setCurrentIndex(0) if fresh else None
        may = self._context.may(COSTS)
        self.measures.setVisible(may and card is not None)
        self._hint.setVisible(may and card is not None)
        self.known.show_pairs(_known(card, scoring) if card and scoring else ())
        self._show_all(scoring)
        if fresh:
            self.measures.show_rows([])
        if card is not None and fresh and may:
            self._context.ask(
                partner_measures,
                lambda found: self._came(card, found),
                self,
                partner=card.partner_code,
                from_on=card.first_on,
                to_on=card.last_on,
            )

    def _came(self, card: OwnCard, found: PartnerMeasures) -> None:
        if self._card is None or card.card_id != self._card.card_id:
            return
        self.measures.show_rows(found.rows)
        fit_rows(self.measures, len(found.rows), MOST_ROWS)

    def _show_all(self, scoring: Scoring | None) -> None:
        rows = scoring.of_all if scoring else None
        self.of_all.show_rows(rows or [])
        self.of_all.setVisible(bool(rows))
        fit_rows(self.of_all, len(rows or []), MOST_ROWS)
        apart = [row.name for row in rows or [] if row.far_apart]
        words = tr("{items}:评估人之间相差 3 分以上,请各自说明依据。")
        self._spread.setText(words.format(items="、".join(apart)))
        self._spread.setVisible(bool(apart))
        waits = scoring is not None and rows == []
        self._all_words.setText(tr("各评估人独立评分,全部交齐之前互不可见。") if waits else "")
        self._all_words.setVisible(waits)

    def open_behind(self) -> None:
        """Show the consignments behind the current figure."""
        row, card = self.measures.current(), self._card
        if row is not None and card is not None:
            names = (row.numerator_name, row.denominator_name)
            span = (card.first_on, card.last_on)
            self.behind.show_behind(card.partner_code, row.code, row.name, names, span)
            self._stack.setCurrentIndex(1)

    def close_behind(self) -> None:
        """Show the figures again."""
        self._stack.setCurrentIndex(0)
        self.measures.setFocus()


def _known(card: OwnCard, scoring: Scoring) -> list[tuple[str, str]]:
    sheet = scoring.sheet
    kept = tr("期内没有代收货款")
    if sheet.cod_days is not None:
        kept = tr("平均 {d} 天缴回,最长 {n} 天").format(
            d=show_money(sheet.cod_days), n=sheet.cod_longest_days
        )
    span = tr("{a} 至 {b}").format(a=show_date(card.first_on), b=show_date(card.last_on))
    named = show_date(card.first_on) not in sheet.period  # else its name is the span itself
    return [
        (tr("期间"), f"{sheet.period}  {span}" if named else span),
        (tr("现等级"), sheet.grade.label if sheet.grade else tr("未评级")),
        (tr("代收货款"), kept),
    ]
