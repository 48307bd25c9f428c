"""A pasted e-mail to the words that count: what is greeting, signature, older mail or small print is set aside, never lost.

It goes by lines, and in doubt a line is kept: a name too many costs nothing, a reason too few is the answer itself.
English, German, French, Spanish, Italian, Dutch, Portuguese and Polish are known. The libraries that cut replies do
another work: on the 48 letters of the tests mail-parser-reply reads 10 line for line, quotequail 8, email-reply-parser 7,
and each drops words of a reason in some, since all below a closing or the first older mail goes with it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby
from typing import Final, Literal

from data.reading.dates import read_date, resolved

Part = Literal["words", "header", "greeting", "signature", "quoted", "footer"]


@dataclass(frozen=True, slots=True)
class Letter:
    """A pasted text in pieces, in order and without a gap, and the day its own header names."""

    pieces: tuple[tuple[Part, str], ...]
    dated: dt.date | None

    @property
    def kept(self) -> str:
        """The words that count, as they stand in the text."""
        return "".join(text for part, text in self.pieces if part == "words").strip()

    @property
    def is_mostly_aside(self) -> bool:
        """Whether little is kept beside much older mail: the letter may be that mail, and what is kept one's own answer."""
        quoted = sum(len(text.strip()) for part, text in self.pieces if part == "quoted")
        return len(self.kept) < _LITTLE and quoted > len(self.kept)

    @property
    def set_aside(self) -> tuple[tuple[Part, str], ...]:
        """Everything else that is not blank, in order."""
        return tuple(piece for piece in self.pieces if piece[0] != "words" and piece[1].strip())


_LITTLE: Final = 80  # characters


def read_letter(text: str) -> Letter:
    """Give a text in pieces; where nothing would be left to keep, all of it is kept."""
    lines = text.splitlines(keepends=True)
    parts = _Parts(lines)
    pieces = tuple(
        (part, "".join(line for _, line in run))
        for part, run in groupby(zip(parts.named, lines, strict=True), key=lambda each: each[0])
    )
    letter = Letter(pieces, parts.dated)
    return letter if letter.kept else Letter((("words", text),) if text else (), parts.dated)


def as_text(pasted: str) -> str:
    """Give what a reader of a pasted text sees: the words of pasted HTML, and a mail that is all quotation without its marks."""
    text = pasted
    if _HTML.search(pasted):
        page = _Page()
        page.feed(pasted)
        page.close()
        text = page.text() or pasted
    lines = text.splitlines(keepends=True)
    if any(line.lstrip().startswith(">") for line in lines) and not any(
        line.strip() and part == "words" for line, part in zip(lines, _Parts(lines).named, strict=True)
    ):
        text = "".join(_QUOTED.sub("", line) for line in lines)
    return text


