"""Lists of Fassungen ask once for the addresses of all documentations, not once for each."""

import pytest
from django.urls import reverse

from bildungskommune.fassungen import rules
from tests.factories import make_konto, make_workshop

pytestmark = pytest.mark.django_db


def _documented(count: int) -> None:
    for _ in range(count):
        rules.publish(rules.freeze("dokumentation", make_workshop(titel="Dokumentierter Workshop")))


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("verfahren", ""),
        ("sitemap", ""),
        ("publikationen", ""),
        ("v-fassung-list", ""),
        ("suche", "?q=Dokumentierter"),
        ("v-suche", "?q=Dokumentierter"),
    ],
)
def test_page_with_documentations_asks_the_same_for_one_and_thirty(
    client, name, query, django_assert_max_num_queries, django_assert_num_queries
):
    client.force_login(make_konto(rolle="stabsstelle"))
    _documented(1)
    client.get(reverse(name) + query)
    with django_assert_max_num_queries(60) as few:
        client.get(reverse(name) + query)
    _documented(29)

    with django_assert_num_queries(len(few)):
        assert client.get(reverse(name) + query).status_code == 200


def test_list_leads_to_the_page_of_each_documentation_and_of_the_one_that_replaced_it(client):
    first, second = make_workshop(slug="erster"), make_workshop(slug="zweiter")
    for workshop in (first, first, second):
        rules.publish(rules.freeze("dokumentation", workshop))

    page = client.get(reverse("publikationen")).content.decode()

    for path in ("/workshops/erster/dokumentation/1/", "/workshops/erster/dokumentation/2/"):
        assert f'href="{path}"' in page
    assert 'href="/workshops/zweiter/dokumentation/1/"' in page
