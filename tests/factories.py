"""Builders: each makes one valid row; a test names only the values it is about."""

import itertools
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from bildungskommune.accounts.models import Konto
from bildungskommune.akteure.models import Gemeinde, Gremium, Institution, Person, Stelle
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.fassungen.models import Fassung
from konzept.models import Ableitung, Handlungsfeld, Konzept, Strategie, Ziel
from leitbild.models import Abschnitt, Herleitung, Leitbild
from massnahmen.models import Massnahme, Massnahmenbezug, Massnahmenplan, Sachstand, Umsetzungsbericht
from workshops.fotos import bestand
from workshops.models import (
    Anmeldung,
    Arbeitsgruppe,
    Beitrag,
    Einladung,
    Ort,
    Punktabfrage,
    Reihe,
    Saal,
    Saalschritt,
    Sendung,
    Sendungszeile,
    Thema,
    Workshop,
    Workshopfoto,
    Zuordnung,
)
from workshops.models.enums import AnmeldungStatus, BeitragStatus, WorkshopStatus

_count = itertools.count(1)
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def n() -> int:
    return next(_count)


def make_konto(rolle: str = Konto.Rolle.STABSSTELLE, **fields: Any) -> Konto:
    fields.setdefault("email", f"konto{n()}@boerde.example")
    fields.setdefault("name", f"Konto {n()}")
    return Konto.objects.create_user(rolle=rolle, **fields)


def make_gemeinde(**fields: Any) -> Gemeinde:
    return Gemeinde.objects.create(
        **{"kennung": f"gemeinde-{n()}", "name": f"Gemeinde {n()}", "art": "stadt", **fields}
    )


def make_institution(**fields: Any) -> Institution:
    return Institution.objects.create(
        **{"kennung": f"institution-{n()}", "name": f"Institution {n()}", "typ": "kita", **fields}
    )


def make_person(**fields: Any) -> Person:
    return Person.objects.create(**{"kennung": f"person-{n()}", "name": f"Person {n()}", **fields})


def make_stelle(**fields: Any) -> Stelle:
    return Stelle.objects.create(**{"kennung": f"stelle-{n()}", "name": f"Stelle {n()}", **fields})


def make_gremium(**fields: Any) -> Gremium:
    return Gremium.objects.create(**{"kennung": f"gremium-{n()}", "name": f"Gremium {n()}", **fields})


def make_vorlage(*, fassung: Fassung | None = None, **fields: Any) -> Vorlage:
    given = {"nummer": f"{n():04}/40/2025", "art": "beschluss", "betreff": "Betreff", **fields}
    vorlage = Vorlage.objects.create(**given)
    vorlage.fassungen.set([fassung] if fassung else [])
    return vorlage


def make_beratung(**fields: Any) -> Beratung:
    fields.setdefault("vorlage", None)
    fields["vorlage"] = fields["vorlage"] or make_vorlage()
    fields.setdefault("gremium", None)
    fields["gremium"] = fields["gremium"] or make_gremium()
    return Beratung.objects.create(**{"rolle": "entscheidung", "datum": timezone.localdate(), **fields})


def make_reihe(**fields: Any) -> Reihe:
    return Reihe.objects.create(**{"kennung": f"reihe-{n()}", "titel": f"Reihe {n()}", **fields})


def make_ort(**fields: Any) -> Ort:
    return Ort.objects.create(**{"kennung": f"ort-{n()}", "name": f"Ort {n()}", **fields})


def make_workshop(**fields: Any) -> Workshop:
    """A workshop in ten days, open for registration, with twenty seats."""
    beginn = fields.setdefault("beginn", timezone.now() + timedelta(days=10))
    fields.setdefault("ende", beginn + timedelta(hours=3))
    fields.setdefault("anmeldeschluss", beginn - timedelta(days=1))
    fields.setdefault("reihe", None)
    fields["reihe"] = fields["reihe"] or make_reihe()
    return Workshop.objects.create(
        **{
            "slug": f"workshop-{n()}",
            "titel": f"Workshop {n()}",
            "kapazitaet": 20,
            "status": WorkshopStatus.OFFEN,
            **fields,
        }
    )


