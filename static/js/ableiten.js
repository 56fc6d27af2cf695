// data-ableiten: a source is dragged onto a Handlungsfeld. That ticks the two, and those sources that were ticked before
// go along; the reason is asked as ever. Without a pointer or without this script the same boxes are ticked by hand.
const formular = document.querySelector("[data-ableiten]");
const stand = formular.querySelector("[data-ableiten-stand]");
const quellen = [...formular.querySelectorAll(".ableiten__quellen .wahl__liste > li")];
const felder = [...formular.querySelectorAll("[data-feld]")];
const haken = (zeile) => zeile.querySelector("input[type=checkbox]");
const name = (zeile) => zeile.querySelector("label").firstChild.textContent.trim();
let gezogen = null;

function verbinden(feld) {
  haken(gezogen).checked = true;
  haken(feld).checked = true;
  const anzahl = quellen.filter((zeile) => haken(zeile).checked).length;
  const was = anzahl === 1 ? name(gezogen) : `${anzahl} Quellen`;
  stand.textContent = `${was} und ${name(feld)} sind angekreuzt. Bitte begründen Sie das, und verbinden Sie dann.`;
  formular.querySelector("[name=begruendung]").focus();
}

for (const zeile of quellen) {
  zeile.draggable = true;
  zeile.addEventListener("dragstart", (ereignis) => {
    gezogen = zeile;
    ereignis.dataTransfer.effectAllowed = "link";
    ereignis.dataTransfer.setData("text/plain", name(zeile));
  });
  zeile.addEventListener("dragend", () => {
    gezogen = null;
    felder.forEach((feld) => feld.classList.remove("ableiten__ziel"));
  });
}

for (const feld of felder) {
  feld.addEventListener("dragover", (ereignis) => {
    if (!gezogen) return;
    ereignis.preventDefault();
    feld.classList.add("ableiten__ziel");
  });
  feld.addEventListener("dragleave", () => feld.classList.remove("ableiten__ziel"));
  feld.addEventListener("drop", (ereignis) => {
    if (!gezogen) return;
    ereignis.preventDefault();
    verbinden(feld);
  });
}
