"""Optional: what a small language model, fine-tuned on the written corpus, makes of each clause beside the network's opinion.

It is there only where onnxruntime and tokenizers are installed (the extra `semantic`) and `make semantic` has written its
files; elsewhere nothing is imported and nothing changes. A text is always read by itself: the model reckons in whole steps
whose size depends on all it is given at once, so that beside another text the same clause would be read a little otherwise.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from analysis.coding.model import WAYS, WEIGHTS, Floats, Opinion, shares_of

if TYPE_CHECKING:
    from analysis.coding.weighing import Weights

SWITCH: Final = "SECOND_PLACE_SEMANTIC"  # another folder to look in; set to nothing, the model is not used
MODEL: Final = "semantic.onnx"
ABOUT: Final = "semantic.json"
TOKENIZER: Final = "tokenizer.json"
NEEDS: Final = ("onnxruntime", "tokenizers")
MOST_TOKENS: Final = 190  # read at once, beside the two that open and close
_READ_AT_MOST: Final = 20_000  # characters of a text; a clause after them keeps the opinion it had
_HALVES: Final = re.compile("[\ud800-\udfff]")  # of a character, which no tokenizer takes
_LEAST: Final = 1e-4

Span = tuple[int, int]


class Window(NamedTuple):
    """A run of a text's tokens to read at once, and the clauses in it: which, and their tokens from the window's first."""

    first: int
    after: int
    clauses: tuple[tuple[int, int, int], ...]


class Semantic:
    """The model ready to be asked, and the calibrator that was fitted on what it and the network say together."""

    def __init__(self, session: Any, tokenizer: Any, about: dict[str, Any]) -> None:
        from analysis.coding.weighing import Weights  # it needs the codebook, whose version asks for our mark

        self.weights: Weights = Weights(about["factor"], about["polarity"])
        self.classes: tuple[tuple[str, str], ...] = tuple((factor, way) for factor, way in about["classes"])
        self._session, self._tokenizer = session, tokenizer

    @classmethod
    def load(cls, where: Path | None = None) -> Semantic:
        """The model that lies in a folder; it takes one thread, so that the same text always comes to the same numbers."""
        import onnxruntime  # ty: ignore[import-not-found]

        where = folder() if where is None else where
        if where is None:
            raise FileNotFoundError(MODEL)
        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False  # texts differ in length
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            str(where / MODEL), options, providers=["CPUExecutionProvider"]
        )
        about = json.loads((where / ABOUT).read_text(encoding="utf-8"))
        return cls(session, tokenizer_of(where / TOKENIZER), about)

    def opinions(self, asked: Iterable[tuple[str, Sequence[Span]]]) -> Floats:
        """A row of shares for each clause of each text, in their order; a clause without a token has no numbers."""
        rows = [self._of_text(text, spans) for text, spans in asked]
        return np.concatenate(rows) if rows else np.empty((0, len(self.classes)))

    def _of_text(self, text: str, spans: Sequence[Span]) -> Floats:
        shares = np.full((len(spans), len(self.classes)), np.nan)
        for ids, window in read_windows(self._tokenizer, text[:_READ_AT_MOST], spans):
            given = {
                "ids": np.array([ids], dtype=np.int64),
                "mask": np.ones((1, len(ids)), dtype=np.int64),
                "member": membership(window, len(ids))[None],
            }
            raw = self._session.run(None, given)[0][0]
            shares[[at for at, _, _ in window.clauses]] = shares_of(raw.astype(np.float64))
        return shares


def folder() -> Path | None:
    """Where the model's files lie or would lie; nowhere if the switch is set to nothing."""
    switched = os.environ.get(SWITCH)
    if switched is None:
        return Path(__file__).with_name("semantic")
    return Path(switched) if switched else None


