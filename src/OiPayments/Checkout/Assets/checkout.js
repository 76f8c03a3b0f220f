// Pay leads to another company's page, which may take many seconds to open: the button shows that it was pressed.
// Everything on the page works without this.
(() => {
  "use strict";
  const tooLongMs = 60_000;
  const forms = document.querySelectorAll("form[data-busy]");

  const show = (form, isBusy) => {
    form.querySelector("button").disabled = isBusy;
    form.querySelector("[role=status]").textContent = isBusy ? form.dataset.busy : "";
  };

  for (const form of forms) {
    // A moment later: a button that is disabled at once would stop its own form.
    form.addEventListener("submit", () => setTimeout(() => {
      show(form, true);
      setTimeout(() => show(form, false), tooLongMs);
    }));
  }

  // Also when the browser brings the page back as it was left, by Back or from its cache.
  addEventListener("pageshow", () => forms.forEach((form) => show(form, false)));
})();
