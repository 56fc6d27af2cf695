"""Further people of one registration: one a line, with an address of their own or without."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.core.validators import validate_email

from bildungskommune import zeichen
from bildungskommune.ui.fliesstext import Fliesstext
from workshops.anmeldung.angaben import Daten
from workshops.anmeldung.hindernisse import same
from workshops.anmeldung.unterstuetzung import Bedarf
from workshops.models import Anmeldung

HOECHSTENS = 9
"""So many further people one form may name."""
NAME_LAENGE = Anmeldung._meta.get_field("name").max_length or 0

Person = tuple[str, str]
"""Name, and address or nothing."""


def weitere_feld(hilfe: str) -> Fliesstext:
    return Fliesstext(
        label="Wer kommt noch mit?", help_text=hilfe, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class WeitereMixin(forms.BaseForm):
    """Reads the field `weitere`; the form declares it."""

    def clean_weitere(self) -> list[Person]:
        lines = [(number, line.strip()) for number, line in enumerate(self.cleaned_data["weitere"].split("\n"), 1)]
        people = [_read(number, line) for number, line in lines if line]
        if len(people) > HOECHSTENS:
            raise forms.ValidationError(
                f"Mit einem Formular lassen sich höchstens {HOECHSTENS} weitere Personen anmelden, hier stehen "
                f"{len(people)}. Bitte melden Sie die übrigen danach mit einem zweiten an."
            )
        return people

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        first = Daten(name=self.cleaned_data.get("name", ""), einrichtung="", email=self.cleaned_data.get("email", ""))
        seen = {same(first)}
        for one in self._each(first):
            if same(one) in seen:
                self.add_error("weitere", f"{one.name} ist zweimal genannt. Bitte streichen Sie eine Zeile.")
                break
            seen.add(same(one))
        return cleaned

    def people(self, first: Daten) -> list[Daten]:
        """Return the person of the form and the further ones; they share group, meal and, without their own, address.

        What is about one person alone, is not passed on: children, consents, support needs.
        """
        return [first, *self._each(first)]

    def _each(self, first: Daten) -> Iterator[Daten]:
        alone: dict[str, Any] = {"telefon": "", "funktion": "", "kinder": (), "foto_einwilligung": False}
        for name, email in self.cleaned_data.get("weitere", ()):
            yield replace(first, name=name, email=email or first.email, bedarf=Bedarf(), **alone)


def _read(number: int, line: str) -> Person:
    """Read "Tom Muster" or "Tom Muster, tom@kita.de"; each wrong line is named with its number."""
    words = re.split(r"[\s,;<>()]+", line)
    addresses = [word for word in words if "@" in word]
    if len(addresses) > 1:
        raise forms.ValidationError(f"Zeile {number}: Bitte schreiben Sie jede Person in eine eigene Zeile.")
    email = addresses[0] if addresses else ""
    name = line.replace(email, " ") if email else line
    name = " ".join(re.sub(r"[<>()]", " ", name).split()).strip(" ,;")
    _check(number, name, email)
    return name, email


def _check(number: int, name: str, email: str) -> None:
    if not name:
        raise forms.ValidationError(f"Zeile {number}: Vor der E-Mail-Adresse fehlt der Name.")
    if re.search(r"[,;]", name):
        raise forms.ValidationError(
            f"Zeile {number}: Bitte schreiben Sie jede Person in eine eigene Zeile, zuerst den Vornamen, ohne Komma."
        )
    if len(name) > NAME_LAENGE:
        raise forms.ValidationError(f"Zeile {number}: Bitte kürzen Sie den Namen auf {NAME_LAENGE} Zeichen.")
    zeichen.check_line(name)
    if not email:
        return
    try:
        validate_email(email)
    except forms.ValidationError as wrong:
        raise forms.ValidationError(
            f"Zeile {number}: Bitte prüfen Sie die Adresse. So sieht sie aus: name@einrichtung.de"
        ) from wrong
