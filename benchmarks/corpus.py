"""What the written corpus holds, and how varied it is: `python -m benchmarks.corpus`, with --write into its README.

A near-duplicate shares half of its three-word runs, or more, with another text (Jaccard). Distinct n-grams are the share
of a voice's two- and three-word runs that differ from one another.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.coding.clauses import split
from analysis.coding.training import CORPUS

_README = CORPUS / "README.md"
_FROM = "## What is in it\n"
_ALIKE = 0.5


class Text(NamedTuple):
    """A text of the corpus: its words, its labels, and who speaks."""

    words: Sequence[str]
    labels: Sequence[dict]
    voice: str


def main() -> None:
    """Print the tables, or put them in the place of those in the README."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true", help="put the tables into the README of the corpus")
    tables = "\n".join(_tables(list(_corpus())))
    if asked.parse_args().write:
        before = _README.read_text(encoding="utf-8").split(_FROM)[0]
        _README.write_text(f"{before}{_FROM}\n{tables}\n", encoding="utf-8")
    else:
        print(tables)


def _corpus() -> Iterator[Text]:
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            kept = json.loads(line)
            yield Text(split(kept["text"])[0].norms, kept["labels"], kept["voice"])


def _tables(corpus: Sequence[Text]) -> Iterator[str]:
    voices = {text.voice for text in corpus}
    words = sum(len(text.words) for text in corpus)
    near = _near_duplicates(corpus)
    yield (
        f"{len(corpus):,} texts in {len(voices)} voices: {words:,} words, {sum(len(text.labels) for text in corpus):,} "
        f"labels, {_unlabelled(corpus):.0%} of the texts with no label. {near} texts ({near / len(corpus):.2%}) are "
        "near-duplicates of another.\n"
    )
    yield "| voice | texts | no label | labels | words a text | distinct 2-grams | distinct 3-grams |"
    yield "|---|---|---|---|---|---|---|"
    by_voice: defaultdict[str, list[Text]] = defaultdict(list)
    for text in corpus:
        by_voice[text.voice].append(text)
    for voice, said in sorted(by_voice.items()):
        yield (
            f"| {voice} | {len(said)} | {_unlabelled(said):.0%} | {sum(len(text.labels) for text in said)} "
            f"| {sum(len(text.words) for text in said) / len(said):.1f} | {_distinct(said, 2):.2f} | {_distinct(said, 3):.2f} |"
        )
    yield "\n| factor | gap | strength | neutral |\n|---|---|---|---|"
    named = Counter((label["factor"], label["polarity"]) for text in corpus for label in text.labels)
    for factor in sorted({factor for factor, _ in named}):
        counts = (named[factor, polarity] or "" for polarity in ("gap", "strength", "neutral"))
        yield f"| {factor} | {' | '.join(map(str, counts))} |"


def _unlabelled(said: Sequence[Text]) -> float:
    return sum(not text.labels for text in said) / len(said)


def _distinct(said: Sequence[Text], size: int) -> float:
    runs = [run for text in said for run in _runs(text.words, size)]
    return len(set(runs)) / max(1, len(runs))


def _near_duplicates(corpus: Sequence[Text]) -> int:
    """How many texts share half of their three-word runs with an earlier one; only texts with a run in common are compared."""
    runs = [set(_runs(text.words, 3)) for text in corpus]
    holding: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    found = 0
    for at, mine in enumerate(runs):
        shared = Counter(other for run in mine for other in holding[run])
        found += any(times / len(mine | runs[other]) >= _ALIKE for other, times in shared.items())
        for run in mine:
            holding[run].append(at)
    return found


def _runs(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(size)), strict=False)


if __name__ == "__main__":
    main()
