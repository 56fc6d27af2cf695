// data-karten="<account>": cards are sent one after the other while the next one is typed (see schlange.js).
function karten(stelle) {
  const formular = stelle.querySelector("form");
  const feld = formular.elements.text;
  const stand = stelle.querySelector("[data-karten-stand]");
  const liste = stelle.querySelector("[data-karten-liste]");
  let gelegt = 0;

  const wert = (karte, name) => karte.felder.find((paar) => paar[0] === name)?.[1] ?? "";
  const wand = schlange({
    vorsatz: `karte:${stelle.dataset.karten}:${new URL(formular.action).pathname}:`,
    kopf: "X-Karten",
    schutz: () => formular.elements.csrfmiddlewaretoken.value,
    abgelehnt: "Diese Wand nimmt die Karte nicht an.",
    angenommen: (karte, antwort, html) => {
      aufhaengen(karte, html);
      gelegt += 1;
    },
    zeigen,
  });

  function zurueckholen(karte) {
    feld.focus();
    if (feld.value.trim()) {
      stand.textContent = "Legen Sie zuerst die Karte, die Sie angefangen haben.";
      return;
    }
    wand.entfernen(karte);
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
    const alle = wand.alle();
    const anzahl = wand.unterwegs().length;
    const unterwegs = anzahl === 1 ? "1 Karte ist unterwegs." : `${anzahl} Karten sind unterwegs.`;
    const fertig = gelegt && !alle.length ? "Alle Karten sind gespeichert." : "";
    liste.replaceChildren(...alle.map(zeile));
    liste.hidden = !alle.length;
    stand.textContent = anzahl ? `${unterwegs} ${wand.stoerung()}` : fertig;
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

  formular.addEventListener("submit", (ereignis) => {
    ereignis.preventDefault();
    feld.focus();
    if (!feld.value.trim()) return;
    const daten = new FormData(formular);
    for (const name of ["csrfmiddlewaretoken", "absendung"]) daten.delete(name);
    wand.aufnehmen({ ziel: formular.action, felder: [...daten] });
    feld.value = "";
  });
}

const eingabe = document.querySelector("[data-karten]");
if (eingabe && behaelt()) {
  karten(eingabe);
}
