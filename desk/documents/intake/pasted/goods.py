"""What is shipped: each kind of goods with its own pieces, or one kind with everything."""

import re
from dataclasses import dataclass, replace
from typing import Any

from desk.documents.intake.pasted.figures import (
    Size,
    read_packing,
    read_pieces,
    read_sizes,
    read_volumes,
    read_weights,
)
from desk.documents.intake.pasted.people import MARK, is_company, is_person
from desk.documents.intake.pasted.sheet import Sheet, doubt
from desk.documents.intake.pasted.words import Found, PastedGoods
from desk.kernel.text import tr

_LABEL = re.compile(r"(?:货物名称|品名|货名|货物|货品|物品|货)(?:[: ]{1,3}|[为是])")
_LABEL_LEFT = re.compile(r"(?:货物名称|品名|货名|货物|货品|物品|货)[: ]{0,3}(?=\0)")
_FIGURE_LABEL = re.compile(
    r"(?:件数|数量|重量|总重|毛重|体积|包装|尺寸|共计?|一共|合计|总共|总计)[:\s]{0,2}(?=\0|$)"
)
_EXPLICIT = {
    "危险品": "危险品", "易碎品": "易碎", "易碎": "易碎", "贵重": "贵重", "液体": "液体", "生鲜": "生鲜", "大件": "大件", "普货": "普货",
}  # fmt: skip
_HINTS = (
    ("危险品", "酒精|油漆|稀料|农药|锂电|电瓶|汽油|柴油|天然气"),
    ("易碎", "玻璃|陶瓷|瓷砖|灯具|屏幕"),
    ("液体", "机油|润滑油|食用油|饮料|白酒|涂料|胶水"),
    ("生鲜", "水果|蔬菜|冻肉|海鲜|葡萄"),
)
_NOISE = re.compile(
    r"^(?:为|有|发|一批|一些|寄|是|拉|货是|的|和|还有|另外|加)+|(?:约|共|一共|总共|大概|各|有|重)+$"
)


@dataclass
class _Figures:
    pieces: list[tuple[Found[int], Found[str], bool]]
    weights: list[Found[int]]
    volumes: list[Found[int]]
    sizes: list[Found[Size]]
    packing: Found[str]


@dataclass
class Figures:
    """Figures read before the names, so that only words are left."""

    read: _Figures
    category: Found[str]
    names: list[Found[str]]


def read_figures(sheet: Sheet) -> Figures:
    """Pieces, weights and volumes of the text."""
    sizes, volumes = read_sizes(sheet), read_volumes(sheet)
    pieces = read_pieces(sheet)
    whole = [p for p, _, total in pieces if total] or [p for p, _, _ in pieces]
    weights = read_weights(sheet, whole[0].value if len(whole) == 1 else None)
    category, packing = _explicit(sheet), read_packing(sheet)
    for match in list(_FIGURE_LABEL.finditer(sheet.view)):
        sheet.take(*match.span())
    names = [_glued_name(sheet, p, k) for p, k, _ in pieces]
    names = [
        n if n.there else _loose_name(sheet, p) for n, (p, _, _) in zip(names, pieces, strict=True)
    ]
    return Figures(_Figures(pieces, weights, volumes, sizes, packing), category, names)


def _glued_name(sheet: Sheet, pieces: Found[int], packing: Found[str]) -> Found[str]:
    """水泵12件, 12件水泵: a word without a blank to its pieces is goods, whatever else it looks like."""
    for start, end in list(sheet.segments()):
        if end == pieces.start or start == max(pieces.end, packing.end):
            return _clean(sheet, start, end)
    return Found()


def _loose_name(sheet: Sheet, pieces: Found[int]) -> Found[str]:
    """窗帘 3 包: the word before the pieces, unless it looks like a person."""
    for start, end in list(sheet.segments()):
        word = sheet.plain[start:end]
        if not (0 < pieces.start - end < 4 and sheet.touching(end, pieces.start)):
            continue
        if is_person(word) or is_company(word) or MARK.fullmatch(word) or re.search("[0-9]", word):
            return Found()
        after_phone = bool(re.search(r"[0-9]\W{0,3}$", sheet.plain[:start]))
        found = _clean(sheet, start, end)
        return doubt(found, tr("是不是货名,请核实")) if after_phone else found
    return Found()