def make_gruppe(**fields: Any) -> Arbeitsgruppe:
    return Arbeitsgruppe.objects.create(**{"kennung": f"gruppe-{n()}", "titel": f"Gruppe {n()}", **fields})


def make_workshopfoto(**fields: Any) -> Workshopfoto:
    """Return a photo of its own colour, as an upload would leave it."""
    number = n()
    written = BytesIO()
    Image.new("RGB", (64, 48), (number % 256, number // 256 % 256, 90)).save(written, "JPEG", comment=str(number))
    given = {"beschreibung": f"Eine Wand {number}", "nachweis": "Jana Beispiel", "einwilligung": True, **fields}
    given["bild"] = given.get("bild") or bestand.keep(ContentFile(written.getvalue()))
    given.setdefault("workshop", None)
    given["workshop"] = given["workshop"] or make_workshop()
    return Workshopfoto.objects.create(**given)


def make_anmeldung(**fields: Any) -> Anmeldung:
    fields.setdefault("workshop", None)
    fields["workshop"] = fields["workshop"] or make_workshop()
    number = n()
    return Anmeldung.objects.create(
        **{
            "token": f"token{number:038}",
            "name": f"Person {number}",
            "email": f"person{number}@kita.example",
            "einrichtung": "Kita Regenbogen",
            "status": AnmeldungStatus.BESTAETIGT,
            **fields,
        }
    )


def make_code() -> str:
    number, letters = n(), ""
    for _ in range(6):
        number, rest = divmod(number, len(CODE_ALPHABET))
        letters += CODE_ALPHABET[rest]
    return f"{letters[:3]}-{letters[3:]}"


def make_sendung(*, workshop: Workshop, einladung: Einladung | None = None, **fields: Any) -> Sendung:
    """Return a mail to many with one row, for this invitation."""
    fields = {"art": "einladung", "betreff": "Einladung", "text": "Kommen Sie?", **fields}
    sendung = Sendung.objects.create(workshop=workshop, **fields)
    name = einladung.institution.name if einladung else f"Person {n()}"
    an = (einladung.institution.email if einladung else "") or f"kita-{n()}@kita.example"
    Sendungszeile.objects.create(sendung=sendung, einladung=einladung, an=an, name=name)
    return sendung


def make_beitrag(**fields: Any) -> Beitrag:
    """A published contribution from the wall."""
    if "reihe" not in fields:
        fields["reihe"] = fields["workshop"].reihe if fields.get("workshop") else make_reihe()
    return Beitrag.objects.create(
        **{
            "code": make_code(),
            "text": f"Der Bus fährt nicht ({n()}).",
            "status": BeitragStatus.VEROEFFENTLICHT,
            **fields,
        }
    )


def make_thema(**fields: Any) -> Thema:
    if "reihe" not in fields:
        fields["reihe"] = fields["workshop"].reihe if fields.get("workshop") else make_reihe()
    return Thema.objects.create(**{"kennung": f"thema-{n()}", "titel": f"Thema {n()}", **fields})


def make_zuordnung(thema: Thema, beitrag: Beitrag, **fields: Any) -> Zuordnung:
    return Zuordnung.objects.create(thema=thema, beitrag=beitrag, **fields)


def make_schritt(**fields: Any) -> Saalschritt:
    """A step at which cards are written."""
    return Saalschritt.objects.create(**{"titel": "Was stört Sie am Schulweg?", "position": n(), **fields})


def make_saal(**fields: Any) -> Saal:
    """A door for phones, open for some hours."""
    number = n()
    code = "".join(CODE_ALPHABET[number // len(CODE_ALPHABET) ** place % len(CODE_ALPHABET)] for place in range(6))
    fields.setdefault("endet_am", timezone.now() + timedelta(hours=6))
    return Saal.objects.create(**{"code": f"{code[:3]}-{code[3:]}", **fields})


def make_abfrage(**fields: Any) -> Punktabfrage:
    return Punktabfrage.objects.create(
        **{"kennung": f"abfrage-{n()}", "frage": "Was ist uns am wichtigsten?", **fields}
    )


def make_leitbild(**fields: Any) -> Leitbild:
    return Leitbild.objects.create(**{"kennung": f"leitbild-{n()}", "titel": f"Leitbild {n()}", **fields})


def make_abschnitt(**fields: Any) -> Abschnitt:
    fields.setdefault("leitbild", None)
    fields["leitbild"] = fields["leitbild"] or make_leitbild()
    return Abschnitt.objects.create(
        **{"kennung": f"leitsatz-{n()}", "art": "leitsatz", "nr": "1", "titel": f"Leitsatz {n()}", **fields}
    )


def make_herleitung(abschnitt: Abschnitt, **fields: Any) -> Herleitung:
    return Herleitung.objects.create(**{"abschnitt": abschnitt, "begruendung": "Weil es dort steht.", **fields})


def make_konzept(**fields: Any) -> Konzept:
    return Konzept.objects.create(**{"kennung": f"konzept-{n()}", "titel": f"Konzept {n()}", **fields})


def make_handlungsfeld(**fields: Any) -> Handlungsfeld:
    fields.setdefault("konzept", None)
    fields["konzept"] = fields["konzept"] or make_konzept()
    return Handlungsfeld.objects.create(
        **{"kennung": f"handlungsfeld-{n()}", "nr": "1", "titel": f"Handlungsfeld {n()}", **fields}
    )


def make_ziel(handlungsfeld: Handlungsfeld, **fields: Any) -> Ziel:
    return Ziel.objects.create(
        **{"handlungsfeld": handlungsfeld, "kennung": f"ziel-{n()}", "titel": f"Ziel {n()}", **fields}
    )


def make_strategie(**fields: Any) -> Strategie:
    fields.setdefault("handlungsfeld", None)
    fields["handlungsfeld"] = fields["handlungsfeld"] or make_handlungsfeld()
    return Strategie.objects.create(
        **{"kennung": f"strategie-{n()}", "nr": "1.1", "titel": f"Strategie {n()}", **fields}
    )


def make_ableitung(handlungsfeld: Handlungsfeld, **fields: Any) -> Ableitung:
    return Ableitung.objects.create(
        **{"handlungsfeld": handlungsfeld, "begruendung": "Weil es daraus folgt.", **fields}
    )


def make_plan(**fields: Any) -> Massnahmenplan:
    return Massnahmenplan.objects.create(**{"kennung": f"plan-{n()}", "titel": f"Plan {n()}", **fields})


def make_bericht(**fields: Any) -> Umsetzungsbericht:
    if "plan" not in fields:
        fields["plan"] = make_plan()
    fields = {"kennung": f"bericht-{n()}", "titel": f"Bericht {n()}", "stichtag": timezone.localdate(), **fields}
    return Umsetzungsbericht.objects.create(**fields)


def make_massnahme(**fields: Any) -> Massnahme:
    """A public measure that is being carried out, with all it says of money and people."""
    return Massnahme.objects.create(
        **{
            "kennung": f"massnahme-{n()}",
            "nr": str(n()),
            "titel": f"Maßnahme {n()}",
            "status": "in_umsetzung",
            "oeffentlich": True,
            "oeffentliche_angaben": ["kosten", "finanzierung", "personal"],
            **fields,
        }
    )


def make_bezug(massnahme: Massnahme, **fields: Any) -> Massnahmenbezug:
    return Massnahmenbezug.objects.create(massnahme=massnahme, **fields)


def make_sachstand(massnahme: Massnahme, **fields: Any) -> Sachstand:
    return Sachstand.objects.create(
        **{
            "massnahme": massnahme,
            "stichtag": timezone.localdate(),
            "status": "in_umsetzung",
            "text": "Läuft.",
            **fields,
        }
    )
