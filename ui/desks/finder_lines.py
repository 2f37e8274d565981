"""What the search box shows below each other: pages by their name, records by their kind."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desk.kernel.choices import Choice
from desk.kernel.grams import plain
from desk.kernel.text import tr
from desk.screens.lists import ListSpec
from desk.searching import FoundGroup, FoundRow
from ui.desks.row_table import Column
from ui.formats import show
from ui.registry import WINGS, Context, PageSpec, pages
from ui.theme import Tone
from ui.tones import tone_of

MOST_PAGES = 3
_STATES = ("state", "status")
_LETTERS = "abcdefghjklmnopqrstwxyz"
_STARTS = [sign.encode("gb2312") for sign in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
_LAST = "座".encode("gb2312")


@dataclass(frozen=True)
class Line:
    """One line of the results: a record, the way to all rows of its kind, or a page.

    Attributes:
        group: what it belongs to; the arrows can go from group to group.
        kind: the group's name, on its first line only.
        title, rest, state: what is shown of it.
        spec: the list of a record, and of all rows of its kind.
        row: the record.
        page: the page.
    """

    group: str
    kind: str
    title: str
    rest: str = ""
    state: Choice | None = None
    spec: ListSpec | None = None
    row: FoundRow | None = None
    page: str = ""

    @property
    def key(self) -> str:
        return f"{self.group}/{self.page or (self.row.record_id if self.row else 'all')}"

    @property
    def values(self) -> dict[str, Any]:
        assert self.row is not None
        assert self.spec is not None
        return dict(zip((field.name for field in self.spec.fields), self.row.values, strict=True))


COLUMNS: tuple[Column[Line], ...] = (
    Column(tr("种类"), lambda line: line.kind, 6, ink=lambda _line: Tone.NEUTRAL),
    Column(tr("名称"), lambda line: line.title, 13),
    Column(tr("说明"), lambda line: line.rest, 12, stretch=True, ink=lambda _line: Tone.NEUTRAL),
    Column(
        tr("状态"),
        lambda line: line.state.label if line.state else "",
        6,
        chip=lambda line: tone_of(line.state) if line.state else None,
    ),
)


@dataclass(frozen=True)
class NamedPages:
    """Pages whose name contains what was typed, and those whose pinyin initials begin with it."""

    by_name: tuple[PageSpec, ...]
    by_initials: tuple[PageSpec, ...]


def pages_named(context: Context, text: str) -> NamedPages:
    """The pages that a text may mean, for who may open them."""
    signs = plain(text)
    offered = [s for s in pages().values() if s.in_navigation and context.may(s.right)]
    if not signs or signs.isdigit():
        return NamedPages((), ())
    if not signs.isascii():
        named = [spec for spec in offered if signs in plain(spec.title)]
        named.sort(key=lambda spec: len(spec.title))
        return NamedPages(tuple(named[:MOST_PAGES]), ())
    heads = [spec for spec in offered if len(signs) > 1 and _begins(spec.title, signs)]
    return NamedPages((), tuple(heads[:MOST_PAGES]))


def _begins(title: str, signs: str) -> bool:
    return "".join(map(first_letter, plain(title))).startswith(signs)


def first_letter(sign: str) -> str:
    """The first letter of a common sign's reading; other signs stay as they are.

    GB 2312 has its 3,755 common signs in the order of their readings. The tables of pypinyin would
    take a third of a second, and that while somebody types.
    """
    code = sign.encode("gb2312", "ignore")
    common = len(code) == 2 and _STARTS[0] <= code <= _LAST
    return _LETTERS[bisect_right(_STARTS, code) - 1] if common else sign


def lines_of(groups: Sequence[FoundGroup], named: NamedPages) -> list[Line]:
    """The results as they stand below each other; a kind is named once."""
    lines = _page_lines(named.by_name)
    for group in groups:
        kind = group.spec.title
        for row in group.rows:
            lines.append(_line(group.spec, kind, row))
            kind = ""
        if group.more:
            all_of_them = tr("全部符合的{kind}…").format(kind=group.spec.title)
            rest = tr("Enter 列出")
            lines.append(Line(group.spec.name, "", all_of_them, rest, spec=group.spec))
    return lines + _page_lines(named.by_initials)


def _page_lines(specs: Sequence[PageSpec]) -> list[Line]:
    wings = dict(WINGS)
    kinds = [tr("页面"), *[""] * len(specs)]
    return [
        Line("page", kind, tr(spec.title), tr(wings.get(spec.wing, "")), page=spec.name)
        for kind, spec in zip(kinds, specs, strict=False)
    ]


def _line(spec: ListSpec, kind: str, row: FoundRow) -> Line:
    values = dict(zip((field.name for field in spec.fields), row.values, strict=True))
    shown = [(spec.field(name), values[name]) for name in spec.found]
    state = next((v for f, v in shown if isinstance(v, Choice) and f.name in _STATES), None)
    texts = [show(f, v) for f, v in shown if f.name not in _STATES]
    rest = " · ".join(filter(None, texts[1:]))
    return Line(spec.name, kind, texts[0], rest, state, spec, row)
