"""The tables of readings are the same as pypinyin's own, and no piece of them holds the window."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desk.kernel.reading_tables import Phrases, Signs, pack
from desk.kernel.readings import PIECE_BYTES, read_in_pieces

LOADED = """
import sys
if sys.argv[1] == "ours":
    import desk.kernel.readings
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
import json
print(json.dumps([list(PHRASES_DICT.items()), list(PINYIN_DICT.items())]))
"""


def test_the_tables_are_those_pypinyin_reads_by_itself() -> None:
    ours, own = (
        subprocess.run(
            [sys.executable, "-c", LOADED, who], capture_output=True, text=True, check=True
        ).stdout
        for who in ("ours", "own")
    )
    phrases, signs = json.loads(ours)
    assert len(phrases) > 40_000
    assert len(signs) > 40_000
    assert ours == own


def test_the_tables_are_kept_small_and_only_once() -> None:
    """Lists of lists of 47,000 words and their copies took 32 MB more for as long as the program runs."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    assert isinstance(PHRASES_DICT, Phrases)
    assert isinstance(PINYIN_DICT, Signs)
    assert PHRASES_DICT is phrases_dict
    assert PINYIN_DICT is pinyin_dict
    texts = [id(readings) for readings in PINYIN_DICT.values()]
    assert len(set(texts)) == len(set(PINYIN_DICT.values()))


def test_a_word_is_read_with_every_reading_of_its_signs() -> None:
    readings = [["xíng", "háng"], ["li"]]
    phrases = Phrases([("行李", pack(readings))])
    assert phrases["行李"] == readings
    assert list(phrases.items()) == [("行李", readings)]
    assert ("行李" in phrases, "行" in phrases, len(phrases)) == (True, False, 1)
    with pytest.raises(KeyError):
        phrases["行"]


CUT = b'],\n"'


@pytest.mark.parametrize("count", [0, 1, 2, 5_000])
@pytest.mark.parametrize("indent", [0, 1, None])
def test_an_object_is_read_whole_however_it_is_laid_out(
    tmp_path: Path, count: int, indent: int | None
) -> None:
    table = {f"词{n}": [["cí", "sí"], [str(n)]] for n in range(count)}
    file = tmp_path / "table.json"
    file.write_text(json.dumps(table, indent=indent, ensure_ascii=False), encoding="utf-8")
    assert dict(read_in_pieces(file, CUT)) == table


def test_no_piece_is_much_longer_than_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = {f"词{n}": [["cí"], [str(n)]] for n in range(5_000)}
    file = tmp_path / "table.json"
    file.write_text(json.dumps(table, indent=0, ensure_ascii=False), encoding="utf-8")
    lengths: list[int] = []
    loads = json.loads

    def measured(text: bytes) -> object:
        lengths.append(len(text))
        return loads(text)

    monkeypatch.setattr("desk.kernel.readings.json.loads", measured)
    assert dict(read_in_pieces(file, CUT)) == table
    assert len(lengths) > 1
    assert max(lengths) < PIECE_BYTES + 100
