"""Tables, lists, rows and paragraphs that no page can hold."""

WORTE = "Ein Satz mit genau so vielen Wörtern. "
KOPF = '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'


def zeilen(anzahl: int, hoehe: int = 1) -> str:
    zeile = '<tr><th scope="row">{}</th><td>' + WORTE * hoehe + "</td></tr>"
    return "<tbody>" + "".join(zeile.format(i) for i in range(anzahl)) + "</tbody>"


ZERRISSEN = (
    f"<table>{KOPF}{zeilen(150)}</table><p>{WORTE * 600}</p><table>{KOPF}{zeilen(3, hoehe=400)}</table>"
    f"<ul>{f'<li>{WORTE * 30}</li>' * 30}</ul><ol>{f'<li><p>{WORTE * 30}</p></li>' * 30}</ol>"
)
