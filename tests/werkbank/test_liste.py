"""A list of the desk: what the address asks for is what the page and the file hold, in that order."""

from collections.abc import Callable
from http import HTTPStatus
from io import BytesIO
from typing import Any

import lxml.html
import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django_filters.filters import ChoiceFilter, ModelMultipleChoiceFilter
from openpyxl import load_workbook

from bildungskommune.akteure.models import Gemeinde, Institution
from bildungskommune.werkbank.liste import Filter, Liste, Spalte, Suchwort
from tests.factories import make_gemeinde, make_institution
from tests.lesen import words

pytestmark = pytest.mark.django_db

SPALTEN: tuple[Spalte[Institution], ...] = (
    Spalte("Name", lambda one: one.name, ("name",), 40),
    Spalte("Art", lambda one: one.get_typ_display(), ("typ",)),
    Spalte("Gemeinde", lambda one: str(one.gemeinde or ""), ("gemeinde__name", "name")),
    Spalte("Kurzname", ordnung=("-kurzname",)),
    Spalte("Ort", lambda one: one.ort, nur_datei=True),
    Spalte("Knöpfe"),
)


class InstitutionFilter(Filter):
    q = Suchwort("Wort", "name", "ort")
    typ = ChoiceFilter(label="Art", choices=Institution.Typ.choices)
    wo = ModelMultipleChoiceFilter(label="Gemeinde", field_name="gemeinde", queryset=Gemeinde.objects.all())


def rows() -> QuerySet[Institution]:
    return Institution.objects.select_related("gemeinde")


def liste(query: str = "", spalten: Any = SPALTEN, found: QuerySet[Any] | None = None, **options: Any) -> Liste[Any]:
    request = RequestFactory().get(f"/liste/?{query}")
    found = rows() if found is None else found
    return Liste(request, found, spalten, **{"filter_by": InstitutionFilter, "name": "institutionen", **options})


def names(of: Liste[Any]) -> list[str]:
    return [one.name for one in of.seite]


def heads(of: Liste[Any]) -> dict[str, tuple[str, str]]:
    return {kopf.wort: (kopf.url, kopf.richtung) for kopf in of.koepfe}


def lines(of: Liste[Any]) -> list[list[str]]:
    response = of.datei()
    assert isinstance(response, StreamingHttpResponse)
    text = b"".join(response).decode("utf-8-sig")
    return [line.split(";") for line in text.splitlines()]


def html(of: Liste[Any]) -> Any:
    page = Template("{% load werkbank %}<table>{% spaltenkoepfe liste %}</table>{% listenfuss liste %}")
    return lxml.html.fromstring(f"<div>{page.render(Context({'liste': of, 'request': of.request}))}</div>")


def test_filter_leaves_what_fits_all_of_it() -> None:
    make_institution(name="Kita Regenbogen", typ="kita")
    make_institution(name="Schule Regenbogen", typ="schule")
    make_institution(name="Kita Sonne", typ="kita")

    found = liste("q=regen+bogen&typ=kita")

    assert (names(found), found.is_filtered) == (["Kita Regenbogen"], True)


@pytest.mark.parametrize("query", ["", "typ=", "q=", "q=+", "typ=quatsch", "wo=abc", "q=%00", "seite=2"])
def test_filter_that_says_nothing_or_makes_no_sense_leaves_everything(query: str) -> None:
    make_institution(name="Kita")

    assert names(liste(query)) == ["Kita"]


def test_filter_by_several_values_is_noticed() -> None:
    here = make_gemeinde()
    make_institution(name="Hier", gemeinde=here)
    make_institution(name="Dort")

    found = liste(f"wo={here.pk}")

    assert (names(found), found.is_filtered, liste("").is_filtered) == (["Hier"], True, False)


def test_words_are_sorted_as_in_a_dictionary() -> None:
    for name in ("Zoo", "Äpfel", "apfel", "Öl", "Ofen", "Straße", "Strasse 2"):
        make_institution(name=name)

    # By bytes it would be Ofen, Strasse 2, Straße, Zoo, apfel, Äpfel, Öl.
    assert names(liste("sortierung=name")) == ["Äpfel", "apfel", "Ofen", "Öl", "Straße", "Strasse 2", "Zoo"]


def test_states_are_sorted_as_they_are_declared() -> None:
    for typ in ("verein", "kita", "grundschule"):
        make_institution(name=typ, typ=typ)

    assert names(liste("sortierung=typ")) == ["kita", "grundschule", "verein"]


