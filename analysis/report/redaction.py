"""What is taken out of a copy that others read: the names we know, and addresses, numbers and links anybody could know.

It removes names we know, and never says more than that: a name that stands in no field of the workspace is not known.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis import wording
from analysis.study import Study
from data.records import Practice
from data.safe_text import says_nothing

NAME, MAIL, PHONE, LINK, COMPANY = "[name]", "[e-mail]", "[phone]", "[link]", "[company]"

# Words by which names are told from other words.
_WORDS = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
_NO_NAME = frozenset(_WORDS["no_name"])
_LEGAL = frozenset(_WORDS["legal"])
_GENERIC = frozenset(_WORDS["generic"])
_ORDINARY = frozenset(_WORDS["ordinary"])
_ALIKE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
_SPELT_OUT = str.maketrans(
    dict(
        zip("äöüåøÄÖÜÅØ", ("ae", "oe", "ue", "aa", "oe", "Ae", "Oe", "Ue", "Aa", "Oe"), strict=True),
    )
)

_ASCII_WORD = re.compile("[a-z0-9]+")
_APART = r"[\x00-/:-@\[-`{-\x7f]"  # what parts the words of a plain name
_NOT_PLAIN = r"[^\x00-\x7f]"
_LONGEST_PATTERN = 16_000  # letters of different words: past that a pattern no longer reads each name once
_AT = "[@\uff20\ufe6b]"
_IN_MAIL = r"[^\s@\uff20\ufe6b<>()\[\]{}\"',;:|]"
_PLACES = (
    "com|org|net|edu|gov|int|info|biz|io|co|ai|app|dev|me|uk|de|fr|es|it|nl|be|ch|at|pl|pt|se|no|dk|fi|ie|eu|us|ca|au|nz|in|jp|cn|"
    "kr|br|mx|za|tech|jobs|careers|example"
)
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # Each part has a longest length: a word of a million letters is read once, not once from each of its letters.
    (re.compile(rf"{_IN_MAIL}{{1,64}}\s?{_AT}\s?{_IN_MAIL}{{1,255}}", re.IGNORECASE), MAIL),
    (re.compile(r"\b[\w.+-]{1,64}\s{0,3}[\[(]\s{0,3}at\s{0,3}[\])]\s{0,3}[\w.-]{1,255}(?:\s{0,3}[\[(]\s{0,3}dot\s{0,3}[\])]\s{0,3}\w{1,63})*", re.IGNORECASE), MAIL),
    (re.compile(r"(?:\b[a-z][a-z0-9+.-]{0,15}://|\bmailto:|\btel:|\bwww\.)\S+", re.IGNORECASE), LINK),
    (re.compile(rf"(?<![\w.])(?:[\w-]{{1,63}}\.){{1,9}}(?:{_PLACES})(?![\w])(?:[/?#]\S*)?", re.IGNORECASE), LINK),
)  # fmt: skip
_NUMBER = re.compile(r"(?<!\w)(?:\+|\(\+?)?\d(?:[\s().\-/\u2010-\u2015\u00a0]{0,3}\d){6,}(?!\w)")
_A_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_WHO_COMES = r"(?P<who>[^\W\d_][\w'\u2019-]*(?:[^\S\n]+[^\W\d_a-z][\w'\u2019-]*){0,2})"
_TITLED = re.compile(
    r"\b(?:(?i:recruiter|headhunter|interviewer|hiring manager|hr manager|manager|director|talent partner)[^\S\n]+"
    r"(?:(?i:called|named)[^\S\n]+)?"
    r"|(?i:mr|mrs|ms|mx|miss|dr|prof|professor|herr|frau|mme|madame|monsieur|signora?|se\u00f1ora?)\b\.?\s{1,3})"
    + _WHO_COMES
)
_GREETED = re.compile(
    r"(?:^|(?<=[\n.!?]))[^\S\n]{0,9}(?i:dear|hi|hello|hallo|hey|liebe[r]?)[^\S\n]+" + _WHO_COMES + r"[,!]"
    r"|(?i:regards|wishes|sincerely|cheers|gr\u00fc\u00dfe[n]?),?[^\S\n]{0,9}\n\s{0,9}"
    + _WHO_COMES.replace("who", "signed")
)


class Word(NamedTuple):
    """A word of a text as it is compared, and where it stands."""

    folded: str
    start: int
    end: int
    capital: bool
    capitals: bool


class _Known(NamedTuple):
    """A way a name is written: its words, what stands in its place, and which letters it must have."""

    words: tuple[str, ...]
    instead: str
    capital: bool = False
    capitals: bool = False


@dataclass(frozen=True)
class Redacted:
    """A text without the names, and what was taken out: (start, end, what stands there now) of the text as it was."""

    text: str
    taken: tuple[tuple[int, int, str], ...]

    def moved(self, at: int, *, is_end: bool) -> int:
        """Give where a place of the old text is now; a place inside what was taken out is the end of what is there."""
        shift = 0
        for start, end, instead in self.taken:
            if at <= start:
                break
            if at < end:
                return start + shift + (len(instead) if is_end else 0)
            shift += len(instead) - (end - start)
        return at + shift


class Redaction:
    """Names that were learned. `called` says by what letter a company is called; what is not in it keeps its name.

    Where the texts are known, `among` are their words, and only what can stand in them is learned.
    """

    def __init__(
        self,
        companies: Iterable[str],
        people: Iterable[str],
        addresses: Iterable[str],
        *,
        called: Mapping[str, str],
        among: frozenset[str] | None = None,
    ) -> None:
        self._letter = called
        # As a name is looked up: "Ann's" holds Ann.
        self._among = among and among.union(word.removesuffix("s") for word in among)
        self._known: dict[tuple[str, ...], list[_Known]] = {}
        self._lengths: dict[str, set[int]] = {}  # by the first word of a name: how many words it has
        self._signs: dict[str, str] = {}  # names without a letter or digit, as they are written
        self._texts: dict[str, Redacted] = {}
        self._add_companies({company for company in companies if _key(company) in called} if called else ())
        for person in people:
            if person.strip() and not says_nothing(person):
                self._add_person(person)
        for address in addresses:
            words = _name_words(address)
            # One word alone could be any word: what is written with an @ is found as such.
            if len(words) > 1:
                self._put(words, MAIL)
        for forms in self._known.values():
            forms.sort(key=lambda form: form.instead)

    def company(self, name: str | None) -> str | None:
        """Give how a company is called in this copy."""
        return self._letter.get(_key(name), name) if self._letter and name else name

    def text(self, text: str) -> str:
        """Give a text without the names."""
        return self.redacted(text).text

    def redacted(self, text: str) -> Redacted:
        """Give a text without the names, and what was taken out."""
        if text not in self._texts:
            taken = tuple(_apart(self._found(text)))
            parts, at = [], 0
            for start, end, instead in taken:
                parts += [text[at:start], instead]
                at = end
            self._texts[text] = Redacted("".join([*parts, text[at:]]), taken)
        return self._texts[text]

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        for pattern, instead in _PATTERNS:
            yield from ((found.start(), found.end(), instead) for found in pattern.finditer(text))
        for found in _NUMBER.finditer(text):
            if not _A_DAY.fullmatch(found[0].strip()):
                yield found.start(), found.end(), PHONE
        for pattern in (_TITLED, _GREETED):
            for found in pattern.finditer(text):
                yield from _capitalised(text, *found.span(found.lastgroup or 0))
        yield from self._names(text)
        for sign, instead in self._signs.items():
            at = text.find(sign)
            while at >= 0:
                yield at, at + len(sign), instead
                at = text.find(sign, at + len(sign))

    def _names(self, text: str) -> Iterator[tuple[int, int, str]]:
        there = words_of(text)
        at = 0
        while at < len(there):
            form = next(self._standing(there, at), None)
            if form is None:
                at += 1
                continue
            yield there[at].start, there[at + len(form.words) - 1].end, form.instead
            at += len(form.words)

    def _standing(self, there: list[Word], at: int) -> Iterator[_Known]:
        """Give the names that stand at a word of a text, the longest first; they are looked up, however many are known."""
        first = there[at].folded
        lengths = self._lengths.get(first, set()) | self._lengths.get(first.removesuffix("s"), set())
        for length in sorted(lengths, reverse=True):
            here = there[at : at + length]
            if len(here) < length:
                continue
            words = tuple(word.folded for word in here)
            forms = [*self._known.get(words, ())]
            if words[-1].endswith("s") and (length > 1 or len(first) > 4):
                forms += self._known.get((*words[:-1], words[-1][:-1]), ())
                forms.sort(key=lambda form: form.instead)
            yield from (
                form
                for form in forms
                if (here[0].capital or not form.capital) and (here[0].capitals or not form.capitals)
            )

    def _add_companies(self, companies: Collection[str]) -> None:
        firsts: dict[str, set[str]] = {}
        for company in sorted(companies):
            letter = self._letter[_key(company)]
            for words in _spellings(company):
                if not words:
                    self._signs[company.strip()] = letter
                    continue
                firsts.setdefault(words[0], set()).add(letter)
                self._add(words, letter)
                bare = words
                while len(bare) > 1 and bare[-1] in _LEGAL:
                    bare = bare[:-1]
                self._add(bare, letter)
            capitals = [word for word in _name_words(company) if word not in _NO_NAME | _LEGAL]
            if len(capitals) > 2:
                self._put(("".join(word[0] for word in capitals),), letter, capitals=True)
        for first, meant in firsts.items():
            if len(first) > 3 and first not in _GENERIC | _NO_NAME:
                self._add((first,), next(iter(meant)) if len(meant) == 1 else COMPANY)

    def _add_person(self, person: str) -> None:
        for words in _spellings(person):
            if not words:
                self._signs[person.strip()] = NAME
                continue
            own = [word for word in words if _is_own(word)]
            if own:
                self._add(words, NAME)
            elif len(words) == 1 and words[0] not in _NO_NAME:
                self._put(words, NAME, capital=True)
            elif not _NO_NAME & {*words}:
                # Where a script parts no words each letter is one: only the whole is a name.
                self._put(words, NAME)
            for word in own:
                self._put((word,), NAME, capital=len(word) < 3 or word in _ORDINARY)
            if len(own) > 1:
                self._put((own[0][0], own[-1]), NAME)

    def _add(self, words: tuple[str, ...], instead: str) -> None:
        self._put(words, instead, capital=len(words) == 1 and (words[0] in _ORDINARY or len(words[0]) < 3))
        squeezed = "".join(words)
        if len(words) > 1 and len(squeezed) > 4:
            self._put((squeezed,), instead)

    def _put(
        self, words: tuple[str, ...], instead: str, *, capital: bool = False, capitals: bool = False
    ) -> None:
        if self._among is not None and not self._among.issuperset(words):
            return
        forms = self._known.setdefault(words, [])
        self._lengths.setdefault(words[0], set()).add(len(words))
        if not any(known.capitals == capitals for known in forms):
            forms.append(_Known(words, instead, capital, capitals))


class NamesOfWorkspace:
    """The names a workspace knows, of which those are learned that can stand in the texts about to be shown.

    A workspace may know hundreds of thousands, and a report shows a few texts: learning them all would take most of its
    time. The text is letter for letter the one all names would leave.
    """

    def __init__(self, study: Study, *, letters: bool) -> None:
        # One of its own: the study that keeps this would otherwise be in a ring with it, and outlive its window.
        self._study = Study(study.workspace, study.chosen, study.codebook, today=study.today)
        self._letters = letters
        self._texts: dict[str, Redacted] = {}
        self._learned = (frozenset[str](), Redaction((), (), (), called={}))

    @cached_property
    def _called(self) -> Mapping[str, str]:
        return (
            lettered(self._study.names(companies=ANY, people=None, addresses=None, in_one=()).text)
            if self._letters
            else {}
        )

    @cached_property
    def _all(self) -> Redaction:
        return self._redaction(Possible(ANY, ANY, ANY, ()))

    def company(self, name: str | None) -> str | None:
        """Give how a company is called in this copy."""
        return self._called.get(_key(name), name) if self._letters and name else name

    def text(self, text: str) -> str:
        """Give a text without the names."""
        return self.redacted(text).text

    def redacted(self, text: str) -> Redacted:
        """Give a text without the names, and what was taken out."""
        self.read((text,))
        return self._texts[text]

    def read(self, texts: Iterable[str]) -> None:
        """Take the names out of texts about to be shown: many together cost one look at the names of the workspace."""
        new = [text for text in dict.fromkeys(texts) if text not in self._texts]
        if new:
            known = self._knowing(_words_in(new))
            self._texts |= {text: known.redacted(text) for text in new}

    def _knowing(self, words: frozenset[str]) -> Redaction:
        asked, learned = self._learned
        if "_all" in vars(self) or not words - asked:
            return self._all if "_all" in vars(self) else learned
        if _length(words) > _LONGEST_PATTERN:
            return self._all
        if _length(words | asked) <= _LONGEST_PATTERN:
            words |= asked
        learned = self._redaction(possible(words), among=words)
        self._learned = (words, learned)
        return learned

    def _redaction(self, can_stand: Possible, *, among: frozenset[str] | None = None) -> Redaction:
        names = self._study.names(
            companies=can_stand.companies if self._letters else None,
            people=can_stand.people,
            addresses=can_stand.addresses,
            in_one=can_stand.in_one,
        )
        companies, people, addresses = (
            names.text[names.kind == kind].tolist() for kind in ("company", "person", "address")
        )
        return Redaction(companies, people, addresses, called=self._called, among=among)


class RedactedStudy(Study):
    """A study whose every answer is without the names: the same counts, other words.

    `whole` is the study with the names, for what is only counted or chosen: taking names out of every text of a large
    workspace to show three of them would take most of the time. The names are only asked for when a text is shown.
    """

    def __init__(self, study: Study, *, letters: bool) -> None:
        super().__init__(study.workspace, study.chosen, study.codebook, today=study.today)
        self.whole = study
        self.letters = letters
        book = study.codebook
        if letters and book.own_factors:
            text = self.redaction.text
            own = [book.factors[name] for name in book.own_factors if name in book.factors]
            self.redaction.read(
                words
                for factor in own
                for words in (
                    factor.label,
                    factor.gap_says,
                    factor.strength_says,
                    factor.neutral_says,
                    *factor.advice,
                )
            )
            named = {
                name: replace(
                    factor,
                    label=text(factor.label),
                    gap_says=text(factor.gap_says),
                    strength_says=text(factor.strength_says),
                    neutral_says=text(factor.neutral_says),
                    advice=tuple(text(words) for words in factor.advice),
                )
                if name in book.own_factors
                else factor
                for name, factor in book.factors.items()
            }
            self.codebook = replace(book, factors=named)

    @cached_property
    def redaction(self) -> NamesOfWorkspace:
        """Give the names the whole workspace knows, learned once for every copy of the same study."""
        return self.whole.once(
            ("redaction", self.letters), lambda: NamesOfWorkspace(self.whole, letters=self.letters)
        )

    def practice(self) -> tuple[Practice, ...]:
        """Give what you began to practise on purpose, the latest first."""
        practised = super().practice()
        self.redaction.read(one.what for one in practised)
        return tuple(replace(one, what=self.redaction.text(one.what)) for one in practised)

    def filters_in_words(self) -> str:
        """Say which interviews are counted and whose words."""
        if not self.letters:
            return super().filters_in_words()
        text, chosen = self.redaction.text, self.chosen
        self.redaction.read(words for words in (chosen.role, chosen.industry, *(chosen.own or ())) if words)
        return wording.filters(
            self.overview(),
            replace(
                chosen,
                role=chosen.role and text(chosen.role),
                industry=chosen.industry and text(chosen.industry),
                candidate=chosen.candidate and NAME,
                own=chosen.own and (text(chosen.own[0]), text(chosen.own[1])),
            ),
            who=self.who(),
        )

    def who(self) -> str:
        """Give whom a sentence about these interviews is about; with letters nobody is named."""
        who = self.whole.who()
        return "The candidate" if self.letters and who == self.chosen.candidate else who

    def _ask(self, name: str, **values: object) -> pd.DataFrame:
        key = (name, *sorted(values.items(), key=lambda item: item[0]))
        if key not in self._answers:
            self._answers[key] = without_names(self.whole._ask(name, **values), self)
        return self._answers[key]


def redacted_study(study: Study, *, letters: bool) -> RedactedStudy:
    """Give the study with the names its whole workspace knows taken out of texts, and with `letters` out of every field."""
    if isinstance(study, RedactedStudy) and study.letters == letters:
        return study
    return RedactedStudy(whole(study), letters=letters)


def whole(study: Study) -> Study:
    """Give the study with the names in it: for what is only counted, or chosen before it is shown."""
    return study.whole if isinstance(study, RedactedStudy) else study


def shown(study: Study, rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows of the `whole` study as this one shows them."""
    return without_names(rows, study) if isinstance(study, RedactedStudy) else rows


