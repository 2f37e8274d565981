"""Who plays in the sample office: staff, shippers, consignees, goods, towns. All invented."""

from dataclasses import dataclass

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import DeliveryMode, Packing
from desk.kernel.roles import Role
from desk.kernel.settings import Firm
from desk.partners.carriers.choices import Grade

PASSWORD = "desk-2026"
MANAGER = ("boss", "王建国")
FIRM = Firm("天山通达物流有限公司", "0991-5550123", "乌鲁木齐市经济技术开发区货运站 2 号库")
STAFF = (
    ("lina", "李娜", Role.CS),
    ("guli", "古丽娜尔·艾山", Role.CS),
    ("zhang", "张伟", Role.IN),
    ("zhao", "赵强", Role.OUT),
)


@dataclass(frozen=True)
class Shipper:
    """A firm that sends goods to the hub."""

    name: str
    city: str
    contact: str
    phone: str
    terms: PayTerms
    industry: str


SHIPPERS = (
    Shipper("河南宏达机械有限公司", "郑州", "刘工", "13800000001", PayTerms.PREPAID, "机械"),
    Shipper("中原厨具厂", "郑州", "孙丽", "13800000002", PayTerms.COLLECT, "厨具"),
    Shipper("洛城轴承有限公司", "郑州", "周建", "13800000003", PayTerms.MONTHLY, "轴承"),
    Shipper("莲城发制品厂", "许昌", "何芳", "13800000004", PayTerms.COLLECT, "日用"),
    Shipper("长安布业商行", "西安", "高峰", "13800000005", PayTerms.PREPAID, "纺织"),
    Shipper("秦岭电器配件有限公司", "西安", "马超", "13800000006", PayTerms.MONTHLY, "电器"),
    Shipper("蓉城食品有限公司", "成都", "唐敏", "13800000007", PayTerms.COLLECT, "食品"),
    Shipper("锦江家具厂", "成都", "罗军", "13800000008", PayTerms.ON_RECEIPT, "家具"),
    Shipper("羊城服饰贸易行", "广州", "陈嘉", "13800000009", PayTerms.COLLECT, "服装"),
    Shipper("岭南五金制品厂", "广州", "梁辉", "13800000010", PayTerms.PREPAID, "五金"),
    Shipper("义乌万家小商品行", "义乌", "骆英", "13800000011", PayTerms.COLLECT, "百货"),
    Shipper("浙中文具有限公司", "义乌", "楼杰", "13800000012", PayTerms.MONTHLY, "文具"),
)


@dataclass(frozen=True)
class Receiver:
    """Someone who gets goods in the hub city or beyond."""

    name: str
    contact: str
    phone: str
    town: str
    address: str
    mode: DeliveryMode


_DOOR, _SELF, _TRANSIT = DeliveryMode.DOOR, DeliveryMode.SELF_PICKUP, DeliveryMode.TRANSIT
RECEIVERS = (
    Receiver("天悦酒店", "马经理", "0991-5550201", "乌鲁木齐", "天山区光明路 18 号后勤门", _DOOR),
    Receiver("兴疆机电", "王强", "0991-5550202", "乌鲁木齐", "头屯河区机电市场 3 栋 12 号", _SELF),
    Receiver("红山办公用品", "李静", "0991-5550203", "乌鲁木齐", "水磨沟区红山路 66 号", _DOOR),
    Receiver(
        "阿依努尔服装店", "阿依努尔", "13800000101", "乌鲁木齐", "沙依巴克区友好路 9 号 1 层", _DOOR
    ),
    Receiver(
        "新市区五金批发部",
        "丁勇",
        "13800000102",
        "乌鲁木齐",
        "新市区北京路五金城 B 区 21 号",
        _DOOR,
    ),
    Receiver(
        "大巴扎干果行", "买买提·吐尔逊", "13800000103", "乌鲁木齐", "天山区解放南路 5 号", _SELF
    ),
    Receiver("米东家居城", "何刚", "13800000104", "乌鲁木齐", "米东区府前路 88 号 2 号库", _DOOR),
    Receiver("城北汽修厂", "田野", "13800000105", "乌鲁木齐", "新市区河南路 101 号", _SELF),
    Receiver("西山超市", "郭燕", "13800000106", "乌鲁木齐", "沙依巴克区西山路 30 号收货口", _DOOR),
    Receiver("碾子沟电器行", "侯斌", "13800000107", "乌鲁木齐", "沙依巴克区黑龙江路 7 号", _SELF),
    Receiver("建新农机", "王建新", "13800000201", "喀什", "喀什市人民东路 188 号", _TRANSIT),
    Receiver(
        "喀什古城商贸", "吐尔地·买明", "13800000202", "喀什", "喀什市吾斯塘博依路 6 号", _TRANSIT
    ),
    Receiver("库尔勒美丽屋", "邹红", "13800000203", "库尔勒", "库尔勒市团结路 15 号", _TRANSIT),
    Receiver("香梨包装厂", "金鑫", "13800000204", "库尔勒", "库尔勒市石化大道 201 号", _TRANSIT),
    Receiver("阿克苏棉业物资站", "杨帆", "13800000205", "阿克苏", "阿克苏市南大街 77 号", _TRANSIT),
    Receiver("伊宁河谷百货", "巴合提", "13800000206", "伊宁", "伊宁市解放西路 120 号", _TRANSIT),
    Receiver("和田玉龙商行", "努尔·艾力", "13800000207", "和田", "和田市北京西路 39 号", _TRANSIT),
)
DEPUTY = "李副总"
# Public tariff: from each origin to the hub in 1/1000 yuan a kg and days; what a town costs more.
MILL_FROM = {
    "郑州": 1_500,
    "许昌": 1_500,
    "西安": 1_300,
    "成都": 1_700,
    "广州": 1_900,
    "义乌": 1_800,
}
DAYS_FROM = {"郑州": 5, "许昌": 6, "西安": 4, "成都": 5, "广州": 7, "义乌": 7}
MILL_ON = {"乌鲁木齐": 0, "库尔勒": 900, "喀什": 1_350, "阿克苏": 1_150, "伊宁": 950, "和田": 1_600}
DAYS_ON = {"乌鲁木齐": 0, "库尔勒": 2, "喀什": 3, "阿克苏": 3, "伊宁": 2, "和田": 4}
CONTRACT = ("天果园果品", "13800000401", "郑州", 1_050)


