import pytest

from bildungskommune.text import blocks, excerpt, in_lines, plain, render

TAFEL = "Davor\n\n| Jahr | Kitas *neu* |\n|---|--:|\n| 2027 | 12 |\n| 2028 | 14 \\| 15 |\n\nDanach"


def test_paragraphs_lists_and_emphasis_are_rendered() -> None:
    html = render("Wir *lernen* **gemeinsam**.\n\n1. Kita\n2. Schule")

    assert html == (
        "<p>Wir <em>lernen</em> <strong>gemeinsam</strong>.</p>\n<ol>\n<li>Kita</li>\n<li>Schule</li>\n</ol>\n"
    )


def test_html_is_shown_as_typed() -> None:
    assert render("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


def test_headings_images_and_code_do_not_exist() -> None:
    html = render("# Titel\n\n![Bild](/x.png)\n\n`code`")

    assert not {"<h1", "<img", "<code"} & {html[i : i + n] for i in range(len(html)) for n in (3, 4, 5)}


@pytest.mark.parametrize(
    "ziel",
    ["javascript:alert(1)", "data:text/html,x", "//boese.example", "JaVaScRiPt:x", "&#106;avascript:x", "ftp://x"],
)
def test_link_with_other_address_stays_text(ziel: str) -> None:
    assert "<a" not in render(f"[hier]({ziel})")


@pytest.mark.parametrize("ziel", ["https://kreis.example/a", "/leitbild/", "#leitsatz-2", "mailto:a@b.example"])
def test_link_of_web_and_portal_is_kept(ziel: str) -> None:
    assert render(f"[hier]({ziel})") == f'<p><a href="{ziel}">hier</a></p>\n'


def test_plain_returns_bare_words() -> None:
    assert plain("Wir *lernen*\n[hier](/x/).\n\n- Kita\n- Schule") == "Wir lernen hier. Kita Schule"


def test_lines_keep_breaks_lists_and_addresses() -> None:
    text = "Wir *lernen*\n[hier](https://kreis.example/) und <https://boerde.example>.\n\n- Kita\n- Schule\n\n1. Amt"

    assert in_lines(text).split("\n") == [
        "Wir lernen",
        "hier (https://kreis.example/) und https://boerde.example.",
        "– Kita",
        "– Schule",
        "1. Amt",
    ]


def test_excerpt_shows_whole_words_around_the_place() -> None:
    long = "Anfang " * 40 + "Nadel " + "Ende " * 40

    piece = excerpt("nadel", long)

    assert piece.startswith("… Anfang ")
    assert piece.endswith(" Ende …")
    assert "Nadel" in piece
    assert len(piece) < 250


def test_excerpt_of_a_short_text_is_the_text() -> None:
    assert excerpt("bus", "Der letzte **Bus**") == "Der letzte Bus"


def test_table_is_a_box_that_takes_the_keyboard() -> None:
    html = render(TAFEL, ["absatz-1", "absatz-2", "absatz-3"])

    assert html.split("\n") == [
        '<p id="absatz-1">Davor</p>',
        '<div id="absatz-2" class="rollbar" role="group" aria-label="Tabelle: Jahr, Kitas neu" tabindex="0">',
        '<table class="tafel">',
        *("<thead>", "<tr>", '<th scope="col">Jahr</th>', '<th scope="col" class="zahl">Kitas <em>neu</em></th>'),
        *("</tr>", "</thead>", "<tbody>", "<tr>", "<td>2027</td>", '<td class="zahl">12</td>', "</tr>", "<tr>"),
        *("<td>2028</td>", '<td class="zahl">14 | 15</td>', "</tr>", "</tbody>", "</table>", "</div>"),
        '<p id="absatz-3">Danach</p>',
        "",
    ]


def test_table_is_one_block_and_each_row_a_line() -> None:
    assert len(blocks(TAFEL)) == 3
    assert plain(TAFEL) == "Davor Jahr Kitas neu 2027 12 2028 14 | 15 Danach"
    assert in_lines(TAFEL).split("\n") == ["Davor", "Jahr | Kitas neu", "2027 | 12", "2028 | 14 | 15", "Danach"]
