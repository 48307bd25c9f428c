"""Which language a text is in, by a vote of its smallest words; only English is coded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

UNKNOWN: Final = "und"


def language_of(text: str, norms: Sequence[str]) -> str:
    """A two-letter code ("en", "de", ...), or "und" where there is not one word; fragments in Latin script are "en"."""
    script = None if text.isascii() else _by_script(text[:_LETTERS])
    if script is not None:
        return script
    if not norms:
        return UNKNOWN
    some = norms[:_WORDS]
    # Most texts have too few words that any other language has as well, and are not looked into.
    if sum(map(_FOREIGN.__contains__, some)) <= sum(map(_SMALL_WORDS["en"].__contains__, some)) * _MORE:
        return "en"
    votes = dict.fromkeys(_SMALL_WORDS, 0)
    for norm in some:
        for code in _VOTERS.get(norm, ()):
            votes[code] += 1
    english = votes.pop("en")
    best = max(votes, key=lambda code: votes[code])
    return best if votes[best] >= _FEW and votes[best] > english * _MORE else "en"


def _by_script(text: str) -> str | None:
    """The language of a text that is mostly in a script of its own."""
    letters = sum(map(str.isalpha, text))
    for code, script in _SCRIPTS.items():
        if letters and len(script.findall(text)) * 2 > letters:
            return code
    return None


_WORDS: Final = 400
_LETTERS: Final = 3_000
_FEW: Final = 2
_MORE: Final = 1.5  # votes another language needs for each that English has
_SCRIPTS: Final = MappingProxyType(
    {
        "ja": re.compile("[\u3040-\u30ff]"),
        "zh": re.compile("[\u3400-\u9fff]"),
        "ko": re.compile("[\uac00-\ud7af]"),
        "ru": re.compile("[\u0400-\u04ff]"),
        "el": re.compile("[\u0370-\u03ff]"),
        "ar": re.compile("[\u0600-\u06ff]"),
        "he": re.compile("[\u0590-\u05ff]"),
        "hi": re.compile("[\u0900-\u097f]"),
        "th": re.compile("[\u0e00-\u0e7f]"),
    }
)
# Normalised as cues are: lower case, without accents.
_SMALL_WORDS: Final = MappingProxyType(
    {
        code: frozenset(words.split())
        for code, words in {
            "en": "the a an and of to in is was were you your i my me we they it that for on with not but have had he she"
            " his her at as be by from this would more no their our so or who what which there been are will did",
            "de": "der die das und ist war waren sie ihr ihre ich wir nicht ein eine einen einem mit fur auf aber haben hat"
            " hatte zu im den dem des von bei uns sehr mehr als auch wurde wird dass leider sich oder noch er es",
            "fr": "le la les un une des et est etait vous votre vos je nous pas de du en que qui pour avec mais sur dans au"
            " aux avez avait ont tres bien ce cette il elle ne l d n qu l'autre lautre son sa ses leur fait",
            "es": "el la los las un una y es era fue usted su sus yo no de del en que por para con pero mas muy al lo se te"
            " le ha han habia tenia otro otra nos mi como quede tu",
            "it": "il lo la i gli le un una e era di del della dei in che per con ma non piu molto ha hanno aveva lei suo"
            " sua io noi mi ci si al alla sono stato stata altro come nel nella ed",
            "pt": "o a os as um uma e foi era de do da dos das em que por para com mas nao mais muito ao se voce sua seu"
            " tinha ha ter outro outra eu nos na no como",
            "nl": "de het een en is was waren u uw je jij ik wij we niet van in op met maar voor hebben heeft had te zijn"
            " er ook meer dan zeer aan dat die bij naar om geen wel ander andere helaas",
            "pl": "i w na z ze nie jest byl byla bylo pan pani sie to do o ale jak po za od dla ma mial miala bardzo wiecej"
            " kandydat inny przez czy tak ktory ktora nam nas oraz",
            "tr": "ve bir bu da de icin ile cok daha ama degil siz sizin biz ben o olarak olan gibi kadar en ne var yok"
            " mi diger aday oldu oldugu fakat",
            "sk": "a v na so sa nie je bol bola bolo ste vas vam sme to do o ale ako po za od pre mal mala velmi viac"
            " kandidat iny aby ze ktory ktora nam mali by ma",
            "sv": "och att det som en ett ar var du din jag vi inte med for pa men har hade till av den mer an mycket",
        }.items()
    }
)
_FOREIGN: Final = frozenset().union(*(words for code, words in _SMALL_WORDS.items() if code != "en"))
_VOTERS: Final = MappingProxyType(
    {
        word: tuple(code for code, words in _SMALL_WORDS.items() if word in words)
        for word in frozenset().union(*_SMALL_WORDS.values())
    }
)