@dataclass(frozen=True)
class Carrier:
    """A partner who carries goods on to the towns.

    Attributes:
        mill: what he asks for a kg to each town, in 1/1000 yuan.
        licence_days: how long his licence is still good when the play stops.
    """

    name: str
    contact: str
    phone: str
    grade: Grade
    mill: dict[str, int]
    licence_days: int = 500


CARRIERS = (
    Carrier("喀什鸿运物流", "艾力", "13800000611", Grade.A, {"喀什": 950, "和田": 1_250}),
    Carrier("喀什顺达货运", "玉素甫", "13800000612", Grade.B, {"喀什": 980}),
    Carrier("库尔勒捷运货运", "罗刚", "13800000613", Grade.B, {"库尔勒": 550}),
    Carrier("巴州众联物流", "马占军", "13800000614", Grade.C, {"库尔勒": 520}),
    Carrier("阿克苏通途货运", "程志", "13800000615", Grade.B, {"阿克苏": 800}, licence_days=30),
    Carrier("塔里木快运", "木合塔尔", "13800000616", Grade.B, {"阿克苏": 855, "库尔勒": 600}),
    Carrier("伊犁河谷物流", "叶尔兰", "13800000617", Grade.A, {"伊宁": 650}),
    Carrier("天山西行货运", "蔡明", "13800000618", Grade.C, {"伊宁": 670}),
    Carrier("和田绿洲货运", "买合木提", "13800000619", Grade.B, {"和田": 1_200}),
)
SUSPENDED = "巴州众联物流"


@dataclass(frozen=True)
class Ware:
    """Goods with the usual size of one piece."""

    name: str
    packing: Packing
    weight_g: int
    volume_cm3: int


WARES = {
    "机械": (
        Ware("水泵配件", Packing.CRATE, 40_000, 158_000),
        Ware("减速机", Packing.PALLET, 85_000, 240_000),
    ),
    "厨具": (
        Ware("不锈钢餐车", Packing.CARTON, 30_000, 75_000),
        Ware("蒸柜", Packing.CRATE, 62_000, 410_000),
    ),
    "轴承": (Ware("轴承", Packing.CRATE, 40_000, 50_000),),
    "日用": (Ware("假发", Packing.CARTON, 5_000, 60_000),),
    "纺织": (
        Ware("布料", Packing.WOVEN_BAG, 20_000, 70_000),
        Ware("窗帘", Packing.BUNDLE, 16_000, 85_000),
    ),
    "电器": (
        Ware("配电箱", Packing.CARTON, 18_000, 60_000),
        Ware("电缆", Packing.BUNDLE, 55_000, 52_000),
    ),
    "食品": (
        Ware("火锅底料", Packing.CARTON, 12_000, 22_000),
        Ware("罐头", Packing.CARTON, 15_000, 20_000),
    ),
    "家具": (
        Ware("餐椅", Packing.CARTON, 9_000, 130_000),
        Ware("茶几", Packing.CRATE, 34_000, 280_000),
    ),
    "服装": (Ware("服装", Packing.WOVEN_BAG, 22_000, 110_000),),
    "五金": (
        Ware("五金工具", Packing.CARTON, 25_000, 30_000),
        Ware("合页", Packing.CARTON, 28_000, 18_000),
    ),
    "百货": (
        Ware("日用百货", Packing.CARTON, 11_000, 62_000),
        Ware("塑料玩具", Packing.CARTON, 6_000, 75_000),
    ),
    "文具": (Ware("文具", Packing.CARTON, 14_000, 35_000),),
}
LINE_OPERATORS = {
    "郑州": "中州专线",
    "许昌": "中州专线",
    "西安": "丝路快线",
    "成都": "蓉新专线",
    "广州": "南粤干线",
    "义乌": "浙疆专线",
}
VEHICLES = (
    ("新A3D852", 1_800, 9_000_000),
    ("新A6F129", 4_200, 18_000_000),
    ("新A8K317", 1_500, 8_000_000),
)
DRIVERS = (("刘洋", "13800000301"), ("艾力·买买提", "13800000302"), ("孟涛", "13800000303"))
LONG_TRUCKS = (
    ("新A6F128", "马强", "13800000322"),
    ("新A9H527", "卡德尔", "13800000323"),
    ("新A2M906", "霍志", "13800000324"),
)
TRUCKS = ("豫A8K369", "陕A7M215", "川A5T680", "粤A9C731", "浙G3H452")
OUTBOUND = (
    ("天果园果品", "13800000401", "葡萄干", 20_000, 60_000, PayTerms.MONTHLY),
    ("兴华商贸", "13800000402", "干果礼盒", 12_500, 52_500, PayTerms.COLLECT),
    ("天山毛纺厂", "13800000403", "羊毛毯", 15_000, 90_000, PayTerms.PREPAID),
    ("乌孙药材行", "13800000404", "甘草片", 18_000, 48_000, PayTerms.COLLECT),
)
INLAND = (
    ("郑州", "中原果品批发行", "13800000501"),
    ("西安", "长安干货市场", "13800000502"),
    ("许昌", "莲城副食店", "13800000503"),
)
