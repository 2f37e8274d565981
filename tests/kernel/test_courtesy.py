"""Work gives way only where somebody asked it to, and only in its own thread."""

import threading

from desk.kernel.courtesy import give_way, let_go, letting_by, one_by_one


def test_it_gives_way_inside_the_block_of_its_own_thread() -> None:
    given: list[str] = []
    give_way()
    with letting_by(lambda: given.append("here")):
        give_way()
        other = threading.Thread(target=give_way)
        other.start()
        other.join()
        with letting_by(lambda: given.append("inner")):
            give_way()
        give_way()
    give_way()
    assert given == ["here", "inner", "here"]


def test_a_long_list_is_emptied_piece_by_piece() -> None:
    items: list[int] = list(range(1201))
    left: list[int] = []
    with letting_by(lambda: left.append(len(items))):
        let_go(items)
    assert left == [701, 201, 0]


def test_the_window_goes_before_each_of_many_records() -> None:
    told: list[str] = []
    with letting_by(lambda: told.append("window")):
        for record in one_by_one(["a", "b"]):
            told.append(record)
    assert told == ["window", "a", "window", "b"]
