"""The table of pages, and the context each page is built with.

Described lists are pages by themselves; `ui.desks.DESKS` adds the hand-made ones and overrides a list
page by the same name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from desk.app import Desk, list_table
from desk.kernel.errors import FileRefused, Refused, SaveFailed, problem
from desk.kernel.roles import RIGHTS, holders
from desk.kernel.text import tr
from desk.storage.gate import Outcome
from desk.storage.work import Reader, Work
from ui.asking import Asker
from ui.beside import beside
from ui.bridge import Bridge
from ui.doing import carry_out
from ui.editors.field_set import FieldSet
from ui.editors.places_used import PlacesUsed
from ui.errors_shown import shown
from ui.fixing import Fixing

P = ParamSpec("P")
T = TypeVar("T")

WINGS: tuple[tuple[str, str], ...] = (
    ("today", "今日"),
    ("archive", "客户档案"),
    ("freight", "货物"),
    ("pricing", "运价报价"),
    ("partners", "合作商"),
    ("evaluation", "合作商评估"),
    ("care", "客户服务"),
    ("filing", "文件归档"),
    ("office", "办公室"),
)


QUIET_LISTS = frozenset(
    {
        "approval_deputies",
        "approvals",
        "callback_follow_ups",
        "callback_items",
        "callback_omissions",
        "clearing_items",
        "clearings",
        "consignee_changes",
        "contact_logs",
        "controlled_documents",
        "customer_changes",
        "customer_files",
        "day_close_items",
        "delivery_runs",
        "document_copies",
        "drivers",
        "effective_documents",
        "evaluation_plans",
        "evaluation_reports",
        "evaluation_schemes",
        "event_steps",
        "exports",
        "files_due",
        "imports",
        "inbound_manifests",
        "incomplete_customers",
        "knowledge_cards",
        "lane_notes",
        "manifest_lines",
        "outbound_preadvices",
        "personal_looks",
        "pickup_orders",
        "preadvice_lines",
        "price_deviations",
        "prints",
        "questionnaires",
        "receipt_handovers",
        "recheck_cards",
        "rechecks",
        "rectifications",
        "reports_in_force",
        "return_receipts",
        "run_lines",
        "scan_pages",
        "scan_piles",
        "scorecards",
        "self_pickups",
        "stale_customers",
        "stock_moves",
        "stocktakes",
        "survey_recipients",
        "tariff_fees",
        "tariff_lines",
        "tracking_events",
        "transit_lines",
        "transit_manifests",
        "vehicles",
        "visit_actions",
        "voucher_boxes",
        "voucher_destructions",
        "vouchers",
    }
)


class Frame(Protocol):
    """What a page may ask of the window around it."""

    def open_page(self, name: str, /, **arguments: Any) -> None:
        """Bring a page to the front and hand it the arguments (`Page.open_with`)."""
        ...

    def show_paper(
        self, code: str, number: str | Sequence[str], fixing: Fixing | None = None, **options: Any
    ) -> None:
        """Show the preview of a form for one document number or several.

        Args:
            code: form code.
            number: document number, or several.
            fixing: makes the document final before the paper is printed or saved.
            options: choices of the form.
        """
        ...

    def say(self, text: str) -> None:
        """Show a passing message in the status line."""
        ...

    def back(self) -> None:
        """Show the page before this one."""
        ...

    def leave_to_restore(self) -> None:
        """Close the office and put a backup in its place."""
        ...


@dataclass
class Context:
    """Everything a page is given."""

    desk: Desk
    bridge: Bridge
    frame: Frame
    asker: Asker
    places: PlacesUsed = field(default_factory=PlacesUsed)

    def open_page(self, name: str, /, **arguments: Any) -> None:
        self.frame.open_page(name, **arguments)

    def show_paper(
        self, code: str, number: str | Sequence[str], fixing: Fixing | None = None, **options: Any
    ) -> None:
        self.frame.show_paper(code, number, fixing, **options)

    def say(self, text: str) -> None:
        self.frame.say(text)

    def sure(self, question: str, *points: str, yes: str = "", no: str = "") -> bool:
        """Ask one yes-or-no question."""
        return self.asker.sure(question, points, yes, no)

    def gives_up(self, question: str, yes: str = "", no: str = "") -> bool:
        """Ask whether what was typed may be lost; Enter keeps it."""
        return self.asker.sure(question, (), yes or tr("放弃"), no or tr("继续填写"), careful=True)

    def tell(self, fault: BaseException) -> None:
        """Show a refusal or a failure in a dialog; a bug goes to the exception hook."""
        if not isinstance(fault, Refused | SaveFailed | FileRefused):
            self.bridge.broken.emit(fault)
        else:
            self.asker.tell(shown(fault))

    def ask(
        self,
        query: Callable[Concatenate[Reader, P], T],
        done: Callable[[T], None],
        owner: QWidget | None = None,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Ask a query on the reading lane; `done` gets the rows on the GUI thread."""
        self.bridge.later(lambda: self.desk.ask(query, *args, **kwargs), done, self.tell, owner)

    def look_up(
        self, query: Callable[Concatenate[Reader, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Ask a query beside the window and wait for the rows; keys and clicks wait as well.

        Raises:
            Refused: as the query does.
        """
        return beside(lambda: self.desk.ask(query, *args, **kwargs))

    def do(
        self,
        command: Callable[Concatenate[Work, ...], T],
        arguments: dict[str, Any] | Callable[[], dict[str, Any]],
        done: Callable[[Outcome[T]], None] | None = None,
        *,
        fields: FieldSet | None = None,
        window: QWidget | None = None,
        reason: str = "",
        refused: Callable[[Refused], None] | None = None,
    ) -> None:
        """Run a command with everything that may happen on the way.

        Doubtful points are asked in one question, a missing reason is asked for, problems are shown
        at their fields (`fields`) or in a dialog, a slow command runs beside the window with
        progress and cancel. `done` is called only when it was saved.

        Args:
            command: a room's command function.
            arguments: its arguments, or a function reading them (`FieldSet.values`), whose refusals
                are shown at the fields as well.
            done: gets the outcome, on the GUI thread.
            fields: the editors the arguments come from.
            window: parent of the progress dialog.
            reason: given beforehand; a field named ``reason`` is taken as well.
            refused: gets the refusal instead of the user, also when he does not confirm.
        """
        carry_out(self, command, arguments, done, fields, window, reason, refused)

    def may_or_says(self, right: str) -> bool:
        """Whether the user holds a right; if not, it is said who does (E210)."""
        allowed = self.may(right)
        if not allowed:
            role, action = self.desk.signed_in().role.label, RIGHTS[right].label
            self.say(problem("E210", role=role, action=action, who=holders(right)).message)
        return allowed

    def may(self, right: str) -> bool:
        return not right or self.desk.may(right)


@dataclass(frozen=True)
class PageSpec:
    """One page of the window.

    Attributes:
        name: identifier; `context.open_page(name)`. A described list's name overrides that list.
        title: Chinese heading and navigation entry.
        wing: group of the navigation, a key of `WINGS`.
        icon: file in resources/icons without ``.svg``.
        build: makes the widget (a `ui.pages.page.Page`), once, when it is first opened.
        right: needed to see it; empty = everybody.
        in_navigation: whether the navigation names it (a record page is opened from lists only).
        quiet: looked up seldom: the navigation keeps it behind 「更多」 of its wing.
    """

    name: str
    title: str
    wing: str
    icon: str
    build: Callable[[Context], QWidget]
    right: str = ""
    in_navigation: bool = True
    quiet: bool = False


@cache
def pages() -> dict[str, PageSpec]:
    """Every page by name, in navigation order: hand-made ones first within their wing."""
    from ui.desks import DESKS
    from ui.pages.standard import STANDARD

    table = {spec.name: spec for spec in DESKS}
    of_desks = {spec.title for spec in DESKS}
    for spec in (*described_pages(), *STANDARD):
        told_apart = tr("{title}一览").format(title=spec.title)
        title = told_apart if spec.title in of_desks else spec.title
        table.setdefault(spec.name, replace(spec, title=title))
    order = {wing: index for index, (wing, _) in enumerate(WINGS)}
    return dict(sorted(table.items(), key=lambda item: order.get(item[1].wing, len(order))))


def described_pages() -> list[PageSpec]:
    """A page for every described list of every room."""
    from desk.registry import ROOMS

    return [
        PageSpec(
            spec.name,
            tr(spec.title),
            room.wing,
            _icon(spec.name),
            _list_page(spec.name),
            spec.right,
            quiet=spec.name in QUIET_LISTS,
        )
        for room in ROOMS
        for spec in room.lists
        if spec.name in list_table()
    ]


def _list_page(name: str) -> Callable[[Context], QWidget]:
    def build(context: Context) -> QWidget:
        from ui.pages.list_page import ListPage

        return ListPage(context, name)

    return build


def _icon(name: str) -> str:
    from ui.icons import LIST_ICONS

    return LIST_ICONS.get(name, "list")
