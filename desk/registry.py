"""The rooms, lowest first. An explicit tuple: nothing is discovered by folder."""

from desk.archive import customers, rechecks
from desk.care import callbacks, claims, complaints, knowledge, major_events, surveys, visits
from desk.evaluation import measures, plans, reports, schemes
from desk.filing import customer_files, documents, receipts, retention, scans, vouchers
from desk.freight import (
    changes,
    cod,
    consignments,
    day_close,
    delivery,
    exceptions,
    fleet,
    flow,
    inbound,
    outbound,
    pickup,
    price_checks,
    returns,
    stocktake,
    tracking,
    transit,
    warehouse,
)
from desk.kernel.rooms import Room
from desk.office import approvals, calendar, imports, printing, settings, users
from desk.partners import carriers, rates
from desk.pricing import quotes, tariffs

ROOMS: tuple[Room, ...] = (
    users.ROOM,
    settings.ROOM,
    calendar.ROOM,
    printing.ROOM,
    imports.ROOM,
    approvals.ROOM,
    customers.ROOM,
    rechecks.ROOM,
    carriers.ROOM,
    rates.ROOM,
    tariffs.ROOM,
    quotes.ROOM,
    consignments.ROOM,
    flow.ROOM,
    tracking.ROOM,
    exceptions.ROOM,
    changes.ROOM,
    fleet.ROOM,
    price_checks.ROOM,
    pickup.ROOM,
    inbound.ROOM,
    delivery.ROOM,
    warehouse.ROOM,
    outbound.ROOM,
    stocktake.ROOM,
    transit.ROOM,
    cod.ROOM,
    returns.ROOM,
    day_close.ROOM,
    documents.ROOM,
    receipts.ROOM,
    vouchers.ROOM,
    customer_files.ROOM,
    retention.ROOM,
    scans.ROOM,
    complaints.ROOM,
    major_events.ROOM,
    claims.ROOM,
    surveys.ROOM,
    callbacks.ROOM,
    visits.ROOM,
    knowledge.ROOM,
    measures.ROOM,
    schemes.ROOM,
    plans.ROOM,
    reports.ROOM,
)
