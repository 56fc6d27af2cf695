"""Which registrations the staff list shows."""

from django.db.models import QuerySet
from django_filters.filters import CharFilter, ChoiceFilter

from bildungskommune.werkbank.liste import Filter
from bildungskommune.werkbank.suchen import matching
from workshops.models import Anmeldung, Workshop


def anmeldungen(workshop: Workshop) -> QuerySet[Anmeldung]:
    """Return the registrations of a workshop in the order of receipt."""
    found = workshop.anmeldungen.select_related("institution", "ag_wunsch_1", "ag_wunsch_2", "gruppe")
    return found.order_by("eingegangen_am", "pk")


class AnmeldungFilter(Filter):
    stand = ChoiceFilter(label="Stand", field_name="status", choices=Anmeldung.Status.choices, empty_label="alle")
    wort = CharFilter(label="Name oder Einrichtung", method="with_words", max_length=200)

    def with_words(self, rows: QuerySet[Anmeldung], name: str, words: str) -> QuerySet[Anmeldung]:
        return rows.filter(matching(words, "name", "einrichtung", "email", "vertretung"))