class _Page(HTMLParser):
    """The words of HTML as they are seen: a line for each block, spaces run together, what is no tag left as it stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._said: list[str] = []
        self._unseen = ""

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._said).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNSEEN:
            self._unseen = tag
        elif tag in _BLOCKS:
            self._said.append("\n")
        elif tag in ("td", "th"):
            self._said.append(" ")
        elif "@" in tag or tag.startswith(("http", "mailto")):  # an address between angle brackets
            self._said.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""
        elif tag in _BLOCKS:
            self._said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._said.append(re.sub(r"\s+", " ", data))


class _Parts:
    """The part each line belongs to, found in the order in which one hides another: small print, threads, the rest."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = [line.replace("\u00a0", " ").strip() for line in lines]
        self.named: list[Part] = ["words"] * len(lines)
        self.dated: dt.date | None = None
        self._name_footers()
        self._name_threads()
        self._name_courtesies()
        self._name_blanks()

    def _name(self, part: Part, first: int, after: int) -> None:
        self.named[first:after] = [part] * (after - first)

    def _name_footers(self) -> None:
        for first, after in _paragraphs(self.lines):
            legal = False
            for at in range(first, after):
                line = self.lines[at]
                if not legal and _LEGAL_START.match(line):
                    rest = " ".join(self.lines[at : min(after, at + _SMALL_PRINT)])
                    legal = all(family.search(rest) for family in _LEGAL)
                in_print = legal and not (_is_sentence(line) and not _LEGAL_WORD.search(line))
                if in_print or _FOOTER_LINE.match(line):
                    self.named[at] = "footer"

    def _name_threads(self) -> None:
        at = 0
        while at < len(self.lines):
            if self.lines[at].startswith(">"):
                self.named[at] = "quoted"
            elif opening := self._opening(at):
                after, forwarded, dated = opening
                following = self._next_line(after)
                if following < len(self.lines) and self.lines[following].startswith(">"):
                    self._name("quoted", at, after)
                elif forwarded or not self._is_begun(at):
                    # What stands above is no answer to it: this is the letter itself, and its own header.
                    self._name("header", at, after)
                    self.dated = self.dated or dated
                else:
                    self._name("quoted", at, len(self.lines))
                    return
                at = after
                continue
            at += 1

    def _next_line(self, at: int) -> int:
        return next((n for n in range(at, len(self.lines)) if self.lines[n]), len(self.lines))

    def _is_begun(self, at: int) -> bool:
        return any(
            line and part == "words" for line, part in zip(self.lines[:at], self.named[:at], strict=True)
        )

    def _opening(self, at: int) -> tuple[int, bool, dt.date | None] | None:
        """Where the lines end that open a mail at `at`, whether they say that it was forwarded, and the day they name."""
        if not self.lines[at]:
            return None
        for after in range(at + 1, min(at + 4, len(self.lines) + 1)):
            line = " ".join(self.lines[at:after])
            if _WROTE.match(line) and re.search(r"[\d@]", line):
                return after, False, _day_in(line)
        marked = next((kind for kind, marker in _MARKERS.items() if marker.match(self.lines[at])), None)
        first = at
        if marked:
            first = self._next_line(at + 1)
        after, dated = self._headers(first)
        if after > first:
            return after, marked == "forwarded", dated
        return (at + 1, marked == "forwarded", None) if marked in ("forwarded", "answered") else None

    def _headers(self, first: int) -> tuple[int, dt.date | None]:
        """Where a run of header lines ends that begins at `first`, itself where there is none, and the day it names."""
        found: dict[str, str] = {}
        at = first
        last = min(len(self.lines), first + _HEADER_LINES)
        while at < last and (header := _HEADER.match(self.lines[at])):
            found.setdefault(_HEADER_NAMES[header["name"].casefold()], header["value"])
            at += 1
        day = found.get("date", "")
        sure = re.search(r"\d", day) or {"from", "subject"} <= set(found) or "@" in found.get("from", "")
        return (at, _day_in(day)) if len(found) > 1 and sure else (first, None)

    def _name_courtesies(self) -> None:
        begun = closed = said = False
        for at, (line, part) in enumerate(zip(self.lines, self.named, strict=True)):
            if not line:
                said = False
            elif part in ("header", "quoted"):
                begun = closed = said = False
            elif part == "words":
                if _is_closing(line) or _DELIMITER.fullmatch(line):
                    self.named[at], closed, said = "signature", True, False
                elif not begun and _is_greeting(line):
                    self.named[at] = "greeting"
                elif _SENT_FROM.match(line) or (closed and not said and _is_signature(line)):
                    self.named[at] = "signature"
                else:
                    said = True  # a sentence, which the lines under it may go on with
                begun = True

    def _name_blanks(self) -> None:
        """An empty line goes with what follows it, the last ones with what stands before."""
        following: Part | None = None
        for at in range(len(self.lines) - 1, -1, -1):
            if self.lines[at]:
                following = self.named[at]
            elif following is not None:
                self.named[at] = following
        ended = next((at for at in range(len(self.lines), 0, -1) if self.lines[at - 1]), 0)
        if ended:
            self._name(self.named[ended - 1], ended, len(self.lines))


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for is_text, run in groupby(lines, key=bool):
        length = len(list(run))
        if is_text:
            yield at, at + length
        at += length


def _is_sentence(line: str) -> bool:
    return line[:1].isalpha() and line[-1] in ".!?" and len(line.split()) > 3


