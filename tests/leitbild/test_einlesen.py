"""A text goes out as a file and comes in again: what did not change stays, what is new becomes Abschnitte."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from bildungskommune.fassungen.docx import bookmark
from bildungskommune.text import plain
from bildungskommune.textdatei import read
from leitbild import ausfuhr
from leitbild.einlesen import AUSLASSEN, VORSPANN, Plan, Was
from leitbild.models import Abschnitt, Art, Leitbild
from leitbild.uebernahme import Veraltet, Wahl, take
from tests.factories import make_abschnitt, make_konto, make_leitbild
from tests.lesen import one_line
from tests.textdatei.bauen import docx, h, note, p, run

pytestmark = pytest.mark.django_db

TEXT = (
    "Wir *lernen* **gemeinsam**\nund [weit](https://kreis.example/a), [dort](#wege), "
    "[hier](/leitbild/) und [fern](#weg).\n\n"
    "- Kita\n  - Krippe\n- Schule\n\n3. drei\n4. vier\n\n| Jahr | Ziel \\| Zahl |\n|---|--:|\n| 2027 | 12 |\n\n"
    "5 \\* 3 ist \\_fünfzehn\\_ – <b> &amp; ¹"
)


@pytest.fixture
def leitbild() -> Leitbild:
    leitbild = make_leitbild(titel="Bildung für alle", untertitel="Entwurf", vorspann="Ein **Vorspann**.")
    oben = make_abschnitt(
        leitbild=leitbild,
        kennung="wege",
        art=Art.LEITSATZ,
        nr="III",
        titel="Kein Weg ist zu weit",
        text=TEXT,
        position=1,
    )
    oben.fussnoten.create(nr="1", text="Gezählt sind  alle *Karten*.")
    make_abschnitt(
        leitbild=leitbild, kennung="stimme", art=Art.STIMME, nr="", titel="Eine Stimme", text="Ja.", stimme_von="Jana",
        uebergeordnet=oben, position=1,
    )  # fmt: skip
    make_abschnitt(leitbild=leitbild, kennung="glossar", art=Art.GLOSSAR, nr="", titel="Glossar", text="A", position=2)
    return leitbild


def plan_of(leitbild: Leitbild, content: bytes, *wanted: int) -> Plan:
    return Plan(leitbild, read(BytesIO(content), len(content)), frozenset(wanted))


def proposed(plan: Plan, **more: Any) -> Wahl:
    return Wahl({zeile.nr: zeile.vorschlag for zeile in plan.zeilen}, stand=plan.stand, **more)


def test_what_went_out_comes_in_as_it_was(leitbild: Leitbild) -> None:
    before = list(Abschnitt.objects.order_by("pk").values())

    plan = plan_of(leitbild, ausfuhr.draft(leitbild))
    ergebnis = take(plan, proposed(plan, kopf=True), by=None)

    assert [(zeile.was, zeile.geaendert) for zeile in plan.zeilen] == [(Was.GLEICH, [])] * 4
    assert plan.bekannt
    assert (plan.fehlend, plan.kopf) == ([], {})
    assert vars(ergebnis) == {"neu": 0, "geaendert": 0, "geloescht": 0}
    assert list(Abschnitt.objects.order_by("pk").values()) == before


def test_file_is_marked_as_a_draft(leitbild: Leitbild) -> None:
    content = ausfuhr.draft(leitbild)

    datei = read(BytesIO(content), len(content))

    (kopf,) = [one.text for one in datei.verluste if one.was == "Kopfzeile"]
    assert kopf.startswith("Entwurf, nicht beschlossen · Arbeitsstand vom ")


def test_only_what_was_changed_is_written(leitbild: Leitbild) -> None:
    changed = ausfuhr.draft(leitbild)
    with_word = changed_text(changed, "Krippe", "Hort")

    plan = plan_of(leitbild, with_word)
    take(plan, proposed(plan), by=None)

    oben = Abschnitt.objects.get(kennung="wege")
    assert [zeile.was for zeile in plan.zeilen] == [Was.GLEICH, Was.GEAENDERT, Was.GLEICH, Was.GLEICH]
    assert plan.zeilen[1].geaendert == ["Text"]
    assert oben.text == TEXT.replace("Krippe", "Hort")
    assert (oben.version, Abschnitt.objects.get(kennung="stimme").version) == (2, 1)


def changed_text(content: bytes, before: str, after: str) -> bytes:
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(before.encode(), after.encode()))
    return target.getvalue()


def test_heading_note_order_and_place_are_taken_over(leitbild: Leitbild) -> None:
    oben, stimme, glossar = leitbild.abschnitte.order_by("pk")
    body = p("Anderer Titel", style="Titel")
    body += marked(h(1, "Glossar"), glossar) + p("A") + marked(h(1, "III Kein Weg"), oben) + p("Kurz.")
    body += p("1\u00a0Neu gezählt.", style="Fussnote") + marked(h(1, "Eine Stimme"), stimme) + p("Ja.")
    body += p("Jana", style="Unterschrift") + h(2, "Neu darunter") + p("Text", note(1))

    plan = plan_of(leitbild, docx(body, footnotes={1: "Aus Word"}))
    take(plan, proposed(plan, kopf=True), by=None)

    rows = list(Abschnitt.objects.order_by("uebergeordnet_id", "position").values_list("kennung", "titel", "nr"))
    assert set(rows) == {
        ("glossar", "Glossar", ""),
        ("wege", "Kein Weg", "III"),
        ("stimme", "Eine Stimme", ""),
        ("neu-darunter", "Neu darunter", ""),
    }
    assert [one.kennung for one in leitbild.abschnitte.filter(uebergeordnet=None)] == ["glossar", "wege", "stimme"]
    neu = Abschnitt.objects.get(kennung="neu-darunter")
    assert neu.uebergeordnet == stimme
    assert (neu.text, [one.text for one in neu.fussnoten.all()]) == ("Text²", ["Aus Word"])
    assert Leitbild.objects.get().titel == "Anderer Titel"
    assert Leitbild.objects.get().vorspann == "Ein **Vorspann**."


def marked(paragraph: str, abschnitt: Abschnitt) -> str:
    return paragraph.replace(
        "</w:pPr>", f'</w:pPr><w:bookmarkStart w:id="1" w:name="{bookmark(abschnitt.kennung)}"/>', 1
    )


def test_nothing_is_deleted_that_was_not_ticked(leitbild: Leitbild) -> None:
    oben, stimme, glossar = leitbild.abschnitte.order_by("pk")
    content = docx(marked(h(1, "III Kein Weg ist zu weit"), oben) + p("Kurz."))

    plan = plan_of(leitbild, content)
    take(plan, proposed(plan), by=None)
    assert {one.kennung for one in plan.fehlend} == {"stimme", "glossar"}
    assert leitbild.abschnitte.count() == 3

    plan = plan_of(leitbild, content)
    ergebnis = take(plan, proposed(plan, loeschen=[glossar.pk, stimme.pk]), by=None)
    assert (ergebnis.geloescht, [one.kennung for one in leitbild.abschnitte.all()]) == (2, ["wege"])


def test_preview_that_is_out_of_date_is_not_done(leitbild: Leitbild) -> None:
    plan = plan_of(leitbild, ausfuhr.draft(leitbild))
    wahl = proposed(plan)
    Abschnitt.objects.filter(kennung="wege").update(version=7)

    with pytest.raises(Veraltet):
        take(plan_of(leitbild, ausfuhr.draft(leitbild)), wahl, by=None)


ENTWURF = docx(
    p("Leitbild", style="Titel")
    + p("Vorneweg")
    + h(1, "Vorwort")
    + p("Gruß")
    + h(1, "Leitsätze")
    + h(2, "Leitsatz 1: Bildung beginnt mit Beziehung")
    + p("Text", note(1))
    + p(run("Zwischentitel", "<w:b/>"))
    + p("darunter")
    + h(2, "2. Kein Weg")
    + h(1, "Leitziel 4 – Nähe"),
    footnotes={1: "Quelle"},
    header="Oben",
)


def test_draft_becomes_abschnitte_of_the_kind_its_headings_speak_of() -> None:
    leitbild = make_leitbild(titel="Leer", vorspann="")

    plan = plan_of(leitbild, ENTWURF)
    ergebnis = take(plan, proposed(plan, kopf=True), by=None)

    rows = leitbild.abschnitte.order_by("pk").values_list("art", "nr", "titel", "uebergeordnet__titel")
    assert list(rows) == [
        ("vorwort", "", "Vorwort", None),
        ("frei", "", "Leitsätze", None),
        ("leitsatz", "1", "Bildung beginnt mit Beziehung", "Leitsätze"),
        ("leitsatz", "2", "Kein Weg", "Leitsätze"),
        ("leitziel", "4", "Nähe", None),
    ]
    satz = leitbild.abschnitte.get(nr="1")
    assert satz.text == "Text¹\n\n**Zwischentitel**\n\ndarunter"
    assert [(one.nr, one.text) for one in satz.fussnoten.all()] == [("1", "Quelle")]
    assert (Leitbild.objects.get().titel, Leitbild.objects.get().vorspann) == ("Leitbild", "Vorneweg")
    assert vars(ergebnis) == {"neu": 5, "geaendert": 0, "geloescht": 0}
    assert Eintrag.objects.filter(ereignis="leitbild.eingelesen").get().angaben == vars(ergebnis)


def test_supposed_heading_is_one_when_it_was_ticked() -> None:
    plan = plan_of(make_leitbild(), ENTWURF, 4)

    assert [zeile.teil.titel for zeile in plan.zeilen][4:6] == ["Zwischentitel", "Kein Weg"]


def test_part_that_is_too_long_is_left_out_with_a_word(leitbild: Leitbild) -> None:
    plan = plan_of(leitbild, docx(h(1, "Lang") + p("Wort " * 5000) + h(1, "Kurz")))

    assert [(zeile.vorschlag, bool(zeile.fehler)) for zeile in plan.zeilen] == [("", True), ("frei", False)]
    assert plan.zeilen[0].fehler == ["Text: 24999 Zeichen, höchstens 20000."]


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto("stabsstelle"))
    return client


def upload(office: Client, leitbild: Leitbild, content: bytes = ENTWURF, name: str = "entwurf.docx") -> Any:
    address = reverse("v-leitbild-einlesen", args=(leitbild.pk,))
    return office.post(address, {"datei": SimpleUploadedFile(name, content)})


def values(page: str) -> dict[str, Any]:
    """Return what a browser would send of the preview."""
    form = next(one for one in lxml.html.fromstring(page).forms if "text" in one.fields)
    return dict(form.form_values())


def test_way_of_the_office(office: Client) -> None:
    leitbild = make_leitbild(titel="Leer", vorspann="")

    page = upload(office, leitbild).content.decode()
    assert "Was nicht so übernommen wird, wie es war: 1" in one_line(page)
    assert "„Oben“" in page
    assert leitbild.abschnitte.count() == 0

    again = office.post(
        reverse("v-leitbild-einlesen", args=(leitbild.pk,)), values(page) | {"neu": "1", "ueberschrift-4": "on"}
    )
    assert again.status_code == 200
    sent = values(again.content.decode()) | {"einlesen": "1", "was-1": ""}
    done = office.post(reverse("v-leitbild-einlesen", args=(leitbild.pk,)), sent, follow=True)

    assert "5 Abschnitte sind neu, 0 geändert, 0 gelöscht." in one_line(done.content.decode())
    assert next(one.titel for one in leitbild.abschnitte.order_by("pk")) == "Leitsätze"
    assert leitbild.abschnitte.filter(titel="Zwischentitel").exists()


def test_what_is_no_text_is_answered_in_a_sentence(office: Client, leitbild: Leitbild) -> None:
    response = upload(office, leitbild, b"%PDF-1.7", "entwurf.pdf")

    assert response.status_code == 422
    assert "kein Text" in one_line(response.content.decode())
    lost = office.post(reverse("v-leitbild-einlesen", args=(leitbild.pk,)), {"text": "{", "einlesen": "1"}, follow=True)
    assert "Bitte wählen Sie die Datei noch einmal." in one_line(lost.content.decode())


def test_page_asks_again_when_something_was_changed_or_stands_in_the_way(office: Client, leitbild: Leitbild) -> None:
    oben, glossar = leitbild.abschnitte.get(kennung="wege"), leitbild.abschnitte.get(kennung="glossar")
    content = docx(marked(h(1, "Glossar"), glossar) + p("B") + h(1, "Lang") + p("Wort " * 5000))
    sent = values(upload(office, leitbild, content).content.decode()) | {"einlesen": "1"}
    address = reverse("v-leitbild-einlesen", args=(leitbild.pk,))

    long = office.post(address, sent | {"was-1": "frei"})
    assert (long.status_code, "höchstens 20000" in long.content.decode()) == (422, True)
    needed = office.post(address, sent | {"loeschen": str(oben.pk)})
    assert (needed.status_code, "hängt noch: 1 Abschnitt" in needed.content.decode()) == (422, True)
    assert (leitbild.abschnitte.count(), leitbild.abschnitte.get(pk=glossar.pk).text) == (3, "A")
    old = office.post(address, sent | {"stand": "alt"})
    assert "Inzwischen wurde am Leitbild etwas geändert." in one_line(old.content.decode())
    assert leitbild.abschnitte.get(pk=glossar.pk).text == "A"


def test_file_goes_out_under_the_name_of_the_leitbild(office: Client, leitbild: Leitbild) -> None:
    response = office.get(reverse("v-leitbild-ausgeben", args=(leitbild.pk,)))

    assert response.headers["Content-Disposition"] == f'attachment; filename="{leitbild.kennung}-entwurf.docx"'
    assert response.content.startswith(b"PK")


SEITE = (
    "Wer im Landkreis lernt, *findet* einen Ort dafür.¹ **Bildung** beginnt & endet < nirgends > "
    "[weit](https://x.example/a).\n\n"
    "- Kita\n  - Krippe\n- Schule\n\n1. erstens\n2. zweitens\n\n"
    "| Jahr | Ziel |\n|---|---|\n| 2027 | 12 \\* 3 \\| 4 |\n\n"
    + "Ein langer Satz über Wege, Orte und Menschen, „die“ bleiben – auch 5 m² weit. "
    * 28
)


def test_sixty_pages_keep_every_letter() -> None:
    old = make_leitbild(titel="Sechzig Seiten")
    for nr in range(60):
        row = make_abschnitt(
            leitbild=old, nr=f"{nr + 1}", titel=f"Satz *{nr}*", text=f"{nr}. Seite\n\n{SEITE}", position=nr
        )
        row.fussnoten.create(nr="1", text=f"Quelle {nr}")
    content = ausfuhr.draft(old)
    assert sum(len(row.text) for row in old.abschnitte.all()) > 60 * 2300

    same = plan_of(old, content)
    with CaptureQueriesContext(connection) as queries:
        assert {zeile.was for zeile in same.zeilen} == {Was.GLEICH}
    assert len(queries) == 3, "the Abschnitte, their notes and their names"
    other = make_leitbild(titel="Abschrift")
    plan = plan_of(other, content)
    take(plan, proposed(plan), by=None)

    for before, after in zip(old.abschnitte.order_by("pk"), other.abschnitte.order_by("pk"), strict=True):
        assert (after.nr, after.titel, plain(after.text)) == (before.nr, before.titel, plain(before.text))
        assert [note.text for note in after.fussnoten.all()] == [note.text for note in before.fussnoten.all()]


def test_text_before_the_first_heading_becomes_a_part_when_it_is_too_long_for_a_vorspann() -> None:
    long = docx(p(run("Wort " * 410)) + h(1, "Wege") + p("Ja."))
    short = docx(p(run("Ein Wort vorab.")) + h(1, "Wege") + p("Ja."))

    found = [plan_of(make_leitbild(), content).zeilen[0].vorschlag for content in (short, long)]

    assert (found[0], found[1] in {VORSPANN, AUSLASSEN}) == (VORSPANN, False)


def test_words_of_a_heading_change_and_its_number_stays(leitbild: Leitbild) -> None:
    changed = changed_text(ausfuhr.draft(leitbild), "Kein Weg ist zu weit", "Kein Weg ist weit")

    plan = plan_of(leitbild, changed)

    assert plan.zeilen[1].werte == {"titel": "Kein Weg ist weit"}
