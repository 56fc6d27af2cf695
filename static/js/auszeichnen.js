// data-auszeichnen: buttons above a text for what its small part of Markdown knows. The text stays plain.
const HOCH = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const KNOEPFE = [
  ["Fett", (text) => umgeben(text, "**"), "b"],
  ["Kursiv", (text) => umgeben(text, "*"), "i"],
  ["Liste", (text) => zeilen(text)],
  ["Link", (text) => link(text)],
  ["Tabelle", (text) => block(text, "| Jahr | Ziel |\n|---|---|\n| 2027 |  |", 4)],
  ["Fußnote", (text) => setzen(text, hochgestellt(naechste(text)))],
];

// The browser's own way keeps what can be undone; where it is gone, the text is set directly.
function setzen(feld, neu, [von, bis] = [neu.length, neu.length]) {
  const anfang = feld.selectionStart;
  feld.focus();
  if (!document.execCommand("insertText", false, neu)) {
    feld.setRangeText(neu);
    feld.dispatchEvent(new Event("input", { bubbles: true }));
  }
  feld.setSelectionRange(anfang + von, anfang + bis);
}

const gewaehlt = (feld) => feld.value.slice(feld.selectionStart, feld.selectionEnd);

function umgeben(feld, zeichen) {
  const wort = gewaehlt(feld) || "Wort";
  setzen(feld, `${zeichen}${wort}${zeichen}`, [zeichen.length, zeichen.length + wort.length]);
}

function zeilen(feld) {
  if (!gewaehlt(feld)) return block(feld, "- ", 2);
  const neu = gewaehlt(feld).split("\n").map((zeile) => (zeile.trim() ? `- ${zeile}` : zeile)).join("\n");
  return setzen(feld, neu);
}

function link(feld) {
  const wort = gewaehlt(feld) || "Wort";
  setzen(feld, `[${wort}](https://)`, [wort.length + 3, wort.length + 11]);
}

// A list and a table stand apart from what goes before.
function block(feld, neu, stelle) {
  const davor = feld.value.slice(0, feld.selectionStart);
  const luft = davor === "" || davor.endsWith("\n\n") ? "" : davor.endsWith("\n") ? "\n" : "\n\n";
  setzen(feld, luft + neu, [luft.length + stelle, luft.length + stelle]);
}

const hochgestellt = (zahl) => [...String(zahl)].map((ziffer) => HOCH[ziffer]).join("");

function naechste(feld) {
  const angelegt = [...document.querySelectorAll("[data-fussnote]")].map((eine) => Number(eine.dataset.fussnote) || 0);
  const gesetzt = (feld.value.match(new RegExp(`[${HOCH}]+`, "g")) ?? []).map((folge) =>
    Number([...folge].map((ziffer) => HOCH.indexOf(ziffer)).join("")),
  );
  return Math.max(0, ...angelegt.filter((zahl) => gesetzt.includes(zahl)), ...gesetzt) + 1;
}

function auszeichnen(feld) {
  const leiste = document.createElement("div");
  leiste.className = "leiste";
  leiste.setAttribute("role", "group");
  leiste.setAttribute("aria-label", "Text auszeichnen");
  for (const [wort, tun] of KNOEPFE) {
    const knopf = document.createElement("button");
    Object.assign(knopf, { type: "button", className: "leiste__knopf", textContent: wort });
    knopf.addEventListener("click", () => tun(feld));
    leiste.append(knopf);
  }
  feld.before(leiste);
  feld.addEventListener("keydown", (ereignis) => {
    const taste = (ereignis.ctrlKey || ereignis.metaKey) && !ereignis.altKey && ereignis.key.toLowerCase();
    const gemeint = KNOEPFE.find(([, , kurz]) => kurz && kurz === taste);
    if (!gemeint) return;
    ereignis.preventDefault();
    gemeint[1](feld);
  });
}

for (const feld of document.querySelectorAll("[data-auszeichnen]")) auszeichnen(feld);
