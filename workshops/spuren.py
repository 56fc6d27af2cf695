"""Those who come in place of somebody: another person's registration names them."""

from collections.abc import Iterator

from django.db.models import F, Q, QuerySet

from bildungskommune.spuren import Gesucht, Spur, spuren
from workshops.anmeldung.aufbewahrung import GELOESCHT
from workshops.models import Anmeldung, Sendung, Zugang


def _invited(email: str) -> QuerySet[Anmeldung]:
    """Return the registrations of others in whose place this address may come."""
    links = Zugang.objects.filter(email__iexact=email, zweck=Zugang.Zweck.VERTRETUNG)
    return Anmeldung.objects.exclude(email__iexact=email).filter(pk__in=links.values("anmeldung"))


def _names(email: str) -> list[str]:
    return list(_invited(email).exclude(vertretung="").values_list("vertretung", flat=True))


def _seats(sought: Gesucht) -> QuerySet[Anmeldung]:
    """Return the registrations of others that name this person, or gave the address a link."""
    named = Q(pk__in=_invited(sought.email).values("pk"))
    for word in sought.worte:
        named |= Q(vertretung__iexact=word)
    linked = Zugang.objects.filter(email__iexact=sought.email).values("anmeldung")
    return Anmeldung.objects.exclude(email__iexact=sought.email).filter(named | Q(pk__in=linked))


def _forget(sought: Gesucht) -> int:
    keys = list(_seats(sought).values_list("pk", flat=True))
    named = Q(pk__in=list(_invited(sought.email).values_list("pk", flat=True)))
    for word in sought.worte:
        named |= Q(vertretung__iexact=word)
    # Somebody still comes in place of another: the word says so, without saying who.
    Anmeldung.objects.filter(pk__in=keys).exclude(vertretung="").filter(named).update(
        vertretung=GELOESCHT, version=F("version") + 1
    )
    Zugang.objects.filter(anmeldung__in=keys, email__iexact=sought.email).delete()
    return len(keys)


@spuren.register
def substitutes() -> Iterator[Spur]:
    yield Spur(
        was="Anmeldungen anderer, die den Namen oder die Adresse führen",
        folge="Name und Link gelöscht",
        modell=Anmeldung,
        finden=_seats,
        tun=_forget,
        vollstaendig=False,
        namen=_names,
    )


def _written(sought: Gesucht) -> list[Sendung]:
    found: list[Sendung] = sought.rows_in(Sendung.objects.all(), "betreff", "text")
    return found


def _blot_out(sought: Gesucht) -> int:
    found = _written(sought)
    for sendung in found:
        sendung.betreff, sendung.text = sought.blot_out(sendung.betreff), sought.blot_out(sendung.text)
        sendung.save(update_fields=["betreff", "text"])
    return len(found)


@spuren.register
def mails_to_many() -> Iterator[Spur]:
    yield Spur(
        was="Einladungen und Rundschreiben, die den Namen nennen",
        folge="Name gelöscht",
        modell=Sendung,
        finden=_written,
        tun=_blot_out,
    )
