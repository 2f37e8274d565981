"""The search box: the newest hits of a word beside LIKE, the whole box, a pasted column, each key painted."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import partial

from desk.app import Desk
from desk.pasting import find_pasted
from desk.searching import MOST, search
from tests.bench.figures import Figure, in_turn, milliseconds
from tests.bench.offices import Ground, bare, signed_in

LIST, BOX_MS, FRAMES_MS, PASTE_MS = "consignments", 15.0, 33.0, 1000.0
LOOKS = 3
PASTED = 200
WORDS = {
    "海燕": True,
    "刘伟": False,
    "机械有限": False,
    "路 288": False,
    "0003": False,
    "13800000123": True,
    "YD2611170001": True,
    "没有这个人": True,
}
"""Two signs, part of a name, a trade, a house number, a tail, a telephone, a number, nobody; whether few
records have it, so that LIKE has to look at most of them."""
SPELT = ("lwf", "liuweifang", "liu wei fang", "liuw", "wang", "zhangminminwujinpifabu", "li")
"""Initials and whole pinyin, of a name, its beginning, a common surname, a whole firm."""
_RARE, _FROM_SIZE = 1 / 50, 1_000_000
"""The goal beside LIKE is one of a million: LIKE takes as long as there are records, the look-up does not."""
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
        for word, rare in WORDS.items():
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
            found, looked = in_turn(ours, raw, min(LOOKS, ground.rounds))
            goal = _RARE if rare and ground.size >= _FROM_SIZE else None
            yield Figure(f"「{word}」 beside LIKE", found, looked, goal)
            whole, _ = in_turn(partial(search, desk, word), ours, ground.rounds)
            yield Figure(f"「{word}」 the whole box", whole, BOX_MS, 1.0)
        for word in SPELT:
            whole, _ = in_turn(partial(search, desk, word), lambda: None, ground.rounds)
            yield Figure(f"「{word}」 the whole box", whole, BOX_MS, 1.0)
        yield _pasted(desk, min(PASTED, ground.size))
    yield from _painted(ground)


def _pasted(desk: Desk, count: int) -> Figure:
    """Numbers from all over the list, one in ten of them unknown."""
    ids = desk.list_ids(LIST, filters=())
    rows = desk.list_rows(LIST, ids[:: max(1, len(ids) // count)][:count])
    numbers = [
        f"{row[0]}X" if not place % 10 else row[0] for place, row in enumerate(rows.values())
    ]
    text = "\r\n".join(numbers)
    found = find_pasted(desk, LIST, text)
    assert found.known + len(found.unknown) == len(numbers)
    spent = milliseconds(partial(find_pasted, desk, LIST, text))
    return Figure(f"{count} pasted numbers, {len(found.unknown)} unknown", spent, PASTE_MS, 1.0)


def _painted(ground: Ground) -> Iterator[Figure]:
    """From a key to the painted answer, beside two frames."""
    office = ground.copy("typed.office")
    state = {"QT_QPA_PLATFORM": "offscreen", "DESK_STATE": str(ground.folder / "typed-state")}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench.painted_search", str(office)],
        env={**os.environ, **state},
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    times = sorted(json.loads(ended.stdout)["each"])
    yield Figure("key to painted answer, median", statistics.median(times), FRAMES_MS, 1.0)
    yield Figure(
        "key to painted answer, worst of 19 in 20", times[len(times) * 19 // 20], FRAMES_MS, 1.0
    )
