// data-einlass="<account>": the list at the door goes on while the line is down (see schlange.js), and the search works
// in the page.
const ohneZeichen = (text) => text.toLocaleLowerCase("de").normalize("NFD").replaceAll(/\p{M}/gu, "");

function einlass(stelle) {
  const [stand, zahlen, wartend] = ["stand", "zahlen", "wartend"].map((name) =>
    stelle.querySelector(`[data-einlass-${name}]`),
  );
  const liste = stelle.querySelector("[data-einlass-liste]");
  const neu = stelle.querySelector("[data-einlass-neu] form");
  const feld = stelle.querySelector("[data-einlass-suche]");
  let letztes = "";

  const tuer = schlange({
    vorsatz: `einlass:${stelle.dataset.einlass}:${location.pathname}:`,
    kopf: "X-Einlass",
    schutz: () => neu.elements.csrfmiddlewaretoken.value,
    abgelehnt: "Das Portal nimmt den Eintrag nicht an.",
    angenommen: (eintrag, antwort, html) => {
      einsetzen(html);
      zahlen.textContent = antwort.headers.get("X-Einlass");
      letztes = eintrag.wort;
    },
    zeigen,
  });

  function suchen() {
    const worte = ohneZeichen(feld.value).split(/\s+/).filter(Boolean);
    let treffer = 0;
    for (const zeile of stelle.querySelectorAll("[data-einlass-person]")) {
      const text = ohneZeichen(zeile.querySelector(".einlass__wer").textContent);
      zeile.hidden = !worte.every((wort) => text.includes(wort));
      if (!zeile.hidden) treffer += 1;
    }
    letztes = worte.length ? `${treffer} ${treffer === 1 ? "Person" : "Personen"} gefunden.` : "";
    zeigen();
  }

  function zurueckholen(eintrag) {
    tuer.entfernen(eintrag);
    for (const [name, wert] of eintrag.felder) {
      const eingabe = neu.elements[name];
      if (eingabe?.type === "checkbox") eingabe.checked = true;
      else if (eingabe && name !== "absendung") eingabe.value = wert;
    }
    neu.elements.name.focus();
    zeigen();
  }

  function verwerfen(eintrag) {
    tuer.entfernen(eintrag);
    location.reload();
  }

  function punkt(eintrag) {
    const zeile = document.createElement("li");
    zeile.textContent = eintrag.wort;
    if (eintrag.fehler) {
      const satz = document.createElement("p");
      const knopf = document.createElement("button");
      const wort = eintrag.zeile ? "Verstanden" : "Ins Formular zurückholen";
      satz.textContent = eintrag.fehler;
      Object.assign(knopf, { type: "button", className: "knapp", textContent: wort });
      knopf.addEventListener("click", () => (eintrag.zeile ? verwerfen(eintrag) : zurueckholen(eintrag)));
      zeile.append(satz, knopf);
    }
    return zeile;
  }

  // A row says at once what was pressed; what the server knows comes with its answer.
  function zeigen() {
    const alle = tuer.alle();
    const anzahl = tuer.unterwegs().length;
    const unterwegs = anzahl === 1 ? "1 Eintrag ist unterwegs." : `${anzahl} Einträge sind unterwegs.`;
    for (const eintrag of alle) {
      const zeile = document.getElementById(eintrag.zeile);
      zeile?.querySelector("button").setAttribute("aria-disabled", "true");
      if (zeile) zeile.dataset.unterwegs = "";
    }
    wartend.replaceChildren(...alle.map(punkt));
    wartend.hidden = !alle.length;
    stand.textContent = anzahl ? `${unterwegs} ${tuer.stoerung()}` : letztes;
  }

  function einsetzen(html) {
    const vorlage = document.createElement("template");
    vorlage.innerHTML = html;
    const zeile = vorlage.content.querySelector("li");
    const alte = document.getElementById(zeile.id);
    const stehtDrauf = alte?.contains(document.activeElement);
    if (alte) alte.replaceWith(zeile);
    else liste?.querySelector("ul").prepend(zeile);
    if (stehtDrauf) zeile.querySelector("button").focus();
  }

  liste?.addEventListener("submit", (ereignis) => {
    ereignis.preventDefault();
    const knopf = ereignis.submitter;
    if (!knopf || knopf.getAttribute("aria-disabled")) return;
    const zeile = knopf.closest("[data-einlass-person]");
    const wer = zeile.querySelector("a").textContent.trim();
    const wort = knopf.name === "da" ? `${wer} ist da.` : `${wer} ist doch nicht da.`;
    tuer.aufnehmen({ ziel: liste.action, felder: [[knopf.name, knopf.value]], zeile: zeile.id, wort });
    if (!feld.value || !liste.hasAttribute("data-einlass-alle")) return;
    feld.value = "";
    suchen();
    feld.focus();
  });
  neu.addEventListener("submit", (ereignis) => {
    ereignis.preventDefault();
    const daten = new FormData(neu);
    const fehlt = ["name", "einrichtung"].find((name) => !daten.get(name).trim());
    if (fehlt) {
      neu.elements[fehlt].focus();
      stand.textContent = "Bitte nennen Sie Namen und Einrichtung.";
      return;
    }
    for (const name of ["csrfmiddlewaretoken", "absendung"]) daten.delete(name);
    const ziel = neu.action.replace(/#.*/, "");
    tuer.aufnehmen({ ziel, felder: [...daten], zeile: "", wort: `${daten.get("name")} ist da.` });
    neu.reset();
    neu.elements.name.focus();
  });
  if (liste?.hasAttribute("data-einlass-alle")) {
    feld.addEventListener("input", suchen);
    feld.form.addEventListener("submit", (ereignis) => ereignis.preventDefault());
  }
}

const anDerTuer = document.querySelector("[data-einlass]");
if (anDerTuer && behaelt()) {
  einlass(anDerTuer);
}
