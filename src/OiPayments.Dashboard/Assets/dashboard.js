// What live pages need from the browser itself: keys, copying, opening rows, and coming back after a lost connection.
(() => {
  "use strict";
  let waitingForSecondKey = 0;

  const isTyping = (element) => element.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null;
  const byKeys = (keys) => document.querySelector(`[data-keys="${CSS.escape(keys)}"]`);
  const rows = () => [...document.querySelectorAll("a[data-row]")].filter((row) => row.offsetParent !== null);

  const step = (by) => {
    const all = rows();
    if (all.length === 0) return;
    const now = all.findIndex((row) => row.closest("tr, li") === document.activeElement?.closest("tr, li"));
    const next = all[Math.min(all.length - 1, Math.max(0, now + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      const menu = document.querySelector("details[data-menu][open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); return; }
      if (document.querySelector("[role=dialog]") === null) byKeys("Escape")?.click();
      return;
    }
    if (isTyping(event.target)) return;
    if (waitingForSecondKey > performance.now()) {
      waitingForSecondKey = 0;
      const target = byKeys(`g ${event.key}`);
      if (target) { event.preventDefault(); target.click(); }
      return;
    }
    if (event.key === "g") { waitingForSecondKey = performance.now() + 1500; return; }
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") { event.preventDefault(); document.getElementById("search")?.focus(); }
    else if (event.key === "?") byKeys("?")?.click();
  });

  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // Without TLS browsers keep the clipboard from scripts; this older way they still allow.
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  // Sends a form as it is typed, in a tab of its own. A script's submit() is no event, so Blazor does not take it for a save.
  const open = (form, address) => {
    const asIs = ["action", "method", "target", "rel"];
    Object.assign(form, { action: address, method: "post", target: "_blank", rel: "noopener" });
    form.submit();
    for (const name of asIs) form.removeAttribute(name);
  };

  // A form that the page has made ready: what is answered is a file, so the page stays.
  window.oiForms = { send: (id) => document.getElementById(id)?.submit() };

  // In the capturing phase: before Blazor follows a link.
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-copy], [data-reload], [data-reconnect], [data-opens], a[data-row], tr");
    for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(event.target) || event.target.closest("a, button:not([aria-pressed])")) menu.open = false;
    if (!target) return;
    if (target.dataset.copy !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      copy(target.dataset.copy).then(() => {
        target.dataset.copied = "";
        setTimeout(() => { delete target.dataset.copied; }, 1500);
      });
    } else if (target.dataset.reload !== undefined) {
      event.preventDefault();
      location.reload();
    } else if (target.dataset.reconnect !== undefined) {
      comeBack();
    } else if (target.dataset.opens !== undefined) {
      open(target.form, target.dataset.opens);
    } else if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const row = target.matches("tr") ? target.querySelector("a[data-row]") : target;
      if (!row || (target.matches("tr") && (event.target.closest("a, button, input") || getSelection().toString()))) return;
      if (row.dataset.panel) {
        event.preventDefault();
        event.stopPropagation();
        window.Blazor.navigateTo(row.dataset.panel);
      } else if (target.matches("tr")) {
        row.click();
      }
    }
  }, true);

  document.addEventListener("auxclick", (event) => {
    if (event.button !== 1 || event.target.closest("a, button")) return;
    const row = event.target.closest("tr")?.querySelector("a[data-row]");
    if (row) window.open(row.href, "_blank", "noopener");
  });

  // Blazor says how the connection is doing; everything a page shows is in its address, so loading it again loses nothing but what is typed.
  const modal = document.getElementById("components-reconnect-modal");
  let again = 0;
  const comeBack = async () => {
    clearTimeout(again);
    if (window.oiConnection.isHopeless) return;
    try {
      if (await window.Blazor.reconnect()) return;
      if (await window.Blazor.resumeCircuit()) { modal.close(); return; }
      location.reload();
    } catch {
      try {
        if ((await fetch(location.href, { method: "HEAD", cache: "no-store" })).status < 500) { location.reload(); return; }
      } catch {
        // Still away.
      }
      again = setTimeout(comeBack, 3000);
    }
  };
  modal?.addEventListener("components-reconnect-state-changed", ({ detail: { state } }) => {
    if (window.oiConnection.isHopeless) modal.close();
    else if (state === "show" && !modal.open) modal.showModal();
    else if (state === "hide") { clearTimeout(again); modal.close(); }
    else if (state === "failed") comeBack();
    else if (state === "rejected") location.reload();
  });
})();