def _is_greeting(line: str) -> bool:
    if _NAME_ALONE.fullmatch(line):
        return True
    opened = _GREETING.match(line)
    if not opened or len(line) > _SHORT:
        return False
    rest = line[opened.end() :].rstrip(" ,:;!.-\u2013\u2014")
    words = [word for word in re.split(r"[\s,/]+", rest) if word]
    formal = opened["formal"] is not None and len(words) <= 3 and not _SPEAKING & _folded(words)
    return formal or (
        len(words) <= 6 and all(word[0].isupper() or word.casefold() in _TITLES for word in words)
    )


def _is_closing(line: str) -> bool:
    if _FORMULA.fullmatch(line):
        return True
    closing = _CLOSING.match(line)
    if not closing or len(line) > _SHORT:
        return False
    rest = line[closing.end() :].strip(" ,.!-\u2013\u2014")
    separated = closing["long"] is not None or line[closing.end() :].lstrip()[:1] in ("", ",", "!", ".", "-")
    words = rest.split()
    return not words or (separated and len(words) <= 4 and all(word[0].isupper() for word in words))


def _is_signature(line: str) -> bool:
    """Say whether a line after the closing is a name, a post or a way to reach somebody, and surely no sentence."""
    words = line.split()
    letters = [word.strip("(),.;|\u00b7\u2022-\u2013") for word in words]
    if _ON_BEHALF.match(line) and len(words) <= 8:
        return True
    if _POSTSCRIPT.match(line) or _SPEAKING & _folded(letters):
        return False
    if _CONTACT.search(line):
        return True
    if len(words) > 7 or (line[-1] in ".!?" and len(letters[-1]) > 4):
        return False
    posted = any(_POST.match(word) for word in letters)
    return line[0].isupper() and (
        posted or all(word[:1].isupper() or len(word) <= 3 or not word[:1].isalpha() for word in letters)
    )


def _folded(words: list[str]) -> set[str]:
    return {word.casefold() for word in words}


def _day_in(words: str) -> dt.date | None:
    """Give the first day named in words, None where it could be two."""
    for found in _DAY.finditer(words):
        if day := resolved(read_date(found[0].replace(",", " ")), None):
            return day
    return None


