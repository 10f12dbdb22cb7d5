"""Texts that are the same as others in all but details, stand inside them, or only look like them.

Made from any texts, by a generator with a seed; nothing of the texts is kept here.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

Change = Callable[[str, random.Random], str]

_LETTERS = "人民工作发展建设推进服务群众基层组织党员学习会议精神落实"
_HEADS = (
    "来源：某某网　作者：本站记者\n发布时间：2022年10月3日　字号：大中小　打印\n",
    "当前位置：首页 > 工作动态 > 正文\n",
    "（原标题略）点击上方蓝字关注我们\n",
)
_TAILS = (
    "\n（责任编辑：本站）　上一篇　下一篇　返回顶部　分享到微信\n版权声明：本网转载作品均注明出处。",
    "\n相关链接\n更多内容请关注本站公众号，扫描二维码下载客户端。",
    "\n编辑：小王　校对：小李　审核：小张",
)
_PLACES = ("青石", "白沙", "大河", "平安", "长岭", "金水", "双桥", "南山")
_NAMES = ("李建国", "王晓梅", "张德胜", "陈思远", "刘海燕", "赵卫东", "孙丽华", "周文斌")


def typing_slips(text: str, chance: random.Random, share: float = 0.015) -> str:
    """One letter in some seventy replaced, left out or put in."""
    made = []
    for character in text:
        roll = chance.random() if character.isalpha() else 1.0
        if roll < share / 3:
            made.append(chance.choice(_LETTERS))
        elif roll < 2 * share / 3:
            made += [character, chance.choice(_LETTERS)]
        elif roll >= share:
            made.append(character)
    return "".join(made)


def shortened(text: str, chance: random.Random) -> str:
    """A few clauses left out, a twentieth of the text at most."""
    left = len(text) // 20
    for _ in range(6):
        clauses = [m for m in re.finditer(r"[^，。；！？\n]{4,30}，", text) if len(m[0]) <= left]
        if not clauses:
            break
        found = chance.choice(clauses)
        text = text[: found.start()] + text[found.end() :]
        left -= len(found[0])
    return text


def other_marks(text: str, chance: random.Random) -> str:
    """Half-width punctuation, other quotation marks, spaces and line ends at other places."""
    table = str.maketrans("，：；（）“”", ",:;()「」")
    text = text.translate(table).replace("\n", "\n\n　　")
    return re.sub(r"(\d+)", r" \1 ", text) if chance.random() < 0.5 else text


def traditional(text: str, _: random.Random) -> str:
    """In traditional characters."""
    from index.text.script import display

    return display(text, "traditional")


def framed(text: str, chance: random.Random) -> str:
    """The page's own lines around it."""
    return chance.choice(_HEADS) + text + chance.choice(_TAILS)


def all_at_once(text: str, chance: random.Random) -> str:
    """Another site's copy, retyped, in the other script."""
    return traditional(framed(typing_slips(text, chance, 0.006), chance), chance)


NEAR: dict[str, Change] = {
    change.__name__: change
    for change in (typing_slips, shortened, other_marks, traditional, framed, all_at_once)
}


def excerpt(text: str, chance: random.Random) -> str:
    """A part of it, from a third to two thirds."""
    size = int(len(text) * chance.uniform(0.34, 0.67))
    start = chance.randrange(len(text) - size)
    return text[start : start + size]


def retyped_excerpt(text: str, chance: random.Random) -> str:
    """A part with slips, in the other script."""
    return traditional(typing_slips(excerpt(text, chance), chance, 0.01), chance)


INSIDE: dict[str, Change] = {change.__name__: change for change in (excerpt, retyped_excerpt)}


def other_figures(text: str, chance: random.Random) -> str:
    """The same report of another year: all figures are others."""
    return re.sub(r"\d", lambda _: str(chance.randrange(10)), text)


def half_of_another(text: str, other: str) -> str:
    """Half of a text, then half of another."""
    return text[: len(text) // 2] + other[len(other) // 2 :]


def notices(count: int, chance: random.Random) -> Iterator[str]:
    """Notices on one template, with other places, names, days and figures."""
    for _ in range(count):
        place, head, second = chance.choice(_PLACES), *chance.sample(_NAMES, 2)
        month, day, number = chance.randint(1, 12), chance.randint(1, 28), chance.randint(10, 99)
        yield (
            f"关于召开{place}县直属机关党员大会的通知\n"
            f"{place}县直属机关各党支部：\n"
            f"经研究，定于{month}月{day}日上午在{place}县委党校报告厅召开直属机关党员大会。"
            f"会议由{head}同志主持，{second}同志作工作报告。现将有关事项通知如下。\n"
            "一、请各支部认真组织，按时参加，遵守会场纪律，不得无故缺席，不得由他人代替参加会议。\n"
            "二、参会人员须佩戴党徽，提前十五分钟入场，按照指定区域就座，并将手机调至静音状态。\n"
            f"三、请各支部于会议前三天将{number}份参会回执报至{place}县直属机关工作委员会办公室，"
            f"联系人{second}。\n"
            f"特此通知。\n中共{place}县直属机关工作委员会\n{month}月{day}日"
        )


def appointments(count: int, chance: random.Random) -> Iterator[str]:
    """Short notices in which only names and offices are others."""
    for _ in range(count):
        one, two = chance.sample(_NAMES, 2)
        place = chance.choice(_PLACES)
        yield (
            f"{place}县人民政府关于{one}同志任职的通知\n各乡镇人民政府，县直各单位：\n"
            f"经研究决定，任命{one}同志为{place}县司法局副局长，试用期一年；免去{two}同志的"
            f"{place}县司法局副局长职务。试用期满考核合格的，任职时间从试用期开始之日起计算。\n"
            "请按照有关规定办理任免手续，做好工作交接。特此通知。"
        )


def articles(texts: Sequence[str], characters: int) -> list[str]:
    """Texts of at least so many characters, each of one or several of ``texts``, none of them twice."""
    made, parts, size = [], list[str](), 0
    for text in dict.fromkeys(texts):
        parts.append(text)
        size += len(text)
        if size >= characters:
            made.append("\n".join(parts))
            parts, size = [], 0
    return made
