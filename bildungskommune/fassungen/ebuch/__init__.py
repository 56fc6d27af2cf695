"""The e-book of a Fassung: the HTML of its print in, an EPUB 3 out. No models, no database."""

from bildungskommune.fassungen.ebuch.buch import Angaben, make

__all__ = ("Angaben", "make")
