"""The figures of a run as tables; as a program it renews those of the README.

python tests/bench/report.py figures.json --readme
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from peers.ours import NAME, RANKED

README = Path(__file__).resolve().parents[2] / "README.md"
PLACE = re.compile(r"(?<=<!-- table: speed -->\n).*?(?=<!-- end -->)", re.DOTALL)
Figures = Mapping[str, Any]


def tables(figures: Figures) -> str:
    """Machine, queries, peers and growth as Markdown."""
    parts = [_machine(figures), _WHOLE, _queries(figures), _ALONE, _alone(figures), _peers(figures)]
    if figures.get("ours"):
        parts.append(_growth(figures))
    return "\n".join(parts)


def bars(figures: Figures) -> str:
    """What was to be reached and what was, as Markdown."""
    rows = [*_own_bars(figures), *_peer_bars(figures), *_count_bars(figures)]
    return _table(("bar", "wanted", "measured", ""), rows) if rows else ""


def renewed(readme: str, figures: Figures) -> str:
    """The README with the tables of these figures."""
    return PLACE.sub(lambda _: "\n" + tables(figures) + "\n", readme)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _machine(figures: Figures) -> str:
    where = figures["machine"]
    return (
        f"{where['date']}; {where['processor']}, {where['cores']} cores, {where['memory_gb']} GB; Python"
        f" {where['python']}; load {figures['load_before']} before and {figures['load_after']} after;"
        f" {figures['documents']:,} documents, {figures['characters'] / 1e6:.1f} million characters.\n"
    )


_WHOLE = (
    "What a key asks for, in milliseconds: the best 50 documents with a piece of the text of each; from"
    f" {NAME} also facets, loose and related documents, and counts of all of them.\n"
)
_ALONE = "Counts and the best 50 alone, in milliseconds: what all of them tell.\n"


def _queries(figures: Figures) -> str:
    """Milliseconds (median) with the documents found, a row a query; brute force beside them."""
    shown = _shown(figures)
    header = ["query", "documents", f"{NAME}, ms", *(f"{name}, ms" for name in shown.values())]
    rows = []
    for query in figures["queries"]:
        cells = [_cell(query["answers"].get(name), query["documents"], "p50_ms") for name in (NAME, *shown)]
        count = "" if query["documents"] is None else f"{query['documents']:,}"
        rows.append((f"`{query['query']}`", count, *cells))
    return _table(header, rows)


def _alone(figures: Figures) -> str:
    """The same of counts and best documents, for the queries that peers can be asked."""
    shown = _shown(figures)
    header = ["query", f"{NAME}, ms", *(f"{name}, ms" for name in shown.values())]
    rows = [
        (
            f"`{query['query']}`",
            *(
                _cell(query["answers"].get(name), query["documents"], "alone_p50_ms")
                for name in (RANKED, *shown)
            ),
        )
        for query in figures["queries"]
        if len(query["answers"]) > 1
    ]
    return _table(header, rows)


def _shown(figures: Figures) -> dict[str, str]:
    """The peers that are here, with the documents of one that cannot bear all."""
    shown = {}
    for name, peer in figures["peers"].items():
        if "missing" not in peer:
            sampled = peer["documents"] != figures["documents"]
            shown[name] = peer["name"] + (f" ({peer['documents']:,} documents)" if sampled else "")
    return shown


def _cell(answer: Figures | None, documents: int | None, which: str) -> str:
    if answer is None:
        return "–"
    time, found = _ms(answer[which]), answer["found"]
    if documents is None:
        return f"{time} ({found:,})"
    # What is found is told where it is not what there is.
    return time if found == answer["documents"] else f"{time} ({found:,} of {answer['documents']:,})"


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:.{0 if milliseconds >= 100 else 1 if milliseconds >= 10 else 2}f}"


def _peers(figures: Figures) -> str:
    rows = []
    own = (figures.get("ours") or {}).get(str(figures["documents"]))
    if own and "index" in own:
        step = own["index"]
        rows.append(
            (NAME, f"{own['documents']:,}", str(step["mchar_a_second"]), str(step["bytes_a_character"]))
        )
    for peer in figures["peers"].values():
        if "missing" in peer:
            rows.append((peer["name"], f"missing: {peer['missing']}", "", ""))
            continue
        speed, size = (str(peer[name] or "–") for name in ("mchar_a_second", "bytes_a_character"))
        rows.append((f"{peer['name']} {peer['version']}", f"{peer['documents']:,}", speed, size))
    return _table(("index", "documents", "million characters a second", "bytes a character"), rows)


_COLUMNS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("import, Mchar/s", ("import", "mchar_a_second")),
    ("index alone, Mchar/s", ("index", "mchar_a_second")),
    ("index, bytes a character", ("index", "bytes_a_character")),
    ("a key, ms: p50", ("typing", "first", "p50_ms")),
    ("a key, ms: p95", ("typing", "first", "p95_ms")),
    ("a key, ms: max", ("typing", "first", "max_ms")),
    ("load meanwhile", ("typing", "first", "load")),
    ("commonest characters, ms: max", ("typing", "characters", "max_ms")),
    ("5,000 lines in context, by the left, ms", ("listing", "kwic_left", "ms")),
    ("what a term may become, ms: p95", ("listing", "suggestions", "p95_ms")),
    ("open, ms", ("opening", "warm_opening", "p50_ms")),
    ("first query from the disk, ms", ("opening", "cold_first_query", "p50_ms")),
    ("one document added and found, ms: p50", ("adding", "imported_and_found", "p50_ms")),
    ("one document added and found, ms: p95", ("adding", "imported_and_found", "p95_ms")),
)


def _growth(figures: Figures) -> str:
    """A column a size: there are more figures than sizes."""
    sizes = list(figures["ours"].values())
    header = ("documents", *(f"{size['documents']:,}" for size in sizes))
    rows = []
    for title, path in _COLUMNS:
        values = [_at(size, path) for size in sizes]
        if any(value is not None for value in values):
            rows.append((title, *("" if value is None else _ms(value) for value in values)))
    for title, which in (("own", "own_mb"), ("with files mapped", "resident_mb")):
        peaks = [_memory(size, which) for size in sizes]
        if any(peaks):
            rows.append((f"memory of a process, MB: {title}", *(str(peak or "") for peak in peaks)))
    return _table(header, rows)


def _at(figures: Figures, path: Sequence[str]) -> float | None:
    value: Any = figures
    for name in path:
        value = value.get(name) if value else None
    return None if value is None else float(value)


def _memory(size: Figures, which: str) -> int:
    """The most that a process of the import or the index step held in memory."""
    peaks = (size[part][which] for part in ("import", "index") if part in size)
    return max((max(peak, default=0) for peak in peaks), default=0)


_OWN: Sequence[tuple[str, tuple[str, ...], float, bool]] = (
    # (what, where, limit, whether more is better) at 20,000 documents
    ("index step, Mchar/s", ("index", "mchar_a_second"), 2, True),
    ("import in all, Mchar/s", ("import", "mchar_a_second"), 1, True),
    ("key p95, ms", ("typing", "first", "p95_ms"), 15, False),
    ("first query from the disk, ms", ("opening", "cold_first_query", "p50_ms"), 300, False),
    ("open, ms", ("opening", "warm_opening", "p50_ms"), 10, False),
    ("one document added and found, ms", ("adding", "imported_and_found", "p95_ms"), 50, False),
    ("index, bytes a character", ("index", "bytes_a_character"), 9, False),
    ("5,000 lines by the left, ms", ("listing", "kwic_left", "ms"), 200, False),
    ("5,000 lines by the right, ms", ("listing", "kwic_right", "ms"), 200, False),
)
_LARGE = (
    ("key p95, ms", ("typing", "first", "p95_ms"), 50, False),
    ("commonest characters max, ms", ("typing", "characters", "max_ms"), 100, False),
)


def _own_bars(figures: Figures) -> Iterable[tuple[str, str, str, str]]:
    for name, size in (figures.get("ours") or {}).items():
        if size["documents"] < figures["documents"]:
            continue
        for what, path, limit, more in _OWN if size["documents"] == figures["documents"] else _LARGE:
            value = _at(size, path)
            if value is not None:
                met = value >= limit if more else value <= limit
                yield f"{what} ({int(name):,})", f"{'≥' if more else '≤'} {limit:g}", f"{value:g}", _word(met)
        # Pages of mapped files are the kernel's to take away.
        if peak := _memory(size, "own_mb"):
            yield f"memory of a process, MB ({int(name):,})", "≤ 1024", str(peak), _word(peak <= 1024)


_TIMES = {"whoosh-rjieba": 10.0, "fts5": 4.0, "ripgrep": 50.0, "tantivy": 1 / 15}


def _peer_bars(figures: Figures) -> Iterable[tuple[str, str, str, str]]:
    """How many times the time of ours each peer takes on what it finds: the middle one of all queries."""
    for peer, limit in _TIMES.items():
        for what, ours, which in (
            ("whole answers", NAME, "p50_ms"),
            ("counts and best 50 alone", RANKED, "alone_p50_ms"),
        ):
            times = [
                (answers[peer][which] / answers[ours][which], query["query"])
                for query in figures["queries"]
                if ours in (answers := query["answers"]) and answers.get(peer, {}).get("found")
            ]
            if times:
                middle, (least, where) = median(ratio for ratio, _ in times), min(times)
                measured = f"median {middle:.3g}, least {least:.3g} ({where})"
                yield f"{peer}, times as long: {what}", f"≥ {limit:.2g}", measured, _word(middle >= limit)


def _count_bars(figures: Figures) -> Iterable[tuple[str, str, str, str]]:
    """Whether this program counts what brute force counts."""
    counted = [
        (answer["found"], answer["occurrences_found"]) == (answer["documents"], answer["occurrences"])
        for query in figures["queries"]
        if (answer := query["answers"].get(NAME)) and answer["documents"] is not None
    ]
    if counted:
        yield "counts as brute force", "all", f"{sum(counted)} of {len(counted)}", _word(all(counted))


def _word(met: bool) -> str:
    return "met" if met else "**missed**"


def main() -> None:
    """Print the tables of a file of figures, or put them into the README."""
    parser = argparse.ArgumentParser(description="Show the figures of a run; renew the tables of the README.")
    parser.add_argument("figures", type=Path, metavar="FILE", help="what run.py wrote with --json")
    parser.add_argument("--readme", action="store_true", help="put the tables into the README")
    asked = parser.parse_args()
    figures = json.loads(asked.figures.read_text("utf-8"))
    if asked.readme:
        README.write_text(renewed(README.read_text("utf-8"), figures), "utf-8")
    else:
        print(tables(figures) + "\n" + bars(figures))  # noqa: T201


if __name__ == "__main__":
    main()
