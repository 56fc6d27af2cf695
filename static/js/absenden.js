// A form on its way is not sent again: the server would take it only once anyway.
// What another script sends is its own affair.
const unterwegs = new WeakSet();

document.addEventListener("submit", (event) => {
  const formular = event.target;
  if (event.defaultPrevented || formular.method !== "post") return;
  if (unterwegs.has(formular)) {
    event.preventDefault();
    return;
  }
  unterwegs.add(formular);
  for (const knopf of formular.querySelectorAll("button[type=submit], button:not([type])")) {
    knopf.setAttribute("aria-disabled", "true");
  }
});

// Coming back with the browser's arrow, the form may be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const formular of document.forms) unterwegs.delete(formular);
  for (const knopf of document.querySelectorAll("button[aria-disabled]")) {
    knopf.removeAttribute("aria-disabled");
  }
});
