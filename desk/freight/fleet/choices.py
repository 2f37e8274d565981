"""The enums of vehicles and drivers (spec 3.10)."""

from desk.kernel.choices import Choice


class OwnerKind(Choice):
    OWN = "OWN", "自有"
    HIRED = "HIRED", "外协"
    PARTNER = "PARTNER", "合作商"


class BodyType(Choice):
    BOX = "BOX", "厢式"
    STAKE = "STAKE", "高栏"
    FLATBED = "FLATBED", "平板"
    VAN = "VAN", "面包"


class VehicleStatus(Choice):
    USABLE = "USABLE", "可用"
    REPAIR = "REPAIR", "维修"
    RETIRED = "RETIRED", "停用"


class DriverStatus(Choice):
    USABLE = "USABLE", "可用"
    AWAY = "AWAY", "请假"
    RETIRED = "RETIRED", "停用"
