"""Objects that are put into bytes beforehand."""

from io import BytesIO

import pydyf

from bildungskommune.fassungen.satz import once


def small() -> pydyf.PDF:
    pdf = pydyf.PDF()
    text = pydyf.Stream(["BT", "ET"] * 50, compress=True)
    pdf.add_object(text)
    pdf.add_page(pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference, "Contents": text.reference}))
    pdf.info["Title"] = pydyf.String("Übersicht")
    return pdf


def written(pdf: pydyf.PDF, *, compress: bool) -> bytes:
    file = BytesIO()
    pdf.write(file, b"1.7", identifier=True, compress=compress)
    return file.getvalue()


def test_file_is_the_same_to_the_byte() -> None:
    for compress in (False, True):
        beforehand = small()
        once.put_into_bytes(beforehand)

        assert written(beforehand, compress=compress) == written(small(), compress=compress)
