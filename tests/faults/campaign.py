"""Every promise of the campaign with its figure and how it is tried."""

from tests.faults.disturbing import (
    backed_up,
    cut_off,
    damaged,
    killed,
    poisoned,
    refused,
    strangers,
    told_truly,
    upgraded,
)
from tests.faults.promises import Promise, by_tests

PROMISES = (
    Promise(
        "P1",
        "a killed program loses nothing it acknowledged",
        "10,000 kill points: 0 lost",
        killed,
    ),
    Promise("P2", "so does a power cut", "100,000 disk states: 0 broken; controls fail", cut_off),
    Promise(
        "P3",
        "a full or broken disk keeps the last good state; work goes on",
        "every write of every command, once and for good",
        refused,
    ),
    Promise("P4", "the message after an error is true", "100 % of error points", told_truly),
    Promise(
        "P5",
        "a damaged, foreign, newer or tampered file is never opened as good",
        "100 % refused or found, each with its own message",
        damaged,
    ),
    Promise(
        "P6",
        "backups at most 1 h old while open and one at exit, restored in 5 minutes",
        "each verified before rotation; 12 daily, 10 weekly, 9 monthly; restore drill",
        backed_up,
    ),
    Promise(
        "P7",
        "a schema change is all or nothing; a newer file is refused",
        "every kill point gives old or new; verified backup first; every released file upgrades",
        upgraded,
    ),
    Promise(
        "P8",
        "a stranger's spreadsheet can do no harm",
        "100 hostile files and 10,000 mutations, < 2 s, < 300 MB; 0 false refusals on 50 good files",
        strangers,
    ),
    Promise(
        "P12",
        "one file, one program",
        "the second start names who, where, since when; lock gone after a kill; unsafe drives refused",
        by_tests(
            "tests/storage/test_lock.py",
            "tests/storage/test_opening.py",
            "tests/ui/test_second_start.py",
            only="test_lock or test_opening or later_start or place_left",
        ),
    ),
    Promise(
        "P14",
        "a name cannot act",
        "40 poisoned names through every view, message, PDF, xlsx, CSV: 0 act",
        poisoned,
    ),
    Promise(
        "P15",
        "passwords: Argon2id, growing delay, no lock-out; locked after 10 idle minutes",
        "fake clock",
        by_tests("tests/storage/test_login.py", "tests/ui/test_idle.py"),
    ),
    Promise(
        "P16",
        "the clock may jump back",
        "order kept by number; warning; approvals wait for confirmation",
        by_tests("tests/storage/test_clock_put_back.py", "tests/storage/test_rotation.py"),
    ),
)