def read_goods(sheet: Sheet, figures: Figures) -> tuple[tuple[PastedGoods, ...], PastedGoods]:
    """The kinds of goods, and what is said of all of them together."""
    read = figures.read
    named_pieces = list(zip(read.pieces, figures.names, strict=True))
    own = [(p, k, n) for (p, k, total), n in named_pieces if not total or n.there]
    total = [(p, k, n) for (p, k, whole), n in named_pieces if whole and not n.there]
    if not own and total:
        own, total = total[:1], total[1:]
    names = [n if n.there else _name_at(sheet, p) for p, _, n in own]
    lines = [
        PastedGoods(goods_name=n, pieces=p, packing=k)
        for n, (p, k, _) in zip(names, own, strict=True)
    ]
    named = _labelled(sheet) if not any(n.there for n in names) else Found()
    if named.there:
        lines = (
            [replace(lines[0], goods_name=named), *lines[1:]]
            if lines
            else [PastedGoods(goods_name=named)]
        )
    if not any(line.goods_name.there for line in lines):
        beside = _beside_figures(sheet, [*read.weights, *read.volumes, *read.sizes])
        if beside.there:
            lines = (
                [replace(lines[0], goods_name=beside), *lines[1:]]
                if lines
                else [PastedGoods(goods_name=beside)]
            )
    for match in list(_LABEL_LEFT.finditer(sheet.view)):
        sheet.take(*match.span())
    lines = _nameless(lines)
    if read.packing.there and (
        len(lines) > 1 or (lines and lines[0].packing.value not in (None, read.packing.value))
    ):
        sheet.give_back(read.packing.start, read.packing.end)
    if read.volumes:  # a size beside a volume says nothing more
        for size in read.sizes:
            sheet.give_back(size.start, size.end)
    whole = PastedGoods(pieces=total[0][0], packing=total[0][1]) if total else PastedGoods()
    return _measured(lines, whole, figures)


def _nameless(lines: list[PastedGoods]) -> list[PastedGoods]:
    """3箱 12件 of one kind: which are the pieces is not clear."""
    bare = [line for line in lines if not line.goods_name.there]
    named = [line for line in lines if line.goods_name.there]
    if len(lines) < 2 or not bare or len(named) > 1:
        return lines
    first = named[0] if named else lines[0]
    words = tuple(line.pieces.words + line.packing.words for line in lines)
    packing = next((line.packing for line in lines if line.packing.there), Found())
    return [replace(first, pieces=doubt(first.pieces, tr("有几个件数"), *words), packing=packing)]


def _measured(
    lines: list[PastedGoods], whole: PastedGoods, figures: Figures
) -> tuple[tuple[PastedGoods, ...], PastedGoods]:
    """Give the figures to the kinds of goods."""
    read = figures.read
    if len(lines) <= 1:
        line = _one_kind(lines[0] if lines else PastedGoods(), whole, figures)
        return ((line,) if line != PastedGoods() else ()), PastedGoods()
    kinds = [replace(line, category=_category(line, figures)) for line in lines]
    sized = [_filled(s, n.pieces) for s, n in zip(read.sizes, lines, strict=False)]
    weights, weight = _dealt(read.weights, len(kinds))
    volumes, volume = _dealt(read.volumes or sized, len(kinds))
    whole = replace(whole, weight_g=weight, volume_cm3=volume)
    return tuple(
        replace(line, weight_g=w, volume_cm3=v)
        for line, w, v in zip(kinds, weights, volumes, strict=True)
    ), whole


def _one_kind(line: PastedGoods, whole: PastedGoods, figures: Figures) -> PastedGoods:
    read = figures.read
    if whole.pieces.there and line.pieces.value != whole.pieces.value:
        words = (line.pieces.words, whole.pieces.words)
        line = replace(line, pieces=doubt(line.pieces, tr("有几个件数"), *words))
    line = replace(
        line,
        weight_g=_only(read.weights),
        volume_cm3=_only(read.volumes or [_filled(size, line.pieces) for size in read.sizes]),
        packing=line.packing if line.packing.there else read.packing,
    )
    pieces, volume = _pieces_of(line, read.sizes), line.volume_cm3
    if pieces is not line.pieces and volume.end > pieces.start:
        size = volume.words[: pieces.start - volume.start]
        volume = replace(volume, end=pieces.start, words=size)
    return replace(line, pieces=pieces, volume_cm3=volume, category=_category(line, figures))


def _dealt(found: list[Found[int]], kinds: int) -> tuple[list[Found[int]], Found[int]]:
    """One figure for each kind and what is left for the whole: the sum, or all that do not fit."""
    *each, last = found or [Found()]
    if len(each) == kinds and last.value == sum(f.value or 0 for f in each):
        return each, last
    if len(found) == kinds:
        return found, Found()
    return [Found()] * kinds, _only(found)