@pytest.mark.parametrize(
    ("query", "order"), [("gemeinde__name", ["a", "z", "x"]), ("-gemeinde__name", ["z", "a", "x"])]
)
def test_rows_without_a_value_come_last_both_ways(query: str, order: list[str]) -> None:
    make_institution(name="x")
    make_institution(name="z", gemeinde=make_gemeinde(name="Zens"))
    make_institution(name="a", gemeinde=make_gemeinde(name="Altenhausen"))

    assert names(liste(f"sortierung={query}")) == order


@pytest.mark.parametrize(("query", "order"), [("kurzname", ["a", "b", "leer"]), ("-kurzname", ["b", "a", "leer"])])
def test_empty_texts_come_last_both_ways(query: str, order: list[str]) -> None:
    for kurzname in ("b", "", "a"):
        make_institution(name=kurzname or "leer", kurzname=kurzname)

    assert names(liste(f"sortierung={query}")) == order


@pytest.mark.parametrize("query", ["sortierung=typ", "sortierung=-typ", ""])
def test_equal_rows_stand_by_their_keys_so_that_no_page_repeats_one(query: str) -> None:
    made = [make_institution(name="gleich", typ="kita").pk for _ in range(7)]

    pages = [[one.pk for one in liste(f"{query}&seite={n}", per_page=3).seite] for n in (1, 2, 3)]

    assert pages == [made[:3], made[3:6], made[6:]]


@pytest.mark.parametrize("unknown", ["gibtsnicht", "Ort", "ort", "-", "--name", "pk", "version", "%00"])
def test_unknown_order_changes_nothing(unknown: str) -> None:
    make_institution(name="b")
    make_institution(name="a")

    found = liste(f"sortierung={unknown}")

    assert (names(found), {richtung for _, richtung in heads(found).values()}) == (["a", "b"], {""})


def test_what_a_query_counts_can_be_sorted_by() -> None:
    few, many = make_gemeinde(name="wenig"), make_gemeinde(name="viel")
    for place in (few, many, many):
        make_institution(gemeinde=place)
    counted = Gemeinde.objects.filter(pk__in=(few.pk, many.pk)).annotate(anzahl=Count("institutionen"))

    columns: Any = (Spalte("Zahl", ordnung=("-anzahl",)), Spalte("Name", ordnung=("name",)))

    by_number, by_name = (
        names(liste(f"sortierung={order}", columns, counted, filter_by=None)) for order in ("anzahl", "name")
    )

    assert (by_number, by_name) == (["wenig", "viel"], ["viel", "wenig"])


def test_heads_tell_the_order_and_turn_it() -> None:
    assert heads(liste(""))["Name"] == ("?sortierung=name", "")
    assert heads(liste("sortierung=name"))["Name"] == ("?sortierung=-name", "ascending")
    assert heads(liste("sortierung=-name"))["Name"] == ("?sortierung=name", "descending")
    assert heads(liste("sortierung=name"))["Knöpfe"] == ("", "")
    assert "Ort" not in heads(liste(""))


def test_column_that_begins_with_the_newest_says_that_it_falls() -> None:
    assert heads(liste(""))["Kurzname"] == ("?sortierung=-kurzname", "")
    assert heads(liste("sortierung=-kurzname"))["Kurzname"] == ("?sortierung=kurzname", "descending")


def test_list_says_how_it_is_sorted_before_anybody_asks() -> None:
    make_institution(name="a")
    make_institution(name="b")

    found = liste("", sortiert="-name")

    assert (names(found), heads(found)["Name"]) == (["b", "a"], ("?sortierung=name", "descending"))
    assert names(liste("sortierung=name", sortiert="-name")) == ["a", "b"]


def test_links_keep_the_filter_and_drop_the_page() -> None:
    found = liste("q=kita&typ=kita&seite=3&sortierung=name")

    assert heads(found)["Art"][0] == "?q=kita&typ=kita&sortierung=typ"
    assert found.dateien == [
        ("CSV", "?q=kita&typ=kita&sortierung=name&als=csv"),
        ("Excel", "?q=kita&typ=kita&sortierung=name&als=xlsx"),
    ]


