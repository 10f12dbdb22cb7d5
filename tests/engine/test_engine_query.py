"""The query language: what each form means, and one line that helps where a query cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.engine.language.ast import And, Filter, Gap, Near, Node, Not, Or, Para, Sent, Term
from index.engine.language.query import parse, unparse
from index.errors import QueryError

A, B, C = Term("党建"), Term("支部"), Term("机关")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("党建", A),
        ("党建 支部", And((A, B))),
        ("党建　支部", And((A, B))),
        ("党建 AND 支部", And((A, B))),
        ("“四强”党支部", Term("“四强”党支部")),
        ("“建设 模范机关”", Term("“建设 模范机关”")),
        ("《关于 建设》", Term("《关于 建设》")),
        ('"建设 模范机关" 党建', And((Term('"建设 模范机关"'), A))),
        ("「“建设 模范” 机关」", Term("「“建设 模范” 机关」")),
        ("省(中)直", Term("省(中)直")),
        ("(试行)", Term("(试行)")),
        ("条例(试行) 党建", And((Term("条例(试行)"), A))),
        ("2/3", Term("2/3")),
        ("——中央", Term("——中央")),
        ("-5", Term("-5")),
        ("机关“党建", Term("机关“党建”")),
        ("党\n建", A),
        ("党建\r\n支部", Term("党建支部")),
        ("people's 党建", And((Term("people's"), A))),
        ("时间:2021", Term("时间:2021")),
        ("党建 、 支部", And((A, B))),
        ("（党建 支部）", And((Term("（党建"), Term("支部）")))),
    ],
)
def test_what_is_pasted_is_literal(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("党建 OR 支部", Or((A, B))),
        ("党建 OR 支部 机关", Or((A, And((B, C))))),
        ("(党建 OR 支部) 机关", And((Or((A, B)), C))),
        ("((党建 OR 支部) 机关)", And((Or((A, B)), C))),
        ("(党建 支部) 机关", And((A, B, C))),
        ("党建 NOT 支部", And((A, Not(B)))),
        ("党建 -支部", And((A, Not(B)))),
        ("党建 -“支部”", And((A, Not(Term("“支部”"))))),
        ("-(党建 OR 支部)", Not(Or((A, B)))),
        ("NOT (党建 支部)", Not(And((A, B)))),
        ("NOT NOT 党建", A),
        ("-党建", Not(A)),
        ("党建 NEAR/20 支部", Near(A, B, 20)),
        ("党建 SENT 支部", Sent(A, B)),
        ("党建 PARA 支部 OR 机关", Or((Para(A, B), C))),
        ("党建 SENT 支部 NEAR/0 机关", Near(Sent(A, B), C, 0)),
        ("NOT 党建 SENT 支部", Not(Sent(A, B))),
        ("(党建 OR 支部) NEAR/5 机关", Near(Or((A, B)), C, 5)),
        ("“OR”", Term("“OR”")),
        ("or", Term("or")),
        ("NEARLY", Term("NEARLY")),
        ("以*为抓手", Gap(("以", "为抓手"))),
        ("*以**为*抓手*", Gap(("以", "为", "抓手"))),
        ("*党建*", A),
        ("以*、*为", Gap(("以", "为"))),
    ],
)
def test_operators_stand_in_capitals_between_terms(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("省:湖南", Filter("region", "湖南")),
        ("region:hunan", Filter("region", "hunan")),
        ("省：湖南", Filter("region", "湖南")),
        ("-省:湖南", Not(Filter("region", "湖南"))),
        ("(省:湖南)", Filter("region", "湖南")),
        ("机关:工委", Filter("organ", "工委")),
        ("機關:工委", Filter("organ", "工委")),
        ("層級：縣", Filter("level", "縣")),
        ("Region:hunan", Filter("region", "hunan")),
        ("机关党建:经验", Term("机关党建:经验")),
        ("标题:“模范 机关”", Filter("title", "“模范 机关”")),
        ("层级:市", Filter("level", "市")),
        ("篇:12", Filter("id", "12")),
        ("年:2021", Filter("year", "2021", (20210101, 20211231))),
        ("年:2021..2023", Filter("year", "2021..2023", (20210101, 20231231))),
        ("年:2021..", Filter("year", "2021..", (20210101, 99991231))),
        ("date:..2021-06", Filter("date", "..2021-06", (10101, 20210630))),
        ("日期:2024-02", Filter("date", "2024-02", (20240201, 20240229))),
        ("日期：２０２１年７月", Filter("date", "２０２１年７月", (20210701, 20210731))),
        ("年:未知", Filter("year", "未知")),
        ("日期：待定", Term("日期：待定")),
        ("层级：较高", Term("层级：较高")),
        ("来源：", Term("来源：")),
        ("“省:湖南”", Term("“省:湖南”")),
        ("党建 OR 省:湖南", Or((A, Filter("region", "湖南")))),
    ],
)
def test_fields_are_known_by_name_and_colon(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "position", "nearest"),
    [
        ("党建 OR", 3, "党建"),
        ("OR 党建", 0, "党建"),
        ("党建 OR NOT", 6, "党建"),
        ("党建 AND OR 支部", 3, "党建 OR 支部"),
        ("OR", 0, '"OR"'),
        ("NOT", 0, '"NOT"'),
        ("党建 NEAR/5", 3, "党建"),
        ("SENT 党建", 0, "党建"),
        ("党建 NEAR 支部", 3, "党建 NEAR/20 支部"),
        ("党建 NEAR/x 支部", 3, "党建 NEAR/20 支部"),
        ("党建 SENT -支部", 3, "党建 -支部"),
        ("党建 SENT 省:湖南", 3, "党建 省:湖南"),
        ("(党建 OR 支部", 0, "(党建 OR 支部)"),
        ("党建 OR 支部) 机关", 8, "(党建 OR 支部) 机关"),
        ("党建 OR ( )", 3, "党建 ( )"),
        ("党建 层级:村", 6, "党建 层级:市"),
        ("年:2023..2021 党建", 2, "年:2021..2023 党建"),
        ("-年:去年", 3, "-年:2021..2023"),
        ("日期:2021-13", 3, "日期:2021-07..2021-12"),
        ("日期:2021-02-30", 3, "日期:2021-07..2021-12"),
        ("年:..", None, None),
        ("篇:甲", 2, "篇:1"),
        ("党\n建 OR", 4, "党建"),
    ],
)
def test_a_broken_query_says_where_and_names_the_nearest_valid_form(
    query: str, position: int | None, nearest: str | None
) -> None:
    if position is None:
        # A value without letters or digits is no value: the text is literal.
        assert isinstance(parse(query), Term)
        return
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.position == position
    assert caught.value.nearest == nearest
    assert nearest is not None and nearest in str(caught.value)
    assert "\n" not in str(caught.value)
    parse(nearest)


@pytest.mark.parametrize("query", ["", " 　", "\n", "、。", "“”", "( ) -", "*", "……"])
def test_a_query_without_letters_or_digits_says_so(query: str) -> None:
    with pytest.raises(QueryError, match=r"at least one letter|no letters or digits"):
        parse(query)


words = ["党建", "支部", "A", "5", "机", "關", "(guān)", "OR", "NOT", "AND", "SENT", "PARA", "NEAR/5", "NEAR"]
fields = ["省:", "年:2021", "日期：", "篇:3", "层级:市", "標題：", ".."]
signs = [
    "-",
    "(",
    ")",
    " ",
    " ",
    "　",
    "“",
    "”",
    "《",
    "》",
    '"',
    "'",
    "「",
    "」",
    "*",
    "、",
    "——",
    "\n",
    "。",
]
pieces = st.sampled_from(words + fields + signs)


@settings(max_examples=1500, deadline=None)
@given(st.lists(pieces, max_size=14).map("".join) | st.text(max_size=30))
@example("*-党建")
@example("*省:湖南")
@example("“以*”为*")
@example("(党建" + " (" * 60 + " OR 支部")
def test_only_query_errors_are_raised_and_a_printed_tree_reads_the_same(query: str) -> None:
    try:
        tree = parse(query)
    except QueryError as error:
        assert 0 <= error.position <= len(query)
        if error.nearest is not None:
            parse(error.nearest)
        assert str(error)
        return
    assert parse(unparse(tree)) == tree


# What Chinese prose is made of: no ASCII signs, no operators.
prose = st.text(
    alphabet="党建机关强支部，。、；：！？“”‘’《》〈〉「」（）【】—…·１２Ａ年月日省市　\n来源标题日期",
    min_size=1,
    max_size=40,
)


@settings(max_examples=800, deadline=None)
@given(prose)
def test_pasted_prose_never_fails_and_every_piece_is_one_term(text: str) -> None:
    if not any(character.isalnum() for character in text):
        return
    tree = parse(text)
    parts = tree.parts if isinstance(tree, And) else (tree,)
    assert all(isinstance(part, (Term, Filter)) for part in parts)
    unmarked = "".join(character for character in text if character not in "“‘《〈「\n")
    if "：" not in text and unmarked.split():
        wanted = [piece for piece in unmarked.split() if any(character.isalnum() for character in piece)]
        found = parse(unmarked)
        found_parts = found.parts if isinstance(found, And) else (found,)
        assert found_parts == tuple(Term(piece) for piece in wanted)


def test_deep_brackets_and_long_chains_are_refused_in_one_line() -> None:
    with pytest.raises(QueryError, match="too deeply"):
        parse("(党建 OR " * 200 + "支部" + ")" * 200)
    with pytest.raises(QueryError, match="too deeply"):
        parse("(" * 20_000 + "党 建" + ")" * 20_000)
    with pytest.raises(QueryError, match="on each side"):
        parse(")" * 20_000 + " OR 党建 OR")
    with pytest.raises(QueryError, match="in a row"):
        parse(" SENT ".join(["党建"] * 3000))
    assert isinstance(parse("NOT " * 5000 + "党建"), Term)
    assert isinstance(parse("党建 " * 5000), And)


@pytest.mark.parametrize("query", ["NEAR/", "NEAR/20", "NOT"])
def test_an_operator_alone_is_offered_as_a_term(query: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.nearest == f'"{query}"'


@pytest.mark.parametrize("query", ["( )", "-( )", "( ( ) )"])
def test_nothing_but_brackets_has_nothing_to_search_for(query: str) -> None:
    with pytest.raises(QueryError, match="no letters or digits"):
        parse(query)
