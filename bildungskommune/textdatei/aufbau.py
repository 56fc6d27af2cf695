"""Parts under their headings, put together from paragraphs and tables."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bildungskommune.textdatei import listen, markdown, nummern
from bildungskommune.textdatei.bausteine import Absatz, Baustein, Tabelle
from bildungskommune.textdatei.markdown import Stueck
from bildungskommune.textdatei.modell import MOST_PARTS, Datei, Note, Teil, Unlesbar
from bildungskommune.textdatei.verluste import Verluste

LAENGSTE_VERMUTUNG = 90
"""A bold paragraph longer than that is no heading."""
LAENGSTER_TITEL = 300
LAENGSTE_NUMMER = 20


class Aufbau:
    """Puts paragraphs and tables into parts under their headings."""

    def __init__(self, verluste: Verluste) -> None:
        self.verluste = verluste
        self._titel: list[str] = []
        self._untertitel = ""
        self._teile: list[Teil] = [Teil(0, "", "")]
        self._bloecke: list[str] = []
        self._offen: list[Absatz] = []
        self._tiefste = 1

    def build(self, bausteine: Iterable[Baustein]) -> Datei:
        for one in listen.recognised(list(bausteine), self.verluste):
            if isinstance(one, Tabelle):
                self._end_list()
                self._bloecke.append(markdown.table(one.zeilen, one.rechts))
                self._note(one.noten)
            else:
                self._paragraph(one)
        self._end_part()
        teile = [teil for teil in self._teile if teil != Teil(0, "", "")]
        if len(teile) > MOST_PARTS:
            raise Unlesbar("Der Text hat mehr als 500 Überschriften. Bitte teilen Sie ihn auf.")
        return Datei(" ".join(self._titel), self._untertitel, tuple(teile), self.verluste.all())

    def _paragraph(self, one: Absatz) -> None:
        if not one.worte and not one.noten:
            return
        if one.worte and one.rolle.art in {"titel", "ueberschrift", "untertitel", "unterschrift"}:
            self._end_list()
            self._named(one)
        elif one.rolle.art == "fussnote" and one.worte:
            nr, _, text = "".join(piece.text for piece in one.stuecke).partition("\u00a0")
            self._note([Note(nr.strip(), " ".join(text.split()))])
        elif one.liste is not None and one.worte:
            self._offen.append(one)
            self._note(one.noten)
        elif _looks_like_heading(one):
            self._end_list()
            self._begin(one, self._tiefste + 1, vermutet=True)
        else:
            self._end_list()
            self._text(one)

    def _text(self, one: Absatz) -> None:
        if not markdown.keeps_emphasis(one.stuecke):
            self.verluste.add("Fett oder kursiv mitten im Wort", one.worte, one.worte)
        if text := markdown.paragraph(one.stuecke):
            self._bloecke.append(text)
        self._note(one.noten)

    def _named(self, one: Absatz) -> None:
        art, inside = one.rolle.art, self._teile[-1]
        empty = not (self._bloecke or inside.text)
        if art == "ueberschrift":
            self._tiefste = one.rolle.ebene
            self._begin(one, one.rolle.ebene)
        elif art == "titel" and len(self._teile) == 1 and empty:
            self._titel.append(one.worte)
            self._note(one.noten)
        elif art == "untertitel" and len(self._teile) == 1 and empty and self._titel and not self._untertitel:
            self._untertitel = one.worte
        elif art == "untertitel" and inside.ebene and empty and not inside.untertitel:
            self._teile[-1] = replace(inside, untertitel=one.worte)
        elif art == "unterschrift" and inside.ebene and not inside.unterschrift:
            self._teile[-1] = replace(inside, unterschrift=one.worte)
        else:
            self._text(one)

    def _begin(self, one: Absatz, ebene: int, *, vermutet: bool = False) -> None:
        self._end_part()
        nummer, titel = (one.nummer, one.worte) if one.nummer else nummern.split(one.worte)
        if len(titel) > LAENGSTER_TITEL:
            self.verluste.add("Überschrift gekürzt, sie ist länger als 300 Zeichen", titel[:60], titel)
            titel = titel[:LAENGSTER_TITEL]
        if len(nummer) > LAENGSTE_NUMMER:
            nummer, titel = "", f"{nummer} {titel}"
        wortlaut = f"{one.nummer} {one.worte}".strip()
        teil = Teil(ebene, nummer, titel, marken=tuple(one.marken), vermutet=vermutet, wortlaut=wortlaut)
        self._teile.append(teil)
        if one.noten:
            text = " ".join(f"{note.nr} {note.text}" for note in one.noten)
            self.verluste.add("Fußnote in einer Überschrift: sie steht jetzt unter dem Text", one.worte, text)
            self._note(one.noten)

    def _note(self, noten: Sequence[Note]) -> None:
        if noten:
            self._teile[-1] = replace(self._teile[-1], noten=(*self._teile[-1].noten, *noten))

    def _end_list(self) -> None:
        self._bloecke += listen.blocks(self._offen)
        self._offen = []

    def _end_part(self) -> None:
        self._end_list()
        self._teile[-1] = replace(self._teile[-1], text="\n\n".join(self._bloecke))
        self._bloecke = []


def _looks_like_heading(one: Absatz) -> bool:
    """Whether a whole short paragraph is bold or large, and no sentence."""
    text = one.worte
    spoken = [piece for piece in one.stuecke if piece.text.strip()]
    if not spoken or one.noten or len(text) > LAENGSTE_VERMUTUNG or text.endswith((".", ":", ";", ",")):
        return False
    return one.auffaellig or all(piece.fett for piece in spoken)


def joined(teile: Sequence[Teil], wanted: Iterable[int] = ()) -> dict[int, Teil]:
    """Return the parts by their place; a heading that is only supposed and not `wanted` is a bold paragraph again."""
    wishes, found = set(wanted), dict[int, Teil]()
    last = -1
    for place, teil in enumerate(teile):
        if not teil.vermutet or place in wishes:
            found[place], last = replace(teil, vermutet=False), place
            continue
        above = found.get(last, Teil(0, "", ""))
        bold = markdown.paragraph([Stueck(teil.worte, fett=True)])
        text = "\n\n".join(filter(None, (above.text, bold, teil.text)))
        found[last] = replace(above, text=text, noten=above.noten + teil.noten)
    return found
