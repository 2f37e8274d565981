"""Work gives way only where somebody asked it to, and only in its own thread."""

import threading

from desk.kernel.courtesy import give_way, letting_by


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
