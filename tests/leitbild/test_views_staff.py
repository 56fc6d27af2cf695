import pytest
from django.urls import reverse

from bildungskommune.fassungen.rules import freeze
from leitbild.models import Abschnitt, Fussnote, Herleitung, Leitbild
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_beitrag,
    make_handlungsfeld,
    make_herleitung,
    make_konto,
    make_leitbild,
    make_reihe,
    make_thema,
)
from tests.leitbild.zaehlen import queries
from tests.lesen import one_line

pytestmark = pytest.mark.django_db

LESEN = ("v-leitbild-list", "v-leitbild", "v-leitbild-ausgeben")
GET_UND_POST = (
    "v-leitbild-new",
    "v-leitbild-edit",
    "v-leitbild-einlesen",
    "v-abschnitt-new",
    "v-abschnitt-edit",
    "v-abschnitt-loeschen",
    "v-herleitung-new",
    "v-herleitung-loeschen",
    "v-fussnote-new",
    "v-fussnote-edit",
    "v-fussnote-loeschen",
)
NUR_POST = ("v-abschnitt-verschieben",)


@pytest.fixture
def stabsstelle(client):
    client.force_login(make_konto("stabsstelle"))
    return client


def address(name, pk=None):
    """Return the address of a page about freshly made rows."""
    if name in {"v-leitbild-list", "v-leitbild-new"}:
        return reverse(name)
    return reverse(name, args=(pk or _row(name).pk,))


def _row(name):
    abschnitt = make_abschnitt()
    if name.startswith("v-herleitung-l"):
        return make_herleitung(abschnitt, beitrag=make_beitrag())
    if name in {"v-fussnote-edit", "v-fussnote-loeschen"}:
        return Fussnote.objects.create(abschnitt=abschnitt, nr="1", text="Quelle")
    return abschnitt.leitbild if name.startswith("v-leitbild") or name == "v-abschnitt-new" else abschnitt


def text(response):
    return one_line(response.content.decode())


@pytest.mark.parametrize("name", [*LESEN, *GET_UND_POST])
def test_page_opens_for_the_office(stabsstelle, name):
    assert stabsstelle.get(address(name)).status_code == 200


@pytest.mark.parametrize("name", [*LESEN, *GET_UND_POST])
def test_stranger_is_asked_to_log_in(client, name):
    response = client.get(address(name))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("rolle", ["moderation", "fachamt"])
@pytest.mark.parametrize("name", [*LESEN, *GET_UND_POST])
def test_others_are_refused(client, name, rolle):
    client.force_login(make_konto(rolle))

    assert client.get(address(name)).status_code == 403


@pytest.mark.parametrize("name", [*LESEN, *GET_UND_POST])
def test_leitung_reads_and_changes_nothing(client, name):
    client.force_login(make_konto("leitung"))

    assert client.get(address(name)).status_code == (200 if name in LESEN else 403)


@pytest.mark.parametrize("name", NUR_POST)
def test_leitung_cannot_move(client, name):
    client.force_login(make_konto("leitung"))

    assert client.post(address(name)).status_code == 403


@pytest.mark.parametrize("name", LESEN)
def test_reading_pages_take_no_post(stabsstelle, name):
    assert stabsstelle.post(address(name)).status_code == 405


@pytest.mark.parametrize("name", NUR_POST)
def test_acting_pages_take_no_get(stabsstelle, name):
    assert stabsstelle.get(address(name)).status_code == 405


@pytest.mark.parametrize("name", [*LESEN[1:], *GET_UND_POST[1:]])
def test_unknown_is_404(stabsstelle, name):
    assert stabsstelle.get(address(name, pk=987654)).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["v-leitbild-new", "v-leitbild-edit", "v-abschnitt-new", "v-abschnitt-edit", "v-fussnote-new", "v-fussnote-edit"],
)
def test_empty_form_is_422(stabsstelle, name):
    response = stabsstelle.post(address(name), {"titel": ""})

    assert response.status_code == 422
    assert "Bitte füllen Sie dieses Feld aus." in text(response)
    assert "<title>Fehler: " in text(response)


def test_new_leitbild_gets_a_name(stabsstelle):
    response = stabsstelle.post(reverse("v-leitbild-new"), {"titel": "Bildung für alle", "wort_leitsatz": "Leitlinie"})

    leitbild = Leitbild.objects.get()
    assert response.url == reverse("v-leitbild", args=(leitbild.pk,))
    assert (leitbild.kennung, leitbild.wort_leitsatz) == ("bildung-fuer-alle", "Leitlinie")


