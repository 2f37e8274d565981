"""The search box: the newest hits of a word in the consignments, beside LIKE, and the whole box."""

from collections.abc import Iterator
from functools import partial

from desk.searching import MOST, search
from tests.bench.figures import Figure, in_turn
from tests.bench.offices import Ground, bare, signed_in

LIST, FRAME_MS = "consignments", 15.0
WORDS = ("海燕", "刘海", "机械有限", "路 288", "0003", "13800000123", "没有这个人")
"""Two signs, part of a name, a trade, a house number, a tail, a telephone, nobody."""
_COLUMNS = (
    "number",
    "paper_no",
    "shipper_name",
    "consignee_name",
    "consignee_phone",
    "shipper_phone",
    "destination",
    "consignee_address",
)


def measure(ground: Ground) -> Iterator[Figure]:
    with signed_in(ground.office) as desk, bare(ground.office) as connection:
        for word in WORDS:
            parts = word.split()
            hit = " OR ".join(f"replace({column}, ' ', '') LIKE ?" for column in _COLUMNS)
            where = " AND ".join([f"({hit})"] * len(parts))
            values = [f"%{part}%" for part in parts for _ in _COLUMNS]

            def raw(where: str = where, values: list[str] = values) -> list[int]:
                statement = (
                    f"SELECT id FROM consignment WHERE {where} ORDER BY id DESC LIMIT {MOST}"
                )
                return [row[0] for row in connection.execute(statement, values)]

            def ours(word: str = word) -> list[int]:
                return desk.newest_found(LIST, word, MOST)

            if ours() != raw():
                raise AssertionError(f"{word}: not the same rows")
            found, looked = in_turn(ours, raw, ground.rounds)
            yield Figure(f"「{word}」 beside LIKE", found, looked, None)
            whole, _ = in_turn(partial(search, desk, word), ours, ground.rounds)
            yield Figure(f"「{word}」 the whole box, beside a frame", whole, FRAME_MS, 1.0)