# With letters these say who somebody is; a number of one's own may hold a name as well.
_WHO = ("contact_name", "contact_email", "candidate", "record_id")
_OWN_WORDS = ("role", "seniority", "industry", "location", "channel", "format", "work_mode", "contact_role")


def without_names(rows: pd.DataFrame, study: RedactedStudy) -> pd.DataFrame:
    """Give a table with the names taken out of its texts, its marks moved with the words; with letters out of every field."""
    changed: dict[str, Any] = {}

    own = _OWN_WORDS if study.letters else ()
    texts = [*_texts(rows, (*own, "notes", "text")), *_texts_of_own_fields(rows)]
    if texts:
        study.redaction.read(texts)

    def each_text(column: str, change: Callable[[NamesOfWorkspace], Callable[[str], str | None]]) -> None:
        if column in rows and rows[column].notna().any():
            instead = change(study.redaction)
            changed[column] = pd.Series(
                [instead(cell) if isinstance(cell, str) else cell for cell in rows[column]],
                index=rows.index,
                dtype=rows[column].dtype,
            )

    if study.letters:
        each_text("company", lambda known: known.company)
        for column in own:
            each_text(column, lambda known: known.text)
        changed |= {column: None for column in _WHO if column in rows}
    for column in ("notes", "text"):
        each_text(column, lambda known: known.text)
    each_text("attributes", lambda known: lambda told: _own_fields(told, known))
    if "quote" in rows and "text" in rows and len(rows):
        found = [study.redaction.redacted(text) for text in rows.text]
        pairs = list(zip(found, rows.start_at, rows.end_at, strict=True))
        starts = [one.moved(int(start), is_end=False) for one, start, _ in pairs]
        ends = [one.moved(int(end), is_end=True) for one, _, end in pairs]
        changed |= {
            "start_at": starts,
            "end_at": ends,
            "quote": [one.text[a:b] for one, a, b in zip(found, starts, ends, strict=True)],
        }
    return rows.assign(**changed)


