"""What the search box shows below each other: pages by their name, records by their kind."""

import functools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desk.kernel.choices import Choice
from desk.kernel.grams import plain
from desk.kernel.pinyin import readings
from desk.kernel.text import tr
from desk.screens.lists import ListSpec
from desk.searching import FoundGroup, FoundRow
from ui.desks.other_names import OTHER_NAMES
from ui.desks.row_table import Column
from ui.formats import show
from ui.registry import WINGS, Context, PageSpec, pages
from ui.theme import Tone
from ui.tones import tone_of

MOST_PAGES = 3
_READ_FROM = 3
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
    """Pages that are found by what was typed.

    Attributes:
        by_name: it stands in their title.
        otherwise: their pinyin, whole or initials, begins with it, or the office calls their work so: with that word.
    """

    by_name: tuple[PageSpec, ...] = ()
    otherwise: tuple[tuple[PageSpec, str], ...] = ()


def pages_named(context: Context, text: str) -> NamedPages:
    """The pages that a text may mean, for who may open them."""
    signs = plain(text)
    offered = [s for s in pages().values() if s.in_navigation and context.may(s.right)]
    if not signs or signs.isdigit():
        return NamedPages()
    named: list[PageSpec] = []
    if not signs.isascii():
        named = sorted((s for s in offered if signs in plain(s.title)), key=lambda s: len(s.title))
    elif len(signs) == 1:
        return NamedPages()
    spelt = [(spec, "") for spec in offered if signs.isascii() and _is_spelt(spec.title, signs)]
    known = {spec.name for spec in (*named, *(spec for spec, _ in spelt))}
    called = [(s, w) for s in offered if s.name not in known and (w := _called(s, signs))]
    otherwise = spelt + sorted(called, key=lambda found: len(found[1]))
    return NamedPages(tuple(named[:MOST_PAGES]), tuple(otherwise[:MOST_PAGES]))


def _called(spec: PageSpec, signs: str) -> str:
    """The other name of a page that begins with these signs or letters; empty when none does."""
    words = OTHER_NAMES.get(spec.name, ())
    return next((w for w in words if plain(w).startswith(signs) or _is_spelt(w, signs)), "")


def _is_spelt(title: str, signs: str) -> bool:
    """Whether letters begin the initials or, from three on, the whole pinyin of a name."""
    if "".join(map(first_letter, plain(title))).startswith(signs):
        return True
    return len(signs) >= _READ_FROM and any(read.startswith(signs) for read in _readings(title))


_readings = functools.cache(readings)


def first_letter(sign: str) -> str:
    """The first letter of a common sign's reading; other signs stay as they are.

    GB 2312 has its 3,755 common signs in the order of their readings. The tables of pypinyin would
    take a third of a second of who types two letters before they are there.
    """
    code = sign.encode("gb2312", "ignore")
    common = len(code) == 2 and _STARTS[0] <= code <= _LAST
    return _LETTERS[bisect_right(_STARTS, code) - 1] if common else sign


def lines_of(groups: Sequence[FoundGroup], named: NamedPages) -> list[Line]:
    """The results as they stand below each other; a kind is named once."""
    lines = _page_lines([(spec, "") for spec in named.by_name])
    for group in groups:
        kind = group.spec.title
        for row in group.rows:
            lines.append(_line(group.spec, kind, row))
            kind = ""
        if group.more:
            all_of_them = tr("全部符合的{kind}…").format(kind=group.spec.title)
            rest = tr("Enter 列出")
            lines.append(Line(group.spec.name, "", all_of_them, rest, spec=group.spec))
    return lines + _page_lines(named.otherwise)


def _page_lines(found: Sequence[tuple[PageSpec, str]]) -> list[Line]:
    wings = dict(WINGS)
    kinds = [tr("页面"), *[""] * len(found)]
    lines = []
    for kind, (spec, word) in zip(kinds, found, strict=False):
        rest = " · ".join(filter(None, (tr(wings.get(spec.wing, "")), tr(word) if word else "")))
        lines.append(Line("page", kind, tr(spec.title), rest, page=spec.name))
    return lines


def _line(spec: ListSpec, kind: str, row: FoundRow) -> Line:
    values = dict(zip((field.name for field in spec.fields), row.values, strict=True))
    shown = [(spec.field(name), values[name]) for name in spec.found]
    state = next((v for f, v in shown if isinstance(v, Choice) and f.name in _STATES), None)
    texts = [show(f, v) for f, v in shown if f.name not in _STATES]
    rest = " · ".join(filter(None, texts[1:]))
    return Line(spec.name, kind, texts[0], rest, state, spec, row)
