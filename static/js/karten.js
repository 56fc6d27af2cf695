// data-karten="<account>": cards are sent one after the other while the next one is typed. Each is kept in this
// browser until the server has it: a slow line, a reload or a closed window loses none. Sent twice, it is taken once.
const ERNEUT_NACH = 3000;

function karten(stelle) {
  const formular = stelle.querySelector("form");
  const feld = formular.elements.text;
  const stand = stelle.querySelector("[data-karten-stand]");
  const liste = stelle.querySelector("[data-karten-liste]");
  const vorsatz = `karte:${stelle.dataset.karten}:${new URL(formular.action).pathname}:`;
  let [laufend, wecker, gelegt, folge, stoerung] = [false, 0, 0, 0, ""];

  const wartende = () =>
    Object.keys(localStorage)
      .filter((name) => name.startsWith(vorsatz))
      .sort()
      .map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }));
  const naechste = () => wartende().find((karte) => !karte.fehler);
  const behalten = ({ name, ...karte }) => localStorage.setItem(name, JSON.stringify(karte));
  const wert = (karte, name) => karte.felder.find((paar) => paar[0] === name)?.[1] ?? "";

  function zurueckholen(karte) {
    feld.focus();
    if (feld.value.trim()) {
      stand.textContent = "Legen Sie zuerst die Karte, die Sie angefangen haben.";
      return;
    }
    localStorage.removeItem(karte.name);
    feld.value = wert(karte, "text");
    zeigen();
  }

  function zeile(karte) {
    const punkt = document.createElement("li");
    punkt.textContent = wert(karte, "text");
    if (karte.fehler) {
      const satz = document.createElement("p");
      const knopf = document.createElement("button");
      satz.textContent = karte.fehler;
      Object.assign(knopf, { type: "button", className: "knapp", textContent: "Ins Feld zurückholen" });
      knopf.addEventListener("click", () => zurueckholen(karte));
      punkt.append(satz, knopf);
    }
    return punkt;
  }

  function zeigen() {
    const alle = wartende();
    const anzahl = alle.filter((karte) => !karte.fehler).length;
    const unterwegs = anzahl === 1 ? "1 Karte ist unterwegs." : `${anzahl} Karten sind unterwegs.`;
    const fertig = gelegt && !alle.length ? "Alle Karten sind gespeichert." : "";
    liste.replaceChildren(...alle.map(zeile));
    liste.hidden = !alle.length;
    stand.textContent = anzahl ? `${unterwegs} ${stoerung}` : fertig;
  }

  function zaehlen(stelle) {
    if (!stelle) return;
    const zahl = Number(stelle.dataset.zahl) + 1;
    stelle.dataset.zahl = zahl;
    stelle.textContent = zahl === 1 ? "1 Karte" : `${zahl} Karten`;
  }

  function aufhaengen(karte, html) {
    const vorlage = document.createElement("template");
    vorlage.innerHTML = html;
    // Sent twice, it may hang there already.
    if (document.getElementById(vorlage.content.querySelector("li").id)) return;
    const spalte = document.querySelector(`[data-spalte="${wert(karte, "thema") || "ohne"}"]`);
    zaehlen(document.querySelector(".wandkopf [data-zahl]"));
    zaehlen(spalte?.querySelector("[data-zahl]"));
    if (!spalte || spalte.querySelector(".thema__mehr")) return;
    const reihe = spalte.querySelector(".thema__karten");
    spalte.querySelector(".thema__leer")?.remove();
    reihe.lastElementChild?.querySelector("[name=zug][value=u]")?.removeAttribute("disabled");
    reihe.hidden = false;
    reihe.append(vorlage.content);
  }

  // Returns what hinders the sending, empty when the server answered about this card.
  async function schicken(karte) {
    const schutz = ["csrfmiddlewaretoken", formular.elements.csrfmiddlewaretoken.value];
    const antwort = await fetch(karte.ziel, {
      method: "POST",
      headers: { "X-Karten": "1" },
      body: new URLSearchParams([...karte.felder, schutz]),
      signal: AbortSignal.timeout(10 * ERNEUT_NACH),
    });
    if (antwort.status >= 500) return "Der Server antwortet gerade nicht. Wir versuchen es weiter.";
    const gelungen = antwort.ok && antwort.headers.has("X-Karten");
    if (!gelungen && (antwort.ok || antwort.status === 403)) {
      return "Bitte laden Sie die Seite neu und melden Sie sich an.";
    }
    if (gelungen) {
      aufhaengen(karte, await antwort.text());
      localStorage.removeItem(karte.name);
      gelegt += 1;
    } else {
      const satz = antwort.status === 422 ? await antwort.text() : "Diese Wand nimmt die Karte nicht an.";
      behalten({ ...karte, fehler: satz });
    }
    return "";
  }

  async function senden() {
    clearTimeout(wecker);
    if (laufend) return;
    laufend = true;
    stoerung = "";
    for (let karte = naechste(); karte && !stoerung; karte = naechste()) {
      stoerung = await schicken(karte).catch(() => "Es gibt gerade keine Verbindung. Wir versuchen es weiter.");
      zeigen();
    }
    laufend = false;
    if (stoerung) wecker = setTimeout(senden, ERNEUT_NACH);
  }

  formular.addEventListener("submit", (ereignis) => {
    ereignis.preventDefault();
    feld.focus();
    if (!feld.value.trim()) return;
    const zufall = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)));
    const marke = btoa(zufall).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    const daten = new FormData(formular);
    daten.delete("csrfmiddlewaretoken");
    daten.set("absendung", marke);
    folge += 1;
    const name = `${vorsatz}${Date.now()}-${String(folge).padStart(6, "0")}`;
    behalten({ name, ziel: formular.action, felder: [...daten] });
    feld.value = "";
    zeigen();
    senden();
  });
  for (const wann of ["pageshow", "online"]) {
    window.addEventListener(wann, () => {
      zeigen();
      senden();
    });
  }
}

// A browser that keeps nothing sends the form itself, as without this script.
function behaelt() {
  try {
    localStorage.setItem("karte", "");
    localStorage.removeItem("karte");
    return true;
  } catch {
    return false;
  }
}

const eingabe = document.querySelector("[data-karten]");
if (eingabe && behaelt()) {
  karten(eingabe);
}