def _texts(rows: pd.DataFrame, columns: Iterable[str]) -> Iterator[str]:
    for column in columns:
        if column in rows:
            yield from (cell for cell in rows[column].dropna().unique() if isinstance(cell, str))


def _texts_of_own_fields(rows: pd.DataFrame) -> Iterator[str]:
    for told in _texts(rows, ("attributes",)):
        for name, value in json.loads(told).items():
            yield from (name, str(value))


def _own_fields(told: str, redaction: NamesOfWorkspace) -> str:
    """Give the person's own columns without the names, in their titles as well."""
    fields: dict[str, str] = {}
    for name, value in json.loads(told).items():
        title = redaction.text(name)
        while title in fields:
            title += "'"
        fields[title] = redaction.text(str(value))
    return json.dumps(fields, ensure_ascii=False)


def lettered(companies: Iterable[str]) -> Mapping[str, str]:
    """Give by what letter each company is called, in the order in which they came, however each is written."""
    called: dict[str, str] = {}
    for company in companies:
        if company.strip() and not says_nothing(company):
            called.setdefault(_key(company), f"Company {_letters(len(called))}")
    return called


ANY = ""  # the pattern every name matches


class Possible(NamedTuple):
    """Patterns for the database: what they do not match stands in none of the texts, in whatever way it is written.

    `in_one` are words as which a company or a person of several words may stand there; as a pattern they would be its most.
    """

    companies: str
    people: str
    addresses: str
    in_one: tuple[str, ...]


