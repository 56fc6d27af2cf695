// data-saal="/address/": ask there again and again whether something is new. A screen (data-saal-folgt) shows it at once;
// on a phone a quiet line says what is new, and nothing moves until somebody presses "Anzeigen".
const PAUSE = 500;
const FEHLER = 4000;
const hier = document.querySelector("[data-saal]");
const meldung = hier.querySelector("[data-saal-neu]");
let marke = "";
let neu = null;

function codes(saal) {
  return new Set([...saal.querySelectorAll("[data-saal-karte]")].map((karte) => karte.dataset.saalKarte));
}

function wort(dort) {
  if (dort.dataset.schritt !== hier.dataset.schritt) return `Es geht weiter: ${dort.dataset.ansage}`;
  if (!hier.querySelector("[data-saal-stand]")) return "";
  const alt = codes(hier);
  const frisch = [...codes(dort)].filter((code) => !alt.has(code)).length;
  if (frisch) return frisch === 1 ? "1 neue Karte" : `${frisch} neue Karten`;
  return stand(hier) === stand(dort) ? "" : "Es gibt einen neuen Stand";
}

function stand(saal) {
  return saal.querySelector("[data-saal-stand]").textContent.replace(/\s+/g, " ").trim();
}

function zeigen() {
  const platz = hier.querySelector("[data-saal-stand]");
  if (!platz) {
    window.location.assign(hier.dataset.saal + window.location.search);
    return;
  }
  platz.replaceChildren(...neu.querySelector("[data-saal-stand]").childNodes);
  hier.dataset.schritt = neu.dataset.schritt;
  for (const weiter of platz.querySelectorAll("[data-saal-weiter]")) weiter.search = window.location.search;
  if (meldung) {
    meldung.replaceChildren();
    platz.querySelector("h1").focus();
  }
}

function melden(satz) {
  const gesagt = meldung.querySelector("span");
  if (!satz) {
    meldung.replaceChildren();
  } else if (gesagt) {
    if (gesagt.textContent !== satz) gesagt.textContent = satz;
  } else {
    const text = document.createElement("span");
    const knopf = document.createElement("button");
    text.textContent = satz;
    knopf.type = "button";
    knopf.className = "knapp";
    knopf.textContent = "Anzeigen";
    knopf.addEventListener("click", zeigen);
    meldung.append(text, knopf);
  }
}

function aufnehmen(html) {
  const seite = new DOMParser().parseFromString(html, "text/html");
  neu = seite.querySelector("[data-saal]");
  if (!neu) return;
  if (!("saalFolgt" in hier.dataset)) {
    melden(wort(neu));
  } else if (hier.innerHTML !== neu.innerHTML) {
    hier.replaceChildren(...neu.childNodes);
    document.title = seite.title;
  }
}

async function fragen() {
  let pause = PAUSE;
  try {
    const headers = marke ? { "If-None-Match": marke } : {};
    const antwort = await fetch(hier.dataset.saal, { headers, cache: "no-store", credentials: "omit" });
    if (antwort.ok) {
      marke = antwort.headers.get("ETag") || "";
      aufnehmen(await antwort.text());
    } else if (antwort.status !== 304) {
      pause = FEHLER;
    }
  } catch {
    pause = FEHLER;
  }
  setTimeout(fragen, pause);
}

setTimeout(fragen, PAUSE);
