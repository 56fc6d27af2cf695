"""Which column of a table is what: guessed from its head, and remembered once somebody has said it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bildungskommune.werkbank.models import GemerkteSpalte

Woerter = Mapping[str, tuple[str, tuple[str, ...]]]
"""Field: what it is called, and how columns for it begin, in small letters."""
KOPF_LAENGE = 200


def guess(art: str, woerter: Woerter, kopf: Sequence[str]) -> dict[str, int]:
    """Return the column of each field: as remembered of tables of this kind, else by what its head says."""
    heads = [_same(head) for head in kopf]
    remembered = dict(GemerkteSpalte.objects.filter(art=art, kopf__in=heads).values_list("kopf", "feld"))
    found = {remembered[head]: nr for nr, head in reversed([*enumerate(heads)]) if remembered.get(head) in woerter}
    left = {nr: head for nr, head in enumerate(heads) if head and head not in remembered}
    for fits in (str.__eq__, str.startswith):
        for name, nr in _by_word(woerter, left, fits, found):
            found[name] = nr
            del left[nr]
    return {name: found[name] for name in woerter if name in found}


def _by_word(
    woerter: Woerter, left: Mapping[int, str], fits: Callable[[str, str], bool], found: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    """Yield a field without a column and the first one left whose head fits one of its words."""
    for name, (label, words) in woerter.items():
        if name in found:
            continue
        for word in (_same(label), *words):
            nr = next((nr for nr, head in left.items() if fits(head, word)), None)
            if nr is not None:
                yield name, nr
                break


def remember(art: str, kopf: Sequence[str], spalten: Mapping[str, int]) -> None:
    """Keep what each column of this table was taken for, and which ones were left out."""
    fields = {nr: name for name, nr in spalten.items()}
    rows = {_same(head): fields.get(nr, "") for nr, head in reversed([*enumerate(kopf)]) if head}
    GemerkteSpalte.objects.bulk_create(
        [GemerkteSpalte(art=art, kopf=head, feld=name) for head, name in rows.items()],
        update_conflicts=True,
        unique_fields=["art", "kopf"],
        update_fields=["feld"],
    )


def _same(head: str) -> str:
    return " ".join(head.casefold().split())[:KOPF_LAENGE]
