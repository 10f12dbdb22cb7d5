"""Personal names: recognised by surname and length, for bylines only, never in running text."""

from __future__ import annotations

import re

# 百家姓 and the further surnames among the 400 most frequent of the 2020 census report (公安部, 二〇二〇年全国姓名报告).
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲"
    "邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲"
    "伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶"
    "堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东"
    "殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督晋楚闫法汝鄢涂钦岳帅缑"
    "亢况郈有琴商牟佘佴伯赏墨哈谯笪年爱阳佟付代洪侯肖占展信原延苟揭敬练占泮湛覃蒙郇隋丛宛由来初修但仝冶化区卿双回圣"
)
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "东方", "端木", "南宫", "万俟", "澹台")
_NOT_NAMES = frozenset("时间 来源 作者 日期 编辑 责编 校对 记者 通讯 通讯员 本报 单位 附件 前言 导语 公告 通知 意见 目录 正文 全文 标题 "
                       "高举 平安 党建 安全 经验 成效 成果 干部 全面 全省 全市 文件 文明 文化 国家 广东 广西 江苏 江西 成都 山东 山西 安徽 "
                       "云南 海南 万众 和谐 明确 强基 通报 家风 方法 方案 江山 党员 党课 安排 应对 相关 管理 利民 安民 强化 温暖".split())
_HAN = re.compile(r"^[\u3400-\u9fff]+$")
# Characters of transcribed names (艾尔肯·吐尼亚孜), which tell them from slogans with a dot (动力党建·合力攻坚).
_SOUNDS = (
    "阿艾安巴包贝比别波布才查次达旦德登迪丁都多顿恩尔法夫嘎戈格古哈海汗和赫胡吉加贾江杰居卡凯康科克肯库拉兰朗乐勒雷里力利立丽林鲁罗洛"
    "马玛买麦曼毛美蒙米密木穆姆拿那纳乃南尼年努诺欧帕扎珠卓仁热日萨赛桑沙山师斯松苏索塔太坦唐特提帖铁图土吐托瓦万维乌伍西夏雪牙雅亚延央叶伊依"
    "益于玉孜再泽占哲甫孙买提迈合耶赖则措姬旺孔岗珍曲坚赞格桑达瓦乔奇琼绕若色什史丹平措卓嘉绒贡觉边"
)
_FOREIGN = re.compile(rf"^[{_SOUNDS}]{{1,8}}(?:·[{_SOUNDS}]{{1,8}}){{1,2}}$")


def is_name(folded: str) -> bool:
    """Whether the folded string without white space is a personal name as it stands in a byline."""
    if _FOREIGN.match(folded):
        return True
    if not _HAN.match(folded) or folded in _NOT_NAMES:
        return False
    if folded[:2] in COMPOUND:
        return len(folded) in (3, 4)
    return len(folded) in (2, 3) and folded[0] in SURNAMES


def looks_like_name(folded: str) -> bool:
    """A weaker reading, for a place where nothing but a name stands (after 省长, 记者): two to four characters."""
    return is_name(folded) or (_HAN.match(folded) is not None and 2 <= len(folded) <= 4 and folded not in _NOT_NAMES)
