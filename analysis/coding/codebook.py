"""The codebook: the factors a piece of feedback can name, the words about them, and the cues that find them."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from analysis.coding.clauses import split
from analysis.coding.cues import GAP, CueError, parse_cue
from analysis.coding.model import weights_hash
from analysis.coding.quote import trimmed
from analysis.coding.semantic import mark

if TYPE_CHECKING:
    from data.records import Taught

Group = Literal["presence", "skills", "fit", "terms", "outside", "unexplained", "own"]
Control = Literal["you", "partly", "no"]
CueKind = Literal["topic", "gap", "strength", "neutral", "weak"]

GROUPS: tuple[Group, ...] = get_args(Group)
CONTROLS: tuple[Control, ...] = get_args(Control)
CUE_KINDS: tuple[CueKind, ...] = get_args(CueKind)
ENGINE = 5  # goes up whenever the same codebook would be read differently, so that texts are coded again

LONGEST_OWN = 200_000  # characters of a person's own file
LONGEST_LABEL = 60
LONGEST_CUE = 300
MOST_GAPS = 4  # "..." in one cue of a person's own: each makes looking for it four times as long

_FILE = Path(__file__).with_name("codebook.toml")
_WORDS = ("label", "definition", "gap_says", "strength_says", "neutral_says", "question")
_LISTS = ("advice", "protected", "ex_gap", "ex_strength", "ex_neutral", "ex_none")
_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"group": GROUPS, "control": CONTROLS, "default": ("gap", "strength", "neutral")}
)
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_NO_LETTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = str.maketrans("\t\n\r\u2028\u2029", "     ")
_AT = re.compile(r"(?P<what>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)


class CodebookError(ValueError):
    """A codebook that cannot be used; its message names the factor and the cue, or the line that cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Aspect:
    """One side of a factor for which the advice differs, such as nerves and arrogance in confidence.

    `too_much` is a side that has too much of what all others have too little of: their advice would be wrong for it.
    """

    id: str
    label: str
    advice: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    too_much: bool = False


@dataclass(frozen=True, kw_only=True)
class Factor:
    """One reason a finalist is, or is not, chosen: what it is called, what to do about it, and its cues."""

    id: str
    label: str
    group: Group
    definition: str
    control: Control
    default: Literal["gap", "strength", "neutral"]
    gap_says: str = ""
    strength_says: str = ""
    neutral_says: str = ""
    question: str = ""
    advice: tuple[str, ...] = ()
    cues: Mapping[CueKind, tuple[str, ...]] = field(default_factory=dict)
    protected: tuple[str, ...] = ()
    aspects: Mapping[str, Aspect] = field(default_factory=dict)
    ex_gap: tuple[str, ...] = ()
    ex_strength: tuple[str, ...] = ()
    ex_neutral: tuple[str, ...] = ()
    ex_none: tuple[str, ...] = ()

    @property
    def diagnostic(self) -> bool:
        """Whether hearing this factor explains an outcome: "someone stronger" and "no reason" do not."""
        return self.group != "unexplained"

    def says(self, polarity: str) -> str:
        """The words that complete "In 5 of 7 second places they ..." for one polarity."""
        return {"gap": self.gap_says, "strength": self.strength_says}.get(polarity, self.neutral_says)


@dataclass(frozen=True, kw_only=True)
class Codebook:
    """Every factor by id, the cues that belong to no factor, and a version that changes with any of them.

    `protected` are the cues of ground on which nothing is advice, whichever factor it is, and `misspelt` the words of
    such ground that are known with a wrong letter, each with those that look like it; `not_protected` only sounds like it.
    `own_factors` are the factors a person added, `own_cues` the cues they added to any factor, by kind, the phrases
    they taught among them; `hidden` are the factors they hid, which are neither coded nor offered.
    """

    version: str
    factors: Mapping[str, Factor]
    language: Mapping[str, tuple[str, ...]]
    protected: tuple[str, ...] = ()
    misspelt: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_protected: tuple[str, ...] = ()
    own_factors: frozenset[str] = frozenset()
    own_cues: Mapping[str, Mapping[CueKind, tuple[str, ...]]] = field(default_factory=dict)
    hidden: Mapping[str, Factor] = field(default_factory=dict)

    @property
    def diagnostic(self) -> frozenset[str]:
        """The ids of the factors that explain an outcome."""
        return frozenset(factor.id for factor in self.factors.values() if factor.diagnostic)


