"""The file of a Verfahrensakte: whatever text comes, it is read or refused with its place, never worse."""

import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bildungskommune.akte import bruch, ereignisse
from bildungskommune.akte.aufbau import MAX_DEPTH, KeinYaml
from bildungskommune.akte.datei import AkteUnlesbar, Datei, dump, in_words, parse
from bildungskommune.beispiel.ordner import FOLDER

ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=80)
NAMES = st.text(st.characters(categories=("Ll", "Lu", "Nd")), min_size=1, max_size=12)
VALUES = st.recursive(
    st.one_of(ANY_TEXT, st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def refusals(text: str | bytes) -> list[str]:
    with pytest.raises(AkteUnlesbar) as refused:
        parse(text)
    return [str(fehler) for fehler in refused.value.fehler]


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_what_is_written_is_read_equal(inhalt: dict[str, object]) -> None:
    assert parse(dump(inhalt)).inhalt == inhalt


@pytest.mark.parametrize(
    "text",
    [
        "Zeile\nZeile",
        "\n\nvorn",
        "hinten \nLeer",
        "\tTab\n\tTab",
        "alt\r\nneu",
        "\x85alt\nneu",
        "a\u2028b\nc",
        "a\u2029b",
        "- kein\n# Punkt",
    ],
)
def test_broken_text_is_read_as_written(text: str) -> None:
    assert parse(dump({"text": text})).inhalt == {"text": text}


@given(ANY_TEXT)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = parse(text)
    except AkteUnlesbar:
        return
    assert isinstance(read, Datei)


@pytest.mark.parametrize(
    "word", ["no", "on", "yes", "null", "12", "1e3", "2026-10-31", "16:00", "~", "=", "<<", "*", "&a", "!x"]
)
def test_text_that_looks_like_something_else_stays_text(word: str) -> None:
    assert parse(dump({word: [word, {word: word}]})).inhalt == {word: [word, {word: word}]}


@pytest.mark.parametrize("value", ["2026-10-31", "2024-06-06T16:00:00+02:00"])
def test_day_without_quotes_is_the_text_it_is(value: str) -> None:
    assert parse(f"dokumentdatum: {value}\n").inhalt == {"dokumentdatum": value}


def test_name_of_a_value_is_text_even_when_it_looks_like_a_number() -> None:
    assert parse("2: a\nno: b\n").inhalt == {"2": "a", "no": "b"}


def test_text_may_be_repeated_with_an_anchor() -> None:
    assert parse("a: &t Wege\nb: *t\n").inhalt == {"a": "Wege", "b": "Wege"}


HOSTILE = {
    "list that holds itself": (
        "a: &a [*a]\n",
        "Zeile 1: Das ist kein gültiges YAML (nur ein Text darf mit * wiederholt werden).",
    ),
    "billion laughs": (
        "a: &a [x, x]\nb: &b [*a, *a]\n",
        "Zeile 2: Das ist kein gültiges YAML (nur ein Text darf mit * wiederholt werden).",
    ),
    "long text many times": (
        f"a: &a {'x' * 10_000}\nb: [{', '.join(['*a'] * 50)}]\nc: [{', '.join(['*a'] * 60)}]\n",
        "Zeile 3: Das ist kein gültiges YAML (mit * wird zu viel wiederholt).",
    ),
    "merge": (
        "a: &a {x: 1}\nb: {<<: *a}\n",
        "Zeile 2: Das ist kein gültiges YAML (nur ein Text darf mit * wiederholt werden).",
    ),
    "depth": ("\na: " + "[" * 5000 + "]" * 5000 + "\n", "Zeile 2: Das ist kein gültiges YAML (zu tief verschachtelt)."),
    "number that is none": ("a: !!int x\n", "Zeile 1, a: „x“ ist kein Wert dieser Art."),
    "number of nothing": ('a: !!int ""\n', "Zeile 1, a: „“ ist kein Wert dieser Art."),
    "number without digits": ("a: 0b_\n", "Zeile 1, a: „0b_“ ist kein Wert dieser Art."),
    "number of 5000 digits": (f"a: {'9' * 5000}\n", f"Zeile 1, a: „{'9' * 40}“ ist kein Wert dieser Art."),
    "truth that is none": ("a: !!bool x\n", "Zeile 1, a: „x“ ist kein Wert dieser Art."),
    "moment": ("a: !!timestamp x\n", "Zeile 1, a: Die Kennzeichnung „tag:yaml.org,2002:timestamp“ ist nicht erlaubt."),
    "bytes": ('a: !!binary "AAAA"\n', "Zeile 1, a: Die Kennzeichnung „tag:yaml.org,2002:binary“ ist nicht erlaubt."),
    "name that is a list": ("b: 1\n? [a]\n: x\n", "Zeile 2: Hier wird der Name einer Angabe erwartet."),
    "zero byte": ("a: x\nb: \0\n", "Zeile 2: Hier steht ein Zeichen, das in Texten nicht vorkommt."),
    "written zero byte": ('a:\n  - "x\\0y"\n', "Zeile 2, a[1]: Hier steht ein Zeichen, das in Texten nicht vorkommt."),
    "half a character": ('a: "x\\ud800y"\n', "Zeile 1, a: Hier steht ein Zeichen, das in Texten nicht vorkommt."),
    "zero byte in a name": ('a:\n  "x\\0": 1\n', "Zeile 2, a: Hier steht ein Zeichen, das in Texten nicht vorkommt."),
    "zero byte behind what is wrong": (
        "a: *x\nb: \0\n",
        "Zeile 2: Hier steht ein Zeichen, das in Texten nicht vorkommt.",
    ),
    "below a name that is a list": ("? [a]\n: {b: 1, b: 2}\n", "Zeile 1: Hier wird der Name einer Angabe erwartet."),
    "set": ("a: !!set {b}\n", "Zeile 1, a: Die Kennzeichnung „tag:yaml.org,2002:set“ ist nicht erlaubt."),
    "second document": ("a: 1\n---\nb: 1\n", "Zeile 2: Das ist kein gültiges YAML (but found another document)."),
    "unknown anchor": ("a: *x\n", "Zeile 1: Das ist kein gültiges YAML (found undefined alias 'x')."),
}


@pytest.mark.parametrize(("text", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_file_is_refused_with_its_line(text: str, sentence: str) -> None:
    assert refusals(text) == [sentence]


SIGNS = st.sampled_from(
    [
        *("a: ", "b: ", "c: ", "- ", "\n", "\n  ", "\n    ", " ", "[", "]", "{", "}", ", ", "? ", ": ", "#k"),
        *("---\n", "...\n", "&x ", "*x", "*x ", "&y ", "*y", "! ", "!t ", "!!int ", "!!str ", "!!null ", "!!set "),
        *("!!map ", "<<: ", "=", "|", "x", "1", "~", "yes", "1.5", "0b_", "2026-10-31", '"x"', "'y'", '"\\0"'),
        *("|\n  t\n", ">\n  t\n", "ä", "\u2028", "\t"),
    ]
)
STRANGE = st.lists(SIGNS, max_size=14).map("".join)


def seen(text: str, quelle: ereignisse.Quelle) -> tuple[object, ...]:
    """Return all that is read of a text: its content and its mistakes, or the sentence that refuses it."""
    try:
        aufbau = ereignisse.build(text.encode(), quelle)
    except KeinYaml as refused:
        return refused.zeile, refused.satz
    return repr(aufbau.inhalt), aufbau.funde


def paths(value: object, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [above, *(path for part, one in inside for path in paths(one, (*above, part)))]


@example("?")
@example("{}\u2028\ufeff")
@example("a:\tb")
@example("? a\n")
@example("a: 1\n? b\n\n")
@example("a: !")
@example("a: {b? : 1}")
@example("a: |#k\n")
@example("a: !'y'!!int 1")
@given(st.one_of(ANY_TEXT, STRANGE, st.dictionaries(NAMES, VALUES, max_size=5).map(dump)))
def test_both_sources_of_events_see_the_same_in_any_text(text: str) -> None:
    try:
        quick = seen(text, ereignisse.libyaml)
    except ereignisse.Unsicher:
        return

    assert quick == seen(text, ereignisse.pyyaml)


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_both_sources_of_events_find_the_same_lines(inhalt: dict[str, object]) -> None:
    text = dump(inhalt).encode()
    try:
        quick = ereignisse.lines(text, ereignisse.libyaml, paths(inhalt))
    except ereignisse.Unsicher:
        return

    assert quick == ereignisse.lines(text, ereignisse.pyyaml, paths(inhalt))
    assert set(quick) == set(paths(inhalt))


WORDS = st.text("abc \n", max_size=12)
PLAIN = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)
BREAKS = ["[", "]", "{", "}", "'", '"', ": ", "@", "%", "\n", "\n  x", "- ", "|", "&", "\t"]


@given(st.dictionaries(NAMES, PLAIN, min_size=1, max_size=5), st.sampled_from(BREAKS), st.data())
def test_break_is_named_as_if_all_of_the_text_before_it_had_been_read(
    inhalt: dict[str, object], sign: str, data: st.DataObject
) -> None:
    text = dump(inhalt)
    at = data.draw(st.integers(0, len(text)))
    broken = (text[:at] + sign + text[at:]).encode()
    try:
        bruch.refuse(broken)
    except KeinYaml as refused:
        quick = (refused.zeile, refused.satz)
        assert quick == seen(broken.decode(), ereignisse.pyyaml)


@pytest.mark.parametrize("lines", [1, 5_000])
def test_break_deep_inside_is_named_with_its_line(lines: int) -> None:
    karten = "".join(f"      - code: ABC-{nr}\n        text: Wort\n" for nr in range(lines))
    text = f"titel: Ein Weg\nreihen:\n  - kennung: a\n    beitraege:\n{karten}      - code: x\n        text: 'offen\n"

    with pytest.raises(KeinYaml) as refused:
        bruch.refuse(text.encode())

    line = 7 + 2 * lines
    assert (refused.value.zeile, refused.value.satz) == (
        line,
        "Das ist kein gültiges YAML (found unexpected end of stream).",
    )
    assert refusals(text) == [f"Zeile {line}: {refused.value.satz}"]


def test_ordinary_file_is_read_quickly() -> None:
    text = (FOLDER / "boerde.yaml").read_text(encoding="utf-8")

    quick = seen(text, ereignisse.libyaml)

    assert quick == seen(text, ereignisse.pyyaml)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("a: &t Wege\nb:\n  - *t\n", {("a",): 1, ("b", 0): 3}),
        ("a:\n  - b: 1\n    c: 2\n  - {d: [x, y]}\ne: 3\n", {("a", 0, "c"): 3, ("a", 1, "d", 1): 4, ("e",): 5}),
        ("a: {b: [[1], 2], c: 3}\nd: 'e\tf'\n", {("a", "c"): 1, ("d",): 2}),
    ],
)
def test_line_of_what_is_asked_for_is_found(text: str, known: dict[tuple[str | int, ...], int]) -> None:
    found = parse(text).alle_fehler((path, "Fehlt.") for path in known)

    assert [fehler.zeile for fehler in found] == list(known.values())


def test_large_file_with_mistakes_takes_no_more_than_its_share_of_memory() -> None:
    satz = "  - kennung: a\n    text: Nach 16 Uhr fährt kein Bus mehr ins Dorf, und der letzte Zug ist voll.\n"
    text = ("reihen:\n" + satz * 20_000 + "reihen: 1\n").encode()
    tracemalloc.start()
    try:
        assert refusals(text) == ["Zeile 40002, reihen: Diese Angabe steht hier zum zweiten Mal."]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 8 * len(text)


def test_file_cannot_call_python() -> None:
    (sentence,) = refusals("a: !!python/object/apply:os.system [ls]\n")

    assert sentence == (
        "Zeile 1, a: Die Kennzeichnung „tag:yaml.org,2002:python/object/apply:os.system“ ist nicht erlaubt."
    )


def test_greatest_depth_is_read() -> None:
    inner = MAX_DEPTH - 2

    assert refusals("a: " + "[" * (inner + 2) + "]" * (inner + 2))
    assert parse("a: " + "[" * inner + "1" + "]" * inner).inhalt["a"]


def test_every_second_naming_is_found_at_once() -> None:
    assert refusals("a: 1\nb: {c: 1, c: 2}\na: 3\n") == [
        "Zeile 2, b.c: Diese Angabe steht hier zum zweiten Mal.",
        "Zeile 3, a: Diese Angabe steht hier zum zweiten Mal.",
    ]


def test_error_below_a_line_that_is_not_known_takes_the_nearest() -> None:
    datei = parse("a: 1\nreihen:\n  - titel: A\n")

    assert str(datei.fehler(("reihen", 0, "workshops", 3, "titel"), "Fehlt.")) == (
        "Zeile 3, reihen[1].workshops[4].titel: Fehlt."
    )
    assert datei.fehler(("nirgends",), "Fehlt.").zeile == 1


def test_place_is_counted_from_one() -> None:
    assert in_words(("reihen", 0, "workshops", 1, "titel")) == "reihen[1].workshops[2].titel"
