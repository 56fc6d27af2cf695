import re

import pytest

from bildungskommune.post.models import Mail
from tests.factories import make_beitrag, make_reihe, make_workshop
from workshops import contributions
from workshops.contributions import CODE_ALPHABET, Einreichung
from workshops.models import Beitrag

pytestmark = pytest.mark.django_db


def test_code_is_written_like_k7m_4qx_without_look_alikes_and_vowels():
    codes = [contributions.new_code() for _ in range(200)]

    assert all(re.fullmatch(rf"[{CODE_ALPHABET}]{{3}}-[{CODE_ALPHABET}]{{3}}", code) for code in codes)
    assert not set(CODE_ALPHABET) & set("01OILSZBUGAE")
    assert len(set(codes)) == 200


@pytest.mark.parametrize(
    "typed", ["K7M-4QX", "k7m-4qx", "K7M4QX", " k7m 4qx ", "K7M–4QX", "KLM-4QX", "K1M4QX", "KIM-40X", "KlM-AOX"]
)
def test_contribution_is_found_however_its_code_is_read(typed):
    beitrag = make_beitrag(code="K7M-4QX")

    assert contributions.find(typed) == beitrag


@pytest.mark.parametrize(
    "typed", ["", "K7M", "K7M-4QXX", "ÄÖÜ-ÄÖÜ", "' OR 1=1 --", "<script>", "K7M\x004QX", "9" * 10_000]
)
def test_what_is_no_code_finds_nothing(typed):
    make_beitrag(code="K7M-4QX")

    assert contributions.find(typed) is None


def test_exact_code_goes_before_a_similar_one():
    make_beitrag(code="K7M-4QX")
    foreign = make_beitrag(code="KLM-4QX")

    assert contributions.find("klm-4qx") == foreign


def test_submitted_contribution_keeps_its_words_and_waits_to_be_read():
    workshop = make_workshop()

    beitrag = contributions.submit(workshop, Einreichung(text="Der Bus  fährt\nnicht."))

    beitrag.refresh_from_db()
    assert (beitrag.text, beitrag.status, beitrag.quelle) == ("Der Bus  fährt\nnicht.", "eingereicht", "online")
    assert (beitrag.reihe, beitrag.phase, beitrag.namentlich) == (workshop.reihe, "ohne", False)
    assert Mail.objects.count() == 0


def test_author_with_an_address_gets_the_code_by_mail():
    beitrag = contributions.submit(make_workshop(), Einreichung(text="Ein Gedanke", autor_email="jana@kita.example"))

    mail = Mail.objects.get()
    assert (mail.an, mail.anlass) == ("jana@kita.example", "beitrag_eingegangen")
    assert beitrag.code in mail.text


@pytest.mark.parametrize(
    "fields",
    [{"status": "geplant"}, {"status": "abgesagt"}, {"beitraege_online": False}],
    ids=["geplant", "abgesagt", "aus"],
)
def test_contribution_is_refused_where_none_are_taken(fields):
    with pytest.raises(contributions.ContributionsClosed):
        contributions.submit(make_workshop(**fields), Einreichung(text="Ein Gedanke"))

    assert Beitrag.objects.count() == 0


def test_contribution_is_refused_when_the_reihe_was_closed_meanwhile():
    workshop = make_workshop(reihe=make_reihe(status="laeuft"))
    type(workshop.reihe).objects.filter(pk=workshop.reihe.pk).update(status="abgeschlossen")

    with pytest.raises(contributions.ContributionsClosed, match="abgeschlossen"):
        contributions.submit(workshop, Einreichung(text="Ein Gedanke"))

    assert Beitrag.objects.count() == 0


def test_taken_code_is_never_given_again(monkeypatch):
    taken = make_beitrag(code="CCC-CCC")
    codes = iter([taken.code, taken.code, "DDD-DDD"])
    monkeypatch.setattr(contributions, "new_code", lambda: next(codes))

    assert contributions.submit(make_workshop(), Einreichung(text="Ein Gedanke")).code == "DDD-DDD"
