"""Drivers are registered, corrected, given leave, taken out of service and put back."""

from datetime import date

from sqlalchemy import select

from desk.freight.fleet.assigning import driver_of
from desk.freight.fleet.choices import DriverStatus
from desk.freight.fleet.drafts import DriverDraft
from desk.freight.fleet.model import Driver
from desk.freight.fleet.rules import DRIVER_STATES, check_driver_draft
from desk.kernel.commands import command
from desk.kernel.identity import clean_text, mask_phone, normal_id_card, normal_phone
from desk.kernel.text import tr
from desk.office.users.keys import encrypt_text
from desk.storage.work import Work

_FIELDS = '"name": "刘洋", "mobile": "13800000021", "licence_class": "B2"'


@command("vehicle.create", "登记司机", example=f"{{{_FIELDS}}}")
def add_driver(
    work: Work,
    *,
    name: str,
    mobile: str,
    id_card: str = "",
    licence_class: str = "",
    licence_valid_to: date | None = None,
    driver_cert_no: str = "",
    cert_valid_to: date | None = None,
    remark: str = "",
) -> str:
    """Register a driver; a mobile belongs to one driver.

    Returns:
        The driver's code, ``D001``.

    Raises:
        Refused: E001, E004, E012, E017 the mobile is known, E102, E106.
    """
    draft = DriverDraft(
        name=name,
        mobile=mobile,
        id_card=id_card,
        licence_class=licence_class,
        licence_valid_to=licence_valid_to,
        driver_cert_no=driver_cert_no,
        cert_valid_to=cert_valid_to,
        remark=remark,
    )
    _check(work, draft, None)
    record = Driver(status=DriverStatus.USABLE)
    _fill(work, record, draft)
    record.code = work.number("driver")
    return work.add(record).code


@command("vehicle.update", "修改司机", example=f'{{"driver_no": "D001", {_FIELDS}}}')
def update_driver(
    work: Work,
    *,
    driver_no: str,
    name: str,
    mobile: str,
    id_card: str = "",
    licence_class: str = "",
    licence_valid_to: date | None = None,
    driver_cert_no: str = "",
    cert_valid_to: date | None = None,
    remark: str = "",
    version: int | None = None,
) -> None:
    """Correct a driver or renew his papers: all fields as they shall be.

    An empty identity number keeps the stored one; a mobile sent back masked, as lists show it, too.

    Raises:
        Refused: E006, E211, and whatever registering refuses.
    """
    record = driver_of(work, driver_no)
    work.expect_version(record, version)
    unchanged = mobile.strip() == mask_phone(record.mobile)
    draft = DriverDraft(
        name=name,
        mobile=record.mobile if unchanged else mobile,
        id_card=id_card,
        licence_class=licence_class,
        licence_valid_to=licence_valid_to,
        driver_cert_no=driver_cert_no,
        cert_valid_to=cert_valid_to,
        remark=remark,
    )
    _check(work, draft, record.id)
    _fill(work, record, draft)


def _check(work: Work, draft: DriverDraft, own_id: int | None) -> None:
    problems = check_driver_draft(draft)
    mobile = normal_phone(draft.mobile)
    known = work.session.scalar(select(Driver.id).where(Driver.mobile == mobile))
    problems.check(known in (None, own_id), "E017", "mobile", label=tr("手机"), v=mobile)
    problems.raise_if_any()


def _fill(work: Work, record: Driver, draft: DriverDraft) -> None:
    record.name = clean_text(draft.name)
    record.mobile = normal_phone(draft.mobile)
    record.licence_class = clean_text(draft.licence_class).upper()
    record.licence_valid_to = draft.licence_valid_to
    record.driver_cert_no = clean_text(draft.driver_cert_no)
    record.cert_valid_to = draft.cert_valid_to
    record.remark = clean_text(draft.remark)
    if draft.id_card.strip() and work.actor.data_key:
        record.id_card = encrypt_text(work.actor.data_key, normal_id_card(draft.id_card))


@command("vehicle.update", "司机准假", example='{"driver_no": "D001"}')
def grant_leave(work: Work, *, driver_no: str) -> None:
    """Take a driver out of planning while he is away.

    Raises:
        Refused: E006, E008.
    """
    record = driver_of(work, driver_no)
    record.status = DRIVER_STATES.step(record.status, "grant_leave")


@command("vehicle.update", "停用司机", example='{"driver_no": "D001"}')
def retire_driver(work: Work, *, driver_no: str) -> None:
    """Take a driver out of service; his history stays.

    Raises:
        Refused: E006, E008.
    """
    record = driver_of(work, driver_no)
    record.status = DRIVER_STATES.step(record.status, "retire_driver")


@command("vehicle.update", "启用司机", example='{"driver_no": "D001"}')
def activate_driver(work: Work, *, driver_no: str) -> None:
    """Put a driver back into planning.

    Raises:
        Refused: E006, E008.
    """
    record = driver_of(work, driver_no)
    record.status = DRIVER_STATES.step(record.status, "activate_driver")