@pytest.mark.parametrize(
    ("query", "kept"), [("sortierung=-name&seite=3", ["-name"]), ("sortierung=nichts", []), ("", [])]
)
def test_filter_keeps_the_order_and_drops_the_page(query: str, kept: list[str]) -> None:
    page = Template("{% load crispy_forms_tags %}{% crispy liste.filter.form %}")
    form = lxml.html.fromstring(page.render(Context({"liste": liste(query)})))

    assert [field.get("value") for field in form.cssselect("input[type=hidden]")] == kept
    assert "seite" not in {field.get("name") for field in form.cssselect("input, select")}


def test_page_shows_heads_for_eye_and_ear() -> None:
    page = html(liste("sortierung=-name&q=x"))

    (sorted_head,) = page.cssselect("th[aria-sort]")
    assert (sorted_head.get("aria-sort"), words(sorted_head)) == ("descending", "Sortieren nach Name")
    assert sorted_head.cssselect("a")[0].get("href") == "?sortierung=name&q=x"
    assert {head.get("scope") for head in page.cssselect("th")} == {"col"}
    assert [words(link) for link in page.cssselect(".listenfuss a")] == ["CSV", "Excel"]


def test_list_without_values_is_no_file() -> None:
    found = liste("als=csv", (Spalte("Name", ordnung=("name",)),))

    assert (found.dateien, found.datei()) == ([], None)


@pytest.mark.parametrize("query", ["", "als=", "als=pdf", "als=CSV"])
def test_page_is_no_file(query: str) -> None:
    assert liste(query).datei() is None


def test_csv_holds_the_filtered_rows_of_all_pages_in_their_order() -> None:
    for name in ("b", "c", "a"):
        make_institution(name=name, typ="kita", ort="Wanzleben")
    make_institution(name="nicht dabei", typ="verein")

    found = liste("typ=kita&sortierung=-name&seite=2&als=csv", per_page=1)

    assert lines(found) == [
        ["Name", "Art", "Gemeinde", "Ort"],
        *[[name, "Kindertageseinrichtung", "", "Wanzleben"] for name in ("c", "b", "a")],
    ]


def test_csv_is_streamed_under_a_name_with_the_day() -> None:
    response = liste("als=csv").datei()

    assert isinstance(response, StreamingHttpResponse)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="institutionen-20')


@pytest.mark.parametrize("name", ["=1+1", "+49 39201", "-2", "@cmd", " =1"])
def test_no_cell_is_run_as_a_formula(name: str) -> None:
    make_institution(name=name)

    assert lines(liste("als=csv"))[1][0] == f"'{name}"


def test_workbook_opens_with_the_filtered_rows() -> None:
    make_institution(name="=SUMME(1)", typ="kita", ort="Wanzleben")
    make_institution(name="nicht dabei", typ="verein")

    response = liste("typ=kita&als=xlsx").datei()

    assert isinstance(response, FileResponse)
    file: Any = response.file_to_stream
    with file:
        sheet: Any = load_workbook(BytesIO(file.read())).active
    assert [list(row) for row in sheet.values] == [
        ["Name", "Art", "Gemeinde", "Ort"],
        ["'=SUMME(1)", "Kindertageseinrichtung", None, "Wanzleben"],
    ]
    assert sheet.column_dimensions["A"].width == 40


def test_answer_is_the_file_asked_for_or_the_page() -> None:
    page, file = (liste(query).answer("werkbank/_listenfuss.html") for query in ("", "als=csv"))

    assert (page.status_code, page.headers["Content-Type"]) == (HTTPStatus.OK, "text/html; charset=utf-8")
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("query", "heard"), [("", ["page"]), ("als=csv", ["csv"]), ("als=xlsx", ["xlsx"]), ("als=exe", ["page"])]
)
def test_only_the_page_asks_for_its_context_and_only_a_file_is_noted(query: str, heard: list[str]) -> None:
    found: list[str] = []

    def context() -> dict[str, object]:
        found.append("page")
        return {}

    liste(query).answer("werkbank/_listenfuss.html", context, note=found.append).close()

    assert found == heard


@pytest.mark.parametrize("read", [lambda query: names(liste(query)), lambda query: lines(liste(f"{query}&als=csv"))])
def test_5_and_500_rows_cost_as_many_queries(read: Callable[[str], object]) -> None:
    place = make_gemeinde()

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            read("typ=kita&sortierung=name")
        return len(captured)

    def make(number: int) -> None:
        Institution.objects.bulk_create(
            Institution(kennung=f"i-{number}-{n}", name=f"{n}", typ="kita", gemeinde=place) for n in range(number)
        )

    make(5)
    few = count()
    make(495)

    assert (count(), Institution.objects.count()) == (few, 500)
