"""The garbage collector while a document is made."""

import gc
import weakref

import pytest

from bildungskommune.fassungen.satz.rest import collector_at_rest


class Ring:
    def __init__(self) -> None:
        self.self = self


def test_what_was_made_within_is_freed_on_leaving() -> None:
    with collector_at_rest():
        within = weakref.ref(Ring())
        assert not gc.isenabled()
        assert within() is not None

    assert within() is None


def test_collector_is_as_before_after_a_failure() -> None:
    with pytest.raises(ValueError, match="halt"), collector_at_rest():
        raise ValueError("halt")

    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
