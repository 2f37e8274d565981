"""Who ships and who receives: names, phones and addresses gathered to two persons.

Labels (收货人, 发, (收)) say whose they are; without them the order of the text does, and all is marked.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from desk.documents.intake.pasted.places import Spot
from desk.documents.intake.pasted.sheet import SEPARATORS, TAKEN, Sheet, doubt
from desk.documents.intake.pasted.words import Found, PastedParty, T
from desk.kernel.text import tr

SHIPPER, CONSIGNEE = "shipper", "consignee"
_EDGE = rf"(?:^|(?<=[{SEPARATORS}{TAKEN}]))"
_AFTER = rf"(?=[{SEPARATORS}{TAKEN}]|$)"
_PART = r"(?:姓名|名称|地址|地|的?联系电话|电话|手机号?码?)?"
_SHIPPER = rf"(?:发货|寄件|发件|寄货|托运)(?:人|方|单位|公司|客户){_PART}|(?:发货|寄件|发件|寄方|寄){_PART}{_AFTER}|发(?=[:)])"
_CONSIGNEE = (
    rf"(?:收货|收件|提货|接货)(?:人|方|单位|公司|客户){_PART}|(?:收货|收件|收方|收){_PART}{_AFTER}"
)
MARK = re.compile(rf"(?P<shipper>{_SHIPPER})|(?P<consignee>{_CONSIGNEE})")
_FIELD = re.compile(
    rf"(?P<name>联系人|姓名|名字)(?=[: {TAKEN}])|(?P<other>联系电话|联系方式|电话号码|电话|手机号码|手机号|手机|座机|tel|"
    rf"所在地区|所在地|省市区|详细地址|收货地址|发货地址|地址|目的地|到站|付款方式|付款|结算方式|结算)(?=[: {TAKEN}]|$)"
)  # fmt: skip
_HAN = "[一-龥]"
_DOTTED = re.compile(rf"{_HAN}{{1,8}}(?:[·.]{_HAN}{{1,8}})+")
_TITLE = re.compile(
    rf"{_HAN}{{1,3}}(?:老板娘?|师傅|经理|总|先生|女士|小姐|老师|姐|哥|工|主任|队长|会计)"
)
_COMPANY = re.compile(
    r".{2,}(?:公司|厂|店|商行|经营部|门市部?|合作社|超市|批发部?|修理部|服务部|集团|中心|工程队|项目部|物流|商贸|"
    r"五金|农机|建材|机电|汽配|水泵)"
)
_PERSON = re.compile(rf"{_HAN}{{2,4}}")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤温康施文牛樊葛邢安齐"
    "伍柴庞颜庄聂章鲁翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷曲盛冉蓝路游辛靳管柏阎马沙米"
)
_TALK = re.compile(
    r"你好|您好|谢谢|麻烦|帮忙|明天|今天|后天|下午|上午|发货|收货|尽快|老板好|货物|水泵|配件"
)


NOTHING: Found[str] = Found()


@dataclass
class Person:
    """What belongs to one person, while it is gathered."""

    side: str = ""
    labelled: bool = False
    name: Found[str] = NOTHING
    company: Found[str] = NOTHING
    phones: list[Found[str]] = field(default_factory=list)
    spot: Spot | None = None
    start: int = 0


@dataclass(frozen=True)
class _Item:
    kind: str
    at: int
    value: Any
    side: str = ""


@dataclass(frozen=True)
class _Mark:
    side: str
    start: int
    end: int
    trailing: bool


def read_marks(sheet: Sheet) -> list[_Mark]:
    """The words that say whose the next (or, behind a name, the last) words are."""
    marks = []
    for match in re.finditer(
        rf"{_EDGE}(?:{MARK.pattern})|(?<={_HAN})(?:{_CONSIGNEE})(?={TAKEN}|[)]|$)", sheet.view
    ):
        side = SHIPPER if match.lastgroup == SHIPPER else CONSIGNEE
        line = sheet.plain.rfind("\n", 0, match.start()) + 1
        alone = not sheet.plain[line : match.start()].strip(" (【[")
        colon = sheet.plain[match.end() : match.end() + 1] == ":"
        marks.append(_Mark(side, *match.span(), not alone and not colon and len(match[0]) < 3))
    for mark in marks:
        sheet.take(mark.start, mark.end)
    return marks


def read_parties(
    sheet: Sheet, marks: list[_Mark], phones: list[Found[str]], spots: list[Spot]
) -> tuple[PastedParty, PastedParty]:
    """Shipper and consignee."""
    named = _names(sheet, marks, phones, spots)
    items = [
        *(_Item("phone", phone.start, phone) for phone in phones),
        *(_Item("spot", spot.start, spot) for spot in spots if not spot.way),
        *named,
    ]
    sided = [_on_side(sheet, item, marks) for item in sorted(items, key=lambda i: i.at)]
    people = _assign(_gather(sided))
    for spot in spots:
        if spot.way:
            _route(people, spot)
    return _party(people.get(SHIPPER)), _party(people.get(CONSIGNEE))


def _on_side(sheet: Sheet, item: _Item, marks: list[_Mark]) -> _Item:
    following = next((m for m in marks if m.start >= item.at), None)
    if following and following.trailing and "\n" not in sheet.plain[item.at : following.start]:
        return _Item(item.kind, item.at, item.value, following.side)
    before = next((m for m in reversed(marks) if m.end <= item.at), None)
    if before is None or (before.trailing and "\n" in sheet.plain[before.end : item.at]):
        return item
    return _Item(item.kind, item.at, item.value, before.side)


def _gather(items: list[_Item]) -> list[Person]:
    """Items in their order to persons: what one already has begins the next."""
    people: list[Person] = []
    for item in items:
        person = people[-1] if people else None
        if item.side:
            person = next((p for p in people if p.side == item.side), None)
        if person is None or (not item.side and (person.side or _has(person, item))):
            person = Person(side=item.side, labelled=bool(item.side), start=item.at)
            people.append(person)
        _give(person, item)
    return people


def _has(person: Person, item: _Item) -> bool:
    if item.kind == "phone":
        return len(person.phones) > 1
    if item.kind == "spot":
        return person.spot is not None
    own = person.name if item.kind == "name" else person.company
    return own.there or (bool(person.phones) and (person.name.there or person.company.there))


def _give(person: Person, item: _Item) -> None:
    if item.kind == "phone":
        person.phones.append(item.value)
    elif item.kind == "spot":
        person.spot = _joined(person.spot, item.value)
    elif item.kind == "name":
        person.name = (
            item.value
            if not person.name.there
            else doubt(person.name, tr("有两个姓名"), item.value.value)
        )
    else:
        person.company = person.company if person.company.there else item.value


def _joined(spot: Spot | None, other: Spot) -> Spot:
    """A place here and its street there; of two places the first, marked."""
    if spot is None:
        return other
    if not spot.address.there and (not other.place.there or other.place.value == spot.place.value):
        return Spot(spot.place, other.address, spot.way)
    if not spot.place.there:
        return Spot(other.place, spot.address, other.way)
    if other.place.there and other.place.value and spot.place.value:
        far = other.place.value
        return Spot(
            doubt(spot.place, tr("有两个地址"), f"{far.city}{far.county or ''}"),
            spot.address,
            spot.way,
        )
    return spot


def _assign(people: list[Person]) -> dict[str, Person]:
    """Two persons: labels first, then the order of the text."""
    sides = {person.side: person for person in people if person.side}
    bare = [person for person in people if not person.side]
    free = [side for side in (SHIPPER, CONSIGNEE) if side not in sides]
    if len(bare) == 1 and len(free) == 2:
        free = [CONSIGNEE]
    for person, side in zip(bare, free, strict=False):
        sides[side] = person
    lost = bare[len(free) :]
    if lost and sides.get(CONSIGNEE):
        _keep(sides[CONSIGNEE], lost)
    return sides


def _keep(person: Person, lost: list[Person]) -> None:
    """A third person is not dropped: the name is a candidate, the phone a further one."""
    for other in lost:
        person.phones += other.phones
        if other.name.value:
            person.name = (
                doubt(person.name, tr("还有别的人名"), other.name.value)
                if person.name.there
                else other.name
            )
        if other.spot:
            person.spot = _joined(person.spot, other.spot)


def _route(people: dict[str, Person], spot: Spot) -> None:
    """发喀什, 从郑州: the place of a side that the text names by its way."""
    side = SHIPPER if spot.way == "origin" else CONSIGNEE
    person = people.setdefault(side, Person(side=side, labelled=True))
    own = person.spot
    if own is None or not own.place.there:
        person.spot = Spot(spot.place, own.address if own else spot.address, spot.way)
        return
    here, there = own.place.value, spot.place.value
    if here and there and here.city != there.city:
        other = f"{there.city}{there.county or ''}"
        person.spot = Spot(doubt(own.place, tr("与目的地不一致"), other), own.address, own.way)


def _party(person: Person | None) -> PastedParty:
    if person is None:
        return PastedParty()
    phones = person.phones
    second = phones[1] if len(phones) > 1 else Found()
    if len(phones) > 2:
        second = doubt(second, tr("有三个以上电话"), *(p.value or "" for p in phones[1:]))
    spot = person.spot or Spot(Found(), Found(), "")
    why = "" if person.labelled else tr("没写是发货人还是收货人")
    where = "" if spot.way else why
    return PastedParty(
        name=_perhaps(person.name, why),
        company=_perhaps(person.company, why),
        phone=_perhaps(phones[0] if phones else Found(), why),
        second_phone=_perhaps(second, why),
        place=_perhaps(spot.place, where),
        address=_perhaps(spot.address, where),
    )


def _perhaps(found: Found[T], why: str) -> Found[T]:
    return doubt(found, why) if why else found


def _names(
    sheet: Sheet, marks: list[_Mark], phones: list[Found[str]], spots: list[Spot]
) -> list[_Item]:
    """Names of persons and companies."""
    labels = {mark.end for mark in marks if not mark.trailing}
    trailing = {mark.start for mark in marks if mark.trailing}
    for match in list(_FIELD.finditer(sheet.view)):
        if match.lastgroup == "name":
            labels.add(match.end())
        sheet.take(*match.span())
    edges = [(p.start, p.end) for p in phones] + [(s.start, s.end) for s in spots if not s.way]
    named = []
    for match in _DOTTED.finditer(sheet.view):
        named.append(
            _Item(
                "name", match.start(), sheet.found(sheet.text[slice(*match.span())], *match.span())
            )
        )
    for start, end in [*sheet.segments(), *sheet.segments()]:  # a company may stand beside a name
        if TAKEN in sheet.view[start:end]:
            continue
        labelled = any(sheet.touching(at, start) and at <= start for at in labels)
        labelled = labelled or any(end <= at and sheet.touching(end, at) for at in trailing)
        beside = any(
            (end <= a and sheet.touching(end, a)) or (b <= start and sheet.touching(b, start))
            for a, b in edges
        )
        item = _named(sheet, start, end, labelled=labelled, beside=beside)
        if item:
            named.append(item)
            edges.append((start, end))
            if labelled and item.kind == "company":
                labels.add(end)
    return named


def is_person(word: str) -> bool:
    """王建新, 李经理, 老马, 艾力·买买提."""
    if _TITLE.fullmatch(word) or _DOTTED.fullmatch(word) or re.fullmatch(f"[老小]{_HAN}", word):
        return True
    return bool(re.fullmatch(f"{_HAN}{{2,3}}", word)) and word[0] in _SURNAMES


def is_company(word: str) -> bool:
    """Whether a word is the name of a firm or shop."""
    return _COMPANY.fullmatch(word) is not None


def _named(sheet: Sheet, start: int, end: int, *, labelled: bool, beside: bool) -> _Item | None:
    word = sheet.plain[start:end]
    text = sheet.text[start:end]
    if _COMPANY.fullmatch(word) and (labelled or beside or word.endswith("公司")):
        return _Item("company", start, sheet.found(text, start, end))
    if labelled and not re.search("[0-9]", word) and len(word) <= 30:
        shaped = _PERSON.fullmatch(word) or is_person(word)
        why = "" if shaped and not _TALK.search(word) else tr("不像姓名,请核实")
        return _Item("name", start, sheet.found(text, start, end, why))
    if beside and not _TALK.search(word):
        if is_person(word):
            return _Item("name", start, sheet.found(text, start, end))
        if _PERSON.fullmatch(word) and end - start <= 4:
            return _Item("name", start, sheet.found(text, start, end, tr("不像姓名,请核实")))
    return None