def test_new_abschnitt_is_saved_to_the_letter(stabsstelle):
    leitbild = make_leitbild()
    wortlaut = "Erster Absatz mit <b>Zeichen</b> & 'Anführung'.\r\n\r\n- Punkt"

    response = stabsstelle.post(
        reverse("v-abschnitt-new", args=(leitbild.pk,)),
        {"art": "leitsatz", "nr": "IV", "titel": "Ä" * 300, "text": wortlaut},
    )

    abschnitt = Abschnitt.objects.get()
    assert response.status_code == 302
    assert (abschnitt.nr, abschnitt.titel) == ("IV", "Ä" * 300)
    assert abschnitt.text == wortlaut.replace("\r\n", "\n")


def test_title_of_ten_thousand_characters_says_what_to_do_and_keeps_the_input(stabsstelle):
    titel = "x" * 10_000

    response = stabsstelle.post(
        reverse("v-abschnitt-new", args=(make_leitbild().pk,)),
        {"art": "leitsatz", "titel": titel, "text": "Mein langer Text bleibt stehen."},
    )

    assert response.status_code == 422
    assert "Bitte kürzen Sie den Text auf höchstens 300 Zeichen, jetzt sind es 10000." in text(response)
    assert titel in text(response)
    assert "Mein langer Text bleibt stehen." in text(response)


def test_free_abschnitt_needs_a_word_of_its_own(stabsstelle):
    response = stabsstelle.post(
        reverse("v-abschnitt-new", args=(make_leitbild().pk,)), {"art": "frei", "titel": "Grundsatz"}
    )

    assert response.status_code == 422
    assert "Ein freier Abschnitt braucht eine eigene Bezeichnung." in text(response)


def test_editorial_needs_a_reason(stabsstelle):
    abschnitt = make_abschnitt()

    response = stabsstelle.post(
        reverse("v-abschnitt-edit", args=(abschnitt.pk,)),
        {"art": "leitsatz", "titel": "Satz", "redaktionell": "on"},
    )

    assert response.status_code == 422
    assert "Bitte nennen Sie, warum der Satz ohne Quelle steht." in text(response)


def test_abschnitt_cannot_stand_under_one_of_another_leitbild(stabsstelle):
    response = stabsstelle.post(
        reverse("v-abschnitt-edit", args=(make_abschnitt().pk,)),
        {"art": "leitsatz", "titel": "Satz", "uebergeordnet": make_abschnitt().pk},
    )

    assert response.status_code == 422


def test_desk_lists_what_has_no_source(stabsstelle):
    leitbild = make_leitbild()
    make_herleitung(make_abschnitt(leitbild=leitbild, titel="Belegt"), beitrag=make_beitrag())
    make_abschnitt(leitbild=leitbild, titel="Redaktionell", redaktionell=True, redaktionell_grund="Rahmen")
    make_abschnitt(leitbild=leitbild, titel="Vorwort", art="vorwort", nr="")
    make_abschnitt(leitbild=leitbild, titel="Offen", nr="4", kennung="offen")

    page = text(stabsstelle.get(reverse("v-leitbild", args=(leitbild.pk,))))

    assert "1 Leitsatz hat noch keine Quelle" in page
    assert '<ul><li><a href="#offen">Leitsatz 4: Offen</a></li></ul>' in page


def test_desk_lists_its_own_fassungen(stabsstelle):
    leitbild = make_abschnitt().leitbild
    fassung = freeze("leitbild", leitbild)
    other = freeze("leitbild", make_leitbild())

    page = text(stabsstelle.get(reverse("v-leitbild", args=(leitbild.pk,))))

    assert reverse("v-fassung", args=(fassung.pk,)) in page
    assert reverse("v-fassung", args=(other.pk,)) not in page
    assert reverse("v-fassung-new", args=("leitbild", leitbild.pk)) in page


def test_move_down_and_back_to_the_place(stabsstelle):
    leitbild = make_leitbild()
    first, second = (make_abschnitt(leitbild=leitbild, position=n) for n in (1, 2))

    response = stabsstelle.post(reverse("v-abschnitt-verschieben", args=(first.pk,)), {"richtung": "runter"})

    assert response.url == f"{reverse('v-leitbild', args=(leitbild.pk,))}#{first.kennung}"
    assert list(leitbild.abschnitte.values_list("pk", flat=True)) == [second.pk, first.pk]


def test_delete_says_what_still_hangs_on_it(stabsstelle):
    abschnitt = make_abschnitt()
    make_ableitung(make_handlungsfeld(), abschnitt=abschnitt)

    response = stabsstelle.post(reverse("v-abschnitt-loeschen", args=(abschnitt.pk,)))

    assert response.status_code == 422
    assert "daran hängt noch: 1 Ableitung" in text(response)
    assert Abschnitt.objects.count() == 1


def test_delete_after_asking(stabsstelle):
    abschnitt = make_abschnitt()
    url = reverse("v-abschnitt-loeschen", args=(abschnitt.pk,))

    assert "Abschnitt löschen?" in text(stabsstelle.get(url))
    assert Abschnitt.objects.count() == 1
    assert stabsstelle.post(url).url == reverse("v-leitbild", args=(abschnitt.leitbild_id,))
    assert Abschnitt.objects.count() == 0


