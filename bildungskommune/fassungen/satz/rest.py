"""Keep the garbage collector from walking a document that is being made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Collect nothing within, and on leaving only what was made within.

    A layout makes hundreds of thousands of objects that live until it is done. Python would walk all of them again
    and again and find nothing to free: a fifth of the whole time.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
        if was_on:
            gc.enable()
