"""Garbage passes stop during a list's work and go on after it, whatever happened."""

import gc
from collections.abc import Iterator

import pytest

from desk.importing.steadily import LONG_LIST, keep_out_of_passes, without_garbage_passes


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_passes_go_on_afterwards_even_when_the_work_fails() -> None:
    seen = []

    def work() -> None:
        with without_garbage_passes():
            seen.append(gc.isenabled())
            raise ValueError("cancelled")

    with pytest.raises(ValueError, match="cancelled"):
        work()
    assert (seen, gc.isenabled()) == ([False], True)


def test_passes_that_were_off_stay_off() -> None:
    gc.disable()
    try:
        with without_garbage_passes():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_only_a_long_list_is_left_out_of_later_passes() -> None:
    gc.unfreeze()
    keep_out_of_passes(LONG_LIST - 1)
    assert gc.get_freeze_count() == 0
    keep_out_of_passes(LONG_LIST)
    assert gc.get_freeze_count() > 0
