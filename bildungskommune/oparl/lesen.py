"""Read a Paper with all that hangs on it. Every field may be missing, and each reference be an address or an object."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any, Self
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from bildungskommune.oparl import netz, woerter

Objekt = Mapping[str, Any]
OBJEKTE = 50
SEKUNDEN = 120.0
"""For one Paper with all its objects."""
BERATUNGEN, ANLAGEN, ANLAGE_LAENGE, WORTLAUT = 30, 50, 300, 5000


@dataclass(frozen=True)
class Gelesen:
    """One Consultation; empty is what is not said there."""

    kennung: str
    gremium: str = ""
    """The address of the Organization, else its name."""
    gremium_name: str = ""
    gremium_kurz: str = ""
    datum: str = ""
    top: str = ""
    rolle: str = ""
    ergebnis: str = ""
    wortlaut: str = ""
    """The result as it is written there."""
    beschluss: str = ""
    nichtoeffentlich: bool | None = None
    abgesagt: bool = False


@dataclass(frozen=True)
class Stand:
    """A Paper as it was read."""

    geloescht: bool = False
    nummer: str = ""
    betreff: str = ""
    art: str = ""
    art_wort: str = ""
    datum: str = ""
    federfuehrung: str = ""
    anlagen: list[str] = field(default_factory=list)
    link: str = ""
    beratungen: list[Gelesen] = field(default_factory=list)
    hinweise: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        beratungen = [Gelesen(**one) for one in stored.get("beratungen", ())]
        return cls(**{**stored, "beratungen": beratungen})


def read(url: str, fetch: Callable[[str], Objekt] = netz.fetch) -> Stand:
    """Return the Paper at this address. Raises netz.Unerreichbar, netz.Unbrauchbar."""
    leser = Leser(url, fetch)
    paper = leser.get(url)
    if paper is None:
        return Stand(geloescht=True)
    kind = _text(paper, "type").rpartition("/")[2]
    if kind and kind != "Paper":
        raise netz.Unbrauchbar(f"Unter der Adresse steht keine Vorlage (Paper), sondern „{kind[:40]}“.")
    files = [paper.get("mainFile"), *_list(paper, "auxiliaryFile")]
    anlagen = (_file_name(one) for one in map(leser.get, files) if one is not None)
    stand = Stand(
        nummer=_text(paper, "reference", 40),
        betreff=_text(paper, "name", 1000),
        art=woerter.art(_text(paper, "paperType")),
        art_wort=_text(paper, "paperType", 120),
        datum=_day(_text(paper, "date")),
        federfuehrung=_organization(leser, next(iter(_list(paper, "underDirectionOf")), None))[1][:300],
        anlagen=[name for name in anlagen if name][:ANLAGEN],
        link=_web(paper),
        beratungen=list(_consultations(leser, paper)),
    )
    stand.hinweise.extend(leser.hinweise)
    return stand


class Leser:
    """Fetches objects of one server, each once, as far as number and time allow."""

    def __init__(self, url: str, fetch: Callable[[str], Objekt]) -> None:
        self._fetch = fetch
        self._host = urlsplit(url).netloc
        self._tls = url.startswith("https://")
        self._known: dict[str, Objekt | None] = {}
        self._until = monotonic() + SEKUNDEN
        self.hinweise: list[str] = []

    def get(self, found: object) -> Objekt | None:
        """Return the object that is embedded or stands at this address; None when there is none (any more)."""
        if isinstance(found, str) and found:
            found = self._at(found)
        if not isinstance(found, Mapping) or found.get("deleted") is True:
            return None
        return found

    def _at(self, url: str) -> Objekt | None:
        if self._tls and url.startswith("http://"):
            url = f"https://{url.removeprefix('http://')}"
        if url not in self._known:
            self._known[url] = self._new(url)
        return self._known[url]

    def _new(self, url: str) -> Objekt | None:
        if urlsplit(url).netloc != self._host:
            self._note("Ein Verweis führt auf einen anderen Rechner; er wurde nicht gelesen.")
            return None
        if len(self._known) >= OBJEKTE:
            self._note(f"Gelesen wurden nur die ersten {OBJEKTE} Objekte.")
            return None
        if monotonic() > self._until:
            raise netz.Unerreichbar("Das Ratsinformationssystem antwortet zu langsam.")
        try:
            return self._fetch(url)
        except netz.Fort:
            return None

    def _note(self, words: str) -> None:
        if words not in self.hinweise:
            self.hinweise.append(words)


def _consultations(leser: Leser, paper: Objekt) -> Iterator[Gelesen]:
    found = _list(paper, "consultation")
    if len(found) > BERATUNGEN:
        leser.hinweise.append(f"Gelesen wurden nur die ersten {BERATUNGEN} Beratungen.")
    for place, one in enumerate(found[:BERATUNGEN]):
        consultation = leser.get(one)
        if consultation is None:
            leser.hinweise.append("Eine Beratung ist im Ratsinformationssystem gelöscht.")
            continue
        yield _consultation(leser, consultation, _text(consultation, "id", 500) or f"beratung-{place}")


def _consultation(leser: Leser, consultation: Objekt, kennung: str) -> Gelesen:
    item = leser.get(consultation.get("agendaItem")) or {}
    meeting = leser.get(consultation.get("meeting") or item.get("meeting")) or {}
    given = _list(consultation, "organization") or _list(meeting, "organization")
    gremium, name, kurz = _organization(leser, next(iter(given), None))
    public = item.get("public")
    return Gelesen(
        kennung=kennung,
        gremium=gremium,
        gremium_name=name,
        gremium_kurz=kurz,
        datum=_day(_text(meeting, "start")),
        top=_text(item, "number", 40),
        rolle=woerter.rolle(_text(consultation, "role"), _truth(consultation, "authoritative")),
        ergebnis=woerter.ergebnis(_text(item, "result")),
        wortlaut=_text(item, "result", WORTLAUT),
        beschluss=_text(item, "resolutionText", WORTLAUT),
        nichtoeffentlich=not public if isinstance(public, bool) else None,
        abgesagt=meeting.get("cancelled") is True,
    )


def _organization(leser: Leser, given: object) -> tuple[str, str, str]:
    """Return address (or name), name and short name of a committee or an office."""
    organization = leser.get(given)
    if organization is None:
        return "", "", ""
    name, kurz = _text(organization, "name", 300), _text(organization, "shortName", 80)
    address = _text(organization, "id", 500) or (given[:500] if isinstance(given, str) else "")
    return address or name or kurz, name or kurz, kurz


def _text(found: Objekt, key: str, length: int = 300) -> str:
    value = found.get(key)
    words = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return words.replace("\x00", "").strip()[:length].strip()


def _truth(found: Objekt, key: str) -> bool | None:
    value = found.get(key)
    return value if isinstance(value, bool) else None


def _list(found: Objekt, key: str) -> list[object]:
    """Return what stands there as a list, also a single one."""
    value = found.get(key)
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _file_name(file: Objekt) -> str:
    words = _text(file, "name", ANLAGE_LAENGE) or _text(file, "fileName", ANLAGE_LAENGE)
    return " ".join(words.split())


def _web(paper: Objekt) -> str:
    url = _text(paper, "web", 500)
    return url if url.startswith(("https://", "http://")) else ""


def _day(words: str) -> str:
    """Return the day in Germany, "2026-03-19"; empty for what is none."""
    try:
        moment = parse_datetime(words) if "T" in words else None
        day = _local(moment) if moment is not None else parse_date(words)
    except (ValueError, OverflowError):
        return ""
    return day.isoformat() if day is not None else ""


def _local(moment: datetime) -> Any:
    return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