def _only(found: list[Found[Any]]) -> Found[Any]:
    """The one figure, or the first of several, marked."""
    if len(found) < 2:
        return found[0] if found else Found()
    return doubt(found[0], tr("有几个数字"), *(f.words.strip() for f in found))


def _filled(size: Found[Size], pieces: Found[int]) -> Found[int]:
    """The volume of all pieces of a size."""
    assert size.value is not None
    one, written = size.value
    count = written or pieces.value or 0
    plain = Found(
        one * count if count else None, size.certainty, size.start, size.end, size.words, size.why
    )
    if written and pieces.value in (None, written):
        return plain
    if written:
        return doubt(plain, tr("尺寸后的件数与件数不同"))
    return doubt(plain, tr("按单件尺寸乘件数") if count else tr("没有件数"))


def _pieces_of(line: PastedGoods, sizes: list[Found[Size]]) -> Found[int]:
    """Pieces written only behind a size."""
    size = sizes[0] if len(sizes) == 1 else None
    if line.pieces.there or size is None or size.value is None or not size.value[1]:
        return line.pieces
    digits = re.search(r"([0-9]+)\D*$", size.words)
    start = size.start + (digits.start(1) if digits else 0)
    found: Found[int] = replace(
        Found(size.value[1]), start=start, end=size.end, words=size.words[start - size.start :]
    )
    return replace(
        doubt(replace(found, certainty=size.certainty), tr("件数取自尺寸后的倍数")), candidates=()
    )


def _name_at(sheet: Sheet, pieces: Found[int]) -> Found[str]:
    """The word right before the pieces (水泵配件12件), or right behind them (12件水泵配件)."""
    line_start = sheet.plain.rfind("\n", 0, pieces.start) + 1
    segments = list(sheet.segments(line_start))
    for start, end in reversed([s for s in segments if s[1] <= pieces.start]):
        if sheet.touching(end, pieces.start):
            return _clean(sheet, start, end)
        if not sheet.plain[end : pieces.start].strip(" \t,:约共×x*-"):
            return _clean(sheet, start, end)
        break
    stop = pieces.end + 3
    for start, end in segments:
        if pieces.end <= start <= stop and not re.search(
            "[0-9\n]", sheet.plain[pieces.end : start]
        ):
            return _clean(sheet, start, end)
    return Found()


def _clean(sheet: Sheet, start: int, end: int) -> Found[str]:
    """The word without what is only said around it."""
    word = sheet.view[start:end]
    label = _LABEL.match(word) or re.match(r"(?:品名|货名|货物)", word)
    if label:
        sheet.take(start, start + label.end())
        start, word = start + label.end(), word[label.end() :]
    noise = [m.span() for m in _NOISE.finditer(word) if m.end() > m.start()]
    for left, right in noise:
        if left == 0:
            start += right
        else:
            end = start + len(word[:left]) - (0 if noise[0][0] else noise[0][1])
    if end - start < 1 or not re.search("[一-龥a-z]", sheet.plain[start:end]):
        return Found()
    return sheet.found(sheet.text[start:end], start, end)


def _labelled(sheet: Sheet) -> Found[str]:
    label = _LABEL.search(sheet.view)
    if label is None:
        return Found()
    for start, end in sheet.segments(label.end()):
        if not sheet.plain[label.end() : start].strip(" :"):
            sheet.take(*label.span())
            return _clean(sheet, start, end)
        break
    return Found()


def _beside_figures(sheet: Sheet, figures: list[Found[Any]]) -> Found[str]:
    """Goods without pieces: the word before the first weight or volume."""
    first = min(figures, key=lambda f: f.start, default=None)
    if first is None:
        return Found()
    for start, end in list(sheet.segments()):
        if end <= first.start and sheet.touching(end, first.start):
            found = _clean(sheet, start, end)
            return doubt(found, tr("是不是货名,请核实"))
    return Found()


def _explicit(sheet: Sheet) -> Found[str]:
    for word, category in _EXPLICIT.items():
        at = sheet.view.find(word)
        if at >= 0:
            return sheet.found(category, at, at + len(word))
    return Found()


def _category(line: PastedGoods, figures: Figures) -> Found[str]:
    """A category that is written, or hinted at by the name of the goods; it shares the name's words."""
    if figures.category.there or line.goods_name.value is None:
        return figures.category
    name = line.goods_name
    for category, words in _HINTS:
        if re.search(words, name.value or ""):
            return doubt(replace(name, value=category, why=""), tr("由货名推测"))
    return Found()
