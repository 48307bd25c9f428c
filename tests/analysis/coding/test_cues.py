"""The cue language: what each sign stands for, and what is refused."""

from __future__ import annotations

import pytest

from analysis.coding.cues import CueError, CueTrie, norms_of, parse_cue


def found(cue: str, said: str) -> list[str]:
    """Give the words a cue finds in what was said."""
    norms = [norm for word in said.split() for norm in norms_of(word)]
    return [" ".join(norms[start:end]) for start, end, _, _ in CueTrie([(cue, "x")]).find(norms)]


@pytest.mark.parametrize(
    ("cue", "said", "finds"),
    [
        ("rambl*", "you ramble and kept rambling", ["ramble", "rambling"]),
        ("too long|short", "too long or too short", ["too long", "too short"]),
        ("very? calm", "very calm", ["very calm", "calm"]),
        ("lack ... examples", "a lack of any concrete examples", ["lack of any concrete examples"]),
        ("lack ... examples", "a lack of four or five examples", []),
        ("one _ answers", "one word answers", ["one word answers"]),
        ("one _ answers", "one answers", []),
        ("did not listen", "you Didn\u2019t listen", ["did not listen"]),
        ("take-home", "your take home", ["take home"]),
        ("little|lack-of energy", "lack of energy", ["lack of energy"]),
        ("c++", "your C++ is fine", ["c++"]),
        ("resume", "a strong résumé", ["resume"]),
    ],
)
def test_a_cue_finds_the_words_it_stands_for(cue: str, said: str, finds: list[str]) -> None:
    assert found(cue, said) == finds


def test_a_gap_says_how_many_words_it_skipped() -> None:
    trie = CueTrie([("too ... long", "x")])
    assert trie.find(["too", "very", "long"]) == [(0, 3, 1, "x")]


def test_runs_looked_through_together_give_what_each_gives_alone() -> None:
    trie = CueTrie(
        [("too ... long", "gap"), ("calm", "word"), ("not calm", "pair"), ("one _ answers", "any")]
    )
    runs = [
        ["too", "very", "long"],
        [],
        ["too"],
        ["long", "not", "calm"],  # what a run ends with is not followed by what the next begins with
        ["not"],
        ["calm", "one", "word", "answers", "too"],
        ["a", "b", "c", "d", "long"],
    ]
    first = [
        [(0, 3, 1, "gap")],
        [],
        [],
        [(1, 3, 0, "pair"), (2, 3, 0, "word")],
        [],
        [(0, 1, 0, "word"), (1, 4, 0, "any")],
        [],
    ]
    assert trie.find_each(runs) == first
    assert trie.find_each(runs) == first  # and by what was kept the first time
    assert [trie.find(run) for run in runs] == first


def test_what_is_met_later_is_found_though_nothing_was_found_with_it_before() -> None:
    cues = [(f"word{at} ... then{at}", at) for at in range(40)]
    trie = CueTrie(cues)
    assert trie.find_each([["word1", "then2"], ["then1", "word1"]]) == [[], []]
    runs = [[f"word{at}", "so", f"then{at}"] for at in range(40)]  # many more kinds of words than were kept
    assert trie.find_each(runs) == [[(0, 3, 1, at)] for at in range(40)]


def test_nothing_at_all_is_looked_through() -> None:
    assert CueTrie([("calm", "x")]).find_each([]) == []


@pytest.mark.parametrize(
    ("cue", "says"),
    [
        ("", "must begin with a word"),
        ("... answers", "must begin with a word"),
        ("_ answers", "must begin with a word"),
        ("very?", "must begin with a word"),
        ("answers ...", "may not end in ..."),
        ("a* b", "too short for a *"),
        ("ram*bled", "with * only at its end"),
        ("one|_ answers", "with * only at its end"),
        ("a? b? c? d? e? f? g? h", "too many optional words"),
    ],
)
def test_a_cue_that_cannot_be_read_is_refused_with_a_reason(cue: str, says: str) -> None:
    with pytest.raises(CueError, match=says.replace("?", r"\?").replace(".", r"\.").replace("*", r"\*")):
        parse_cue(cue)


def test_contractions_are_written_out_and_marks_taken_off() -> None:
    assert norms_of("couldn't") == ("could", "not")
    assert norms_of("can\u2019t") == ("can", "not")
    assert norms_of("you've") == ("you", "have")
    assert norms_of("director's") == ("directors",)
    assert norms_of("Straße") == ("strasse",)
    assert norms_of("nai\u0308ve") == ("naive",)
