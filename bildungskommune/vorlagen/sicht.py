"""Who may read what about a Vorlage: everybody what is public already, the office all of it."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.fassungen.models import Fassung


def visible_to(user: Nutzer) -> QuerySet[Vorlage]:
    """Return the Vorlagen that a person may know of: with a public Beratung, or with a text that is public."""
    if may_read_all(user):
        return Vorlage.objects.all()
    carried = Q(vorlagen=OuterRef("pk")) | Q(beschluss_zu__vorlagen=OuterRef("pk"))
    return Vorlage.objects.filter(
        Exists(Beratung.objects.public().filter(vorlage=OuterRef("pk")))
        | Exists(Fassung.objects.public().filter(carried))
    )


def debates(vorlage: Vorlage, user: Nutzer) -> QuerySet[Beratung]:
    """Return the Beratungen in their order; what was debated behind closed doors is for the office alone."""
    found = Beratung.objects.filter(vorlage=vorlage).select_related("gremium").order_by("datum", "pk")
    return found if may_read_all(user) else found.public()


def bundled(vorlage: Vorlage, user: Nutzer) -> list[Fassung] | None:
    """Return the Fassungen that go into one file; None when there are none, or one that this person may not read."""
    carried = list(vorlage.fassungen.without_snapshot().order_by("definition", "dokument", "nummer"))
    return carried if carried and all(may_read(user, fassung) for fassung in carried) else None


def may_read(user: Nutzer, fassung: Fassung) -> bool:
    return fassung.ist_oeffentlich or may_read_all(user)
