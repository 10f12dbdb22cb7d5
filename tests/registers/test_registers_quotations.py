"""What is quoted, by whom, and only as far as the text says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.model import Document, Paragraph, StoredText
from index.registers.model import Quotation
from index.registers.quotations.quotations import quotations_of


def stored(text: str, date: str | None = "2023-06-01") -> StoredText:
    document = Document(
        1, None, None, (), None, date, "day" if date else "none", None, (), "湖南", None, None, None, None,
        None, None, (), "simplified", len(text), None,
    )  # fmt: skip
    return StoredText(document, text, (Paragraph(0, len(text), "body"),), (), ())


def quoted(text: str) -> list[Quotation]:
    found = list(quotations_of(stored(text)))
    assert [one.text for one in found] == [text[one.start : one.end] for one in found]
    return found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("市委书记李某某强调：“要把支部建在项目上，让党员走在前面。”", "市委书记李某某"),
        ("会上，市直机关工委负责人介绍，“我们把课堂搬进了车间。”", "市直机关工委负责人"),
        ("“有了代办员，跑腿的事就少了。”居民张大姐说。", "居民张大姐"),
        ("“流程少了，心就定了。”办税大厅负责人王某说。", "办税大厅负责人王某"),
        ("“我要到一线去，把事情办好。”青年干部王某坚定地说。", "青年干部王某"),
        ("“路修好了，心也近了。”武汉等地表示。", None),
        ("他说：“这件事今天必须办完，不能过夜。”", None),
        ("窗口墙上写着：“今天的事今天办完，明天的事提前办。”", None),
    ],
)
def test_only_a_person_or_an_organ_that_the_text_names_is_a_speaker(text: str, speaker: str | None) -> None:
    (one,) = quoted(text)
    assert one.speaker == speaker
    assert (one.speaker_status == "explicit") == (speaker is not None)


@pytest.mark.parametrize("name", ["三管三必须", "五个必须坚持", "三查一曝光两闭环"])
def test_an_abbreviation_by_numbers_is_a_name_and_no_quotation(name: str) -> None:
    assert quoted(f"各地落实“{name}”要求，成效明显。") == []


def test_what_is_said_may_be_a_word_or_two() -> None:
    assert [
        (one.text, one.speaker)
        for one in quoted("“真方便！”居民张某说。他答道：“没问题。”群众点赞：“办得快”。")
    ] == [
        ("真方便！", "居民张某"),
        ("没问题。", None),
        ("办得快", "群众"),
    ]
    assert quoted("打好“组合拳”，擦亮“金名片”，这叫“五带头”。") == []


def test_who_speaks_goes_on_speaking_in_the_next_marks() -> None:
    first, second = quoted("省委书记赵某指出：“支部要强，书记先强。”“书记要强，担当要强。”")
    assert (first.speaker, second.speaker) == ("省委书记赵某", "省委书记赵某")


def test_marks_beside_each_other_may_belong_to_two_people() -> None:
    first, second = quoted("村支书赵某说：“路修好了，货就出得去！”“快看，车来了！”一位老人连连念叨着。")
    assert (first.speaker, second.speaker) == ("村支书赵某", None)


@pytest.mark.parametrize(
    "text",
    [
        "深化“动力先行·合力攻坚”工程",
        "落实“首问负责”制度和“一站三员”机制",
        "这是支部的“龙头”，大家拧成“一股绳”。",
        "开展“学原著、谈体会”主题党日活动",
        "在“不忘初心，牢记使命”主题教育中",
    ],
)
def test_names_terms_and_emphasis_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_who_leads_to_the_next_quotation_has_not_said_the_one_before() -> None:
    first, second = quoted("“把路修通，是我们的承诺。”当一位记者问道“最难的是什么？”时，他没有回答。")
    assert (first.speaker, second.speaker) == (None, None)
    first, _ = quoted("“根扎得深，叶才长得茂。”近日，省委书记赵某强调“要把根扎深，把事做实”。")
    assert first.speaker is None


def test_slogans_are_quotations_without_a_speaker() -> None:
    (one,) = quoted("全省机关讲究“讲诚信、懂规矩、守纪律”，蔚然成风。")
    assert (one.text, one.speaker, one.speaker_status) == ("讲诚信、懂规矩、守纪律", None, "none")


def test_the_date_is_that_of_the_sentence() -> None:
    (one,) = quoted("今年4月，省委书记赵某强调：“要把力量沉到一线，把问题解决在一线。”")
    assert one.date == "2023-04"


def quoted_in(*lines: str) -> list[Quotation]:
    text = "\n".join(lines)
    at = 0
    places: list[Paragraph] = []
    for line in lines:
        places.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    return list(quotations_of(replace(stored(text), paragraphs=tuple(places))))


def test_a_quotation_of_several_paragraphs_names_its_speaker_once() -> None:
    first, second = quoted_in(
        "老支书周大山说：“修路那年，我们凑了八千块钱。", "“路通了，人心也就通了。”他笑起来。"
    )
    assert (first.text, first.speaker) == ("修路那年，我们凑了八千块钱。", "老支书周大山")
    assert (second.speaker, second.speaker_status) == (None, "implied")


@pytest.mark.parametrize(
    "text",
    [
        "形成“不敢懈怠、不能懈怠、不想懈怠”的氛围",
        "保持“越是难走越向前”的劲头",
        "坚持“班子强不强关键看书记”的思路",
        "真正把“为种粮人服务”放在心上",
        "“终于喝上了自来水”，老人逢人就讲",
        "树立“抓两头、促中间”的导向",
        "践行“马上就办、办就办好”",
        "创建“让人民放心、让群众满意”的单位",
        "谁创新谁受益，就是“谁出力谁得利”",
        "“一人踏开千人路”这句话，老支书常挂在嘴边",
        "着力打造“说话和气一点、办事利索一点、跑腿勤快一点”的窗口",
        "形成“突出税务特点、覆盖所有窗口、融入日常业务”的党建品牌",
    ],
)
def test_slogans_and_sayings_hold_a_clause_even_without_a_comma(text: str) -> None:
    (one,) = quoted(text)
    assert one.speaker_status == "none"


@pytest.mark.parametrize(
    "text",
    [
        "举办“强筋骨·当先锋”技能比武大赛",
        "实施“青蓝英才支持计划”，选派骨干挂职",
        "办好“老兵最惦记的八件事”，一项项销号",
        "推进“好街巷、好院落、好邻里”建设",
        "落实“清单工作法、一线工作法、专班工作法”",
        "推出“山水为媒”“茶香引路”“书声相伴”等一批特色品牌",
        "构建“智库+园区+银行”协作链",
        "打通“最后一公里”，解决“两张皮”",
        "打造“永不落幕的博览会”",
        "把整顿作为“一把手工程”来抓",
        "构建“一核四带、多点支撑”格局",
        "明确“对接率、报到率、群众满意度”三项指标",
        "践行“1234567”思路",
        "微信公众号“机关党建走在前作表率”同步推出",
        "举办“同饮一江水·共走一条路”第三届论坛",
        "推出“你追我赶、擂台夺旗”3.0积分系统",
        "聚焦“感召力、组织力、行动力”三维提升",
        "悬挂“维吾尔自治区成立周年庆祝大会”横幅",
        "开展“守护碧水蓝天 共建绿色家园”等4项专项工作",
    ],
)
def test_names_lists_and_formulas_hold_none(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("省委办公厅印发《关于治理“文山会海”的通知》，明确要求“开短会、讲短话、发短文”。", "省委办公厅"),
        ("《关于为基层减负的若干措施》提出，“凡是能不开的会一律不开”。", "《关于为基层减负的若干措施》"),
        ("县委书记方志强在全县大会上强调：“项目等不起，民生慢不得。”", "县委书记方志强"),
        ("市长对防汛工作作出批示强调，“要把隐患排查在前，把群众转移在前。”", "市长"),
        ("“账本亮出来，大家才信得过。”提起村务公开，村民组长老葛直言。", "村民组长老葛"),
        ("公司党委书记、总经理沈国栋寄语新员工：“把根扎深，才能长高。”", "公司党委书记、总经理沈国栋"),
        ("按照省委书记“走在前、开新局”的要求，各地加快推进。", "省委书记"),
        ("群众说：“这样的干部，我们信得过。”", "群众"),
        ("党的二十大报告指出“必须把发展放在首位，不断开辟新赛道”。", "党的二十大报告"),
        ("省委书记给予“干得实、走得稳，值得借鉴”的高度评价。", "省委书记"),
        ("省委书记赵某强调要“加快补齐短板，守住民生底线”。", "省委书记赵某"),
        ("大家牢记省委书记赵某提出的“把根扎深、把事做实”的要求。", "省委书记赵某"),
        ("省委书记赵某在会上要求省直机关工委“管好队伍、带好风气”。", "省委书记赵某"),
        ("“叶子都有脉，支部也要有脉。”支部书记赵岩向记者讲述了这个名字的由来。", "支部书记赵岩"),
        ("果业公司负责人章岚兴奋表示：“进了大院卖水果，既新鲜又便民。”", "果业公司负责人章岚"),
        ("“这条路走对了，大家越干越有劲。”支部书记赵岩这样评价结对共建。", "支部书记赵岩"),
        ("丰禾公司员工章岚提到了她的办事体验：“以前要跑半天，现在在家就能办。”", "丰禾公司员工章岚"),
        ("毛泽东同志在会上强调：“没有调查，就没有发言权。”", "毛泽东同志"),
    ],
)
def test_a_speaker_is_told_by_office_name_or_organ(text: str, speaker: str) -> None:
    (one,) = quoted(text)
    assert (one.speaker, one.speaker_status) == (speaker, "explicit")
    assert one.attribution is not None


@pytest.mark.parametrize(
    "text",
    [
        "走廊里写着“人人都是窗口，事事关系形象”，市委要求各单位学习。",
        "“把难事办成好事，把小事办成大事。”活动现场，主持人说：“下面请看短片。”",
        "围绕“人往一线走、事在一线办”，市委组织部制定了方案。",
        "有人担心：“学了没用，用时没学。”",
        "格局一新，“你追我赶、争先进位”成为常态。",
        "该局结合实际向企业提出，“有事随时找、没事不打扰”。",
        "以王某为榜样，大家表示：“干就干好，争就争先。”",
        "“快看，路通了！”一位老人连连喊道。",
    ],
)
def test_nobody_is_a_speaker_who_only_stands_nearby(text: str) -> None:
    first = quoted(text)[0]
    assert first.speaker is None


def test_a_quotation_that_nobody_is_named_for_has_no_date() -> None:
    (one,) = quoted("2022年5月，长廊挂出“功成不必在我，功成必定有我”的横幅。")
    assert (one.date, one.attribution) == (None, None)


def test_a_text_without_paragraphs_quotes_nothing() -> None:
    assert quotations_of(replace(stored(""), paragraphs=())) == ()


def test_script_does_not_matter() -> None:
    (one,) = quoted("市委書記趙明強調：「支部要建在車間裡，不能浮在紙面上。」")
    assert one.speaker == "市委書記趙明"