def codebook_of(own: str, taught: Iterable[Taught]) -> Codebook:
    """Our codebook with a person's own file (the text of it, "" for none) merged over it by factor id, and their phrases.

    A taught phrase is plain text; one for a factor that is not there is left out. Raises CodebookError.
    """
    phrases = tuple(taught)
    return _composed(own, phrases) if own or phrases else default_codebook()


@cache
def default_codebook() -> Codebook:
    """The codebook without anything of anyone's own, made once."""
    return _composed("", ())


def plain_cue(phrase: str) -> str:
    """The cue that finds a phrase as it stands, "" where there is no word in it.

    No cue reaches over the end of a clause: of several clauses it is the longest, without small words at its ends.
    """
    words, clauses = split(phrase)
    if not clauses:
        return ""
    longest = max(clauses, key=lambda clause: clause.after - clause.first)
    first, after = longest.first, longest.after
    if len(clauses) > 1:
        first, after = trimmed(words.norms, first, after)
    return " ".join(filter(None, words.norms[first:after]))


def check_cues(where: str, cues: Iterable[str]) -> None:
    """Raise CodebookError, naming the place and the cue, where one of the cues cannot be read."""
    for cue in cues:
        try:
            parse_cue(cue)
        except CueError as error:
            message = f'{where}: the cue "{cue}" {error}'
            raise CodebookError(message) from error


@lru_cache(maxsize=8)
def _composed(own: str, taught: tuple[Taught, ...]) -> Codebook:
    shipped, language, protected, misspelt, not_protected = _shipped()
    rows, own_rows = dict(shipped), _own_rows(own)
    theirs: dict[str, dict[CueKind, list[str]]] = {}
    for row in own_rows:
        rows[row["id"]] = _merged(rows.get(row["id"], {"group": "own", "default": "gap"}), row)
    loaded = {
        factor_id: _shipped_factor(factor_id)
        if shipped.get(factor_id) is row
        else _with_cues_checked(_factor(row, is_own=factor_id not in shipped))
        for factor_id, row in rows.items()
    }
    _require_own_labels(loaded)
    for row in own_rows:
        for kind, cues in row.get("cues", {}).items():
            theirs.setdefault(row["id"], {}).setdefault(kind, []).extend(_texts(kind, cues))
    for each in taught:
        cue = plain_cue(each.phrase)
        if each.factor in loaded and _can_be_found(cue):
            theirs.setdefault(each.factor, {}).setdefault(each.polarity, []).append(cue)
            loaded[each.factor] = _with_cue(loaded[each.factor], each.polarity, cue)
    own_cues = {
        factor_id: MappingProxyType({kind: tuple(dict.fromkeys(cues)) for kind, cues in kinds.items()})
        for factor_id, kinds in theirs.items()
    }
    hidden = {factor_id for factor_id in loaded if rows[factor_id].get("hidden", False)}
    changed = [rows, dict(language), protected, dict(misspelt), *([theirs] if own or taught else [])]
    return Codebook(
        version=f"{ENGINE}.{_hash(changed)}{mark()}.{weights_hash()}",
        factors=MappingProxyType({each: loaded[each] for each in loaded if each not in hidden}),
        language=language,
        protected=protected,
        misspelt=misspelt,
        not_protected=not_protected,
        own_factors=frozenset(loaded) - frozenset(shipped),
        own_cues=MappingProxyType(own_cues),
        hidden=MappingProxyType({each: loaded[each] for each in loaded if each in hidden}),
    )


class _Shipped(NamedTuple):
    """Our file: the factors as they stand in it, by id, the cues that belong to none, and protected ground."""

    factors: Mapping[str, dict[str, Any]]
    language: Mapping[str, tuple[str, ...]]
    protected: tuple[str, ...]
    misspelt: Mapping[str, tuple[str, ...]]
    not_protected: tuple[str, ...]


@cache
def _shipped() -> _Shipped:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    ground = tables["protected"]
    language = {name: tuple(cues) for name, cues in tables["language"].items()}
    idiom = tuple(ground["idiom"])
    language["idiom"] += idiom
    return _Shipped(
        MappingProxyType({row["id"]: row for row in tables["factor"]}),
        MappingProxyType(language),
        tuple(ground["everywhere"]),
        MappingProxyType({word: tuple(like) for word, like in ground["misspelt"].items()}),
        idiom,
    )


@cache
def _shipped_factor(factor_id: str) -> Factor:
    return _factor(_shipped().factors[factor_id], is_own=False)


