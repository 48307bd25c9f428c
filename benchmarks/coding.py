"""Ways to find factors in feedback, side by side on the same labelled texts: F1, texts a second, start and size.

    python -m benchmarks.coding --gold texts.jsonl     the table, scored on a file of labelled texts
    python -m benchmarks.coding --unread-voices        ours alone, on each voice of the corpus as if never read

Each line of the file holds "id", "text", "labels" and, where a second reading can be defended, "ambiguous". What is not
installed is left out of the table, never an error: TF-IDF with logistic regression needs scikit-learn. It and the
keywords learn from the corpus in analysis/coding/corpus, never from the file they are scored on.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.coding import Coder, default_codebook, training, weighing
from analysis.coding.choice import COUNTED, SUGGESTED, chosen
from analysis.coding.clauses import split
from analysis.coding.model import WEIGHTS
from analysis.coding.rules import Rules
from analysis.coding.training import CORPUS

Pair = tuple[str, str]
Way = Callable[[str], set[Pair]]


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
    given = asked.parse_args()
    if given.unread_voices:
        _unread_voices()
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
        found = [way(text["text"]) for text in texts]
        begun = time.process_time()
        for text in texts:
            way(text["text"])
        spent = time.process_time() - begun
        factor = scored(texts, found, with_polarity=False)
        both = scored(texts, found, with_polarity=True)
        print(
            f"| {name} | {factor.precision:.3f} | {factor.recall:.3f} | {factor.f1:.3f} | {both.f1:.3f} "
            f"| {len(texts) / spent:,.0f} | {ready:.2f} s | {megabytes:.1f} |"
        )


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


def _unread_voices() -> None:
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
            for at, cases in enumerate(clauses)
            for one in weighing.named(at, written.noticed[at].found, cases, weights)
        ]
        for written, clauses in zip(corpus, opinions, strict=True)
    ]
    texts = [{"labels": written.labels} for written in corpus]
    tables: dict[float, list[set[Pair]]] = {}
    print(
        "| from p | factor P | R | F1 | 95 % | with polarity P | R | F1 | polarity turned | no factor, yet labelled |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for least in (0.2, 0.25, SUGGESTED, 0.35, 0.4, COUNTED, 0.6, 0.7, 0.8):
        found = [
            {(one.factor, one.polarity) for one in chosen(each, codebook.diagnostic) if one.p >= least}
            for each in ([one for one in each if one.p >= least] for each in named)
        ]
        factor, both = (scored(texts, found, with_polarity=way) for way in (False, True))
        low, high = _interval(texts, found)
        print(
            f"| {least} | {factor.precision:.3f} | {factor.recall:.3f} | {factor.f1:.3f} | {low:.3f} to {high:.3f} "
            f"| {both.precision:.3f} | {both.recall:.3f} | {both.f1:.3f} | {_turned(texts, found):.1%} "
            f"| {_labelled_though_nothing(texts, found):.1%} |"
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
    taken: Counter[Pair] = Counter()
    for text, pairs in zip(texts, tables[COUNTED], strict=True):
        gold = {label["factor"] for label in text["labels"]}
        said = {factor for factor, _ in pairs}
        taken.update((right, wrong) for wrong in said - gold for right in sorted(gold - said))
    print("\n| it was | counted as | times |\n|---|---|---|")
    for (right, wrong), times in taken.most_common(20):
        print(f"| {right} | {wrong} | {times} |")


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


def _ours(tier: str) -> tuple[Way, float]:
    coder = Coder(default_codebook())

    def way(text: str) -> set[Pair]:
        mentions = coder.code(text).mentions
        return {(one.factor, one.polarity) for one in mentions if tier == "suggested" or one.tier == tier}

    return way, WEIGHTS.stat().st_size / 1e6 + _codebook_megabytes()


def _rules() -> tuple[Way, float]:
    rules = Rules(default_codebook())

    def way(text: str) -> set[Pair]:
        return {
            (one.hit.factor, one.reading.polarity)
            for noticed in rules.notice(*split(text))
            for one in noticed.found
            if one.reading.p >= 0.5
        }

    return way, _codebook_megabytes()


def _keywords() -> tuple[Way, float]:
    """The words of each factor's label and definition, and its usual polarity."""
    words = {
        (factor.id, factor.default): {
            word for word in split(f"{factor.label}. {factor.definition}")[0].norms if len(word) > _SHORT
        }
        for factor in default_codebook().factors.values()
    }

    def way(text: str) -> set[Pair]:
        said = set(split(text)[0].norms)
        return {pair for pair, of in words.items() if len(said & of) >= _ENOUGH}

    return way, 0.0


def _tf_idf() -> tuple[Way, float]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.preprocessing import MultiLabelBinarizer

    written = list(_corpus())
    sides = MultiLabelBinarizer()
    goals = sides.fit_transform(
        [sorted({(x["factor"], x["polarity"]) for x in one["labels"]}) for one in written]
    )
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    model = OneVsRestClassifier(LogisticRegression(C=10, max_iter=300))
    model.fit(words.fit_transform([one["text"] for one in written]), goals)

    def way(text: str) -> set[Pair]:
        return {
            pair
            for pair, p in zip(sides.classes_, model.predict_proba(words.transform([text]))[0], strict=True)
            if p >= _LIKELY
        }

    return way, len(words.vocabulary_) * len(sides.classes_) * 8 / 1e6


def _corpus() -> Iterator[dict]:
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _codebook_megabytes() -> float:
    return WEIGHTS.with_name("codebook.toml").stat().st_size / 1e6


_SHORT = 4
_ENOUGH = 2
_LIKELY = 0.2
_WAYS: dict[str, Callable[[], tuple[Way, float]]] = {
    "ours, counted": lambda: _ours("counted"),
    "ours, with suggested": lambda: _ours("suggested"),
    "ours, rules alone": _rules,
    "keywords of the definitions": _keywords,
    "TF-IDF + logistic regression": _tf_idf,
}

if __name__ == "__main__":
    main()
