// data-fortschritt="/address/": fetch the piece of page there every two seconds until the
// answer is 286 (done) or no longer asks for it; when it is done, load the page afresh, but not
// while somebody is in a field: what is typed and where one stands there would be lost.
const PAUSE = 2000;

function neuLaden() {
  if (document.activeElement?.matches("input, select, textarea")) setTimeout(neuLaden, PAUSE);
  else window.location.reload();
}

function zeigen(stelle, neu) {
  for (const teil of ["progress", ".fortschritt__wort"]) {
    const alt = stelle.querySelector(teil);
    const frisch = neu.querySelector(teil);
    if (!alt || !frisch) continue;
    if (teil === "progress") {
      for (const name of ["max", "value"]) {
        if (frisch.hasAttribute(name)) alt.setAttribute(name, frisch.getAttribute(name));
        else alt.removeAttribute(name);
      }
    } else if (alt.firstChild.textContent !== frisch.firstChild.textContent) {
      alt.firstChild.textContent = frisch.firstChild.textContent;
    }
  }
}

async function fragen(stelle) {
  let antwort;
  try {
    antwort = await fetch(stelle.dataset.fortschritt, { headers: { "HX-Request": "true" } });
  } catch {
    setTimeout(fragen, PAUSE * 3, stelle);
    return;
  }
  if (!antwort.ok) {
    setTimeout(fragen, PAUSE * 3, stelle);
    return;
  }
  const vorlage = document.createElement("template");
  vorlage.innerHTML = await antwort.text();
  const neu = vorlage.content.querySelector("[data-fortschritt]");
  if (neu) zeigen(stelle, neu);
  if (!neu || antwort.status === 286) {
    neuLaden();
    return;
  }
  setTimeout(fragen, PAUSE, stelle);
}

for (const stelle of document.querySelectorAll("[data-fortschritt]")) {
  setTimeout(fragen, PAUSE, stelle);
}
