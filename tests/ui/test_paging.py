import lxml.html
import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from bildungskommune.seiten.models import Seite
from bildungskommune.ui import paging


@pytest.mark.parametrize(("gefragt", "seite"), [("2", 2), ("99", 2), ("0", 2), ("-3", 2), ("abc", 1), ("", 1)])
@pytest.mark.django_db
def test_bad_page_number_gives_nearest_page(gefragt: str, seite: int) -> None:
    Seite.objects.all().delete()
    Seite.objects.bulk_create(Seite(slug=f"s{n}", titel=f"{n}") for n in range(3))
    request = RequestFactory().get("/", {"seite": gefragt})

    assert paging.page(request, Seite.objects.order_by("titel"), 2).number == seite


@pytest.mark.parametrize(
    ("seite", "zahlen"),
    [
        (1, [1, 2, None, 20]),
        (4, [1, 2, 3, 4, 5, None, 20]),
        (10, [1, None, 9, 10, 11, None, 20]),
        (20, [1, None, 19, 20]),
    ],
)
def test_numbers_leave_out_the_middle(seite: int, zahlen: list[int | None]) -> None:
    assert paging.numbers(Paginator(range(200), 10).page(seite)) == zahlen


def test_links_keep_the_filter() -> None:
    request = RequestFactory().get("/", {"q": "a&b", "seite": "2"})
    page = Paginator(range(30), 10).page(2)

    html = Template("{% load portal %}{% seiten page %}").render(Context({"request": request, "page": page}))

    nach = {"next": "?q=a%26b&seite=3", "prev": "?q=a%26b&seite=1", "hier": "?q=a%26b&seite=2"}
    links = lxml.html.fromstring(html).iter("a")
    assert {a.get("rel") or "hier": a.get("href") for a in links if a.get("rel") or a.get("aria-current")} == nach
