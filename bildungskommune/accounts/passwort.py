"""Passwords that somebody who knows the house would try first."""

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError

from bildungskommune.accounts.models import Konto

WORDS = {
    "bildungskommune",
    "bildung",
    "landkreis",
    "kreis",
    "kommune",
    "landratsamt",
    "verwaltung",
    "portal",
    "passwort",
    "kennwort",
    "willkommen",
    *Konto.Rolle.values,
}
LEFT = 8
"""So many letters must remain when these words, digits and signs are taken away."""

_WORDS = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))


class WordsOfTheHouse:
    """Refuses what is little more than such words and a number."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        plain = password.casefold()
        if _WORDS.search(plain) and len(re.sub(r"[\W\d_]", "", _WORDS.sub("", plain))) < LEFT:
            raise ValidationError(
                "Dieses Passwort besteht fast nur aus Wörtern, die hier jeder kennt. Bitte wählen Sie andere.",
                code="password_of_the_house",
            )

    def get_help_text(self) -> str:
        return "Wörter wie „Bildungskommune“ oder „Landkreis“ mit einer Zahl sind kein gutes Passwort."
