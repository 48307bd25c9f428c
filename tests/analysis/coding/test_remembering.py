"""A coder that remembers clauses over a long work: it reads each once, and hears what it would hear without."""

from __future__ import annotations

import gc
import random
from collections.abc import Sequence

import pytest

from analysis.coding import Coder, default_codebook
from analysis.coding import coder as coding
from analysis.coding.coder import Coded
from analysis.coding.cues import parse_cue
from analysis.coding.model import Model, Opinion, Seen, default_model
from analysis.coding.personal import DecidedText, Marked, learned_from
from tests.analysis.coding.test_corpus import FILES, lines

CODER = Coder(default_codebook())
# Denied, asked, said to a person and of one, cut by commas: the same words are read in more ways than one.
SAID = [
    "You rambled.",
    "Did you ramble? You rambled, but she did not.",
    "She had more examples. And more depth in her answers.",
    "And more depth in her answers.",
    "They said and more depth in her answers.",
    "I want concrete examples, and more depth.",
    "I want concrete examples and more depth.",
    "No fit - your age.",
    "No fit.",
    "Your answers were too long - the accent. Thank you for your time.",
    "Thank you for your time.",
    "Leider keine Zusage, vielen Dank.",
    "",
]
CORPUS = [line["text"] for path in FILES[::4] for line in lines(path)[:60]]


class Counting(Model):
    """The model that is shipped, and how many clauses it was asked about."""

    def __init__(self) -> None:
        keys, table, hidden_bias, out, out_bias = default_model().layers
        super().__init__(keys, table, hidden_bias, out, out_bias, default_model().classes)
        self.asked = 0

    def read(self, clauses: Sequence[Seen]) -> Opinion:
        self.asked += len(clauses)
        return super().read(clauses)


def shuffled(seed: int) -> list[str]:
    """Give the sentences as texts of one to four, many of them said more than once."""
    drawn = random.Random(seed)
    return [" ".join(drawn.choices(SAID + CORPUS[:: seed + 2], k=drawn.randint(1, 4))) for _ in range(60)]


def wiser() -> Coder:
    """Give the coder with what was learned from decisions."""
    rambled = "You rambled in the second half."
    right = DecidedText(rambled, True, (Marked("communication", "gap", 4, 11),), ())
    return CODER.that_learned(learned_from(CODER, [right] * 5))


@pytest.mark.parametrize("coder", [CODER, wiser()], ids=["ours", "with decisions"])
@pytest.mark.parametrize("seed", range(3))
def test_a_text_is_read_as_if_it_were_the_only_one(
    coder: Coder, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = shuffled(seed)
    alone: list[Coded] = [coder.code(text) for text in texts]
    monkeypatch.setattr(coding, "_AT_ONCE", 7)
    assert list(coder.that_remembers().code_all(texts)) == alone


def test_it_is_read_the_same_also_where_all_was_forgotten_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = shuffled(7)
    monkeypatch.setattr(coding, "_AT_ONCE", 5)
    monkeypatch.setattr(coding, "_REMEMBERED", 20)
    assert list(CODER.that_remembers().code_all(texts)) == [CODER.code(text) for text in texts]


def test_the_model_is_asked_once_about_a_clause_that_many_texts_repeat(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(coding, "_AT_ONCE", 1)
    model = Counting()
    coder = Coder(default_codebook(), model)
    list(coder.code_all(["Thank you for your time."] * 10))
    assert model.asked == 10
    list(coder.that_remembers().code_all(["Thank you for your time."] * 10))
    assert model.asked == 11


def test_a_coder_that_is_kept_remembers_nobodys_words() -> None:
    list(CODER.code_all(["The wombat enclosure was spotless."]))
    list(CODER.that_remembers().code_all(["The wombat enclosure was spotless."]))
    gc.collect()
    wombats = [
        each
        for each in gc.get_objects()
        if type(each) is list and len(each) == 5 and each[1:3] == ["wombat", "enclosure"]
    ]
    assert wombats == []


def test_the_words_that_speak_of_somebody_are_known_by_themselves_and_not_by_their_beginning() -> None:
    """A clause is known again by whether it opens with one of them (`Rules.notice`)."""
    opens = {
        word
        for cue in CODER.codebook.language["they"]
        for first, *_ in parse_cue(cue)
        for word in first or ()
    }
    assert opens
    assert not [word for word in opens if word.endswith("*")]


@pytest.mark.parametrize(
    ("before", "clause"),
    [
        ("The other candidate rambled.", "And had more examples."),
        ("You were warm.", "She had shorter answers."),
        ("I was warm.", "She had shorter answers."),
        ("The other candidate rambled, but", "and had more examples."),
    ],
)
def test_a_clause_is_not_taken_for_the_same_words_after_others(before: str, clause: str) -> None:
    reader = CODER.that_remembers()
    list(reader.code_all([clause, f"Nice weather. {clause}", f"You were warm. {clause}"]))
    assert reader.code(f"{before} {clause}") == CODER.code(f"{before} {clause}")
