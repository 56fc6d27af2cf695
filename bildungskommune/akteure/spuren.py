"""The post box of an institution may be the address of a person after all: it is found, and goes on request."""

from collections.abc import Iterator

from django.db.models import F, QuerySet

from bildungskommune.akteure.models import Institution
from bildungskommune.spuren import Gesucht, Spur, spuren


def _boxes(sought: Gesucht) -> QuerySet[Institution]:
    return Institution.objects.filter(email__iexact=sought.email)


def _forget(sought: Gesucht) -> int:
    return _boxes(sought).update(email="", version=F("version") + 1)


@spuren.register
def post_boxes() -> Iterator[Spur]:
    yield Spur(
        was="Einrichtungen, deren Postfach diese Adresse ist",
        folge="Adresse gelöscht",
        modell=Institution,
        finden=_boxes,
        tun=_forget,
        vollstaendig=False,
    )
