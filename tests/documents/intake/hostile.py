"""Files made to harm a reader of spreadsheets, each built from scratch, by name.

Nothing here is large on disk; what they unpack to, point at or claim is.
"""

import random
import struct
from collections.abc import Callable, Iterator

from .bombs import (
    SHEET_HEAD,
    SHEET_TAIL,
    bomb,
    end_record,
    overlapping,
    prefix_with_true_checksum,
)
from .odd_parts import ODD_PARTS
from .old_excel import LEAST_STREAM, ole_file, xls
from .workbooks import (
    BOOK,
    BOOK_LINKS,
    MAIN,
    SHEET,
    STRINGS,
    STYLES,
    XML,
    book_of,
    book_with_rows,
    parts,
    sheet_xml,
    xlsx,
    zipped,
)

MUTATIONS = 24
SEED = 20_261_121
LIST_ROWS: list[list[str | float]] = [["单号", "收货人", "件数", "重量"]]
LIST_ROWS += [[f"YD{n:04}", "阿不都", n, n * 1.5] for n in range(60)]
ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Every file of the corpus as (name, content)."""
    for name, build in (_BUILDERS | ODD_PARTS).items():
        yield name, build()
    yield from mutated_files(MUTATIONS)


def mutated_files(count: int) -> Iterator[tuple[str, bytes]]:
    """Good files with random bytes changed, cut out, doubled or cut off; the same ones every time.

    A third is changed inside a part, under a true checksum, so that the parser itself is met.
    """
    good = {"xlsx": xlsx({"清单": LIST_ROWS}), "xls": xls({"清单": LIST_ROWS})}
    for number in range(count):
        chance = random.Random(SEED + number)
        kind = ("xlsx", "xls", "inside")[number % 3]
        content = _mutated_inside(chance) if kind == "inside" else _mutated(good[kind], chance)
        yield f"mutated_{number:05}.{kind}", content


def _mutated_inside(chance: random.Random) -> bytes:
    part = chance.choice((SHEET, SHEET, STRINGS, STYLES, BOOK, BOOK_LINKS))
    content = parts()[part]
    return book_of(
        {part: _mutated(content.encode() if isinstance(content, str) else content, chance)}
    )


def _mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(changed))
        span = chance.choice((1, 4, 200))
        match chance.randrange(4):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at : at + 4] = chance.randbytes(4)
            case 2:
                changed[at:at] = changed[at : at + span]
            case 3 if len(changed) > 300:
                del changed[at : at + span]
    return bytes(
        changed[: chance.randrange(len(changed)) if chance.random() < 0.1 else len(changed)]
    )


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "hahahahaha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)


def _second_directory() -> bytes:
    """Two workbooks in one file: which one is read depends on the reader."""
    return book_of({}) + book_with_rows(ONE_CELL)


def _many_parts() -> bytes:
    return zipped(parts() | {f"xl/media/{n}.png": b"" for n in range(4_000)})


def _xls_with(pattern: bytes, replacement: bytes, offset: int) -> bytes:
    content = bytearray(xls({"清单": LIST_ROWS}))
    at = content.find(pattern) + offset
    content[at : at + len(replacement)] = replacement
    return bytes(content)


def _renamed_entry(old: str, new: str) -> bytes:
    assert len(old) == len(new)
    return book_of({old: "x"}).replace(old.encode(), new.encode())


def _link_to(target: str) -> bytes:
    return book_of({BOOK_LINKS: str(parts()[BOOK_LINKS]).replace("worksheets/sheet1.xml", target)})


def _book_xml(sheets: str, after: str = "") -> str:
    return str(parts()[BOOK]).replace("</sheets>", f"{sheets}</sheets>{after}")


def _string_table(content: str) -> bytes:
    return book_of({STRINGS: f"{XML}<sst {MAIN}>{content}</sst>"})


def _cell(inside: str, attributes: str = 'r="A1"') -> bytes:
    return book_with_rows(f'<row r="1"><c {attributes}>{inside}</c></row>')


def _laughing(part: str, old: str) -> bytes:
    content = str(parts()[part]).removeprefix(XML).replace(old, "&j;")
    return book_of({part: LAUGHS + content})


_BUILDERS: dict[str, Callable[[], bytes]] = {
    # zip bombs
    "bomb_blanks_2GB.xlsx": lambda: bomb(SHEET, SHEET_HEAD, " " * 1024, 2 << 20, SHEET_TAIL),
    "bomb_cells.xlsx": lambda: bomb(
        SHEET, f'{SHEET_HEAD}<row r="1">', "<c><v>1</v></c>", 6_000_000, f"</row>{SHEET_TAIL}"
    ),
    "bomb_empty_rows.xlsx": lambda: bomb(SHEET, SHEET_HEAD, "<row/>", 9_000_000, SHEET_TAIL),
    "bomb_strings.xlsx": lambda: bomb(
        STRINGS, f"{XML}<sst {MAIN}>", "<si><t>a</t></si>", 7_000_000, "</sst>"
    ),
    "bomb_one_string.xlsx": lambda: bomb(
        STRINGS, f"{XML}<sst {MAIN}><si><t>", "A" * 1024, 100 * 1024, "</t></si></sst>"
    ),
    "bomb_inline_text.xlsx": lambda: bomb(
        SHEET,
        f'{SHEET_HEAD}<row r="1"><c r="A1" t="inlineStr"><is><t>',
        "A" * 1024,
        90 * 1024,
        f"</t></is></c></row>{SHEET_TAIL}",
    ),
    "bomb_styles.xlsx": lambda: bomb(
        STYLES,
        f"{XML}<styleSheet {MAIN}><cellXfs>",
        '<xf numFmtId="0"/>',
        2_000_000,
        "</cellXfs></styleSheet>",
    ),
    "bomb_claims_little.xlsx": lambda: bomb(
        SHEET, SHEET_HEAD, " " * 1024, 200 * 1024, SHEET_TAIL, 100
    ),
    "bomb_true_prefix.xlsx": prefix_with_true_checksum,
    "bomb_claims_much.xlsx": lambda: bomb(SHEET, SHEET_HEAD, "<row/>", 100, SHEET_TAIL, 0xFFFFFFF0),
    "bomb_blanks_150MB.xlsx": lambda: bomb(SHEET, SHEET_HEAD, " " * 1024, 150 * 1024, SHEET_TAIL),
    "overlapping.xlsx": overlapping,
    "many_parts.xlsx": _many_parts,
    "two_directories.xlsx": _second_directory,
    "prefix_before_zip.xlsx": lambda: b"PK\x03\x04" + bytes(100) + book_of({}),
    # names and links
    "climbing_name.xlsx": lambda: book_of({"../../evil.txt": "x"}),
    "absolute_name.xlsx": lambda: book_of({"/etc/evil": "x"}),
    "backslash_name.xlsx": lambda: _renamed_entry("xl/a/evil.bat", "..\\..\\evl.bat"),
    "drive_name.xlsx": lambda: book_of({"C:/evil.txt": "x"}),
    "same_name_twice.xlsx": lambda: _renamed_entry("xl/worksheets/sheet9.xml", SHEET),
    "link_climbs.xlsx": lambda: _link_to("../../../../../../etc/passwd"),
    "link_to_itself.xlsx": lambda: _link_to("_rels/workbook.xml.rels"),
    # entities
    "laughs_strings.xlsx": lambda: _laughing(STRINGS, "单号"),
    "laughs_sheet.xlsx": lambda: _laughing(SHEET, "12"),
    "laughs_book.xlsx": lambda: _laughing(BOOK, "清单"),
    "laughs_utf16.xlsx": lambda: book_of(
        {STRINGS: (LAUGHS + f"<sst {MAIN}><si><t>&j;</t></si></sst>").encode("utf-16")}
    ),
    "outside_entity.xlsx": lambda: book_of(
        {
            STRINGS: f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst {MAIN}><si><t>&x;</t></si></sst>'
        }
    ),
    "late_doctype.xlsx": lambda: book_of(
        {
            SHEET: XML
            + "<!-- x -->" * 50_000
            + '<!doctype l SYSTEM "http://127.0.0.1:9/x">'
            + str(parts()[SHEET]).removeprefix(XML)
        }
    ),
    # cells that are nowhere
    "far_corner.xlsx": lambda: book_with_rows(
        ONE_CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "far_column.xlsx": lambda: book_with_rows('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'),
    "far_row.xlsx": lambda: book_with_rows(
        '<row r="4294967290"><c r="A4294967290"><v>1</v></c></row>'
    ),
    "far_row_by_row_only.xlsx": lambda: book_with_rows(
        '<row r="4294967295"><c><v>1</v></c></row><row><c><v>2</v></c></row>'
    ),
    "far_cell_single_quotes.xlsx": lambda: book_with_rows(
        "<row r='1'><c r='A1'><v>1</v></c><c r='XFD900000'><v>1</v></c></row>"
    ),
    "negative_row.xlsx": lambda: book_with_rows('<row r="-5"><c r="A-5"><v>1</v></c></row>'),
    "no_column.xlsx": lambda: book_with_rows('<row r="1"><c r="1"><v>1</v></c></row>'),
    "no_row_in_cell.xlsx": lambda: book_with_rows('<row r="1"><c r="A"><v>1</v></c></row>'),
    "wide_within_limits.xlsx": lambda: book_with_rows(
        ONE_CELL + '<row r="199999"><c r="ZZ199999"><v>1</v></c></row>'
    ),
    "one_row_900k_cells.xlsx": lambda: book_with_rows(
        f'<row r="1">{"<c><v>1</v></c>" * 900_000}</row>'
    ),
    "dimension_lies.xlsx": lambda: book_with_rows(ONE_CELL, '<dimension ref="A1:XFD1048576"/>'),
    "dimension_backwards.xlsx": lambda: book_with_rows(ONE_CELL, '<dimension ref="ZZ99:A1"/>'),
    "dimension_huge_number.xlsx": lambda: book_with_rows(
        ONE_CELL, '<dimension ref="A1:B99999999999999999999"/>'
    ),
    # counts and nesting
    "merges_300k.xlsx": lambda: book_with_rows(
        ONE_CELL, "", "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 300_000 + "</mergeCells>"
    ),
    "merge_everything.xlsx": lambda: book_with_rows(
        ONE_CELL, "", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "merge_nonsense.xlsx": lambda: book_with_rows(
        ONE_CELL, "", '<mergeCells><mergeCell ref="A1:"/><mergeCell ref=""/></mergeCells>'
    ),
    "deep_nesting.xlsx": lambda: book_of(
        {SHEET: f"{XML}<worksheet {MAIN}>" + "<a>" * 500_000 + "</a>" * 500_000 + "</worksheet>"}
    ),
    "sheets_50k.xlsx": lambda: book_of(
        {
            BOOK: _book_xml(
                "".join(
                    f'<sheet name="S{i}" sheetId="{i + 2}" r:id="rId1"/>' for i in range(50_000)
                )
            )
        }
    ),
    "names_300k.xlsx": lambda: book_of(
        {
            BOOK: _book_xml(
                "",
                "<definedNames>"
                + "".join(f'<definedName name="n{i}">A1</definedName>' for i in range(300_000))
                + "</definedNames>",
            )
        }
    ),
    "same_long_text_everywhere.xlsx": lambda: book_of(
        {
            STRINGS: f"{XML}<sst {MAIN}><si><t>{'长' * 30_000}</t></si></sst>",
            SHEET: sheet_xml(
                "".join(
                    f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 60_000)
                )
            ),
        }
    ),
    "text_40k_letters.xlsx": lambda: _string_table(
        f"<si><t>{'甲' * 40_000}</t></si><si><t>乙</t></si>"
    ),
    # contents that trip parsers
    "string_index_outside.xlsx": lambda: _cell("<v>99999</v>", 'r="A1" t="s"'),
    "string_index_negative.xlsx": lambda: _cell("<v>-1</v>", 'r="A1" t="s"'),
    "style_outside.xlsx": lambda: _cell("<v>1</v>", 'r="A1" s="4294967295"'),
    "numbers_odd.xlsx": lambda: book_with_rows(
        '<row r="1">'
        + "".join(
            f"<c><v>{v}</v></c>" for v in ("NaN", "1e999", "-inf", "1_000", "٣", "0x10", "1e5")
        )
        + "</row>"
    ),
    "dates_odd.xlsx": lambda: book_with_rows(
        '<row r="1">'
        + "".join(
            f'<c s="1"><v>{v}</v></c>' for v in ("1e300", "-99999999", "2958466", "1e18", "-1e18")
        )
        + '<c t="d"><v>9999-99-99</v></c></row>'
    ),
    "unknown_cell_type.xlsx": lambda: _cell("<v>1</v>", 'r="A1" t="zzz"'),
    "control_letters.xlsx": lambda: _string_table(
        "<si><t>_x0000_甲&#x202e;&#8203;&lt;b&gt;_x000D_</t></si><si><t>=1+1</t></si>"
    ),
    "formulas.xlsx": lambda: _cell(
        '<f t="shared" ref="A1:XFD1048576" si="0">WEBSERVICE("http://127.0.0.1:9")</f><v>x</v>'
    ),
    "cut_xml.xlsx": lambda: book_of({SHEET: str(parts()[SHEET])[:-40]}),
    "nul_in_xml.xlsx": lambda: book_of({SHEET: str(parts()[SHEET]).replace("12", "1\0 2")}),
    "no_sheet_part.xlsx": lambda: book_of({SHEET: None}),
    "no_links.xlsx": lambda: book_of({BOOK_LINKS: None, "_rels/.rels": None}),
    "no_book.xlsx": lambda: book_of({BOOK: None}),
    "empty_book.xlsx": lambda: book_of({BOOK: ""}),
    # not what they seem
    "zero_bytes.xlsx": lambda: b"",
    "cut_in_half.xlsx": lambda: (good := xlsx({"a": LIST_ROWS}))[: len(good) // 2],
    "only_signature.xlsx": lambda: b"PK\x03\x04",
    "empty_zip.xlsx": lambda: end_record(0, 0, 0),
    "random.xlsx": lambda: random.Random(SEED).randbytes(200_000),
    "picture.xls": lambda: b"\x89PNG\r\n\x1a\n" + random.Random(SEED).randbytes(5_000),
    "paper.xlsx": lambda: b"%PDF-1.7\n" + bytes(500),
    "web_page.xls": lambda: (
        '<html><head><meta charset="gbk"></head><table><tr><td>单号</td></tr></table></html>'.encode(
            "gbk"
        )
    ),
    "locked.xlsx": lambda: ole_file(
        {"EncryptedPackage": bytes(LEAST_STREAM), "EncryptionInfo": bytes(LEAST_STREAM)}
    ),
    "locked.xls": lambda: xls({"清单": LIST_ROWS}, locked=True),
    "open_document_bomb.ods": lambda: zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": '<x repeated="1048576"/>',
        }
    ),
    # old workbooks
    "ole_only_signature.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "ole_cut.xls": lambda: xls({"清单": LIST_ROWS})[:3000],
    "ole_fat_count.xls": lambda: (
        (c := xls({"清单": LIST_ROWS}))[:44] + b"\xff\xff\xff\x7f" + c[48:]
    ),
    "ole_long_difat.xls": lambda: (
        (c := xls({"清单": LIST_ROWS}))[:68] + struct.pack("<II", 0, 0x7FFFFFFF) + c[76:]
    ),
    "ole_chain_loops.xls": lambda: (
        (c := xls({"清单": LIST_ROWS}))[: 512 + 4] + struct.pack("<I", 1) + c[512 + 8 :]
    ),
    "ole_sector_size.xls": lambda: (c := xls({"清单": LIST_ROWS}))[:30] + b"\x3f\x00" + c[32:],
    "xls_string_count.xls": lambda: _xls_with(b"\xfc\x00", b"\xff\xff\xff\x7f\xff\xff\xff\x7f", 4),
    "xls_sheet_offset.xls": lambda: _xls_with(b"\x85\x00", b"\xff\xff\xff\x7f", 4),
    "xls_no_code_page.xls": lambda: _xls_with(
        struct.pack("<HHH", 0x42, 2, 1200), struct.pack("<HHH", 0x42, 2, 9999), 0
    ),
    # text
    "unpaired_quote.csv": lambda: '单号,件数\n"1,2\n'.encode() + b"x" * 300_000,
    "one_long_line.csv": lambda: b"a," * 400_000,
    "million_rows.csv": lambda: b"1,2\n" * 1_000_000,
    "binary_called.csv": lambda: bytes(range(256)) * 20,
    "half_utf16.csv": lambda: "单号,件数\n".encode("utf-16")[:-1],
}
