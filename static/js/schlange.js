// Entries wait in this browser until the server has them: a slow line, a reload or a closed window loses none. They go
// out one after the other, and one that is sent twice is taken once.
const ERNEUT_NACH = 3000;

function marke() {
  const zufall = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)));
  return btoa(zufall).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// `kopf` is the header by which script and server know each other, `schutz()` gives the token of the page's form.
// `angenommen(eintrag, antwort, text)` hears what the server took, `zeigen()` that something changed, `abgelehnt` is
// said of an entry that the server refused without a word.
function schlange({ vorsatz, kopf, schutz, abgelehnt, angenommen, zeigen }) {
  let [laufend, wecker, folge, stoerung] = [false, 0, 0, ""];

  const alle = () =>
    Object.keys(localStorage)
      .filter((name) => name.startsWith(vorsatz))
      .sort()
      .map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }));
  const unterwegs = () => alle().filter((eintrag) => !eintrag.fehler);
  const behalten = ({ name, ...eintrag }) => localStorage.setItem(name, JSON.stringify(eintrag));
  const entfernen = (eintrag) => localStorage.removeItem(eintrag.name);

  // Returns what hinders the sending, empty when the server answered about this entry.
  async function schicken(eintrag) {
    const antwort = await fetch(eintrag.ziel, {
      method: "POST",
      headers: { [kopf]: "1" },
      body: new URLSearchParams([...eintrag.felder, ["csrfmiddlewaretoken", schutz()]]),
      signal: AbortSignal.timeout(10 * ERNEUT_NACH),
    });
    if (antwort.status >= 500) return "Der Server antwortet gerade nicht. Wir versuchen es weiter.";
    const gelungen = antwort.ok && antwort.headers.has(kopf);
    if (!gelungen && (antwort.ok || antwort.status === 403)) {
      return "Bitte laden Sie die Seite neu und melden Sie sich an.";
    }
    if (gelungen) {
      angenommen(eintrag, antwort, await antwort.text());
      entfernen(eintrag);
    } else {
      behalten({ ...eintrag, fehler: antwort.status === 422 ? await antwort.text() : abgelehnt });
    }
    return "";
  }

  async function senden() {
    clearTimeout(wecker);
    if (laufend) return;
    laufend = true;
    stoerung = "";
    for (let [eintrag] = unterwegs(); eintrag && !stoerung; [eintrag] = unterwegs()) {
      stoerung = await schicken(eintrag).catch(() => "Es gibt gerade keine Verbindung. Wir versuchen es weiter.");
      zeigen();
    }
    laufend = false;
    if (stoerung) wecker = setTimeout(senden, ERNEUT_NACH);
  }

  function aufnehmen(eintrag) {
    folge += 1;
    const name = `${vorsatz}${Date.now()}-${String(folge).padStart(6, "0")}`;
    behalten({ ...eintrag, name, felder: [...eintrag.felder, ["absendung", marke()]] });
    zeigen();
    senden();
  }

  for (const wann of ["pageshow", "online"]) {
    window.addEventListener(wann, () => {
      zeigen();
      senden();
    });
  }
  return { alle, unterwegs, entfernen, aufnehmen, stoerung: () => stoerung };
}

// A browser that keeps nothing sends each form itself, as without a script.
function behaelt() {
  try {
    localStorage.setItem("schlange", "");
    localStorage.removeItem("schlange");
    return true;
  } catch {
    return false;
  }
}
