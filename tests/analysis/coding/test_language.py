"""Languages: English is coded, others are named and left alone."""

from __future__ import annotations

import pytest

from analysis.coding import Coder, default_codebook

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
        ("他的经验不足", "zh"),
        ("Вы были очень хороши", "ru"),
        ("", "und"),
        ("🙂🙂", "und"),
        ("...", "und"),
    ],
)
def test_the_language_of_a_text_is_known_by_its_smallest_words(text: str, language: str) -> None:
    assert CODER.code(text).language == language


def test_a_text_in_another_language_names_nothing() -> None:
    assert CODER.code("Sie waren leider nervous und die Antworten waren zu lang.").mentions == ()
