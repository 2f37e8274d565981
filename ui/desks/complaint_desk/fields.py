"""The fields of a complaint as it is taken down."""

from desk.care.complaints.choices import Channel, Circumstance, ComplaintKind, Level, Source
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind

WHO = Field("complainant", tr("投诉人"), width=10, required=True)
PHONE = Field("phone", tr("电话"), Kind.PHONE, width=8)
WAYBILL = Field("waybill", tr("运单"), Kind.NUMBER, width=10)
KIND = Field("kind", tr("类型"), Kind.CHOICE, choices=ComplaintKind, width=6, required=True)
CONTENT = Field("content", tr("投诉内容"), Kind.NOTE, width=20, required=True)
DEMAND = Field("demand", tr("诉求"), width=14)
CLAIMED = Field("claimed_fen", tr("索赔金额"), Kind.MONEY, width=6)
ESTIMATED = Field("estimated_fen", tr("估计损失"), Kind.MONEY, width=6)
RECEIVED = Field("received_at", tr("来电时间"), Kind.MOMENT, width=8)
CHANNEL = Field("channel", tr("渠道"), Kind.CHOICE, choices=Channel, width=6)
SOURCE = Field("source", tr("来源"), Kind.CHOICE, choices=Source, width=6)
LEVEL = Field("level", tr("另定等级"), Kind.CHOICE, choices=Level, width=6)
LEVEL_REASON = Field("level_reason", tr("定级说明"), width=14)
CIRCUMSTANCES = tuple(Field(c.value, c.label, Kind.FLAG) for c in Circumstance)
ASIDE = frozenset({"received_at", "channel", "source", "estimated_fen", "level", "level_reason"})
"""Fields that Enter passes over: they are right as they stand in almost every call."""
