"""A file is in the store whole or not at all, and none stays there that no row names."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from bildungskommune import ablage
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.fassungen import druck, rules
from bildungskommune.fassungen.models import Druckauftrag
from bildungskommune.fassungen.setzen import Werk
from tests.factories import make_beitrag
from tests.kernel.bauen import make_printed, make_published

LIMIT = 16_384


@contextmanager
def small_files_only() -> Iterator[None]:
    """Let the kernel refuse what goes beyond some bytes of a file, as a full disk does in the middle of one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def stored() -> list[str]:
    root = Path(default_storage.path(""))
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_file_that_the_disk_does_not_take_leaves_nothing() -> None:
    with small_files_only(), pytest.raises(OSError, match="File too large"):
        default_storage.save("fassungen/a.pdf", ContentFile(bytes(2 * LIMIT)))

    assert stored() == []


def test_full_disk_is_called_so() -> None:
    with pytest.raises(OSError, match="No space") as refused, Path("/dev/full").open("wb", buffering=0) as file:
        file.write(b"a")

    assert ablage.grund(refused.value) == "Auf der Platte ist kein Platz mehr"


def test_two_files_of_one_name_both_stay_and_only_the_portal_reads_them() -> None:
    first = default_storage.save("fassungen/a.pdf", ContentFile(b"one"))
    second = Path(default_storage.path(default_storage.save("fassungen/a.pdf", ContentFile(b"two"))))

    assert Path(default_storage.path(first)).read_bytes() + second.read_bytes() == b"onetwo"
    assert [len(stored()), oct(second.stat().st_mode & 0o777)] == [2, "0o640"]


@pytest.mark.django_db
def test_print_for_which_the_disk_has_no_room_fails_in_words_and_leaves_no_file() -> None:
    order = Druckauftrag.objects.get(fassung=make_published())

    with small_files_only():
        druck.print_order(order.pk)
    order.refresh_from_db()
    assert [order.status, order.fehler] == ["gescheitert", "Die Datei ließ sich nicht speichern (File too large)."]
    assert stored() == []

    rules.order_print(order.fassung)
    assert druck.print_order(order.pk)
    assert len(stored()) == 4


def test_forms_of_a_print_are_stored_all_or_none() -> None:
    with small_files_only(), pytest.raises(OSError, match="File too large"):
        druck._saved(
            default_storage, "a", {"pdf": Werk(b"small"), "docx": Werk(bytes(2 * LIMIT))}, {"pdf": {}, "docx": {}}
        )

    assert stored() == []


@pytest.mark.django_db
def test_files_that_no_row_names_go_after_a_day_and_all_others_stay() -> None:
    make_printed()
    foto = default_storage.save("beitraege/a.jpg", ContentFile(b"jpg"))
    blatt = default_storage.save("drucksachen/a.pdf", ContentFile(b"pdf"))
    make_beitrag(foto=foto)
    Drucksache.objects.create(muster="x", schluessel="x", titel="x", inhalt={}, pdf=blatt)
    kept = stored()
    for name in ("fassungen/killed.pdf", "drucksachen/killed.pdf", "beitraege/killed.jpg", "fassungen/.half.neu"):
        default_storage.save(name, ContentFile(b"nobody's"))

    assert ablage.clear() == 0
    assert ablage.clear(now=timezone.now() + ablage.REST + timedelta(minutes=1)) == 4
    assert stored() == kept
