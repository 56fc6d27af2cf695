import re

import pytest

from bildungskommune.codes import CODE_ALPHABET, new_code
from tests.factories import make_beitrag, make_workshop
from workshops import codes
from workshops.beitraege import contributions
from workshops.beitraege.contributions import Einreichung

pytestmark = pytest.mark.django_db


def test_code_is_written_like_k7m_4qx_without_look_alikes_and_vowels():
    made = [new_code() for _ in range(200)]

    assert all(re.fullmatch(rf"[{CODE_ALPHABET}]{{3}}-[{CODE_ALPHABET}]{{3}}", code) for code in made)
    assert not set(CODE_ALPHABET) & set("01OILSZBUGAE")
    assert len(set(made)) == 200


@pytest.mark.parametrize(
    "typed", ["K7M-4QX", "k7m-4qx", "K7M4QX", " k7m 4qx ", "K7M–4QX", "KLM-4QX", "K1M4QX", "KIM-40X", "KlM-AOX"]
)
def test_contribution_is_found_however_its_code_is_read(typed):
    beitrag = make_beitrag(code="K7M-4QX")

    assert codes.find(typed) == beitrag


@pytest.mark.parametrize(
    "typed", ["", "K7M", "K7M-4QXX", "ÄÖÜ-ÄÖÜ", "' OR 1=1 --", "<script>", "K7M\x004QX", "9" * 10_000]
)
def test_what_is_no_code_finds_nothing(typed):
    make_beitrag(code="K7M-4QX")

    assert codes.find(typed) is None


def test_exact_code_goes_before_a_similar_one():
    make_beitrag(code="K7M-4QX")
    foreign = make_beitrag(code="KLM-4QX")

    assert codes.find("klm-4qx") == foreign


def test_taken_code_is_never_given_again(monkeypatch):
    taken = make_beitrag(code="CCC-CCC")
    offered = iter([taken.code, taken.code, "DDD-DDD"])
    monkeypatch.setattr("bildungskommune.codes.new_code", lambda: next(offered))

    assert contributions.submit(make_workshop(), Einreichung(text="Ein Gedanke")).code == "DDD-DDD"