def possible(words: frozenset[str]) -> Possible:
    """Give which names can stand in texts of these words; what is learned of them in `Redaction` decides which do.

    Only names of plain letters are told apart, of which the database knows the words as well as we do: whatever has
    another letter may stand there, and so may a company of three words or more, which may stand there by its initials.
    """
    plain = {form for word in words for form in (word, word.removesuffix("s")) if form and form.isascii()}
    names_somebody = {word for word in plain if _is_own(word)}
    nothing, each_word = f"^{_APART}*$", f"^{_APART}*(?:{_one_of(plain)}(?:{_APART}+|$))+$"
    return Possible(
        companies=_pattern(
            nothing,
            f"^{_APART}*{_one_of(plain)}(?:{_APART}|$)",
            f"(?:[a-z0-9]+{_APART}+){{2}}[a-z0-9]",
        ),
        people=_pattern(
            nothing,
            each_word,
            f"(?:^|{_APART}){_one_of(names_somebody)}(?:{_APART}|$)",
        ),
        addresses=_pattern(each_word),
        in_one=tuple(sorted(word for word in plain if len(word) > 4)),
    )


def _pattern(*alternatives: str) -> str:
    return "(?i)" + "|".join((_NOT_PLAIN, *alternatives))


def _one_of(words: Iterable[str]) -> str:
    """Give the pattern of one of these words, of none at all where there are none."""
    return f"(?:{'|'.join(sorted(words)) or _NOT_PLAIN})"


