"""The customer with contacts, addresses and requested changes (spec 3.1, 3.2)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.archive.customers.choices import (
    AddressLabel,
    ChangeField,
    ChangeSource,
    ChangeStatus,
    ContactRole,
    CustomerClass,
    CustomerKind,
    CustomerSource,
    CustomerStatus,
    CustomerType,
    PayTerms,
    RfmLabel,
    Stage,
)
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Fen

_KINDS = tuple((kind, f"kind_{kind.value.lower()}") for kind in CustomerKind)
"""The column of every kind of business."""


class Customer(Record):
    """客户. `name_key` and `initials` follow the name; `completeness_bp` is stored at every save."""

    __tablename__ = "customer"
    searched = Searched(2, ("code", "name"), ("initials",), ("name",))
    __table_args__ = (
        Index(
            "ix_customer_contract",
            "contract_valid_to",
            sqlite_where=text("contract_valid_to IS NOT NULL"),
        ),
        Index("ix_customer_class", "customer_class", "last_ticket_on"),
        Index(
            "ix_customer_class_by_hand",
            "class_override",
            sqlite_where=text("class_override IS NOT NULL"),
        ),
    )

    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(String(60), index=True)
    initials: Mapped[str] = mapped_column(String(400), default="", index=True)
    customer_type: Mapped[CustomerType] = mapped_column(Chosen(CustomerType))
    uscc: Mapped[str] = mapped_column(String(18), default="")
    id_card: Mapped[bytes | None] = mapped_column(LargeBinary)
    kind_inbound: Mapped[bool] = mapped_column(default=False)
    kind_outbound: Mapped[bool] = mapped_column(default=False)
    kind_transit: Mapped[bool] = mapped_column(default=False)
    kind_terminal: Mapped[bool] = mapped_column(default=False)
    industry: Mapped[str] = mapped_column(String(40), default="")
    source: Mapped[CustomerSource | None] = mapped_column(Chosen(CustomerSource))
    salesperson: Mapped[str] = mapped_column(String(60), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)

    stage: Mapped[Stage] = mapped_column(Chosen(Stage), default=Stage.PROSPECT)
    first_ticket_on: Mapped[date | None]
    last_ticket_on: Mapped[date | None]
    customer_class: Mapped[CustomerClass] = mapped_column(
        Chosen(CustomerClass), default=CustomerClass.C
    )
    class_override: Mapped[CustomerClass | None] = mapped_column(Chosen(CustomerClass))
    class_override_reason: Mapped[str] = mapped_column(String(200), default="")
    class_override_until: Mapped[date | None]
    rfm_recency: Mapped[int] = mapped_column(default=0)
    rfm_frequency: Mapped[int] = mapped_column(default=0)
    rfm_money: Mapped[int] = mapped_column(default=0)
    rfm_label: Mapped[RfmLabel | None] = mapped_column(Chosen(RfmLabel), index=True)

    settlement: Mapped[PayTerms] = mapped_column(Chosen(PayTerms), default=PayTerms.PREPAID)
    credit_limit_fen: Mapped[Fen]
    credit_days: Mapped[int] = mapped_column(default=0)
    statement_day: Mapped[int | None]
    invoice_title: Mapped[str] = mapped_column(String(100), default="")
    tax_no: Mapped[str] = mapped_column(String(20), default="")
    bank: Mapped[str] = mapped_column(String(60), default="")
    account: Mapped[str] = mapped_column(String(40), default="")

    intention: Mapped[str] = mapped_column(Text, default="")
    lanes_of_interest: Mapped[str] = mapped_column(Text, default="")
    goods_usual: Mapped[str] = mapped_column(Text, default="")
    volume_per_month: Mapped[str] = mapped_column(Text, default="")
    special_requirements: Mapped[str] = mapped_column(Text, default="")
    contract_no: Mapped[str] = mapped_column(String(40), default="")
    contract_valid_to: Mapped[date | None]
    privacy_notice_at: Mapped[datetime | None]
    marketing_consent: Mapped[bool] = mapped_column(default=False)
    verified_on: Mapped[date | None]
    completeness_bp: Mapped[int] = mapped_column(default=0)
    missing: Mapped[str] = mapped_column(String(120), default="")
    duplicate_reason: Mapped[str] = mapped_column(String(200), default="")

    status: Mapped[CustomerStatus] = mapped_column(
        Chosen(CustomerStatus), default=CustomerStatus.ACTIVE
    )
    status_reason: Mapped[str] = mapped_column(String(200), default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)

    contacts: Mapped[list["Contact"]] = relationship(
        order_by="(Contact.is_primary.desc(), Contact.id)", cascade="all, delete-orphan"
    )
    addresses: Mapped[list["Address"]] = relationship(
        order_by="(Address.is_default.desc(), Address.id)", cascade="all, delete-orphan"
    )
    changes: Mapped[list["CustomerChange"]] = relationship(
        order_by="CustomerChange.id", cascade="all, delete-orphan"
    )

    @property
    def kinds(self) -> frozenset[CustomerKind]:
        """The business he does with us."""
        return frozenset(kind for kind, column in _KINDS if getattr(self, column))

    @kinds.setter
    def kinds(self, kinds: frozenset[CustomerKind]) -> None:
        for kind, column in _KINDS:
            setattr(self, column, kind in kinds)


class Contact(Record):
    """联系人: exactly one of a customer's contacts is the primary one."""

    __tablename__ = "contact"
    searched = Searched(3, ("name", "mobile", "phone"), names=("name",))
    __table_args__ = (
        Index("ux_contact_primary", "customer_id", unique=True, sqlite_where=text("is_primary")),
    )

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    role: Mapped[ContactRole | None] = mapped_column(Chosen(ContactRole))
    mobile: Mapped[str] = mapped_column(String(20), default="", index=True)
    phone: Mapped[str] = mapped_column(String(30), default="", index=True)
    wechat: Mapped[str] = mapped_column(String(40), default="")
    is_primary: Mapped[bool] = mapped_column(default=False)
    call_time_pref: Mapped[str] = mapped_column(String(60), default="")
    do_not_call: Mapped[bool] = mapped_column(default=False)

    @property
    def number(self) -> str:
        """The number to call: the mobile, else the landline."""
        return self.mobile or self.phone


