import pytest

from bildungskommune.post.models import Mail
from tests.factories import make_reihe, make_workshop
from workshops.beitraege import contributions
from workshops.beitraege.contributions import Einreichung
from workshops.models import Beitrag
from workshops.models.enums import BeitragStatus, ReihenStatus, WorkshopStatus

pytestmark = pytest.mark.django_db


def test_submitted_contribution_keeps_its_words_and_waits_to_be_read():
    workshop = make_workshop()

    beitrag = contributions.submit(workshop, Einreichung(text="Der Bus  fährt\nnicht."))

    beitrag.refresh_from_db()
    assert (beitrag.text, beitrag.status, beitrag.quelle) == (
        "Der Bus  fährt\nnicht.",
        BeitragStatus.EINGEREICHT,
        "online",
    )
    assert (beitrag.reihe, beitrag.phase, beitrag.namentlich) == (workshop.reihe, "ohne", False)
    assert Mail.objects.count() == 0


def test_author_with_an_address_gets_the_code_by_mail():
    beitrag = contributions.submit(make_workshop(), Einreichung(text="Ein Gedanke", autor_email="jana@kita.example"))

    mail = Mail.objects.get()
    assert (mail.an, mail.anlass) == ("jana@kita.example", "beitrag_eingegangen")
    assert beitrag.code in mail.text


@pytest.mark.parametrize(
    "fields",
    [{"status": WorkshopStatus.GEPLANT}, {"status": WorkshopStatus.ABGESAGT}, {"beitraege_online": False}],
    ids=["geplant", "abgesagt", "aus"],
)
def test_contribution_is_refused_where_none_are_taken(fields):
    with pytest.raises(contributions.ContributionsClosed):
        contributions.submit(make_workshop(**fields), Einreichung(text="Ein Gedanke"))

    assert Beitrag.objects.count() == 0


def test_contribution_is_refused_when_the_reihe_was_closed_meanwhile():
    workshop = make_workshop(reihe=make_reihe(status=ReihenStatus.LAEUFT))
    type(workshop.reihe).objects.filter(pk=workshop.reihe.pk).update(status=ReihenStatus.ABGESCHLOSSEN)

    with pytest.raises(contributions.ContributionsClosed, match="abgeschlossen"):
        contributions.submit(workshop, Einreichung(text="Ein Gedanke"))

    assert Beitrag.objects.count() == 0
