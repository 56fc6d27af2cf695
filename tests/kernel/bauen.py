"""Builders for what the kernel's tests need besides the common ones."""

from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from bildungskommune.accounts.models import Konto
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.post.models import Mail
from bildungskommune.seiten import meldung
from bildungskommune.seiten.models import Barrieremeldung
from tests.factories import make_abschnitt, make_leitbild, n

KEY = "leitbild"


def make_fassung(*, titel: str = "Leitbild", zweck: str = "beschluss", by: Konto | None = None) -> Fassung:
    """Freeze a Leitbild with one Leitsatz."""
    leitbild = make_leitbild(titel=titel)
    make_abschnitt(leitbild=leitbild, titel="Wir lernen in jedem Alter.")
    return rules.freeze(KEY, leitbild, zweck=zweck, by=by)


def make_published(*, titel: str = "Leitbild", now: datetime | None = None) -> Fassung:
    fassung = make_fassung(titel=titel)
    rules.publish(fassung, ohne_beschluss="Das ist eine Probe.", now=now)
    return fassung


def make_printed(inhalt: bytes = b"%PDF-1.7 test", *, titel: str = "Leitbild") -> Fassung:
    """A published Fassung whose PDF is there."""
    fassung = make_published(titel=titel)
    key = f"{n():064}"
    name = Druckauftrag().pdf.storage.save(f"fassungen/{key}.pdf", ContentFile(inhalt))
    book = Druckauftrag().epub.storage.save(f"fassungen/{key}.epub", ContentFile(b"PK"))
    Druckauftrag.objects.filter(fassung=fassung).update(
        status="fertig",
        pdf=name,
        schluessel=key,
        seiten=12,
        groesse=len(inhalt),
        gross=book,
        gross_groesse=2,
        epub=book,
        epub_groesse=2,
        docx=book,
        docx_groesse=2,
    )
    return Fassung.objects.get(pk=fassung.pk)


def make_mail(**fields: Any) -> Mail:
    return Mail.objects.create(
        **{"an": f"a{n()}@kita.example", "betreff": f"Betreff {n()}", "text": "Text", "anlass": "test", **fields}
    )


def make_meldung(**fields: Any) -> Barrieremeldung:
    return meldung.report(Barrieremeldung(**{"beschreibung": "Das Menü geht nicht auf.", **fields}))
