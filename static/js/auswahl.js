// data-auswahl: a long list of boxes gets a search. What is chosen stays in sight whatever is searched for, and moves
// to the top with the next search: never while somebody stands on it.
const RUHE = 400;

const schlicht = (text) => text.toLocaleLowerCase("de").normalize("NFD").replaceAll(/\p{M}/gu, "");

function auswahl(gruppe) {
  const [suche, stand, oben, rest, liste] = ["suche", "stand", "oben", "rest", "liste"].map((name) =>
    gruppe.querySelector(`[data-auswahl-${name}]`),
  );
  const feld = suche.querySelector("input");
  const zeilen = [...gruppe.querySelectorAll("[data-nr]")]
    .sort((eine, andere) => eine.dataset.nr - andere.dataset.nr)
    .map((zeile) => ({ zeile, kasten: zeile.querySelector("input"), text: schlicht(zeile.textContent) }));
  let [treffer, wecker] = [null, 0];

  function sagen() {
    const gewaehlt = zeilen.filter(({ kasten }) => kasten.checked).length;
    const gefunden = treffer === null ? "" : `, ${treffer} passend`;
    stand.textContent = `${gewaehlt} gewählt${gefunden}`;
  }

  function suchen() {
    const worte = schlicht(feld.value).split(/\s+/).filter(Boolean);
    if (worte.length) rest.open = true;
    const passende = zeilen.filter(({ text }) => worte.every((wort) => text.includes(wort)));
    const uebrige = zeilen.filter((eine) => !passende.includes(eine));
    treffer = worte.length ? passende.length : null;
    for (const { zeile, kasten } of [...passende, ...uebrige]) (kasten.checked ? oben : liste).append(zeile);
    for (const { zeile } of passende) zeile.hidden = false;
    for (const { zeile, kasten } of uebrige) zeile.hidden = !kasten.checked;
    // While somebody types, the count is not read out at each letter.
    clearTimeout(wecker);
    wecker = setTimeout(sagen, RUHE);
  }

  feld.addEventListener("input", suchen);
  feld.addEventListener("keydown", (ereignis) => {
    if (ereignis.key === "Enter") ereignis.preventDefault();
  });
  gruppe.addEventListener("change", sagen);
  // The browser may have brought back what was chosen before.
  window.addEventListener("pageshow", sagen);
  suche.hidden = false;
  sagen();
}

for (const gruppe of document.querySelectorAll("[data-auswahl]")) auswahl(gruppe);