_HTML: Final = re.compile(r"</(?:html|body|p|div|table|span|td|li|b|strong|a)\s*>|<br\s*/?>", re.IGNORECASE)
_UNSEEN: Final = frozenset({"script", "style", "title"})
_BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "li",
        "ul",
        "ol",
        "table",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "section",
        "article",
        "header",
        "footer",
        "pre",
    ]
)
_QUOTED: Final = re.compile(r"^\s*(?:> ?)+")
_SHORT: Final = 64
_SMALL_PRINT: Final = 12  # lines, as below
_HEADER_LINES: Final = 20
_LETTERS: Final = r"[^\W\d_]"
_DAY: Final = re.compile(
    rf"\b\d{{4}}-\d\d?-\d\d?\b|\b\d\d?[./-]\d\d?[./-]\d{{4}}\b"
    rf"|\b\d\d?\.?(?: de)? {_LETTERS}{{3,}}\.?,?(?: de)? \d{{4}}\b|\b{_LETTERS}{{3,}}\.? \d\d?,? \d{{4}}\b"
)
_HEADER_NAMES: Final[Mapping[str, str]] = {
    name: kind
    for kind, names in {
        "from": "from von de da van od",
        "date": "date sent gesendet datum envoyé enviado inviato verzonden enviada wysłano fecha data",
        "to": "to an à para a aan do pour",
        "cc": "cc kopie copie dw bcc reply-to",
        "subject": "subject betreff objet asunto oggetto onderwerp assunto temat sujet",
    }.items()
    for name in names.split()
}
_HEADER: Final = re.compile(
    rf"[*\s]*(?P<name>{'|'.join(sorted(_HEADER_NAMES, key=len, reverse=True))})(?: el| em)?[*\s]*:[*\s]*(?P<value>.*)$",
    re.IGNORECASE,
)
_MARKERS: Final = {
    "forwarded": re.compile(
        r"[-_*\s]*(?:begin )?(?:forwarded message|weitergeleitete (?:nachricht|e-?mail)|message transféré|mensaje reenviado"
        r"|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada|wiadomość przekazana)[-_*:\s]*$"
        r"|anfang der weitergeleiteten (?:nachricht|e-?mail):?$|début du message (?:transféré|réexpédié) ?:?$",
        re.IGNORECASE,
    ),
    "answered": re.compile(
        r"[-_*\s]*(?:original message|ursprüngliche nachricht|message d.origine|mensaje original|messaggio originale"
        r"|oorspronkelijk bericht|mensagem original|wiadomość oryginalna)[-_*:\s]*$",
        re.IGNORECASE,
    ),
    "line": re.compile(r"[-_]{10,}$"),
}
_WROTE: Final = re.compile(
    r"(?:on\b.{6,200}\bwrote|am\b.{6,200}\bschrieb\b.{0,100}|le\b.{6,200}\ba écrit|el\b.{6,200}\bescribió"
    r"|il\b.{6,200}\bha scritto|op\b.{6,200}\b(?:schreef|heeft)\b.{0,100}|em\b.{6,200}\bescreveu"
    r"|(?:w )?dni[au]\b.{6,200}\bnapisał(?:a|\(a\))?)\s?:$",
    re.IGNORECASE,
)
_LEGAL_START: Final = re.compile(
    r"\W*(?:caution|warning|disclaimer|confidential(?:ity)?(?: notice| note)?\b|important notice"
    r"|th(?:is|e (?:information|contents?)\b.{0,30}\bthis) (?:e-?mail|message|communication)"
    r"|(?:wichtiger )?hinweis:|dies[er]{1,2} (?:e-?mail|nachricht)|ce (?:message|courriel|mail)|est[ea] (?:mensaje|correo|mensagem|e-?mail)"
    r"|quest[oa] (?:messaggio|e-?mail)|di[te] (?:bericht|e-?mail)|deze e-?mail|(?:ta|niniejsza) wiadomość)",
    re.IGNORECASE,
)
# Small print says both that something is confidential or unsafe, and for whom it is meant.
_LEGAL: Final = (
    re.compile(
        r"confiden|privileged|vertraulich|riservat|vertrouwelijk|poufn|do not click|originated|virus",
        re.IGNORECASE,
    ),
    re.compile(
        r"intended|addressee|recipient|in error|outside|external|attachments? (?:is|are)|bestimmt|empfänger|destinat"
        r"|destinad|dirig|bestemd|geadresseerde|adresat|przeznaczon",
        re.IGNORECASE,
    ),
)
_LEGAL_WORD: Final = re.compile(
    "|".join(family.pattern for family in _LEGAL) + r"|delet|disclos|unauthori|copying|lösch|supprim",
    re.IGNORECASE,
)
_FOOTER_LINE: Final = re.compile(
    r"\W*(?:please (?:consider|think of|think about) the environment|bitte denken sie an die umwelt|pensez à l.environnement"
    r"|this is an automat|this (?:e-?mail|message) (?:was|is) (?:sent |generated )?automat|please do not reply|unsubscribe\b"
    r"|.{0,40}\bregistered in (?:england|scotland|ireland|wales)|registered office:|company (?:no|number)\b"
    r"|geschäftsführ\w*:|sitz der gesellschaft|amtsgericht \w+|\[?external\]?(?: e-?mail)?$)",
    re.IGNORECASE,
)
_SENT_FROM: Final = re.compile(
    r"(?:sent (?:from|via) (?:my|outlook|mail|yahoo|proton|samsung|gmail)|get outlook for|(?:von meinem|gesendet (?:von|mit))\b"
    r"|envoyé (?:de|depuis) (?:mon|ma|mail|outlook|yahoo)|enviad[oa] (?:desde|do) (?:mi|meu|outlook)|inviato da (?:iphone|ipad|outlook|yahoo|mobile)"
    r"|verzonden (?:vanaf|met|via)|wysłan[eo] z)\b.{0,60}$",
    re.IGNORECASE,
)
_DELIMITER: Final = re.compile(r"--|__|\u2014")
_NAME_ALONE: Final = re.compile(r"[A-Z]\w+(?: [A-Z][\w-]+)?,")
_GREETING: Final = re.compile(
    r"(?:(?P<formal>dear|sehr geehrte[rns]?|liebe[rs]?|ch[eè]re?s?|estimad[oa]s?|querid[oa]s?|gentil[ei]|egregi[oa]|geachte|prezad[oa]s?"
    r"|car[oa]|szanown[aiy]|drog[ai])"
    r"|hi|hello|hey|good (?:morning|afternoon|evening)|greetings|hallo|guten (?:tag|morgen|abend)|moin|servus|grüezi|bonjour|bonsoir|salut"
    r"|madame|monsieur|hola|buen(?:os|as) (?:días|tardes)|buon(?:giorno|asera)|ciao|salve|beste|goede(?:morgen|middag)|dag"
    r"|olá|oi|bom dia|boa (?:tarde|noite)|dzień dobry|cześć|witam)\b",
    re.IGNORECASE,
)
_TITLE_WORDS: Final = (
    "mr mr. mrs mrs. ms ms. mx dr dr. prof prof. and & all there team everyone both again und e y et en i to herr frau heer mevrouw "
    "de der van von da do dos la madame monsieur señor señora sr. sra. sr sra sig. sig.ra dott. dott.ssa gentile pani panie "
    "państwo zusammen à tous"
)
_TITLES: Final = frozenset(_TITLE_WORDS.split())
_CLOSING: Final = re.compile(
    r"(?:(?P<long>(?:with |thanks and |many thanks and )?(?:(?:my |our )?(?:very )?(?:kind(?:est)?|best|warm(?:est)?) (?:regards|wishes)|regards)"
    r"|yours (?:sincerely|faithfully|truly)|sincerely yours|all the best|many thanks|take care"
    r"|mit (?:freundlichen|besten|herzlichen|lieben) grü(?:ß|ss)en|(?:freundliche|beste|viele|liebe|herzliche|schöne) grü(?:ß|ss)e(?: aus)?"
    r"|hochachtungsvoll|(?:bien |très )?cordialement|bien à (?:vous|toi)|sincères salutations|meilleures salutations|belle journée"
    r"|(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|cordialmente|(?:cordiali|distinti|migliori) saluti|un saluto"
    r"|(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|(?:com os )?(?:melhores )?cumprimentos|atenciosamente|atenciosos cumprimentos"
    r"|z (?:poważaniem|wyrazami szacunku)|pozdrawiam(?: serdecznie)?|serdecznie pozdrawiam)"
    r"|best|thanks|thank you|cheers|sincerely|respectfully|warmly|mfg|lg|vg|merci|gracias|grazie|bedankt|groet(?:en|jes)?|abraços?|abs|obrigad[oa])"
    r"(?![\w'])",
    re.IGNORECASE,
)
_ON_BEHALF: Final = re.compile(r"(?:i\. ?[AV]\.|ppa\.|p\. ?p\.) ?\w")  # how a German signature begins
_FORMULA: Final = re.compile(
    r"(?:je vous prie|nous vous prions|veuillez)\b.{0,120}\b(?:salutations|sentiments|considération)\b.{0,40}",
    re.IGNORECASE,
)
_POSTSCRIPT: Final = re.compile(r"p\.?\s?p?\.?s\b", re.IGNORECASE)
_CONTACT: Final = re.compile(
    r"\S@\S|\bwww\.|https?:|^[\w.: ()-]{0,12}\+?\(?\d[\d ()/.-]{5,}$|\+\d{2}[\d ()/.-]{6,}"
)
_POST: Final = re.compile(
    r"(?:hr|rh|recrut|recruit|talent|people|human|manag|head|direct|responsab|charg[ée]|leit|consult|partner|officer|advis|risorse"
    r"|recurs|zasob|personal|service|ihre?$)",
    re.IGNORECASE,
)
# Words that a sentence has and a name or a post has not.
_SPEAKING_WORDS: Final = (
    "we you your i it was were is are not but our they them he she had have has because would could should did "
    "wir sie ich war waren ist sind nicht aber weil hat haben nous vous je il elle était sont pas mais parce "
    "nosotros usted no pero porque ha han era noi lei non ma perché wij ze u je niet maar omdat nós você não mas nie ale był była "
    "too very more less unfortunately sadly"
)
_SPEAKING: Final = frozenset(_SPEAKING_WORDS.split())
