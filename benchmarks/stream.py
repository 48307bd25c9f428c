"""A long stream of texts through the coder: texts a CPU-second and memory as it goes on.

    python -m benchmarks.stream --texts 1000000

Each text is put together from sentences of the corpus in an order of its own, with a word nobody wrote before, so that
nothing can be remembered. One thread; the memory is what the process holds, in MB.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import random
import time
from collections.abc import Iterator

from analysis.coding import Coder, default_codebook
from analysis.coding.training import CORPUS
from benchmarks.memory import resident

_LOOKS = 10


def main() -> None:
    """Print a line for every tenth of the stream."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--texts", type=int, default=100_000)
    texts = asked.parse_args().texts
    coder = Coder(default_codebook())
    list(coder.code_all(_made(1_000, seed=1)))
    print("| texts | a CPU-second | MB | mentions a text |\n|---|---|---|---|")
    mentions = 0
    making = _seconds_of_making(min(texts, 20_000)) * texts / min(texts, 20_000)
    begun = time.process_time()
    for done, coded in enumerate(coder.code_all(_made(texts, seed=0)), 1):
        mentions += len(coded.mentions)
        if done % max(1, texts // _LOOKS) == 0:
            spent = time.process_time() - begun - making * done / texts
            print(
                f"| {done:,} | {done / spent:,.0f} | {resident('self', at_most=False) / 1e6:.0f} | {mentions / done:.2f} |",
                flush=True,
            )


def _made(texts: int, *, seed: int) -> Iterator[str]:
    sentences = [
        line.split('"text": "')[1].split('", "labels"')[0]
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    rng = random.Random(seed)
    for _ in range(texts):
        name = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=7)).capitalize()
        yield f"{rng.choice(sentences)} {name} said so. {rng.choice(sentences)}"


def _seconds_of_making(texts: int) -> float:
    begun = time.process_time()
    for _ in _made(texts, seed=0):
        pass
    return time.process_time() - begun


if __name__ == "__main__":
    main()
