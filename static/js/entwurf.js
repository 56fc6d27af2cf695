// data-entwurf: what is typed is kept in this browser until it is handed in, also when the tab is closed by mistake.
// data-entwurf-fertig: it was handed in, so what is kept under names that begin so is forgotten.
const VORSATZ = "entwurf-";
const HALTBAR = 30 * 24 * 60 * 60 * 1000;
const RUHE = 500;

// A browser may forbid to keep anything; then nothing is kept.
function lager(tun) {
  try {
    return tun(window.localStorage);
  } catch {
    return null;
  }
}

function vergessen(anfang, sonst = () => true) {
  lager((speicher) => {
    for (const name of Object.keys(speicher)) {
      if (name.startsWith(VORSATZ + anfang) && sonst(speicher.getItem(name))) speicher.removeItem(name);
    }
  });
}

function lesen(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function bewahren(bereich) {
  const name = VORSATZ + bereich.dataset.entwurf;
  const felder = [...bereich.querySelectorAll("textarea")];
  const stand = bereich.querySelector("[data-entwurf-stand]");
  const alt = lager((speicher) => lesen(speicher.getItem(name))) ?? {};
  let wecker = 0;
  let geholt = false;

  for (const feld of felder) {
    const text = alt.texte?.[feld.name];
    // What the page shows is newer if somebody has just sent it.
    if (text && text !== feld.value && feld.value === feld.defaultValue && !document.querySelector(".fehlerliste")) {
      feld.value = text;
      geholt = true;
    }
  }
  if (geholt && stand) stand.textContent = "Was Sie hier zuletzt geschrieben haben, steht wieder in den Feldern.";

  function merken() {
    const texte = Object.fromEntries(
      felder.filter((feld) => feld.value !== feld.defaultValue).map((feld) => [feld.name, feld.value]),
    );
    lager((speicher) =>
      Object.keys(texte).length
        ? speicher.setItem(name, JSON.stringify({ am: Date.now(), texte }))
        : speicher.removeItem(name),
    );
  }

  bereich.addEventListener("input", () => {
    clearTimeout(wecker);
    wecker = setTimeout(merken, RUHE);
  });
  window.addEventListener("pagehide", merken);
}

vergessen("", (text) => !(lesen(text).am > Date.now() - HALTBAR));
for (const fertig of document.querySelectorAll("[data-entwurf-fertig]")) vergessen(fertig.dataset.entwurfFertig);
for (const bereich of document.querySelectorAll("[data-entwurf]")) bewahren(bereich);
