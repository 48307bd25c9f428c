"""Which language a text is in, by a vote of its smallest and its most telling words; only English is coded."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

UNKNOWN: Final = "und"
_REMEMBERED: Final = 65_536


def language_of(text: str, norms: Sequence[str], *, knows: Callable[[str], bool]) -> str:
    """A two-letter code ("en", "de", ...), or "und" where there is not one word; what tells nothing is "en".

    `knows` says of a word whether it is one of English feedback: where not one is, the least sign of another language is enough.
    """
    script = None if text.isascii() else _by_script(text[:_LETTERS])
    if script is not None:
        return script
    if not norms:
        return UNKNOWN
    some = dict.fromkeys(norms[:_WORDS])  # each once: "ha ha" says no more than "ha"
    english = sum(map(_ENGLISH.__contains__, some))
    # Most texts have too few words that any other language has as well, and are not looked into.
    if english and sum(map(_FOREIGN.__contains__, some)) <= english * _MORE:
        return "en"
    votes = dict.fromkeys(_SMALL_WORDS, 0)
    del votes["en"]
    for norm in some:
        for code, worth in _voted(norm):
            votes[code] += worth
    if not english and not text.isascii():
        letters = frozenset(text[:_LETTERS].casefold())
        for code, own in _OWN_LETTERS.items():
            votes[code] += not own.isdisjoint(letters)
    best = max(votes, key=lambda code: votes[code])
    if votes[best] >= _FEW:
        return best if votes[best] > english * _MORE else "en"
    strange = not english and not any(knows(norm) for norm in some if len(norm) > 1 and norm not in _FOREIGN)
    return best if votes[best] and strange else "en"


@lru_cache(maxsize=_REMEMBERED)
def _voted(norm: str) -> tuple[tuple[str, int], ...]:
    """The languages a word speaks for, and how much: one that no English text has is worth two that English has as well."""
    return tuple(
        (code, _TELLS if norm in telling else 1)
        for code, telling in _TELLING.items()
        if norm in telling
        or norm in _SMALL_WORDS[code]
        or (len(norm) >= _LONG and norm.endswith(_ENDINGS.get(code, ())))
    )


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
_TELLS: Final = 2
_LONG: Final = 7  # letters of a word whose ending is looked at
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
            " his her at as be by from this would more no their our so or who what which there been are will did too very if could should would can some any all just only than then when after about how first"
            " do does get got go good also them us because still come comes came across once up off near",
            "de": "der die das und ist war waren sie ihr ihre ich wir nicht ein eine einen einem mit fur auf aber haben hat"
            " hatte zu im den dem des von bei uns sehr mehr als auch wurde wird dass leider sich oder noch er es uber aus lange",
            "fr": "le la les un une des et est etait vous votre vos je nous pas de du en que qui pour avec mais sur dans au"
            " aux avez avait ont tres bien ce cette il elle ne l d n qu l'autre lautre son sa ses leur fait sans avant sous",
            "es": "el la los las un una y es era fue usted su sus yo no de del en que por para con pero mas muy al lo se te"
            " le ha han habia tenia otro otra nos mi como quede tu sin nada",
            "it": "il lo la i gli le un una e era di del della dei in che per con ma non piu molto ha hanno aveva lei suo"
            " sua io noi mi ci si al alla sono stato stata altro come nel nella ed",
            "pt": "o a os as um uma e foi era de do da dos das em que por para com mas nao mais muito ao se voce sua seu"
            " tinha ha ter outro outra eu nos na no como sem",
            "nl": "de het een en is was waren u uw je jij ik wij we niet van in op met maar voor hebben heeft had te zijn"
            " er ook meer dan zeer aan dat die bij naar om geen wel ander andere helaas ons anders",
            "pl": "i w na z ze nie jest byl byla bylo pan pani sie to do o ale jak po za od dla ma mial miala bardzo wiecej"
            " kandydat inny przez czy tak ktory ktora nam nas oraz",
            "tr": "ve bir bu da de icin ile cok daha ama degil siz sizin biz ben o olarak olan gibi kadar en ne var yok"
            " mi diger aday oldu oldugu fakat",
            "sk": "a v na so sa nie je bol bola bolo ste vas vam sme to do o ale ako po za od pre mal mala velmi viac"
            " kandidat iny aby ze ktory ktora nam mali by ma",
            "sv": "och att det som en ett ar var du din jag vi inte med for pa men har hade till av den mer an mycket hog tack lon",
        }.items()
    }
)
# What is said of interviews in each language, and its commonest words, as no English text has them: one alone tells.
_TELLING: Final = MappingProxyType(
    {
        code: frozenset(words.split())
        for code, words in {
            "de": "kein keine keinen keiner keinem unser unsere unserem unseren unserer ihren ihrem ihrer ihnen nach unter"
            " ohne gegen jedoch weil wenn dafur dabei zwar nur schon etwas nichts wenig weniger viel viele gute guter gutes"
            " guten schlecht langer kurz besser beste hoch hohe konnte konnten sollte sollten wollte wurden werden haben"
            " habe sind waren fehlt fehlte fehlten fehlende fehlendes mangelnde wirkte wirkten hatten jemand jemanden"
            " anderen anderer andere bewerber bewerberin bewerbung gesprach vorstellungsgesprach gehalt gehalts stelle absage"
            " zusage ruckmeldung antwort antworten fragen beispiele kenntnisse erfahrung berufserfahrung entscheidung"
            " kundigungsfrist kandidat kandidatin fachlich personlich menschlich sympathisch unsicher nervos"
            " vorbereitet gewunscht erwunscht besetzt erhalten bekommen entschieden leider vielen danke bitte deutsch"
            " englischkenntnisse grunde grunden rechtlichen auftreten unklar gestoppt gestrichen teuer",
            "fr": "manque manquait manquaient reponse reponses trop assez peu apres aucun aucune poste"
            " pourvu candidat candidature entretien embauche recrutement salaire salariales pretentions retour"
            " relance refus malgre parce comme quelqu quelqu'un meilleur meilleure mieux plutot tres bonne bons longues longue"
            " nerveux nerveuse connaissances connaissait anglais equipe entreprise merci interet ils elles etes etaient"
            " sont ete aussi cherchent cherche retenu gele insuffisant insuffisante surqualifie concrets",
            "es": "falta faltaba faltaban respuesta respuestas demasiado demasiada poco poca buen buena bueno mejor"
            " entrevista candidato candidata puesto sueldo salario alguien contrataron eligieron eligio"
            " experiencia encima presupuesto nervioso nerviosa nivel ingles equipo encajaba encaja proceso gracias interes"
            " porque tambien pero cuando desde hasta donde nunca siempre tiene tenia esta este fueron largas largo ventas",
            "it": "mancanza mancava troppo troppa poco poca risposta risposte nessuna nessun hanno scelto candidato candidata"
            " colloquio stipendio richiesto posizione azienda esperienza inglese conoscenza lunghe lungo buona"
            " buono grazie perche anche quando senza dopo sempre nulla questo questa siamo abbiamo purtroppo congelata"
            " interesse insufficiente preparazione",
            "pt": "resposta respostas muito muita longas escolheram escolheu candidato candidata vaga salario salarial"
            " pretensao acima orcamento experiencia entrevista ingles insuficiente equipe obrigado obrigada interesse pelo pela"
            " porque tambem quando depois ainda nunca sempre alguem nenhuma nenhum congelada voce seu",
            "nl": "weinig veel geen niet onvoldoende ervaring antwoord antwoorden gekozen kandidaat sollicitatie gesprek"
            " salaris hoog hoge reactie gekregen goed goede sterke slecht vacature ingetrokken bedankt interesse voorbereid"
            " zeer helaas werd werden wordt jullie onze omdat maar ook nog iemand vragen nederlands"
            " gehoord afgewezen",
            "pl": "brak braku zbyt doswiadczenia doswiadczenie odpowiedzi odpowiedz wybrano kandydata kandydatka wewnetrznego"
            " oczekiwania finansowe wysokie rozmowa rozmowie dobry dobrze slaba słaba slaby zabrakło zabraklo znajomosc"
            " angielskiego stanowisko zostalo zostało zamrozone dziekujemy dziekuje udzial udział rekrutacji niestety dlugie"
            " długie bardzo mało malo wiecej tylko jeszcze ktos był była było miał miała nie jest oraz przez wybrali lepszy",
            "tr": "deneyim deneyimi tecrube cevap cevaplar cok uzundu uzun maas beklentisi yuksek yetersiz eksik eksikligi eksikliği"
            " ingilizce ingilizcesi pozisyon donduruldu gorusme mulakat tesekkurler icin degil ancak fakat baska biri secildi",
            "sk": "malo skusenosti odpovede odpoved boli prilis dlhe pohovor pozicia vysoky dakujeme zaujem bohuzial"
            " kandidata vybrali niekoho ineho anglictina slaba velmi nebol nebola lepsi skusenejsi",
            "sv": "erfarenhet svaren svar valde ansokan bristande engelska tyvarr inte mycket langa"
            " tjansten intervjun intervju fick ingen inget utan kandidaten nagon annan valdes battre saknade saknas",
        }.items()
    }
)
_ENDINGS: Final = MappingProxyType(
    {
        "de": (
            "ung",
            "ungen",
            "keit",
            "heit",
            "schaft",
            "iert",
            "ierte",
            "ieren",
            "liche",
            "lichen",
            "nisse",
        ),
        "es": ("acion", "icion"),
        "it": ("zione", "zioni", "enza"),
        "pt": ("acao", "icao", "acoes"),
        "nl": ("heid", "lijk", "lijke", "ijken"),
        "pl": ("osci", "nosci", "owany", "owych", "iego"),
        "tr": ("ligi", "lugu", "lari", "leri"),
    }
)
_OWN_LETTERS: Final = MappingProxyType(
    {
        code: frozenset(letters)
        for code, letters in {
            "de": "äöüß",
            "fr": "éèêàçùœîô",
            "es": "ñáéíóú¿¡",
            "it": "àèìòù",
            "pt": "ãõçáéíóúâêô",
            "pl": "ąćęłńóśźż",
            "tr": "ğışçöü",
            "sk": "áčďéíľĺňóôŕšťúýž",
            "sv": "åäö",
        }.items()
    }
)
_ENGLISH: Final = _SMALL_WORDS["en"]
_FOREIGN: Final = frozenset().union(
    *(words for code, words in _SMALL_WORDS.items() if code != "en"), *_TELLING.values()
)
