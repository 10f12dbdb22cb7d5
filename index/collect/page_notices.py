"""Lines in which a page speaks of itself or of a text: rights and liability, its makers, who edited it."""

from __future__ import annotations

import re

COPYRIGHT = re.compile(
    r"^(?:.{2,40}(?:©|版权所有|all rights reserved)|版权所有|copyright|©|\(c\)|版权声明|免责声明"
    r"|.{0,24}网站标识码|.{0,3}公网安备|.{0,24}icp备|\[(?:网上传播视听|京icp|信息网络传播)"
    r"|违法和不良信息举报|(?:produced|powered|designed)\s+by\s.{2,60}$"
    r"|互联网新闻信息服务许可证|建议使用.{0,20}浏览器|(?:主办|承办|主管)(?:单位)?:.{2,40}(?:技术支持|技术维护)\s*:)"
)
# Said by notices about an event as well: furniture only beside the lines above.
FOOTER = re.compile(
    r"^(?:网站地图|联系我们|关于我们|.{2,20}技术支持$|.{0,24}技术支持\s*:|(?:主办|承办|协办|维护|运维)(?:单位)?\s*:"
    r"|联系(?:电话|人)\s*:|地址\s*:|邮编\s*:)"
)
DISCLAIMER = re.compile(
    r"^(?:我要评论\s*)?\(?网友评论仅供.{4,60}$|^(?:[(\[【*※]*\s*)?(?:平台声明|特别声明|版权声明|免责声明|(?:转载)?声明|温馨提示|(?:以上|本)(?:文章|内容|稿件)仅(?:代表|供))\s*[\]】]?\s*:?.{0,200}(?:版权|侵权|转载"
    r"|搜狐号|本站|本网|观点|联系|立场)"
    r"|^(?:本网站?|本站|网站)(?:所)?(?:刊载|刊登|发布|转载|登载)的?(?:信息|内容|文章|稿件|作品)[^。]{0,40}(?:观点|立场|授权|版权).{0,60}$"
    r"|^未经(?:本网站?|本站|[^。,]{0,8}书面)?(?:授权|许可|同意),?(?:禁止|不得|严禁|请勿|任何)[^。]{0,20}(?:转载|复制|镜像|摘编)[^。]{0,50}。?$"
    r"|^凡本[网站报刊].{0,30}注明.{0,200}|^.{4,80}所有自采新闻.{4,140}$"
    r"|^[\u3400-\u9fff]{2,10}版权作品,.{0,12}(?:转载|授权).{0,30}$"
    r"|^[(]?本文(?:来自|为|系|由).{0,30}(?:投稿|网络|转载).{0,120}(?:立场|转载|出处|侵权)"
    r"|^(?:(?:前言|简介|导读)\s*:?\s*)?(?:本站|小编|[\u3400-\u9fff]{2,6}(?:小编|网|文库|帮))\s*(?:精心)?(?:为|给)(?:你|您|大家)(?:精心|编辑)*(?:整理|收集|推荐|准备|带来|分享)"
    r"|^[(]?本文(?:为|系|由).{0,40}(?:平台|入驻|作者上传|用户上传|不得转载|谢绝转载|禁止转载|原创(?:文章|稿件|作品)?,?\s*转载请)|^本文(?:内容|图片|来源|转载).{0,60}(?:侵权|删除|版权)"
)
EDITORS = re.compile(
    r"^[(\[【]?\s*(?:责任编辑|责编|值班编辑|本期编辑|网络编辑|编辑|校对|审核|审校|监制|编审|初审|复审"
    r"|终审|核稿|签发"
    r"|责任校对|版面设计|美编)\s*[:/|】]"
)
CREDIT = re.compile(
    r"^[(\[【]?\s*(?:来源|作者|撰稿人?|供稿(?:单位)?|图片?|图文|文字|摄影|素材|记者|通讯员)\s*[:/|]"
)
_STATED = re.compile(
    r"^[(\[【]?\s*(?:(?:信息|稿件|文章|新闻)?来源|稿源|发布(?:时间|日期)|日期|发表时间)(?:于)?\s*[:/|]"
)


def is_notice(key: str) -> bool:
    """Whether a folded line is a notice of the site: rights, liability, registration."""
    return (
        COPYRIGHT.match(key) is not None
        or FOOTER.match(key) is not None
        or (len(key) <= 260 and DISCLAIMER.match(key) is not None)
    )


def is_credit(key: str) -> bool:
    """Whether a folded line says who edited or wrote the text, or where it is from, with a label."""
    return EDITORS.match(key) is not None or CREDIT.match(key) is not None or _STATED.match(key) is not None
