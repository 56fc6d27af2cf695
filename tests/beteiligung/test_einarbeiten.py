"""An accepted wording goes into the draft by one click; where the draft is another by now, people decide."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from bildungskommune.beteiligung import abwaegung, einarbeitung, runden
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Fassung
from bildungskommune.werkbank import aendern
from konzept import einarbeitung as of_konzept
from leitbild.models import Abschnitt
from tests.beteiligung.bauen import ABSATZ, end, make_entwurf, make_runde, make_stellungnahme
from tests.factories import (
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_leitbild,
    make_massnahme,
    make_plan,
    make_strategie,
    make_ziel,
)

pytestmark = pytest.mark.django_db
NEU = "Kein Weg ist zu weit für ein Kind."
REST = "Jedes Kind erreicht seine Schule in **40 Minuten**."


@pytest.fixture
def runde() -> Beteiligungsrunde:
    runde = make_runde()
    make_stellungnahme(runde, vorschlag=NEU)
    end(runde)
    runden.close(runde, by=make_konto())
    return runde


@pytest.fixture
def punkt(runde: Beteiligungsrunde) -> Punkt:
    """Return a point with a wording that was accepted."""
    punkt = Punkt.objects.get()
    decide(punkt)
    return punkt


def decide(punkt: Punkt, entscheidung: str = "uebernommen", neuer_text: str = "") -> None:
    punkt.entscheidung, punkt.begruendung, punkt.neuer_text = entscheidung, "Das stimmt.", neuer_text
    abwaegung.change(punkt, ["entscheidung", "begruendung", "neuer_text"], by=make_konto())


def stellen(punkt: Punkt) -> Stellen:
    return Stellen(punkt.stellungnahme.runde.fassung)


def wege() -> Abschnitt:
    return Abschnitt.objects.get(kennung="wege")


def rewrite(text: str) -> None:
    """Let somebody write the passage anew at the desk."""
    abschnitt = wege()
    abschnitt.text = text
    aendern.change(abschnitt, ["text"], by=make_konto())


def page(client: Client, punkt: Punkt) -> str:
    return re.sub(r"\s+", " ", client.get(reverse("v-punkt", args=(punkt.pk,))).content.decode())


def test_one_click_puts_the_wording_into_the_draft_and_the_paragraph_keeps_its_name(punkt: Punkt, client: Client):
    client.force_login(make_konto(name="Ute Amt"))
    sent = {"wortlaut": NEU, "gesehen": einarbeitung.mark(ABSATZ)}
    assert f'name="gesehen" value="{sent["gesehen"]}"' in page(client, punkt)

    response = client.post(reverse("v-punkt-take", args=(punkt.pk,)), sent)

    assert response["Location"] == reverse("v-punkt", args=(punkt.pk,))
    abschnitt = wege()
    assert abschnitt.text == f"{NEU}\n\n{REST}"
    assert abschnitt.absatz_kennungen() == {"text": ["absatz-1", "absatz-2"]}
    assert list(abschnitt.aus_beteiligung.all()) == [punkt]
    assert "in den Entwurf übernommen am" in (shown := page(client, punkt))
    assert "von Ute Amt" in shown
    assert Eintrag.objects.filter(ereignis="punkt.eingearbeitet", angaben__ziel=str(abschnitt)).count() == 1


def test_second_click_changes_nothing_unless_it_is_meant(punkt: Punkt):
    by = make_konto()
    einarbeitung.take(punkt, NEU, gesehen=einarbeitung.mark(ABSATZ), by=by)
    rewrite(f"{ABSATZ}\n\n{REST}")

    with pytest.raises(einarbeitung.AlreadyTaken):
        einarbeitung.take(punkt, NEU, gesehen=einarbeitung.mark(ABSATZ), by=by)
    assert wege().text.startswith(ABSATZ)

    einarbeitung.take(punkt, NEU, gesehen=einarbeitung.mark(ABSATZ), nochmal=True, by=by)
    assert wege().text.startswith(NEU)


def test_passage_that_was_changed_is_shown_three_times_and_people_decide(punkt: Punkt, client: Client):
    rewrite(f"Kein Weg ist lang.\n\n{REST}")
    client.force_login(make_konto())
    assert "Die Stelle lautet im Entwurf inzwischen anders." in page(client, punkt)

    refused = client.post(
        reverse("v-punkt-take", args=(punkt.pk,)), {"wortlaut": NEU, "gesehen": einarbeitung.mark(ABSATZ)}
    )

    assert refused.status_code == 422
    text = re.sub(r"<[^>]+>", "", refused.content.decode())
    assert all(words in text for words in ("So lag es aus", ABSATZ, "Entwurf heute", "lang.", "für ein Kind."))
    assert wege().text.startswith("Kein Weg ist lang.")
    form = refused.context["form"]
    taken = client.post(
        reverse("v-punkt-take", args=(punkt.pk,)), {"wortlaut": "Beides.", "gesehen": form["gesehen"].value()}
    )
    assert taken.status_code == 302
    assert wege().text == f"Beides.\n\n{REST}"


def test_passage_that_changes_between_page_and_click_is_not_overwritten(punkt: Punkt):
    lage = einarbeitung.look(punkt, stellen(punkt))
    rewrite(f"Kein Weg ist lang.\n\n{REST}")

    with pytest.raises(einarbeitung.Changed):
        einarbeitung.take(punkt, NEU, gesehen=einarbeitung.mark(lage.heute), by=make_konto())

    assert wege().text.startswith("Kein Weg ist lang.")


def test_wording_of_the_decision_goes_before_that_of_the_proposal(punkt: Punkt):
    decide(punkt, "teilweise", "Kein Weg dauert zu lange.\n\nDas prüfen wir jedes Jahr.")

    lage = einarbeitung.look(punkt, stellen(punkt))
    einarbeitung.take(punkt, lage.vorschlag, gesehen=einarbeitung.mark(lage.heute), by=make_konto())

    assert wege().text == f"Kein Weg dauert zu lange.\n\nDas prüfen wir jedes Jahr.\n\n{REST}"
    assert wege().absatz_kennungen() == {"text": ["absatz-1", "absatz-3", "absatz-2"]}


def test_other_wording_has_to_be_confirmed_anew(punkt: Punkt):
    abwaegung.confirm(punkt, by=make_konto())
    punkt.refresh_from_db()
    punkt.neuer_text = "Kein Weg dauert zu lange."

    abwaegung.change(punkt, ["neuer_text"], by=make_konto())

    assert Punkt.objects.get(pk=punkt.pk).bestaetigt_am is None


@pytest.mark.parametrize(
    ("entscheidung", "vorschlag", "absatz", "sentence"),
    [
        ("nicht", NEU, "absatz-1", "nur, was ganz oder teilweise übernommen ist"),
        ("uebernommen", "", "absatz-1", "gibt es keinen Wortlaut"),
        ("uebernommen", NEU, "absatz-9", "gehört zu keinem Absatz"),
    ],
)
def test_what_cannot_go_into_the_draft_is_refused(
    runde: Beteiligungsrunde, entscheidung: str, vorschlag: str, absatz: str, sentence: str
):
    punkt = Punkt.objects.get()
    punkt.anmerkung.vorschlag, punkt.absatz = vorschlag, absatz
    decide(punkt, entscheidung)

    with pytest.raises(einarbeitung.NotPossible, match=sentence):
        einarbeitung.look(punkt, stellen(punkt))


def test_paragraph_and_part_that_are_gone_are_told(punkt: Punkt, client: Client):
    rewrite(REST)
    with pytest.raises(einarbeitung.NotPossible, match="Diesen Absatz gibt es im Entwurf nicht mehr"):
        einarbeitung.look(punkt, stellen(punkt))
    Abschnitt.objects.filter(kennung="wege").delete()

    client.force_login(make_konto())

    assert "Diese Stelle gibt es im Entwurf nicht." in page(client, punkt)
    assert client.post(reverse("v-punkt-take", args=(punkt.pk,))).status_code == 302


def test_wording_for_a_whole_part_is_never_written_unseen(punkt: Punkt, client: Client):
    Punkt.objects.update(absatz="")
    client.force_login(make_konto())
    assert 'name="wortlaut"' not in page(client, punkt)
    shown = client.get(reverse("v-punkt-take", args=(punkt.pk,)))

    client.post(
        reverse("v-punkt-take", args=(punkt.pk,)),
        {"wortlaut": "Ein Satz.", "gesehen": shown.context["form"]["gesehen"].value()},
    )

    assert wege().text == "Ein Satz."


def test_draft_that_has_the_wording_already_stays_as_it_is(punkt: Punkt):
    rewrite(f"{NEU}\n\n{REST}")
    version = wege().version

    einarbeitung.take(punkt, NEU, gesehen=einarbeitung.mark(NEU), by=make_konto())

    assert wege().version == version
    assert Punkt.objects.get().eingearbeitet_am is not None


def test_every_text_of_a_konzept_is_found_by_the_name_of_its_part():
    konzept = make_konzept(einleitung="Worum es geht.")
    feld = make_handlungsfeld(konzept=konzept, ausgangslage="Wenig Busse.", zielbild="Viele Busse.")
    ziel, strategie = make_ziel(handlungsfeld=feld, text="Mehr."), make_strategie(handlungsfeld=feld, text="Fahren.")
    teile = Stellen(rules.freeze("konzept", konzept)).teile

    found = {teil.kennung: of_konzept.find(konzept.pk, teil.kennung, "") for teil in teile if teil.absaetze}

    assert {(ort.ding, ort.feld) for ort in found.values() if ort} == {
        (konzept, "einleitung"),
        (feld, "ausgangslage"),
        (feld, "zielbild"),
        (ziel, "text"),
        (strategie, "text"),
    }
    for teil in teile:
        for absatz in teil.absaetze:
            ort = found[teil.kennung]
            if absatz.quelle and ort:
                assert ort.passage(absatz.kennung) == absatz.quelle
    assert of_konzept.find(konzept.pk, "gibt/es/nicht", "") is None


def weighed(fassung: Fassung, teil: str, absatz: str, wortlaut: str) -> Punkt:
    """Return an accepted point whose author would have this passage say something else."""
    runde = make_runde(fassung=fassung)
    make_stellungnahme(runde, teil=teil, absatz=absatz, vorschlag=wortlaut)
    end(runde)
    runden.close(runde, by=make_konto())
    punkt = Punkt.objects.get()
    decide(punkt)
    return punkt


def take(punkt: Punkt) -> einarbeitung.Lage:
    """Take the wording over by the mark that the page shows, and return how the passage stood before."""
    lage = einarbeitung.look(punkt, stellen(punkt))
    einarbeitung.take(punkt, lage.vorschlag, gesehen=einarbeitung.mark(lage.heute), by=make_konto())
    return lage


def test_wording_goes_into_one_text_of_a_measure_without_its_label() -> None:
    plan, massnahme = make_plan(), make_massnahme(kennung="rufbus", ziel="Alle kommen an.", anlass="Der Bus fehlt.")
    plan.massnahmen.add(massnahme)
    punkt = weighed(rules.freeze("massnahmenplan", plan), "rufbus", "ziel", "Alle kommen an, auch am Abend.")

    lage = take(punkt)

    massnahme.refresh_from_db()
    assert (lage.ausgelegt, lage.ist_anders) == ("Alle kommen an.", False)
    assert (massnahme.ziel, massnahme.anlass) == ("Alle kommen an, auch am Abend.", "Der Bus fehlt.")
    assert list(massnahme.aus_beteiligung.all()) == [punkt]
    Beteiligungsrunde.objects.update(status="beantwortet", sichtbar=Beteiligungsrunde.Sichtbar.DANACH)
    assert f'href="{punkt.get_absolute_url()}"' in Client().get(massnahme.get_absolute_url()).content.decode()


def test_state_of_a_measure_is_chosen_at_the_desk_and_never_worded() -> None:
    plan, massnahme = make_plan(), make_massnahme(kennung="rufbus", horizont="kurzfristig")
    plan.massnahmen.add(massnahme)
    punkt = weighed(rules.freeze("massnahmenplan", plan), "rufbus", "horizont", "morgen")

    with pytest.raises(einarbeitung.NotPossible, match="Bitte ändern Sie ihn von Hand"):
        einarbeitung.look(punkt, stellen(punkt))


def test_introduction_of_a_plan_takes_a_wording_where_its_paragraph_stands() -> None:
    plan = make_plan(einleitung="Erst dies.\n\nDann das.")
    punkt = weighed(rules.freeze("massnahmenplan", plan), "einleitung", "einleitung-2", "Dann jenes.")

    take(punkt)

    plan.refresh_from_db()
    assert plan.einleitung == "Erst dies.\n\nDann jenes."


def test_vorspann_of_a_leitbild_takes_a_wording_and_tells_what_was_changed_since() -> None:
    leitbild = make_leitbild(vorspann="Wir fangen an.\n\nGemeinsam.")
    punkt = weighed(make_entwurf(leitbild), "vorspann", "vorspann-1", "Wir haben angefangen.")
    leitbild.vorspann = "Wir wollen anfangen.\n\nGemeinsam."
    aendern.change(leitbild, ["vorspann"], by=make_konto())

    lage = take(punkt)

    leitbild.refresh_from_db()
    assert lage.ist_anders
    assert leitbild.vorspann == "Wir haben angefangen.\n\nGemeinsam."