def test_source_is_searched_within_the_reihe(stabsstelle):
    reihe = make_reihe()
    abschnitt = make_abschnitt(leitbild=make_leitbild(reihe=reihe))
    make_thema(reihe=reihe, titel="Wege und Zeiten")
    make_thema(reihe=reihe, titel="Personal")
    make_thema(titel="Wege anderswo")

    answer = stabsstelle.get(reverse("v-herleitung-new", args=(abschnitt.pk,)), {"art": "thema", "wort": "wege"})

    assert [thema.titel for thema in answer.context["seite"]] == ["Wege und Zeiten"]
    assert "anderswo" not in text(answer)


def test_source_is_entered_with_a_reason(stabsstelle):
    beitrag = make_beitrag()
    abschnitt = make_abschnitt(leitbild=make_leitbild(reihe=beitrag.reihe))
    url = f"{reverse('v-herleitung-new', args=(abschnitt.pk,))}?art=beitrag&wort={beitrag.code}"

    response = stabsstelle.post(
        url, {"quelle": f"beitrag-{beitrag.pk}", "fuer": abschnitt.pk, "begruendung": "Wörtlich übernommen."}
    )

    assert response.status_code == 302
    assert list(Herleitung.objects.values_list("abschnitt", "beitrag", "begruendung")) == [
        (abschnitt.pk, beitrag.pk, "Wörtlich übernommen.")
    ]


@pytest.mark.parametrize(
    "data", [{"quelle": ""}, {"quelle": "beitrag-1"}, {"begruendung": "Weil."}, {"quelle": "x", "begruendung": "y"}]
)
def test_source_without_choice_or_reason_is_422(stabsstelle, data):
    beitrag = make_beitrag()
    abschnitt = make_abschnitt()

    response = stabsstelle.post(f"{reverse('v-herleitung-new', args=(abschnitt.pk,))}?art=beitrag", data)

    assert response.status_code == 422
    assert beitrag.text in text(response)
    assert not Herleitung.objects.exists()


def test_same_footnote_number_twice_is_a_sentence(stabsstelle):
    abschnitt = make_abschnitt()
    Fussnote.objects.create(abschnitt=abschnitt, nr="1", text="Erste")

    response = stabsstelle.post(reverse("v-fussnote-new", args=(abschnitt.pk,)), {"nr": "1", "text": "Zweite"})

    assert response.status_code == 422
    assert "Diese Fußnote gibt es schon." in text(response)


@pytest.mark.parametrize("query", ["?unter=unsinn", "?unter=999999", "?unter="])
def test_unknown_parent_in_the_address_does_no_harm(stabsstelle, query):
    url = reverse("v-abschnitt-new", args=(make_leitbild().pk,))

    assert stabsstelle.get(url + query).status_code == 200


@pytest.mark.parametrize(
    "query", ["?art=unsinn", "?seite=unsinn", "?seite=999", "?wort=%00", f"?wort={'x' * 500}", "?wort=%25_%27"]
)
def test_nonsense_in_the_search_does_no_harm(stabsstelle, query):
    url = reverse("v-herleitung-new", args=(make_abschnitt().pk,))

    assert stabsstelle.get(url + query).status_code == 200


def test_form_sent_twice_counts_once(stabsstelle):
    leitbild = make_leitbild()
    data = {"art": "leitsatz", "titel": "Einmal", "absendung": "A" * 22}
    url = reverse("v-abschnitt-new", args=(leitbild.pk,))

    first, second = stabsstelle.post(url, data), stabsstelle.post(url, data)

    assert first.url == second.url
    assert Abschnitt.objects.count() == 1


def test_list_needs_the_same_queries_for_one_and_thirty(stabsstelle):
    def fill(anzahl):
        for _ in range(anzahl):
            freeze("leitbild", make_abschnitt(leitbild=make_leitbild(reihe=make_reihe())).leitbild)

    fill(1)
    url = reverse("v-leitbild-list")
    stabsstelle.get(url)
    one = queries(lambda: stabsstelle.get(url))
    fill(29)

    assert queries(lambda: stabsstelle.get(url)) <= one + 1


def test_desk_needs_the_same_queries_for_one_and_thirty(stabsstelle):
    def fill(anzahl):
        leitbild = make_leitbild()
        for _ in range(anzahl):
            make_herleitung(make_abschnitt(leitbild=leitbild), thema=make_thema())
            make_herleitung(make_abschnitt(leitbild=leitbild), beitrag=make_beitrag())
        return reverse("v-leitbild", args=(leitbild.pk,))

    small, large = fill(1), fill(30)
    stabsstelle.get(small)

    assert queries(lambda: stabsstelle.get(small)) == queries(lambda: stabsstelle.get(large))
