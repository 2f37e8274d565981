"""Files in the cabinet that no record names are removed; what was removed stays in the audit trail."""

from datetime import timedelta

from desk.kernel.commands import command
from desk.storage.cabinet import remove_unrecorded
from desk.storage.work import Work

YOUNG = timedelta(days=1)


@command("voucher.destroy", "清除无记录附件", example="{}")
def sweep_cabinet(work: Work) -> int:
    """Remove files that a power cut or a refused entry left without a record over a day ago.

    An office brought back from an older backup does not know the files of the days since: sweep only
    when that backup is to stay.

    Returns:
        How many files were removed.

    Source: assumed.
    """
    before = (work.now - YOUNG).timestamp()
    removed = remove_unrecorded(work, before)
    if removed:
        work.trail.add("cabinet", 0, "D", {"file": ["、".join(removed), None]})
    return len(removed)
