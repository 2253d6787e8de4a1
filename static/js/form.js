// Three kindnesses for forms: the summary of errors has focus when the page opens, a double click sends once, and leaving
// an edited form asks first. The submit button is never disabled.

const summary = document.querySelector("[data-error-summary]");
if (summary && document.activeElement !== summary) summary.focus();

// A link in the summary moves focus into the field it names, not only the page to it.
summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  field.focus();
  (field.closest(".ds-field, .ds-fieldset") ?? field).scrollIntoView({ block: "center" });
});

const untilSentAgain = 8000; // ms; after this the reader may believe that nothing happened

for (const form of document.querySelectorAll("form[method='post']")) {
  let sentAt = -Infinity;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const opensElsewhere = event.submitter?.formTarget || event.submitter?.hasAttribute("data-preview");
    if (opensElsewhere) return;
    if (performance.now() - sentAt < untilSentAgain) {
      event.preventDefault();
      return;
    }
    sentAt = performance.now();
    event.submitter?.setAttribute("aria-busy", "true");
  });
  // Back from the next page: the form can be sent again.
  window.addEventListener("pageshow", () => {
    sentAt = -Infinity;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  });
}

// A letter that is shown in a frame further up or down is brought into sight.
document.addEventListener("submit", (event) => {
  const target = event.submitter?.formTarget;
  if (!target || target.startsWith("_")) return;
  document.querySelector(`iframe[name="${CSS.escape(target)}"]`)?.scrollIntoView({ block: "nearest" });
});

for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
  // A form that comes back with errors holds what is not saved yet.
  let changed = form.querySelector("[aria-invalid='true']") !== null;
  let sending = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", (event) => {
    sending = !event.submitter?.formTarget && !event.defaultPrevented;
  });
  window.addEventListener("pageshow", () => (sending = false));
  window.addEventListener("beforeunload", (event) => {
    if (changed && !sending) event.preventDefault();
  });
}
