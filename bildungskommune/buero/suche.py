"""The directory of institutions and people, for those who may read all."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.akteure.models import Institution, Person
from bildungskommune.verfahren.suche import Treffer, suchen
from bildungskommune.werkbank.suchen import matching

TREFFER = 50


@suchen.register
def directory(words: str, user: Nutzer) -> Iterator[Treffer]:
    if not may_read_all(user):
        return
    for institution in Institution.objects.filter(matching(words, "name", "kurzname", "ort", "traeger"))[:TREFFER]:
        url = reverse("v-institution-edit", args=(institution.pk,))
        yield Treffer("Institutionen", institution.name, url, institution.get_typ_display())
    for person in Person.objects.filter(matching(words, "name", "email"))[:TREFFER]:
        yield Treffer("Personen", person.name, reverse("v-person-edit", args=(person.pk,)), person.email)
