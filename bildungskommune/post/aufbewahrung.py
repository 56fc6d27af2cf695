from collections.abc import Iterator

from django.db.models import Case, F, Q, QuerySet, When

from bildungskommune.aufbewahrung import Frist, fristen
from bildungskommune.post.models import Mail
from bildungskommune.post.versand import FRIST


def _done() -> QuerySet[Mail]:
    """Return the mails that were sent or given up."""
    done = Q(status=Mail.Status.GESENDET, sent__isnull=False) | Q(status=Mail.Status.GESCHEITERT)
    moment = Case(When(status=Mail.Status.GESENDET, then=F("sent")), default=F("next_attempt"))
    return Mail.objects.filter(done).annotate(ab=moment)


@fristen.register
def mails() -> Iterator[Frist]:
    yield Frist(
        modell=Mail,
        felder=("an", "betreff", "text", "html", "anhang", "anhang_name", "kopfzeilen", "empfaenger", "fehler"),
        was="E-Mails",
        daten="E-Mails, die das Portal verschickt: Adresse und Text",
        wozu="um Rückfragen zu klären",
        dauer=FRIST,
        worte="90 Tage",
        ab="nach dem Versand",
        zeilen=_done,
        liste="v-post",
        adresse=("an", "empfaenger"),
    )
