"""A Fassung as a file for word processors: the HTML of its print in, a DOCX out. No models, no database."""

from bildungskommune.fassungen.docx.absatz import bookmark
from bildungskommune.fassungen.docx.paket import MEDIA_TYPE, docx

__all__ = ("MEDIA_TYPE", "bookmark", "docx")
