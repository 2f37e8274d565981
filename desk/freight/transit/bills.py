"""Tickets by the number under which the partner carries them on.

Source: spec 3.7; issue (a pasted column of partners' numbers).
"""

import json
from collections.abc import Sequence

from sqlalchemy import func, select

from desk.freight.transit.model import TransitLine, TransitManifest
from desk.storage.work import Reader


def tickets_by_bill(read: Reader, bills: Sequence[str]) -> dict[str, list[int]]:
    """The consignments that went out under a partner's number: number as given → ids.

    Nothing for who may not read transit manifests.
    """
    if not bills or not read.may("transit_manifest.read"):
        return {}
    wanted = func.json_each(json.dumps(list(bills))).table_valued("value").c.value
    rows = select(TransitManifest.partner_bill_no, TransitLine.consignment_id).join(
        TransitLine, TransitLine.manifest_id == TransitManifest.id
    )
    found: dict[str, list[int]] = {}
    for bill, consignment_id in read.session.execute(
        rows.where(TransitManifest.partner_bill_no.in_(select(wanted))).order_by(TransitLine.seq)
    ):
        found.setdefault(bill, []).append(consignment_id)
    return found
