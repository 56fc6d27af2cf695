"""Put each object of a PDF into bytes once, before pydyf writes it.

A file with an identifier is hashed, so pydyf asks every object for its bytes twice, and packs every stream twice.
"""

import pydyf


class _Bytes(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object that is written already and keeps its place in the file."""

    compressible = False
    data = b""

    def __init__(self, source: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation = source.number, source.generation
        self.compressible, self.data = source.compressible, source.data


def put_into_bytes(pdf: pydyf.PDF) -> None:
    """Replace every object by its bytes; nothing of the file may be changed afterwards."""
    for at, one in enumerate(pdf.objects):
        if one.free != "f":
            pdf.objects[at] = _Bytes(one)
