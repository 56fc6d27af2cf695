"""What styles and numberings of a DOCX say of its paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass

from bildungskommune.textdatei.bausteine import Rolle
from bildungskommune.textdatei.paket import Element
from bildungskommune.textdatei.word_xml import child, is_on, name, value

HOECHSTE_EBENE = 9
MOST = 10_000
GROESSER = 4
"""So many half points more than the text, and a paragraph looks like a heading."""
_ROLLEN = {"title": "titel", "subtitle": "untertitel", "signature": "unterschrift", "fussnote": "fussnote"}


@dataclass(frozen=True)
class Nummer:
    """The next number of a list or heading, as it is counted and as it is shown; `wert` is None for a bullet."""

    wert: int | None
    gezeigt: str
    form: str


class Stile:
    def __init__(self, root: Element | None) -> None:
        self._stile = {value(one, "styleId"): one for one in _children(root, "w:style")}
        standard = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:sz")
        self._normal = next((key for key, one in self._stile.items() if _is_normal(one)), "")
        self._groesse = _number(value(standard), 20)

    def named(self, key: str) -> str:
        return value(child(self._stile.get(key), "w:name")).casefold()

    def chain(self, key: str) -> Iterator[Element]:
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        while key in self._stile and key not in seen:
            seen.add(key)
            yield self._stile[key]
            key = value(child(self._stile[key], "w:basedOn"))

    def of_paragraph(self, key: str, *path: str) -> Element | None:
        """Return what the style of a paragraph says, or one it is based on."""
        found = (child(one, *path) for one in self.chain(key or self._normal))
        return next((one for one in found if one is not None), None)

    def role(self, key: str, properties: Element | None) -> Rolle:
        styled = self.named(key)
        if styled in _ROLLEN:
            return Rolle(_ROLLEN[styled])
        outline = child(properties, "w:outlineLvl")
        level = value(outline if outline is not None else self.of_paragraph(key, "w:pPr", "w:outlineLvl"))
        if (number := _number(level, HOECHSTE_EBENE)) < HOECHSTE_EBENE:
            return Rolle("ueberschrift", number + 1)
        word, _, digit = styled.partition(" ")
        if word == "heading" and 0 < (number := _number(digit, 0)) <= HOECHSTE_EBENE:
            return Rolle("ueberschrift", number)
        return Rolle()

    def is_contents(self, key: str) -> bool:
        return self.named(key).startswith("toc ")

    def switch(self, properties: Element | None, what: str) -> bool:
        """Whether a run is bold ("w:b") or whatever, by itself or by the style of its letters."""
        said = is_on(child(properties, what))
        if said is None:
            key = value(child(properties, "w:rStyle"))
            said = next((on for one in self.chain(key) if (on := is_on(child(one, "w:rPr", what))) is not None), None)
        return bool(said)

    def is_large(self, key: str, properties: Element | None) -> bool:
        """Whether a run is larger than the text, or bold by the style of its paragraph."""
        if is_on(self.of_paragraph(key, "w:rPr", "w:b")):
            return True
        size = child(properties, "w:sz")
        said = value(size if size is not None else self.of_paragraph(key, "w:rPr", "w:sz"))
        normal = value(self.of_paragraph(self._normal, "w:rPr", "w:sz"))
        return _number(said, 0) >= _number(normal, self._groesse) + GROESSER


def _number(text: str, otherwise: int) -> int:
    """Return a number of the file, within what a document can mean."""
    return min(int(text), MOST) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _children(root: Element | None, what: str) -> list[Element]:
    return [] if root is None else [one for one in root if name(one) == what]


def _is_normal(style: Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default") in {"1", "true"}


class Nummern:
    """Counts the lists and headings of a document as the word processor does."""

    def __init__(self, root: Element | None, stile: Stile) -> None:
        self._stile = stile
        self._listen = {value(one, "abstractNumId"): one for one in _children(root, "w:abstractNum")}
        self._nums = {value(one, "numId"): one for one in _children(root, "w:num")}
        self._stand: dict[str, dict[int, int]] = {}
        self._begonnen: set[tuple[str, int]] = set()

    def place(self, key: str, properties: Element | None) -> tuple[str, int] | None:
        """Return the list and the level, from 0, of a paragraph of this style, None where it is in none."""
        own = child(properties, "w:numPr")
        said = own if own is not None else self._stile.of_paragraph(key, "w:pPr", "w:numPr")
        num = value(child(said, "w:numId"))
        if not num and own is not None:
            num = value(child(self._stile.of_paragraph(key, "w:pPr", "w:numPr"), "w:numId"))
        if num not in self._nums:
            return None
        level = value(child(said, "w:ilvl"))
        if own is None and not level:
            level = next((value(lvl, "ilvl") for lvl in self._levels(num) if value(child(lvl, "w:pStyle")) == key), "0")
        return num, min(_number(level, 0), 8)

    def next(self, num: str, level: int) -> Nummer:
        lists = {_number(value(one, "ilvl"), 0): one for one in self._levels(num)}
        form = value(child(lists.get(level), "w:numFmt")) or "decimal"
        if form in {"bullet", "none"}:
            return Nummer(None, "", form)
        stand = self._stand.setdefault(self._abstract(num), {})
        restart = self._override(num, level)
        if restart is not None and (num, level) not in self._begonnen:
            stand[level] = restart - 1
        self._begonnen.add((num, level))
        stand[level] = stand.get(level, _start(lists.get(level)) - 1) + 1
        for deeper in [one for one in stand if one > level]:
            del stand[deeper]
        pattern = value(child(lists.get(level), "w:lvlText"))
        for nr in range(level + 1):
            counted = stand.get(nr, _start(lists.get(nr)))
            pattern = pattern.replace(f"%{nr + 1}", _written(counted, value(child(lists.get(nr), "w:numFmt"))))
        return Nummer(stand[level], pattern.strip().strip(".()"), form)

    def _abstract(self, num: str) -> str:
        key = value(child(self._nums[num], "w:abstractNumId"))
        linked = value(child(self._listen.get(key), "w:numStyleLink"))
        other = value(child(self._stile.of_paragraph(linked, "w:pPr", "w:numPr"), "w:numId")) if linked else ""
        return value(child(self._nums[other], "w:abstractNumId")) if other in self._nums else key

    def _levels(self, num: str) -> list[Element]:
        own = [one for over in _children(self._nums[num], "w:lvlOverride") for one in _children(over, "w:lvl")]
        return [*_children(self._listen.get(self._abstract(num)), "w:lvl"), *own]

    def _override(self, num: str, level: int) -> int | None:
        for one in _children(self._nums[num], "w:lvlOverride"):
            said = child(one, "w:startOverride")
            if value(one, "ilvl") == str(level) and said is not None:
                return _number(value(said), 1)
        return None


def _start(level: Element | None) -> int:
    return _number(value(child(level, "w:start")), 1)


def _written(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"}:
        roman = _roman(number)
        return roman.lower() if form == "lowerRoman" else roman
    return str(number)


def _roman(number: int) -> str:
    signs = ("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50), ("XL", 40)
    found = ""
    for sign, worth in (*signs, ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)):
        found += sign * (number // worth)
        number %= worth
    return found