def _length(words: frozenset[str]) -> int:
    return sum(len(word) for word in words if word.isascii())


def words_of(text: str) -> list[Word]:
    """Give the words of a text as names are compared: without marks, accents, invisible letters and capitals.

    Where a script parts no words each letter is one, so that a name is found inside a sentence.
    """
    found: list[Word] = []
    start = end = -1
    folded = ""

    def close() -> None:
        nonlocal start, folded
        if folded:
            written = text[start:end]
            found.append(
                Word(folded, start, end, written[:1].isupper(), len(written) > 1 and written.isupper())
            )
        start, folded = -1, ""

    for at, letter in enumerate(text):
        part = _folded(letter)
        if part is None:
            close()
        elif part == "":
            end = at + 1 if start >= 0 else end
        else:
            if _stands_alone(letter):
                close()
            start = at if start < 0 else start
            folded, end = folded + part, at + 1
            if _stands_alone(letter):
                close()
    close()
    return found


def _words_in(texts: Iterable[str]) -> frozenset[str]:
    return frozenset("\n".join(texts).translate(_FOLDS).split())


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str | None:
    """Give a letter as it is compared, "" for one nobody sees, None for what parts words."""
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return ""
    plain = unicodedata.normalize("NFKD", letter).casefold().translate(_ALIKE)
    kept = "".join(c for c in unicodedata.normalize("NFKD", plain) if c.isalnum())
    return kept or None


