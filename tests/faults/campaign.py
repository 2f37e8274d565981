"""Every promise of the campaign with its figure and how it is tried."""

from tests.faults.disturbing import cut_off, killed, refused, strangers, told_truly
from tests.faults.promises import Promise

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
        "P8",
        "a stranger's spreadsheet can do no harm",
        "100 hostile files and 10,000 mutations, < 2 s, < 300 MB; 0 false refusals on 50 good files",
        strangers,
    ),
)
