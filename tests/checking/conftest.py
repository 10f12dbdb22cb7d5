"""A library of a few articles written for these tests, and drafts checked against it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.checking.model import Checked, Report
from index.library import Library

# Modules beside the tests can be imported by name.
sys.path.insert(0, str(Path(__file__).parent))

ARTICLES = {
    "甲.txt": "云港市直机关党建工作综述\n\n来源：云港日报 2021年03月02日\n\n"
    "去年以来，云港市直机关工委把服务海上养殖当作头等大事，组织党员干部上船问需、登岛解难，办成实事214件。\n\n"
    "市委书记在会上强调，各级党组织要把渔民的难处放在心上，把承诺的事情办到码头，决不让一条小船掉队。"
    "他说：“潮水有涨落，服务不打烊。谁在岸上当看客，谁就要到船上去补课。”\n\n"
    "工委建立“灯塔”党员先锋岗38个，设立流动服务站，推行“一船一册、一岛一策”做法，党员志愿者达1260人。"
    "这样的安排，既方便了渔民办事，也锻炼了年轻干部，得到沿海各乡镇的一致好评。\n\n"
    "下一步，工委将继续抓好三件事：完善码头值班制度，培训岛上党支部书记，修订海上应急预案。\n",
    "乙.txt": "云港：把支部建到渔船上\n\n来源：海风网 2022年11月20日\n\n"
    "市委书记在会上强调，各级党组织要把渔民的难处放在心上，把答应的事情办到码头，决不让一条小船掉队。"
    "全市渔船党支部由此增加到56个。\n\n"
    "老船长们说，从前上岸办事要跑三趟，如今党员把窗口搬到了甲板上，省下的油钱够给孩子买书包。\n",
    "丙.txt": "雲港機關黨建經驗在山區推廣\n\n來源：山風報 2023年05月08日\n\n"
    "山區各縣學習雲港做法，把海上的流動服務站變成山裡的流動服務車，一年行程超過四萬公里。"
    "鄉親們給它起了個名字，叫“會跑的窗口”。\n",
}


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check") / "文章"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def library(articles: Path) -> Iterator[Library]:
    with Library.open(articles.parent / "资料库") as library:
        library.import_paths([articles])
        yield library


Check = Callable[..., Report]


@pytest.fixture
def check(library: Library) -> Check:
    """``check("草稿正文", ".txt")`` checks a draft."""

    def run(text: str, suffix: str = ".md") -> Report:
        return library.check(text.encode(), "草稿" + suffix)

    return run


Quote = Callable[[str], Checked]


@pytest.fixture
def quote(check: Check) -> Quote:
    """``quote("潮水有涨落")`` checks one quotation in marks, said by somebody."""

    def run(text: str) -> Checked:
        (one,) = check(f"材料中写道：“{text}”\n").quotations
        return one

    return run


@pytest.fixture
def ids(library: Library) -> dict[str, int]:
    """The documents by the names of their files."""
    return {Path(one.path or "").stem: one.id for one in library.list()}
