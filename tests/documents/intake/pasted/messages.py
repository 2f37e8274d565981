"""Invented messages as they are pasted, and everything that must be read from them.

One line for each field: `?` behind the name marks what is unsure, then the value, then what else it
may be. `rest` is what nobody understood.
"""

MESSAGES: tuple[tuple[str, str], ...] = (
    (
        """收货人:艾力·买买提 138 0000 0001 喀什地区莎车县古勒巴格乡 水泵配件12件480公斤1.9方 到付""",
        """
consignee.name 艾力·买买提
consignee.phone 13800000001
consignee.place 喀什地区莎车县
consignee.address 古勒巴格乡
goods1.goods_name 水泵配件
goods1.pieces 12
goods1.weight_g 480000
goods1.volume_cm3 1900000
pay_terms 到付
""",
    ),
    (
        """发货人:宏达水泵 李经理 13800000001
收货人:建新农机 王建新 13900000002
地址:喀什市人民东路 1 号
水泵配件12件,480公斤,1.9方,到付,代收货款8000,保价3万,回单2份,送货上门""",
        """
shipper.name 李经理
shipper.company 宏达水泵
shipper.phone 13800000001
consignee.name 王建新
consignee.company 建新农机
consignee.phone 13900000002
consignee.place 喀什地区喀什市
consignee.address 人民东路 1 号
goods1.goods_name 水泵配件
goods1.pieces 12
goods1.weight_g 480000
goods1.volume_cm3 1900000
pay_terms 到付
cod_fen 800000
declared_fen 3000000
receipt_copies 2
delivery 送货
""",
    ),
    (
        """王建新13900000002喀什市人民东路1号 配件十二件0.48吨 自提""",
        """
consignee.name? 王建新
consignee.phone? 13900000002
consignee.place? 喀什地区喀什市
consignee.address? 人民东路1号
goods1.goods_name 配件
goods1.pieces 12
goods1.weight_g 480000
delivery 自提
""",
    ),
    (
        """张三 13800000003 郑州市金水区花园路5号 寄
李四 13900000004 喀什地区疏勒县巴仁乡 收
阀门3托 960斤 120*80*60cm x 3""",
        """
shipper.name 张三
shipper.phone 13800000003
shipper.place 郑州市金水区
shipper.address 花园路5号
consignee.name 李四
consignee.phone 13900000004
consignee.place 喀什地区疏勒县
consignee.address 巴仁乡
goods1.goods_name 阀门
goods1.pieces 3
goods1.packing 托盘
goods1.weight_g 480000
goods1.volume_cm3 1728000
""",
    ),
    (
        """郑州发喀什 阀门20箱 650kg 2.1立方 等通知放货 加急""",
        """
shipper.place 郑州市
consignee.place 喀什地区
goods1.goods_name 阀门
goods1.pieces 20
goods1.packing 纸箱
goods1.weight_g 650000
goods1.volume_cm3 2100000
urgent True
hold_release True
""",
    ),
    (
        """郑州→乌鲁木齐 瓷砖30件 1.2吨""",
        """
shipper.place 郑州市
consignee.place 乌鲁木齐市
goods1.goods_name 瓷砖
goods1.pieces 30
goods1.weight_g 1200000
goods1.category? 易碎
""",
    ),
    (
        """郑州-库尔勒 阀门20箱""",
        """
shipper.place 郑州市
consignee.place 巴音郭楞蒙古自治州库尔勒市
goods1.goods_name 阀门
goods1.pieces 20
goods1.packing 纸箱
""",
    ),
    (
        """你好,麻烦发喀什沙车县 艾力江 13900000005 电机2台""",
        """
consignee.name? 艾力江
consignee.phone? 13900000005
consignee.place? 喀什地区 |喀什地区莎车县
goods1.goods_name 电机
goods1.pieces 2
rest 你好,麻烦
""",
    ),
    (
        """喀什地区沙车县 艾力江 13900000005 电机2台 180kg""",
        """
consignee.name? 艾力江
consignee.phone? 13900000005
consignee.place? 喀什地区 |喀什地区莎车县
goods1.goods_name 电机
goods1.pieces 2
goods1.weight_g 180000
""",
    ),
    (
        """艾力•买买提 138-0000-0001 0998-1234567 和田地区和田市北京西路12号3栋 水泵8件 阀门4箱 共12件 480公斤 1.9方 月结""",
        """
consignee.name? 艾力•买买提
consignee.phone? 13800000001
consignee.second_phone? 0998-1234567
consignee.place? 和田地区和田市
consignee.address? 北京西路12号3栋
goods1.goods_name 水泵
goods1.pieces 8
goods2.goods_name 阀门
goods2.pieces 4
goods2.packing 纸箱
total.pieces 12
total.weight_g 480000
total.volume_cm3 1900000
pay_terms 月结
""",
    ),
    (
        """今天天气不错""",
        """
rest 今天天气不错
""",
    ),
    (
        """""",
        """

""",
    ),
    (
        """13800000001""",
        """
consignee.phone? 13800000001
""",
    ),
    (
        """姓名:古丽 电话:１３８００００００１２ 地址:阿克苏地区库车市五一路8号 货物:玻璃 件数:5 重量:300 体积:1.2""",
        """
consignee.name? 古丽
consignee.phone? 13800000012
consignee.place? 阿克苏地区库车市
consignee.address? 五一路8号
goods1.goods_name 玻璃
goods1.pieces 5
goods1.weight_g? 300000
goods1.volume_cm3? 1200000
goods1.category? 易碎
""",
    ),
    (
        """电路板20箱""",
        """
goods1.goods_name 电路板
goods1.pieces 20
goods1.packing 纸箱
""",
    ),
    (
        """莎车县路灯20套 每件12公斤""",
        """
consignee.place? 喀什地区莎车县
goods1.goods_name 路灯
goods1.pieces 20
goods1.weight_g? 240000
""",
    ),
    (
        """收:李四 13900000004 疏勒县 发:张三 13800000003 郑州""",
        """
shipper.name 张三
shipper.phone 13800000003
shipper.place 郑州市
consignee.name 李四
consignee.phone 13900000004
consignee.place 喀什地区疏勒县
""",
    ),
    (
        """轮胎40条 800-900公斤 货到付款 王老板 1390000000""",
        """
consignee.name? 王老板
consignee.phone? 1390000000
goods1.goods_name 轮胎
goods1.pieces? 40
goods1.weight_g? None |800公斤 |900公斤
pay_terms? 到付
""",
    ),
    (
        """河南宏达水泵有限公司 李经理 0371-64110000 发 新疆喀什 建新农机 王建新 13900000002,水泵12台约半吨 运费1646到付 签回单""",
        """
shipper.name? 李经理
shipper.company? 河南宏达水泵有限公司
shipper.phone? 0371-64110000
consignee.name? 王建新
consignee.company? 建新农机
consignee.phone? 13900000002
consignee.place 喀什地区
goods1.goods_name 水泵
goods1.pieces 12
goods1.weight_g? 500000
pay_terms 到付
freight_fen 164600
receipt_copies? 1
""",
    ),
    (
        """收货人:阿不都热合曼·吐尔逊
电话:13900000006
地址:和田地区墨玉县喀拉喀什镇博斯坦路21号
货物:机油
件数:20桶
重量:400kg
付款方式:提付""",
        """
consignee.name 阿不都热合曼·吐尔逊
consignee.phone 13900000006
consignee.place 和田地区墨玉县
consignee.address 喀拉喀什镇博斯坦路21号
goods1.goods_name 机油
goods1.pieces 20
goods1.packing 桶
goods1.weight_g 400000
goods1.category? 液体
pay_terms 到付
""",
    ),
    (
        """收件人:李四,手机号:139 0000 0004,地址:乌鲁木齐市米东区古牧地镇 3 号库""",
        """
consignee.name 李四
consignee.phone 13900000004
consignee.place 乌鲁木齐市米东区
consignee.address 古牧地镇 3 号库
""",
    ),
    (
        """木箱2件 设备 1.5吨 3.2方 中转""",
        """
goods1.goods_name 设备
goods1.pieces 2
goods1.packing 木箱
goods1.weight_g 1500000
goods1.volume_cm3 3200000
delivery 中转
""",
    ),
    (
        """12件水泵配件 480公斤 发莎车""",
        """
consignee.place 喀什地区莎车县
goods1.goods_name 水泵配件
goods1.pieces 12
goods1.weight_g 480000
""",
    ),
    (
        """不急 不要回单 不保价 自提""",
        """
declared_fen 0
receipt_copies 0
delivery 自提
urgent False
""",
    ),
    (
        """代收货款 货值3万""",
        """
cod_fen? None
declared_fen? 3000000
""",
    ),
    (
        """代收2万3 月结""",
        """
pay_terms 月结
cod_fen? 2300000
""",
    ),
    (
        """代收1万2千元 保价三万""",
        """
cod_fen 1200000
declared_fen 3000000
""",
    ),
    (
        """运费:300 现付""",
        """
pay_terms 现付
freight_fen 30000
""",
    ),
    (
        """到付500元 配件5件""",
        """
goods1.goods_name 配件
goods1.pieces 5
pay_terms 到付
freight_fen? 50000
""",
    ),
    (
        """回单3联 货款扣""",
        """
pay_terms 货款扣
receipt_copies 3
""",
    ),
    (
        """等通知 电视机3台 易碎""",
        """
goods1.goods_name 电视机
goods1.pieces 3
goods1.category 易碎
hold_release? True
""",
    ),
    (
        """控货 白酒50箱 回付""",
        """
goods1.goods_name 白酒
goods1.pieces 50
goods1.packing 纸箱
goods1.category? 液体
pay_terms 回付
hold_release True
""",
    ),
    (
        """伊宁市解放路 100 号 马师傅 13900000007 面粉40袋 2000斤""",
        """
consignee.name? 马师傅
consignee.phone? 13900000007
consignee.place? 伊犁哈萨克自治州伊宁市
consignee.address? 解放路 100 号
goods1.goods_name 面粉
goods1.pieces 40
goods1.packing 编织袋
goods1.weight_g 1000000
""",
    ),
    (
        """王芳 13900000008
李娜 13900000009
配件3件""",
        """
shipper.name? 王芳
shipper.phone? 13900000008
consignee.name? 李娜
consignee.phone? 13900000009
goods1.goods_name 配件
goods1.pieces 3
""",
    ),
    (
        """王芳 13900000008 13800000088 喀什 配件3件""",
        """
consignee.name? 王芳
consignee.phone? 13900000008
consignee.second_phone? 13800000088
consignee.place? 喀什地区
goods1.goods_name 配件
goods1.pieces 3
""",
    ),
    (
        """收货人:买买提·艾力(13900000010) 阿图什市帕米尔路2号 轴承1箱25公斤""",
        """
consignee.name 买买提·艾力
consignee.phone 13900000010
consignee.place 克孜勒苏柯尔克孜自治州阿图什市
consignee.address 帕米尔路2号
goods1.goods_name 轴承
goods1.pieces 1
goods1.packing 纸箱
goods1.weight_g 25000
""",
    ),
    (
        """李四(收)13900000004 疏附县""",
        """
consignee.name 李四
consignee.phone 13900000004
consignee.place 喀什地区疏附县
""",
    ),
    (
        """收货地址:喀什地区巴楚县色力布亚镇 收货电话:13900000011 收货人:热依汗·阿不力孜""",
        """
consignee.name 热依汗·阿不力孜
consignee.phone 13900000011
consignee.place 喀什地区巴楚县
consignee.address 色力布亚镇
""",
    ),
    (
        """发货地:郑州 目的地:库尔勒 电缆5卷 3.5吨 4m3""",
        """
shipper.place 郑州市
consignee.place 巴音郭楞蒙古自治州库尔勒市
goods1.goods_name 电缆
goods1.pieces 5
goods1.weight_g 3500000
goods1.volume_cm3 4000000
""",
    ),
    (
        """从洛阳到和田 三件 一百二十公斤""",
        """
shipper.place 洛阳市
consignee.place 和田地区
goods1.pieces 3
goods1.weight_g 120000
""",
    ),
    (
        """共12件 480公斤""",
        """
goods1.pieces 12
goods1.weight_g 480000
""",
    ),
    (
        """3箱12件 阀门""",
        """
goods1.goods_name 阀门
goods1.pieces? 12 |3箱 |12件
goods1.packing 纸箱
""",
    ),
    (
        """阀门3箱 40kg/件""",
        """
goods1.goods_name 阀门
goods1.pieces 3
goods1.packing 纸箱
goods1.weight_g? 120000
""",
    ),
    (
        """水泵8件300公斤 阀门4件180公斤 到付""",
        """
goods1.goods_name 水泵
goods1.pieces 8
goods1.weight_g 300000
goods2.goods_name 阀门
goods2.pieces 4
goods2.weight_g 180000
pay_terms 到付
""",
    ),
    (
        """水泵8件300公斤1方
阀门4件180公斤0.9方
总共12件480公斤1.9方""",
        """
goods1.goods_name 水泵
goods1.pieces 8
goods1.weight_g 300000
goods1.volume_cm3 1000000
goods2.goods_name 阀门
goods2.pieces 4
goods2.weight_g 180000
goods2.volume_cm3 900000
total.pieces 12
total.weight_g 480000
total.volume_cm3 1900000
""",
    ),
    (
        """尺寸60*40*50 10件 纸箱 图书""",
        """
goods1.pieces 10
goods1.packing 纸箱
goods1.volume_cm3? 1200000
rest 图书
""",
    ),
    (
        """1200×800×600mm×2 电机""",
        """
goods1.pieces? 2
goods1.volume_cm3 1152000
rest 电机
""",
    ),
    (
        """0991-1234567转12 张会计 配件1件""",
        """
consignee.name? 张会计
consignee.phone? 0991-1234567-12
goods1.goods_name 配件
goods1.pieces 1
""",
    ),
    (
        """电话:8123456 老马 配件1件""",
        """
consignee.name? 老马
consignee.phone? 8123456
goods1.goods_name 配件
goods1.pieces 1
""",
    ),
    (
        """400-123-4567 配件1件""",
        """
consignee.phone? 400-123-4567
goods1.goods_name 配件
goods1.pieces 1
""",
    ),
    (
        """+86 13900000012 孙七 石河子市 配件6件""",
        """
consignee.name? 孙七
consignee.phone? 13900000012
consignee.place? 石河子市
goods1.goods_name 配件
goods1.pieces 6
""",
    ),
    (
        """138000000012 配件6件""",
        """
consignee.phone? 138000000012
goods1.goods_name 配件
goods1.pieces 6
""",
    ),
    (
        """喀什""",
        """
consignee.place? 喀什地区
""",
    ),
    (
        """收货人:喀什建新农机有限公司 王建新 13900000002""",
        """
consignee.name 王建新
consignee.company 喀什建新农机有限公司
consignee.phone 13900000002
""",
    ),
    (
        """送到家 加急 急用""",
        """
urgent True
rest 送到家
""",
    ),
    (
        """到付 现付 配件1件""",
        """
goods1.goods_name 配件
goods1.pieces 1
pay_terms? 到付 |到付 |现付
""",
    ),
    (
        """阿勒泰地区 北屯市 李红 13900000013 土特产3袋""",
        """
shipper.place? 阿勒泰地区
consignee.name? 李红
consignee.phone? 13900000013
consignee.place? 北屯市
goods1.goods_name 土特产
goods1.pieces 3
goods1.packing 编织袋
""",
    ),
    (
        """柴油50桶 9吨""",
        """
goods1.goods_name 柴油
goods1.pieces 50
goods1.packing 桶
goods1.weight_g 9000000
goods1.category? 危险品
""",
    ),
    (
        """发货人:张三，13800000003；收货人:李四，13900000004；喀什；配件5件、100公斤、0.5方。""",
        """
shipper.name 张三
shipper.phone 13800000003
consignee.name 李四
consignee.phone 13900000004
consignee.place 喀什地区
goods1.goods_name 配件
goods1.pieces 5
goods1.weight_g 100000
goods1.volume_cm3 500000
""",
    ),
    (
        """麻烦明天上午来提货 联系人:赵六 13800000014 郑州市二七区航海路99号""",
        """
consignee.name? 赵六
consignee.phone? 13800000014
consignee.place? 郑州市二七区
consignee.address? 航海路99号
delivery 自提
rest 麻烦明天上午
""",
    ),
    (
        """库车市五一路8号 古丽 13900000015 窗帘 3 包 45 公斤 0.3 方 到付 送货""",
        """
consignee.name? 古丽
consignee.phone? 13900000015
consignee.place? 阿克苏地区库车市
consignee.address? 五一路8号
goods1.goods_name? 窗帘
goods1.pieces 3
goods1.weight_g 45000
goods1.volume_cm3 300000
pay_terms 到付
delivery 送货
""",
    ),
    (
        """疏勒县 农机店 老王 139 0000 0016 皮带两箱""",
        """
consignee.name? 老王
consignee.phone? 13900000016
consignee.place? 喀什地区疏勒县
consignee.address? 农机店
goods1.goods_name 皮带
goods1.pieces 2
goods1.packing 纸箱
""",
    ),
    (
        """打托2托 饮料 850KG 3.6M³ 月结 回单一份""",
        """
goods1.goods_name 饮料
goods1.pieces 2
goods1.packing 托盘
goods1.weight_g 850000
goods1.volume_cm3 3600000
goods1.category? 液体
pay_terms 月结
receipt_copies 1
""",
    ),
    (
        """图木舒克市前海街5号 张伟 13900000017 配件１２件 ４８０公斤 １．９方""",
        """
consignee.name? 张伟
consignee.phone? 13900000017
consignee.place? 图木舒克市
consignee.address? 前海街5号
goods1.goods_name 配件
goods1.pieces 12
goods1.weight_g 480000
goods1.volume_cm3 1900000
""",
    ),
    (
        """五家渠 李强 13900000018 三件配件""",
        """
consignee.name? 李强
consignee.phone? 13900000018
consignee.place? 五家渠市
goods1.goods_name 配件
goods1.pieces 3
""",
    ),
    (
        """新和县 沙雅县 配件""",
        """
shipper.place? 阿克苏地区新和县
consignee.place? 阿克苏地区沙雅县
rest 配件
""",
    ),
    (
        """收货人 阿依古丽 １３９ ００００ ００２０ 和田地区于田县先拜巴扎镇
家电8件 260公斤 1.4方 到付 自提""",
        """
consignee.name 阿依古丽
consignee.phone 13900000020
consignee.place 和田地区于田县
consignee.address 先拜巴扎镇
goods1.goods_name 家电
goods1.pieces 8
goods1.weight_g 260000
goods1.volume_cm3 1400000
pay_terms 到付
delivery 自提
""",
    ),
    (
        """寄：郑州宏达水泵有限公司 0371-64110000
收：喀什建新农机 王建新 13900000002 喀什市人民东路1号
水泵12台 木箱 480kg 1.9m³ 提付 代收8000 回单两份 送货上门 等通知放货""",
        """
shipper.company 郑州宏达水泵有限公司
shipper.phone 0371-64110000
consignee.name 王建新
consignee.company 喀什建新农机
consignee.phone 13900000002
consignee.place 喀什地区喀什市
consignee.address 人民东路1号
goods1.goods_name 水泵
goods1.pieces 12
goods1.packing 木箱
goods1.weight_g 480000
goods1.volume_cm3 1900000
pay_terms 到付
cod_fen 800000
receipt_copies 2
delivery 送货
hold_release True
""",
    ),
    (
        """发货人:李经理13800000001 收货人:吐尔逊·买买提,13900000021/0998-6661234,英吉沙县芒辛镇5村 配件6件,0.2吨,0.8方""",
        """
shipper.name 李经理
shipper.phone 13800000001
consignee.name 吐尔逊·买买提
consignee.phone 13900000021
consignee.second_phone 0998-6661234
consignee.place 喀什地区英吉沙县
consignee.address 芒辛镇5村
goods1.goods_name 配件
goods1.pieces 6
goods1.weight_g 200000
goods1.volume_cm3 800000
""",
    ),
    (
        """鞋子十五箱 每箱20公斤 运到且末""",
        """
consignee.place 巴音郭楞蒙古自治州且末县
goods1.goods_name 鞋子
goods1.pieces 15
goods1.packing 纸箱
goods1.weight_g? 300000
""",
    ),
    (
        """玻璃 120*80*60cm 5件 易碎 60公斤 1.9方""",
        """
goods1.goods_name? 玻璃
goods1.pieces 5
goods1.weight_g 60000
goods1.volume_cm3 1900000
goods1.category 易碎
rest 120*80*60cm
""",
    ),
    (
        """收货人: 张三
手机号码: 13800000003
所在地区: 新疆维吾尔自治区喀什地区莎车县
详细地址: 古勒巴格乡12村3组""",
        """
consignee.name 张三
consignee.phone 13800000003
consignee.place 喀什地区莎车县
consignee.address 古勒巴格乡12村3组
""",
    ),
    (
        """张三，13800000003，新疆维吾尔自治区 喀什地区 莎车县 古勒巴格乡 12村""",
        """
consignee.name? 张三
consignee.phone? 13800000003
consignee.place? 喀什地区莎车县
consignee.address? 古勒巴格乡 12村
""",
    ),
    (
        """收件人:李四 电话:13900000004 地址:新疆 喀什地区 疏勒县 巴仁乡""",
        """
consignee.name 李四
consignee.phone 13900000004
consignee.place 喀什地区疏勒县
consignee.address 巴仁乡
""",
    ),
    (
        """河南省 郑州市 金水区 花园路 5 号 王芳 13900000008""",
        """
consignee.name? 王芳
consignee.phone? 13900000008
consignee.place? 郑州市金水区
consignee.address? 花园路 5 号
""",
    ),
    (
        """发货人电话13800000001 收货人电话13900000002 郑州到喀什 水泵12件""",
        """
shipper.phone 13800000001
shipper.place 郑州市
consignee.phone 13900000002
consignee.place 喀什地区
goods1.goods_name 水泵
goods1.pieces 12
""",
    ),
    (
        """从郑州发往和田市 收货人阿迪力 13900000031 货物为配件,共8件,总重300公斤,体积1.2立方,运费到付,送货""",
        """
shipper.place 郑州市
consignee.name 阿迪力
consignee.phone 13900000031
consignee.place 和田地区和田市
goods1.goods_name? 配件
goods1.pieces 8
goods1.weight_g 300000
goods1.volume_cm3 1200000
pay_terms 到付
delivery 送货
""",
    ),
    (
        """郑州 宏达水泵厂 李经理 13800000001 → 喀什 建新农机 王建新 13900000002 水泵12件480公斤""",
        """
shipper.name? 李经理
shipper.company? 宏达水泵厂
shipper.phone? 13800000001
shipper.place? 郑州市
consignee.name? 王建新
consignee.company? 建新农机
consignee.phone? 13900000002
consignee.place? 喀什地区
goods1.goods_name 水泵
goods1.pieces 12
goods1.weight_g 480000
""",
    ),
    (
        """师傅,有批货发乌鲁木齐,塑料管50捆,2.5吨,12方,客户要求等通知放货,收货人老马13900000007""",
        """
consignee.name 老马
consignee.phone 13900000007
consignee.place 乌鲁木齐市
goods1.goods_name 塑料管
goods1.pieces 50
goods1.packing 捆
goods1.weight_g 2500000
goods1.volume_cm3 12000000
hold_release True
rest 师傅,有批
rest 客户要求
""",
    ),
    (
        """吐尔逊江 13900000033 阿克苏市南大街 12 号 自提 电饭煲 20箱 每箱8kg 代收5600""",
        """
consignee.name? 吐尔逊江
consignee.phone? 13900000033
consignee.place? 阿克苏地区阿克苏市
consignee.address? 南大街 12 号
goods1.goods_name 电饭煲
goods1.pieces 20
goods1.packing 纸箱
goods1.weight_g? 160000
cod_fen 560000
delivery 自提
""",
    ),
    (
        """洗衣机3台(木架) 冰箱2台 电视5台 共10台 发伊宁""",
        """
consignee.place 伊犁哈萨克自治州伊宁市
goods1.goods_name 洗衣机
goods1.pieces 3
goods2.goods_name 冰箱
goods2.pieces 2
goods3.goods_name 电视
goods3.pieces 5
total.pieces 10
rest 木架
""",
    ),
    (
        """送货到喀什市人民西路建材市场2区15号 铝材 30捆 1.8吨 收货13900000034小李""",
        """
consignee.name 小李
consignee.phone 13900000034
consignee.place 喀什地区喀什市
consignee.address 人民西路建材市场2区15号
goods1.goods_name 铝材
goods1.pieces 30
goods1.packing 捆
goods1.weight_g 1800000
delivery 送货
""",
    ),
    (
        """货:轮胎 12条 收货人:买买提 电话:139-0000-0035 库尔勒市巴州建材市场""",
        """
consignee.name 买买提
consignee.phone 13900000035
consignee.place 巴音郭楞蒙古自治州库尔勒市
consignee.address 巴州建材市场
goods1.goods_name 轮胎
goods1.pieces? 12
""",
    ),
    (
        """麻烦把昨天那票货改成送货""",
        """
delivery 送货
rest 麻烦把昨天那票货改成
""",
    ),
    (
        """王师傅:13900000036,和静县,机油10桶,200公斤""",
        """
consignee.name? 王师傅
consignee.phone? 13900000036
consignee.place? 巴音郭楞蒙古自治州和静县
goods1.goods_name 机油
goods1.pieces 10
goods1.packing 桶
goods1.weight_g 200000
goods1.category? 液体
""",
    ),
    (
        """配件 1包 5公斤 赵总 13900000037 现付 已付运费80""",
        """
consignee.name? 赵总
consignee.phone? 13900000037
goods1.goods_name 配件
goods1.pieces 1
goods1.weight_g 5000
pay_terms 现付
freight_fen 8000
""",
    ),
    (
        """收货单位:新疆建新农机有限公司 联系人:王建新 联系方式:0998-2123456,13900000002""",
        """
consignee.name 王建新
consignee.company 新疆建新农机有限公司
consignee.phone 0998-2123456
consignee.second_phone 13900000002
""",
    ),
)
