"""Heads and feet of pages as the sites of governments, newspapers and accounts make them."""

from __future__ import annotations

from index.collect import collect

BODY = [
    "近年来，支部立足岗位抓学习、抓服务，群众满意度不断提高，机关面貌有了明显变化。",
    "下一步，支部还要把服务清单做细，把群众的事办到心坎上，努力走在前、作表率。",
]


def test_the_table_above_a_government_document() -> None:
    found = collect(
        "\n".join(
            [
                "索 引 号：00012/2022-0003",
                "发文机关：湖北省人民政府办公厅",
                "成文日期：2022年02月10日",
                "发布日期：2022年02月16日",
                "标　　题：关于进一步加强机关党建工作的意见",
                "省人民政府办公厅关于进一步加强机关党建工作的意见",
                "鄂政办发〔2022〕3号",
                "各市、州、县人民政府：",
                *BODY,
                "湖北省人民政府办公厅",
                "2022年2月10日",
                "（此件公开发布）",
            ]
        ).encode()
    )
    meta = found.metadata
    assert meta.title == "省人民政府办公厅关于进一步加强机关党建工作的意见"
    assert (meta.date, meta.posted, meta.inferred) == ("2022-02-10", "2022-02-16", ())
    assert (meta.region, meta.level, meta.organ, meta.kind) == ("湖北", "省", "湖北省人民政府办公厅", "意见")
    assert [p.kind for p in found.paragraphs][-3:] == ["byline", "byline", "note"]


def test_a_page_of_a_newspaper() -> None:
    meta = collect(
        "\n".join(
            [
                "人民日报 2023年06月20日 星期二",
                "让机关党建更有温度",
                "本报记者 王明 李小红",
                "《人民日报》（2023年06月20日 第 11 版）",
                "走进浙江省宁波市的政务服务中心，党员先锋岗的牌子格外醒目。宁波市直机关正在比学赶超。",
                *BODY,
            ]
        ).encode()
    ).metadata
    assert (meta.title, meta.source, meta.date) == ("让机关党建更有温度", "人民日报", "2023-06-20")
    assert meta.authors == ("王明", "李小红")
    assert (meta.region, meta.city) == ("浙江", "宁波")


def test_an_article_of_a_public_account() -> None:
    found = collect(
        "\n".join(
            [
                "党旗红 一家亲",
                "原创 王小明 某某机关党建 2023-04-05 18:00 发表于陕西",
                "点击上方蓝字关注我们",
                *BODY,
                "END",
                "阅读 1234",
                "在看",
            ]
        ).encode()
    )
    assert found.metadata.title == "党旗红 一家亲"
    assert found.metadata.authors == ("王小明",)
    assert found.metadata.date == "2023-04-05"
    assert [item.kind for item in found.furniture] == ["scan", "mark", "counter", "bar"]
    assert found.text.split("\n")[2:] == BODY


def test_a_page_of_a_portal() -> None:
    found = collect(
        "\n".join(
            [
                "机关党建如何抓出实效",
                "2022-03-04 10:20  来源：北京日报",
                "原标题：机关党建如何抓出实效",
                *BODY,
                "返回搜狐，查看更多",
                "责任编辑：",
                "平台声明：该文观点仅代表作者本人。",
            ]
        ).encode()
    )
    assert (found.metadata.source, found.metadata.date) == ("北京日报", "2022-03-04")
    assert [item.kind for item in found.furniture] == ["bar", "copyright"]


def test_an_article_of_a_journal_with_the_authors_office() -> None:
    meta = collect(
        "\n".join(
            [
                "建设模范机关  当好表率",
                "作者：中共江苏省委省级机关工委书记  王明",
                "来源：《机关党建研究》2022年第3期",
                *BODY,
                "（作者系江苏省委省级机关工委书记）",
            ]
        ).encode()
    ).metadata
    assert (meta.authors, meta.source, meta.date) == (("王明",), "机关党建研究", "2022-03")
    assert (meta.region, meta.level, meta.organ) == ("江苏", "省", "江苏省级机关工委")
