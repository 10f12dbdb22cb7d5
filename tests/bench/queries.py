"""What is asked: queries for the comparison, and what somebody types, key by key."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus import Article

Operator = Literal["all", "any"]


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the comparison.

    ``terms`` with ``operator`` is what the peers are asked; without terms only the language of this program
    can say it. No two queries share a term: what one has left in a cache helps no other.
    """

    name: str
    text: str
    terms: tuple[str, ...] = ()
    operator: Operator = "all"


QUERIES = (
    Query("common word", "发展", ("发展",)),
    Query("compound", "乡村振兴", ("乡村振兴",)),
    Query("rare term", "机关党建", ("机关党建",)),
    Query("one of three", "改革 OR 创新 OR 合作", ("改革", "创新", "合作"), "any"),
    Query("all of two", "生态 保护", ("生态", "保护")),
    Query("long phrase", "以习近平同志为核心的党中央", ("以习近平同志为核心的党中央",)),
    Query("quotation marks", "放管服改革", ("放管服改革",)),
    Query("across words", "一步推", ("一步推",)),
    Query("across words, longer", "高质量发", ("高质量发",)),
    Query("one character", "国", ("国",)),
    Query("nothing", "龘靐龘", ("龘靐龘",)),
    Query("near", "经济 NEAR/20 社会"),
    Query("one sentence", "企业 SENT 服务"),
    Query("one paragraph", "安全 PARA 健康"),
    Query("pattern", "以*为抓手"),
    Query("field", "省:湖南 文化"),
    Query("field and year", "年:2023 科技"),
    Query("without", "农业 -脱贫"),
)

TYPED = (
    "高质量发展",
    "机关党建",
    "以习近平同志为核心的党中央",
    "乡村振兴 产业",
    "以*为抓手",
    "省:湖南 乡村振兴",
    "年:2023 科技创新",
    "党建 NEAR/20 业务",
    "改革 SENT 开放",
    "绿水青山 -脱贫",
    "优化营商环境 OR 放管服",
    "“一带一路”建设",
    "粤港澳大湾区",
    "2035年远景目标",
    "中国式现代化",
)
_SAMPLES = 45


def keystrokes(articles: Sequence[Article]) -> list[str]:
    """What stands in the search bar after each key, each state once.

    Typed are ``TYPED`` and passages of 3 to 12 characters from ``articles``, always the same.
    """
    chance = random.Random(2)
    typed = list(TYPED)
    for article in chance.choices(articles, k=_SAMPLES):
        paragraph = chance.choice([p for p in article.paragraphs if len(p) > 24] or [article.title * 9])
        at = chance.randrange(len(paragraph) - 12)
        typed.append(paragraph[at : at + chance.randint(3, 12)])
    states = (text[: length + 1].strip() for text in typed for length in range(len(text)))
    return list(dict.fromkeys(filter(None, states)))


def commonest(articles: Iterable[Article], number: int = 20) -> list[str]:
    """The most frequent characters of the articles that are letters or digits."""
    counted: Counter[str] = Counter()
    for article in articles:
        counted.update(article.text)
    return [character for character, _ in counted.most_common() if character.isalnum()][:number]