def available() -> bool:
    """Whether the extra is installed and its model is there and knows the network's classes; imports neither."""
    where = folder()
    if where is None or not all((where / name).is_file() for name in (MODEL, ABOUT, TOKENIZER)):
        return False
    if any(find_spec(name) is None for name in NEEDS):
        return False
    about = json.loads((where / ABOUT).read_text(encoding="utf-8"))
    return [tuple(pair) for pair in about["classes"]] == _known_classes()


@cache
def default_semantic() -> Semantic | None:
    """The model if it is available, loaded once."""
    return Semantic.load() if available() else None


@cache
def mark() -> str:
    """What the model adds to the version of a codebook, so that texts are coded anew with it; nothing without it."""
    where = folder()
    if where is None or not available():
        return ""
    return "." + hashlib.blake2b((where / ABOUT).read_bytes(), digest_size=4).hexdigest()


def mixed(classes: Sequence[tuple[str, str]], opinion: Opinion, shares: Floats) -> Opinion:
    """Both opinions as one: the geometric mean of their shares, and the ways that follow from it.

    A row of `shares` without numbers leaves the opinion of that clause as it is.
    """
    heard = ~np.isnan(shares).any(axis=1)
    ways_of = np.array([[float(way == known) for known in WAYS] for _, way in classes[:-1]])
    both = np.sqrt(np.maximum(shares[heard], _LEAST) * np.maximum(opinion.shares[heard], _LEAST))
    both /= both.sum(axis=1, keepdims=True)
    by_way = both[:, :-1] @ ways_of
    new_shares, new_ways = opinion.shares.copy(), opinion.ways.copy()
    new_shares[heard] = both
    new_ways[heard] = by_way / by_way.sum(axis=1, keepdims=True)
    return Opinion(new_shares, new_ways, opinion.hidden)


def tokenizer_of(path: Path) -> Any:
    """The tokenizer kept in a file, set to cut nothing and to fill nothing up."""
    from tokenizers import Tokenizer  # ty: ignore[import-not-found]

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def read_windows(tokenizer: Any, text: str, spans: Sequence[Span]) -> Iterator[tuple[list[int], Window]]:
    """The tokens of each window of a text, opened and closed as the model expects it, and the window."""
    encoded = tokenizer.encode(_HALVES.sub("\ufffd", text), add_special_tokens=False)
    opens, closes = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    for window in windows(encoded.offsets, spans):
        yield [opens, *encoded.ids[window.first : window.after], closes], window


def windows(tokens: Sequence[Span], spans: Sequence[Span], most: int = MOST_TOKENS) -> list[Window]:
    """A text as one window if it is short enough, else as windows that each begin with a clause.

    A clause has the tokens that overlap its span; one longer than a window is read as far as the window goes.
    """
    placed: list[tuple[int, int, int]] = []
    token = 0
    for at, (start, end) in sorted(enumerate(spans), key=lambda one: one[1]):
        while token < len(tokens) and tokens[token][1] <= start:
            token += 1
        after = token
        while after < len(tokens) and tokens[after][0] < end:
            after += 1
        if after > token:
            placed.append((at, token, after))
    if not placed:
        return []
    if len(tokens) <= most:
        return [Window(0, len(tokens), tuple(placed))]
    cut: list[list[tuple[int, int, int]]] = []
    for clause in placed:
        if not cut or clause[2] - cut[-1][0][1] > most:
            cut.append([])
        cut[-1].append(clause)
    return [
        Window(
            first := together[0][1],
            after := min(together[-1][2], first + most),
            tuple((at, begins - first, min(ends, after) - first) for at, begins, ends in together),
        )
        for together in cut
    ]


def membership(window: Window, length: int) -> Floats:
    """For each clause of a window what each of its tokens counts in the clause's mean; the first token opens the window."""
    member = np.zeros((len(window.clauses), length), dtype=np.float32)
    for row, (_, begins, ends) in enumerate(window.clauses):
        member[row, begins + 1 : ends + 1] = 1 / (ends - begins)
    return member


@cache
def _known_classes() -> list[tuple[str, ...]]:
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        return [tuple(name.split()) for name in str(kept["classes"]).split("\n")]
