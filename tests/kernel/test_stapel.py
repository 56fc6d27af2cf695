"""manage.py fassungen_drucken: every published Fassung as a file."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bildungskommune.fassungen import auftraege
from bildungskommune.fassungen.darstellung import file_name
from bildungskommune.fassungen.models import Druckauftrag
from tests.conftest import forget_rings
from tests.kernel.arbeiter import worker
from tests.kernel.bauen import make_fassung, make_printed, make_published


def run(target: Path, frist: float = 1) -> str:
    out = StringIO()
    call_command("fassungen_drucken", ziel=target, frist=frist, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_nothing_published(tmp_path: Path) -> None:
    make_fassung()

    assert "Es gibt nichts zu drucken" in run(tmp_path / "pdf")


@pytest.mark.django_db
def test_finished_ones_are_copied_under_speaking_names(tmp_path: Path) -> None:
    one, two = make_printed(b"%PDF-1.7 eins"), make_printed(b"%PDF-1.7 zwei")

    run(tmp_path / "pdf")

    copied = {path.name: path.read_bytes() for path in (tmp_path / "pdf").iterdir()}
    assert copied == {f"{file_name(one)}.pdf": b"%PDF-1.7 eins", f"{file_name(two)}.pdf": b"%PDF-1.7 zwei"}


@pytest.mark.django_db
def test_nobody_prints(tmp_path: Path) -> None:
    make_published()

    with pytest.raises(CommandError, match="Läuft ein Druckdienst"):
        run(tmp_path / "pdf")

    assert Druckauftrag.objects.get().status == "wartet"


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    make_printed()
    (tmp_path / "datei").write_text("schon da")

    with pytest.raises(CommandError, match="lässt sich nicht beschreiben"):
        run(tmp_path / "datei")


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_worker_prints_what_is_missing(tmp_path: Path) -> None:
    forget_rings()
    fassung = make_published(titel="Leitbild der Börde")
    with worker(tmp_path / "worker.log"):
        out = run(tmp_path / "pdf", frist=60)

    assert (tmp_path / "pdf" / f"{file_name(fassung)}.pdf").read_bytes().startswith(b"%PDF-")
    assert "1 von 1 gesetzt" in out


@pytest.mark.django_db
def test_one_that_failed_makes_the_command_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker is this process: it fails as soon as the command rings again."""
    make_published(titel="Leitbild der Börde")
    monkeypatch.setattr("bildungskommune.fassungen.stapel.RING_AGAIN", 0.0)
    monkeypatch.setattr(auftraege, "ring", fail)

    with pytest.raises(CommandError, match="Leitbild der Börde, Fassung 1: Die Schriften fehlen"):
        run(tmp_path / "pdf", frist=20)


def fail(auftrag_pk: int) -> None:
    Druckauftrag.objects.filter(pk=auftrag_pk).update(status="gescheitert", fehler="Die Schriften fehlen.")