def _is_own(word: str) -> bool:
    """Say whether a word of a person's name names that person where it stands alone."""
    return word not in _NO_NAME and len(word) > 1 and not word.isdigit()


def _stands_alone(letter: str) -> bool:
    return (
        "\u0e00" <= letter < "\u0f00"
        or "\u1000" <= letter < "\u10a0"
        or "\u1780" <= letter < "\u1800"
        or "\u3040" <= letter < "\ua000"
        or "\uac00" <= letter < "\ud7b0"
        or "\uf900" <= letter < "\ufb00"
        or letter >= "\U00020000"
    )


class _Folds(dict[int, str]):
    """What each letter is in a text cut into words: the same as `words_of`, where nobody asks for the places."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        part = _folded(letter)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[code] = " " if part is None else f" {part} " if part and _stands_alone(letter) else part
        return self[code]


_REMEMBERED = 4096  # letters
_FOLDS = _Folds()


def _key(name: str) -> str:
    return " ".join(_name_words(name)) or name.strip()


def _name_words(name: str) -> tuple[str, ...]:
    """Give the words of a name as they are compared; most names are plain letters, and a workspace may know many."""
    if name.isascii():
        return tuple(_ASCII_WORD.findall(name.lower()))
    return tuple(name.translate(_FOLDS).split())


def _spellings(name: str) -> Iterable[tuple[str, ...]]:
    """Give the words of a name as it is written, and with ae for \u00e4 where it has such letters."""
    if name.isascii():
        return (_name_words(name),)
    spelt_out = unicodedata.normalize("NFC", name).translate(_SPELT_OUT)
    return sorted({_name_words(name), _name_words(spelt_out)})


def _capitalised(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Give the words with a capital with which a span begins: a name after "recruiter" or "Dear"."""
    reached = start
    for word in re.finditer(r"\S+", text[start:end]):
        if not word[0][:1].isupper() or word[0].casefold() in ("i", "hr", "team", "all", "the"):
            break
        reached = start + word.end()
    if reached > start:
        yield start, reached, NAME


def _apart(found: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Give spans that overlap as one, named by the longest of them."""
    whole: tuple[int, int, str] | None = None
    longest = 0
    for start, end, instead in sorted(found):
        if whole is None or start >= whole[1]:
            if whole is not None:
                yield whole
            whole, longest = (start, end, instead), end - start
        else:
            named = instead if end - start > longest else whole[2]
            longest = max(longest, end - start)
            whole = (whole[0], max(whole[1], end), named)
    if whole is not None:
        yield whole


def _letters(n: int) -> str:
    """Give A to Z, then AA, AB, as a spreadsheet counts its columns."""
    return (_letters(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)
