"""Who asks what is kept of them is told all of it, and nothing of anybody else."""

import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from bildungskommune.audit.log import record
from tests.factories import make_anmeldung, make_beitrag, make_konto, make_person
from tests.kernel.bauen import make_mail, make_meldung
from workshops.models import Unterstuetzung

pytestmark = pytest.mark.django_db

ADRESSE = "merkwort@zyx.example"


def test_every_kind_of_row_is_told_with_its_files_and_the_trail(tmp_path: Path) -> None:
    anmeldung = make_anmeldung(name="Zyx Merkwort", email=ADRESSE.upper(), token="geheim" * 7)
    Unterstuetzung.objects.create(anmeldung=anmeldung, bedarf="Rampe")
    record(None, "anmeldung.eingegangen", anmeldung)
    beitrag = make_beitrag(autor_email=ADRESSE)
    beitrag.foto.save("karte.jpg", ContentFile(b"bild"))
    make_person(email=ADRESSE)
    make_konto(email=ADRESSE)
    make_mail(an=ADRESSE)
    make_meldung(email=ADRESSE)
    make_anmeldung(name="Jemand Anderes")

    call_command("dsgvo_auskunft", ADRESSE, ziel=tmp_path)

    told = json.loads((tmp_path / "auskunft.json").read_text())
    kinds = {"Anmeldungen", "Unterstützungsbedarfe", "Beiträge", "Personen", "Konten", "Post", "Barrieremeldungen"}
    assert kinds | {"Verlauf"} <= set(told)
    text = (tmp_path / "auskunft.txt").read_text()
    assert "Vor- und Nachname: Zyx Merkwort" in text
    assert "Rampe" in text
    assert (tmp_path / Path(str(beitrag.foto)).name).read_bytes() == b"bild"
    assert "Jemand Anderes" not in text
    assert "geheimgeheim" not in text


def test_unknown_address_is_told_that_nothing_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    make_anmeldung()

    call_command("dsgvo_auskunft", ADRESSE)

    assert capsys.readouterr().out.strip() == "Zu dieser Adresse ist nichts gespeichert."