class Address(Record):
    """地址: province, city and county from the official table, only the street is free text."""

    __tablename__ = "address"
    __table_args__ = (
        Index("ux_address_default", "customer_id", unique=True, sqlite_where=text("is_default")),
    )

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    province: Mapped[str] = mapped_column(String(40))
    city: Mapped[str] = mapped_column(String(40))
    county: Mapped[str] = mapped_column(String(40), default="")
    division_code: Mapped[str] = mapped_column(String(6))
    street: Mapped[str] = mapped_column(String(120))
    label: Mapped[AddressLabel | None] = mapped_column(Chosen(AddressLabel))
    geo_note: Mapped[str] = mapped_column(String(200), default="")
    is_default: Mapped[bool] = mapped_column(default=False)

    @property
    def place(self) -> str:
        """City and county, as a destination is written."""
        return self.city + self.county

    @property
    def full(self) -> str:
        """The whole address in one line."""
        province = "" if self.province == self.city else self.province
        return f"{province}{self.place}{self.street}"


class CustomerChange(Record):
    """客户变更: what a customer told us; name, tax number, bank and credit wait for the manager.

    `part_id` is the contact or address meant; without it the primary or default one.
    """

    __tablename__ = "customer_change"
    __table_args__ = (Index("ix_customer_change_at", "created_at", "id"),)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    changed: Mapped[ChangeField] = mapped_column(Chosen(ChangeField))
    part_id: Mapped[int | None]
    old_value: Mapped[str] = mapped_column(String(500), default="")
    new_value: Mapped[str] = mapped_column(String(500), default="")
    source: Mapped[ChangeSource] = mapped_column(Chosen(ChangeSource))
    evidence: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[ChangeStatus] = mapped_column(
        Chosen(ChangeStatus), default=ChangeStatus.PENDING, index=True
    )
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    reject_reason: Mapped[str] = mapped_column(String(200), default="")