def _own_rows(own: str) -> list[dict[str, Any]]:
    """The factors of a person's own file, as they wrote them."""
    if len(own) > LONGEST_OWN:
        message = f"A codebook has at most {LONGEST_OWN:,} characters, and this one has {len(own):,}"
        raise CodebookError(message)
    try:
        tables = tomllib.loads(own)
    except (ValueError, RecursionError) as error:
        raise CodebookError(_where_it_breaks(error)) from error
    for name in tables:
        if name != "factor":
            message = f'"{name}" is nothing a codebook has: every part of it begins with [[factor]]'
            raise CodebookError(message)
    rows = tables.get("factor", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        message = "A factor begins with [[factor]], in two pairs of brackets"
        raise CodebookError(message)
    for row in rows:
        factor_id = row.get("id")
        if not isinstance(factor_id, str) or not factor_id:
            message = f'Every factor needs an id; one with label "{row.get("label")}" has none'
            raise CodebookError(message)
        if not _ID.fullmatch(factor_id):
            message = f'Factor "{factor_id}": an id is up to 60 small letters, digits, - and _'
            raise CodebookError(message)
        _require_short_cues(row)
    return rows


def _where_it_breaks(error: Exception) -> str:
    found = _AT.fullmatch(str(error))
    if found is None:
        return f"This cannot be read as TOML: {error}"
    return f"Line {found['line']}, column {found['column']} cannot be read as TOML: {found['what']}"


def _require_short_cues(row: Mapping[str, Any]) -> None:
    kinds = row.get("cues", {})
    for cues in kinds.values() if isinstance(kinds, dict) else ():
        for cue in cues if isinstance(cues, list) else ():
            if isinstance(cue, str) and (len(cue) > LONGEST_CUE or cue.split().count(GAP) > MOST_GAPS):
                message = (
                    f'Factor "{row["id"]}": the cue "{cue[:60]}" is too long: a cue has at most {LONGEST_CUE} '
                    f"characters and {MOST_GAPS} times ..."
                )
                raise CodebookError(message)


def _merged(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Lists of cues and sentences grow, what has an id is merged with its namesake, everything else is replaced."""
    merged = dict(ours)
    for key, value in theirs.items():
        before = merged.get(key)
        if isinstance(value, list) and isinstance(before, list):
            merged[key] = _merged_list(before, value)
        elif isinstance(value, dict) and isinstance(before, dict):
            merged[key] = _merged(before, value)
        else:
            merged[key] = value
    return merged


def _merged_list(ours: list[Any], theirs: list[Any]) -> list[Any]:
    merged = list(ours)
    for item in theirs:
        name = item.get("id") if isinstance(item, dict) else None
        at = next(
            (
                at
                for at, each in enumerate(merged)
                if isinstance(each, dict) and name and each.get("id") == name
            ),
            None,
        )
        if at is not None:
            merged[at] = _merged(merged[at], item)
        elif item not in merged:
            merged.append(item)
    return merged


def _with_cue(factor: Factor, kind: CueKind, cue: str) -> Factor:
    cues = factor.cues.get(kind, ())
    return (
        factor if cue in cues else replace(factor, cues=MappingProxyType({**factor.cues, kind: (*cues, cue)}))
    )


def _can_be_found(cue: str) -> bool:
    try:
        return bool(parse_cue(cue))
    except CueError:
        return False


def _require_own_labels(factors: Mapping[str, Factor]) -> None:
    """Two factors with one label would be one on every chart."""
    taken: dict[str, str] = {}
    for factor in factors.values():
        label = " ".join(factor.label.casefold().split())
        if label in taken:
            message = f'Factor "{factor.id}": the label "{factor.label}" is already that of "{taken[label]}"'
            raise CodebookError(message)
        taken[label] = factor.id


def _factor(row: Mapping[str, Any], *, is_own: bool) -> Factor:
    factor_id = row["id"]
    where = f'Factor "{factor_id}"'
    known = {"id", "hidden", *_WORDS, *_LISTS, *_CHOICES, "cues", "aspects"}
    for key in row:
        if key not in known:
            message = (
                f'{where}: "{key}" is not a field of a factor; the fields are {", ".join(sorted(known))}'
            )
            raise CodebookError(message)
    for key, allowed in _CHOICES.items():
        if row.get(key) not in allowed:
            message = f'{where}: {key} is "{row.get(key, "")}" and must be one of {", ".join(allowed)}'
            raise CodebookError(message)
    words = {key: _line(f"{where}: {key}", row.get(key, "")) for key in _WORDS}
    if not words["label"].strip():
        message = f"{where}: a label is missing"
        raise CodebookError(message)
    if len(words["label"]) > LONGEST_LABEL:
        message = f"{where}: a label has at most {LONGEST_LABEL} characters"
        raise CodebookError(message)
    if not isinstance(row.get("hidden", False), bool):
        message = f"{where}: hidden is true or false, without quotes"
        raise CodebookError(message)
    if not isinstance(row.get("cues", {}), dict):
        message = f"{where}: cues are lists by kind; the kinds are {', '.join(CUE_KINDS)}"
        raise CodebookError(message)
    lists = {key: _texts(f"{where}: {key}", row.get(key, [])) for key in _LISTS}
    cues = {kind: _texts(f"{where}: {kind} cues", row.get("cues", {}).get(kind, [])) for kind in CUE_KINDS}
    for kind in row.get("cues", {}):
        if kind not in CUE_KINDS:
            message = f'{where}: "{kind}" is not a kind of cue; the kinds are {", ".join(CUE_KINDS)}'
            raise CodebookError(message)
    sides = row.get("aspects", [])
    if not isinstance(sides, list) or not all(isinstance(of, dict) for of in sides):
        message = f"{where}: an aspect begins with [[factor.aspects]], in two pairs of brackets"
        raise CodebookError(message)
    aspects = {aspect.id: aspect for aspect in (_aspect(where, of) for of in sides)}
    if is_own:
        defaults = _words_of_an_own_factor(words["label"])
        words = {key: said or defaults.get(key, "") for key, said in words.items()}
    return Factor(
        id=factor_id,
        group=row["group"],
        control=row["control"],
        default=row["default"],
        cues=MappingProxyType(cues),
        aspects=MappingProxyType(aspects),
        **words,  # ty: ignore[invalid-argument-type]  (the names are the fields')
        **lists,
    )


def _with_cues_checked(factor: Factor) -> Factor:
    """The same factor, each of its cues read once. That ours can be read a test says: no start waits for it."""
    where = f'Factor "{factor.id}"'
    for kind, cues in (*factor.cues.items(), ("protected", factor.protected)):
        check_cues(f"{where}, {kind}", cues)
    for aspect in factor.aspects.values():
        check_cues(f'{where}, aspect "{aspect.id}"', aspect.cues)
    return factor


def _words_of_an_own_factor(label: str) -> dict[str, str]:
    """What pages, charts and the report say about a factor for which the person gave a label and no sentences."""
    return {
        "gap_says": f"named: {label}",
        "strength_says": f"praised: {label}",
        "neutral_says": f"named: {label}",
        "question": f"Could you tell me more about this: {label}?",
    }


def _aspect(where: str, row: Mapping[str, Any]) -> Aspect:
    name = row.get("id", "")
    for key in row:
        if key not in ("id", "label", "advice", "cues", "too_much"):
            message = f'{where}, aspect "{name}": "{key}" is not a field of an aspect'
            raise CodebookError(message)
    if not name or not row.get("label"):
        message = f"{where}: an aspect needs an id and a label"
        raise CodebookError(message)
    cues = _texts(f'{where}, aspect "{name}": cues', row.get("cues", []))
    if not isinstance(row.get("too_much", False), bool):
        message = f'{where}, aspect "{name}": too_much is true or false, without quotes'
        raise CodebookError(message)
    return Aspect(
        too_much=row.get("too_much", False),
        id=_line(f"{where}: the id of an aspect", name),
        label=_line(f'{where}, aspect "{name}": label', row["label"]),
        advice=_texts(f'{where}, aspect "{name}": advice', row.get("advice", [])),
        cues=cues,
    )


def _line(where: str, value: object) -> str:
    """A text as one line; what would steer a terminal is refused."""
    if not isinstance(value, str):
        message = f"{where} must be text"
        raise CodebookError(message)
    line = value.translate(_SPACES)
    if _NO_LETTERS.search(line):
        message = f"{where} must be plain text"
        raise CodebookError(message)
    return line


def _texts(where: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        message = f"{where} must be a list of texts in quotes"
        raise CodebookError(message)
    return tuple(_line(where, item) for item in value)


def _hash(value: object) -> str:
    return hashlib.blake2b(repr(value).encode(), digest_size=4).hexdigest()
