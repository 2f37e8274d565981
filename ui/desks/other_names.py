"""What the office calls the work of a page, where its title says it otherwise; Ctrl+K finds it by these."""

from collections.abc import Mapping

OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "approval_desk": ("批准",),
    "customers": ("客户档案", "建档"),
    "consignment_entry": ("开单", "制单", "受理"),
    "arrival_count": ("卸货", "到货", "录入清单"),
    "pickup_board": ("上门提货", "派车提货"),
    "run_board": ("排车", "派车", "送货"),
    "transit_board": ("外转", "交合作商"),
    "preadvice_board": ("配车", "发车", "出港预报"),
    "run_receipts": ("交款", "缴款", "签收单"),
    "self_pickup": ("自提", "客户提货"),
    "story": ("查货", "货在哪里"),
    "stock": ("在库",),
    "cod": ("返款", "货款"),
    "day_close_items": ("日结", "交班"),
    "call_sheet": ("报价", "价格"),
    "claim_desk": ("赔偿", "赔付"),
    "import_wizard": ("导入", "Excel"),
    "scan_sorting": ("扫描",),
    "users": ("员工", "权限", "岗位"),
    "calendar": ("放假", "节假日"),
    "print_settings": ("打印机", "校准"),
    "check": ("备份", "恢复"),
}
