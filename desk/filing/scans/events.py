"""What scanned papers ask the rooms above."""

from dataclasses import dataclass


@dataclass
class OwnerWanted:
    """A scanned paper that belongs to no consignment: the room that printed it says whose it is.

    Attributes:
        number: as read on the paper.
        record: table of the record its picture hangs on, with `record_id`; empty when nobody knows.
        label: what the picture is called there.
        whose: what the lists say of it.
        against: why it cannot be filed yet; empty when it can.
    """

    number: str
    record: str = ""
    record_id: int = 0
    label: str = ""
    whose: str = ""
    against: str = ""
