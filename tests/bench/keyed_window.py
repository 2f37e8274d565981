"""The limit of a sign-in's memory: an empty painted window that opens one key as dear as a new office's."""

from tests.bench.dear_key import open_dear_key
from tests.bench.empty_window import show_empty
from tests.bench.ended import end


def _opened() -> None:
    open_dear_key()
    end()


if __name__ == "__main__":
    show_empty(_opened)
