"""The codebook: the factors a piece of feedback can name, the words about them, and the cues that find them."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from analysis.coding.cues import CueError, parse_cue
from analysis.coding.model import weights_hash

Group = Literal["presence", "skills", "fit", "terms", "outside", "unexplained"]
Control = Literal["you", "partly", "no"]
CueKind = Literal["topic", "gap", "strength", "neutral", "weak"]

GROUPS: tuple[Group, ...] = get_args(Group)
CONTROLS: tuple[Control, ...] = get_args(Control)
CUE_KINDS: tuple[CueKind, ...] = get_args(CueKind)
ENGINE = 2  # goes up whenever the same codebook would be read differently, so that texts are coded again

_FILE = Path(__file__).with_name("codebook.toml")
_WORDS = ("label", "definition", "gap_says", "strength_says", "neutral_says", "question")
_LISTS = ("advice", "protected", "ex_gap", "ex_strength", "ex_neutral", "ex_none")
_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"group": GROUPS, "control": CONTROLS, "default": ("gap", "strength", "neutral")}
)


class CodebookError(ValueError):
    """A codebook that cannot be used; its message names the factor and the cue."""


@dataclass(frozen=True, kw_only=True)
class Aspect:
    """One side of a factor for which the advice differs, such as nerves and arrogance in confidence."""

    id: str
    label: str
    advice: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


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
    """Every factor by id, the cues that belong to no factor, and a version that changes with any of them."""

    version: str
    factors: Mapping[str, Factor]
    language: Mapping[str, tuple[str, ...]]

    @property
    def diagnostic(self) -> frozenset[str]:
        """The ids of the factors that explain an outcome."""
        return frozenset(factor.id for factor in self.factors.values() if factor.diagnostic)


def load_codebook(overlay: Path | None = None) -> Codebook:
    """The codebook, with a person's own file merged over it by factor id; raises CodebookError."""
    tables = _read(_FILE)
    factors = {row["id"]: row for row in tables["factor"]}
    if overlay is not None:
        for row in _read(overlay).get("factor", []):
            factor_id = row.get("id")
            if not isinstance(factor_id, str) or not factor_id:
                message = (
                    f'{overlay.name}: every factor needs an id; one with label "{row.get("label")}" has none'
                )
                raise CodebookError(message)
            factors[factor_id] = _merged(factors.get(factor_id, {}), row)
    language = {name: tuple(cues) for name, cues in tables.get("language", {}).items()}
    for name, cues in language.items():
        _check_cues(f'language list "{name}"', cues)
    loaded = {factor_id: _factor(row) for factor_id, row in factors.items()}
    return Codebook(
        version=_version(factors, language),
        factors=MappingProxyType(loaded),
        language=MappingProxyType(language),
    )


@cache
def default_codebook() -> Codebook:
    """The codebook without anyone's own file, loaded once."""
    return load_codebook()


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path.name} cannot be read as a codebook: {error}"
        raise CodebookError(message) from error


def _merged(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Lists of cues and sentences grow, everything else is replaced."""
    merged = dict(ours)
    for key, value in theirs.items():
        before = merged.get(key)
        if isinstance(value, list) and isinstance(before, list):
            merged[key] = before + [item for item in value if item not in before]
        elif isinstance(value, dict) and isinstance(before, dict):
            merged[key] = _merged(before, value)
        else:
            merged[key] = value
    return merged


def _factor(row: Mapping[str, Any]) -> Factor:
    factor_id = row["id"]
    where = f'Factor "{factor_id}"'
    known = {"id", *_WORDS, *_LISTS, *_CHOICES, "cues", "aspects"}
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
    for key in _WORDS:
        if not isinstance(row.get(key, ""), str):
            message = f"{where}: {key} must be text"
            raise CodebookError(message)
    if not row.get("label"):
        message = f"{where}: a label is missing"
        raise CodebookError(message)
    lists = {key: _texts(f"{where}: {key}", row.get(key, [])) for key in _LISTS}
    cues = {kind: _texts(f"{where}: {kind} cues", row.get("cues", {}).get(kind, [])) for kind in CUE_KINDS}
    for kind in row.get("cues", {}):
        if kind not in CUE_KINDS:
            message = f'{where}: "{kind}" is not a kind of cue; the kinds are {", ".join(CUE_KINDS)}'
            raise CodebookError(message)
    aspects = {aspect.id: aspect for aspect in (_aspect(where, of) for of in row.get("aspects", []))}
    for kind, found in (*cues.items(), ("protected", lists["protected"])):
        _check_cues(f"{where}, {kind}", found)
    return Factor(
        id=factor_id,
        group=row["group"],
        control=row["control"],
        default=row["default"],
        cues=MappingProxyType(cues),
        aspects=MappingProxyType(aspects),
        **{key: row.get(key, "") for key in _WORDS},
        **lists,
    )


def _aspect(where: str, row: Mapping[str, Any]) -> Aspect:
    name = row.get("id", "")
    for key in row:
        if key not in ("id", "label", "advice", "cues"):
            message = f'{where}, aspect "{name}": "{key}" is not a field of an aspect'
            raise CodebookError(message)
    if not name or not row.get("label"):
        message = f"{where}: an aspect needs an id and a label"
        raise CodebookError(message)
    cues = _texts(f'{where}, aspect "{name}": cues', row.get("cues", []))
    _check_cues(f'{where}, aspect "{name}"', cues)
    return Aspect(
        id=name,
        label=row["label"],
        advice=_texts(f'{where}, aspect "{name}": advice', row.get("advice", [])),
        cues=cues,
    )


def _texts(where: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        message = f"{where} must be a list of texts in quotes"
        raise CodebookError(message)
    return tuple(value)


def _check_cues(where: str, cues: Iterable[str]) -> None:
    for cue in cues:
        try:
            parse_cue(cue)
        except CueError as error:
            message = f'{where}: the cue "{cue}" {error}'
            raise CodebookError(message) from error


def _version(factors: Mapping[str, Any], language: Mapping[str, Any]) -> str:
    return f"{ENGINE}.{_hash([factors, language])}.{weights_hash()}"


def _hash(value: object) -> str:
    return hashlib.blake2b(repr(value).encode(), digest_size=4).hexdigest()
