// data-verbinden="felder": a source is dragged onto a thing (data-ziel="<key>"). That chooses the two in the form of the
// sources, where the field of this name takes the thing; sources that were ticked before go along, and the reason is
// asked as ever. Without a pointer or without this script the same fields are filled in by hand. The sources may be
// fetched anew at any time (see schreiben.js), so the page listens for them as a whole.
const ZEILE = ".wahl__liste > li:has([name=quelle])";
const MARKE = "ziel--hier";
const name = (ort) => ort.textContent.replace(/\s+/g, " ").trim();
const wort = (zeile) => name(zeile.querySelector("label").firstChild);
let gezogen = null;

function waehlen(formular, ziel) {
  const feld = formular.elements[formular.dataset.verbinden];
  if (feld instanceof HTMLSelectElement) {
    feld.value = ziel.dataset.ziel;
    return name(feld.selectedOptions[0]);
  }
  const haken = ziel.querySelector("input[type=checkbox]");
  haken.checked = true;
  return name(haken.labels[0]);
}

function verbinden(zeile, ziel) {
  const formular = zeile.closest("form");
  zeile.querySelector("[name=quelle]").checked = true;
  const anzahl = formular.querySelectorAll("[name=quelle]:checked").length;
  const was = anzahl === 1 ? wort(zeile) : `${anzahl} Quellen`;
  const wohin = waehlen(formular, ziel);
  const stand = formular.querySelector("[data-verbinden-stand]");
  stand.textContent = `${was} und ${wohin} sind gewählt. Bitte begründen Sie das, und senden Sie es dann ab.`;
  formular.elements.begruendung.focus();
}

function zielUnter(ereignis) {
  return gezogen && ereignis.target.closest?.("[data-ziel]");
}

function abwischen() {
  for (const ziel of document.querySelectorAll(`.${MARKE}`)) ziel.classList.remove(MARKE);
}

// Only what is taken at its words is dragged: in a field the pointer marks text.
document.addEventListener("pointerdown", (ereignis) => {
  const zeile = ereignis.target.closest(ZEILE);
  if (zeile?.closest("[data-verbinden]")) zeile.draggable = !ereignis.target.closest("textarea, input");
});
document.addEventListener("dragstart", (ereignis) => {
  const zeile = ereignis.target.closest?.(ZEILE);
  if (!zeile?.draggable) return;
  gezogen = zeile;
  ereignis.dataTransfer.effectAllowed = "link";
  ereignis.dataTransfer.setData("text/plain", wort(zeile));
});
document.addEventListener("dragover", (ereignis) => {
  const ziel = zielUnter(ereignis);
  abwischen();
  if (!ziel) return;
  ereignis.preventDefault();
  ziel.classList.add(MARKE);
});
document.addEventListener("drop", (ereignis) => {
  const ziel = zielUnter(ereignis);
  if (!ziel) return;
  ereignis.preventDefault();
  verbinden(gezogen, ziel);
});
document.addEventListener("dragend", () => {
  gezogen = null;
  abwischen();
});
