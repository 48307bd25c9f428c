"""Ways to find factors in feedback, side by side on the same labelled texts: F1, texts a second, start and size.

    python -m benchmarks.coding --gold texts.jsonl     the table, scored on a file of labelled texts
    python -m benchmarks.coding --speed FILE...        as JSON: texts a CPU-second on the first texts of each workspace
    python -m benchmarks.coding --unread-voices        ours alone, on each voice of the corpus as if never read;
                                                       with --write also into the figures the pages show

Each line of the file holds "id", "text", "labels" and, where a second reading can be defended, "ambiguous". What is not
installed is left out of the table, never an error: the peers need `uv pip install --group peers`. They learn from the
corpus in analysis/coding/corpus or from the codebook, never from the file they are scored on.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import NamedTuple

# One thread for everybody, set before numpy looks.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from analysis.coding import Coder, default_codebook, training, weighing
from analysis.coding.choice import COUNTED, SUGGESTED, SURE, chosen
from analysis.coding.clauses import split
from analysis.coding.model import WEIGHTS
from analysis.coding.rules import Rules
from benchmarks import peers
from benchmarks.peers import Pair, Ready, Way
from data.workspace import open_workspace


class Score(NamedTuple):
    """Lenient precision, recall and F1 over all texts."""

    precision: float
    recall: float
    f1: float


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = asked.add_mutually_exclusive_group(required=True)
    what.add_argument("--gold", type=Path)
    what.add_argument("--unread-voices", action="store_true")
    what.add_argument("--speed", type=Path, nargs="+")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    if given.unread_voices:
        figures = _unread_voices()
        if given.write:
            _write(figures)
    elif given.speed:
        print(json.dumps(_speeds({file.stem: _first_texts(file) for file in given.speed})))
    else:
        _side_by_side(
            [json.loads(line) for line in given.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
        )


def _side_by_side(texts: list[dict]) -> None:
    print(f"{len(texts)} texts; lenient; seconds of one thread\n")
    print("| way | factor P | R | F1 | with polarity F1 | texts a second | ready in | MB |")
    print("|---|---|---|---|---|---|---|---|")
    for name, build in _WAYS.items():
        begun = time.process_time()
        try:
            way, megabytes = build()
        except ImportError as missing:
            print(f"| {name} | not installed ({missing.name}) |")
            continue
        ready = time.process_time() - begun
        found = way([text["text"] for text in texts])
        spent = median(_seconds(way, [text["text"] for text in texts]) for _ in range(_TIMES))
        factor = scored(texts, found, with_polarity=False)
        both = scored(texts, found, with_polarity=True)
        print(
            f"| {name} | {factor.precision:.3f} | {factor.recall:.3f} | {factor.f1:.3f} | {both.f1:.3f} "
            f"| {len(texts) / spent:,.0f} | {ready:.2f} s | {megabytes:.1f} |"
        )


def _speeds(texts: dict[str, list[str]]) -> dict[str, dict[str, float] | None]:
    """Texts a CPU-second of each way, each text read once, after others that warm up; None where the way is not installed."""
    others = [said for factor in default_codebook().factors.values() for said in factor.ex_gap]
    found: dict[str, dict[str, float] | None] = {}
    for name, build in _WAYS.items():
        try:
            way, _ = build()
        except ImportError:
            found[name] = None
            continue
        way(others)
        found[name] = {}
        for of, each in texts.items():
            found[name][of] = len(each) / _seconds(way, each)
    return found


def _first_texts(file: Path) -> list[str]:
    with closing(open_workspace(file)) as workspace:
        rows = workspace.ask("SELECT text FROM feedback ORDER BY feedback_id LIMIT $most", {"most": _MOST})
    return list(rows.text)


def _seconds(way: Way, texts: Sequence[str]) -> float:
    begun = time.process_time()
    way(texts)
    return time.process_time() - begun


def scored(texts: list[dict], found: list[set[Pair]], *, with_polarity: bool) -> Score:
    """The score of what was found; a reading that can be defended is neither rewarded nor punished."""
    right = wrong = missed = 0
    for text, pairs in zip(texts, found, strict=True):
        gold, maybe = (
            {(label["factor"], label["polarity"] if with_polarity else "") for label in text.get(key, [])}
            for key in ("labels", "ambiguous")
        )
        said = {(factor, polarity if with_polarity else "") for factor, polarity in pairs} - (maybe - gold)
        right += len(said & gold)
        wrong += len(said - gold)
        missed += len(gold - said)
    return Score(
        right / max(1, right + wrong),
        right / max(1, right + missed),
        2 * right / max(1, 2 * right + wrong + missed),
    )


def _unread_voices() -> dict:
    """Train without each part's voices and code them: tiers, threshold curve, factors, and what is taken for what."""
    codebook = default_codebook()
    rules = Rules(codebook)
    corpus = training.read_corpus(rules)
    classes = training.classes_of(codebook)
    opinions = training.left_out_opinions(corpus, training.rows_of_codebook(codebook, rules), classes)
    weights = training.calibrated(corpus, opinions)
    named = [
        [
            one
            for noticed, cases in zip(written.noticed, clauses, strict=True)
            for one in weighing.named(noticed.found, cases, weights)
        ]
        for written, clauses in zip(corpus, opinions, strict=True)
    ]
    texts = [{"labels": written.labels} for written in corpus]
    tables: dict[float, list[set[Pair]]] = {}
    figures: dict = {"curve": [], "factors": [], "confusions": []}
    print(
        "| from p | factor P | R | F1 | 95 % | with polarity P | R | F1 | polarity turned | no factor, yet labelled |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for least in _CURVE:
        found = [
            _counted_from(least, chosen([one for one in each if one.p >= least], codebook.diagnostic))
            for each in named
        ]
        factor, both = (scored(texts, found, with_polarity=way) for way in (False, True))
        low, high = _interval(texts, found)
        print(
            f"| {least} | {factor.precision:.3f} | {factor.recall:.3f} | {factor.f1:.3f} | {low:.3f} to {high:.3f} "
            f"| {both.precision:.3f} | {both.recall:.3f} | {both.f1:.3f} | {_turned(texts, found):.1%} "
            f"| {_labelled_though_nothing(texts, found):.1%} |"
        )
        figures["curve"].append(
            {
                "p": least,
                "precision": factor.precision,
                "recall": factor.recall,
                "f1": factor.f1,
                "polarity_precision": both.precision,
                "polarity_recall": both.recall,
                "polarity_f1": both.f1,
                "turned": _turned(texts, found),
                "no_factor_labelled": _labelled_though_nothing(texts, found),
                "low": low,
                "high": high,
            }
        )
        if least in (SUGGESTED, COUNTED):
            tables[least] = found
    print("\n| factor | labels | P | R | F1 | counted P | counted R |\n|---|---|---|---|---|---|---|")
    for factor in codebook.factors:
        only = [
            {"labels": [label for label in text["labels"] if label["factor"] == factor]} for text in texts
        ]
        all_of, sure = (
            scored(
                only,
                [{pair for pair in pairs if pair[0] == factor} for pairs in tables[least]],
                with_polarity=False,
            )
            for least in (SUGGESTED, COUNTED)
        )
        print(
            f"| {factor} | {sum(len(text['labels']) for text in only)} | {all_of.precision:.2f} | {all_of.recall:.2f} "
            f"| {all_of.f1:.2f} | {sure.precision:.2f} | {sure.recall:.2f} |"
        )
        figures["factors"].append(
            {
                "factor": factor,
                "labels": sum(len(text["labels"]) for text in only),
                "precision": all_of.precision,
                "recall": all_of.recall,
                "f1": all_of.f1,
                "counted_precision": sure.precision,
                "counted_recall": sure.recall,
            }
        )
    taken: Counter[Pair] = Counter()
    for text, pairs in zip(texts, tables[COUNTED], strict=True):
        gold = {label["factor"] for label in text["labels"]}
        said = {factor for factor, _ in pairs}
        taken.update((right, wrong) for wrong in said - gold for right in sorted(gold - said))
    print("\n| it was | counted as | times |\n|---|---|---|")
    for (right, wrong), times in taken.most_common(_SHOWN):
        print(f"| {right} | {wrong} | {times} |")
    figures["confusions"] = [
        {"was": right, "counted_as": wrong, "times": times}
        for (right, wrong), times in taken.most_common(_KEPT)
        if times >= _OFTEN
    ]
    figures["corpus"] = {"texts": len(corpus), "voices": len({written.voice for written in corpus})}
    return figures


def _counted_from(least: float, stands: Sequence[weighing.Named]) -> set[Pair]:
    """What a text names from a probability on; where that is counted, once one of them is sure (`choice.SURE`)."""
    if least >= COUNTED and not any(one.p >= SURE for one in stands):
        return set()
    return {(one.factor, one.polarity) for one in stands if one.p >= least}


def _write(figures: dict) -> None:
    """Put the figures into the file the pages read; what the second reader found stays as it is there."""
    before = json.loads(_FIGURES.read_text(encoding="utf-8"))
    figures["corpus"]["second_reader"] = before["corpus"]["second_reader"]
    kept = {name: figures[name] for name in before}
    _FIGURES.write_text(
        json.dumps(json.loads(json.dumps(kept), parse_float=lambda x: round(float(x), 4)), indent=1) + "\n",
        encoding="utf-8",
    )


def _interval(texts: list[dict], found: list[set[Pair]]) -> tuple[float, float]:
    """The percentile bootstrap over texts of the factor's F1."""
    counts = np.array(
        [
            (len(gold & said), len(said - gold), len(gold - said))
            for text, pairs in zip(texts, found, strict=True)
            for gold, said in [
                ({label["factor"] for label in text["labels"]}, {factor for factor, _ in pairs})
            ]
        ]
    )
    random = np.random.default_rng(1)
    drawn = [counts[random.integers(0, len(counts), len(counts))].sum(axis=0) for _ in range(500)]
    low, high = np.percentile(
        [2 * right / (2 * right + wrong + missed) for right, wrong, missed in drawn], [2.5, 97.5]
    )
    return float(low), float(high)


def _turned(texts: list[dict], found: list[set[Pair]]) -> float:
    """The share of what was found that is praise shown as a gap, or a gap shown as praise."""
    other = {"gap": "strength", "strength": "gap"}
    gold = [{(label["factor"], label["polarity"]) for label in text["labels"]} for text in texts]
    turned = sum(
        pair not in right and (pair[0], other.get(pair[1], "")) in right
        for right, pairs in zip(gold, found, strict=True)
        for pair in pairs
    )
    return turned / max(1, sum(map(len, found)))


def _labelled_though_nothing(texts: list[dict], found: list[set[Pair]]) -> float:
    nothing = [bool(pairs) for text, pairs in zip(texts, found, strict=True) if not text["labels"]]
    return sum(nothing) / max(1, len(nothing))


def _ours(tier: str) -> Ready:
    coder = Coder(default_codebook())

    def way(texts: Sequence[str]) -> list[set[Pair]]:
        return [
            {(one.factor, one.polarity) for one in coded.mentions if tier == "suggested" or one.tier == tier}
            for coded in coder.code_all(texts)
        ]

    return Ready(way, WEIGHTS.stat().st_size / 1e6 + _codebook_megabytes())


def _rules() -> Ready:
    rules = Rules(default_codebook())

    def way(texts: Sequence[str]) -> list[set[Pair]]:
        return [
            {
                (one.hit.factor, one.reading.polarity)
                for noticed in rules.notice(*split(text), met={})
                for one in noticed.found
                if one.reading.p >= COUNTED
            }
            for text in texts
        ]

    return Ready(way, _codebook_megabytes())


def _codebook_megabytes() -> float:
    return WEIGHTS.with_name("codebook.toml").stat().st_size / 1e6


_FIGURES = WEIGHTS.with_name("quality.json")
_MOST = 500  # texts of a workspace the ways are raced on: the slowest reads 80 a second
_TIMES = 5  # how often the texts are read for the speed
_SHOWN = 20
_KEPT, _OFTEN = 12, 5
_CURVE = (SUGGESTED, 0.35, 0.4, COUNTED, 0.6, 0.7, 0.8)
_WAYS: dict[str, Callable[[], Ready]] = {
    "ours, counted": lambda: _ours("counted"),
    "ours, with suggested": lambda: _ours("suggested"),
    "ours, rules alone": _rules,
    "keywords of the definitions": peers.keywords,
    "TF-IDF + logistic regression": peers.tf_idf,
    "NB-SVM": peers.nb_svm,
    "hashed runs of letters and words, linear": peers.hashed,
    "MiniLM, nearest sentence of the codebook": peers.minilm_nearest,
    "SetFit on MiniLM, 8 texts a class": peers.setfit,
}

if __name__ == "__main__":
    main()
