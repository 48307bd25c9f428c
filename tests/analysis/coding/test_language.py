"""Languages: English is coded, others are named and left alone."""

from __future__ import annotations

import pytest

from analysis.coding import Coder, default_codebook
from analysis.coding.clauses import split
from analysis.coding.language import language_of
from analysis.coding.model import default_model
from tests.analysis.coding.test_corpus import FILES, lines

CODER = Coder(default_codebook())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Your answers were too long.", "en"),
        ("Too long-winded", "en"),
        ("Sie waren nervös und die Antworten waren zu lang.", "de"),
        ("Vous avez fait une très bonne impression, mais l'autre candidat avait plus d'expérience.", "fr"),
        ("Quedé en segundo lugar; el otro finalista tenía más experiencia con los equipos.", "es"),
        ("Lei ha fatto una buona impressione, ma non era il candidato più esperto.", "it"),
        ("Você foi muito bem, mas o outro candidato tinha mais experiência.", "pt"),
        ("U was goed voorbereid, maar de andere kandidaat had meer ervaring.", "nl"),
        ("Niestety nie był pan tak dobry jak inny kandydat, ale to było bardzo blisko.", "pl"),
        ("Çok iyi bir aday ama diğer aday daha deneyimli oldu.", "tr"),
        ("Bol ste veľmi dobrý kandidát, ale iný mal viac skúseností a bol pre nás lepší.", "sk"),
        ("Leider kein Feedback aus rechtlichen Gründen", "de"),
        ("zu lang und wenig strukturiert", "de"),
        ("Gehaltsvorstellung lag über unserem Budget", "de"),
        ("Überqualifiziert", "de"),
        ("Arbeitszeugnis war schwach", "de"),
        ("Réponses trop longues", "fr"),
        ("Falta de experiencia", "es"),
        ("Te weinig ervaring", "nl"),
        ("Brak doświadczenia", "pl"),
        ("Mancanza di esperienza", "it"),
        ("Respostas muito longas", "pt"),
        ("Cevaplar çok uzundu", "tr"),
        ("Svaren var för långa", "sv"),
        ("Odpovede boli príliš dlhé", "sk"),
        ("他的经验不足", "zh"),
        ("Вы были очень хороши", "ru"),
        ("", "und"),
        ("🙂🙂", "und"),
        ("...", "und"),
    ],
)
def test_the_language_of_a_text_is_known_by_its_smallest_words(text: str, language: str) -> None:
    assert CODER.code(text).language == language


@pytest.mark.parametrize(
    "text",
    [
        "Panel: two partners; to do: print CV.",
        "I do enjoy hearing how other wards do things.",
        "Zoë liked the presentation",
        "Résumé gap",
        "Uber driver interview",
        "El Paso office preferred local",
        "Data analyst, Las Vegas",
        "Café manager role filled internally",
        "n/a",
        "Strong CV, weak test",
        "No reply",
    ],
)
def test_english_with_a_name_or_a_word_of_elsewhere_in_it_is_english(text: str) -> None:
    assert CODER.code(text).language == "en"


def test_no_english_text_of_the_corpus_is_taken_for_another_language() -> None:
    """The texts in other languages stand in two files; elsewhere one fragment is taken for one."""
    texts = [kept["text"] for path in FILES if not path.stem.startswith("off_topic") for kept in lines(path)]
    knows = default_model().knows
    told = [(text, language_of(text, split(text)[0].norms, knows=knows)) for text in texts]
    assert [one for one in told if one[1] not in ("en", "und")] == [("HGV C+E in hand", "it")]


def test_a_text_in_another_language_names_nothing() -> None:
    assert CODER.code("Sie waren leider nervous und die Antworten waren zu lang.").mentions == ()
