// Keeps the language and the colours that somebody chose, in cookies that the server reads, and shows the page again in them.
(() => {
  "use strict";
  const year = 365 * 24 * 3600;
  const prefix = document.documentElement.dataset.cookies ?? "";

  // In the capturing phase: before Blazor follows a link.
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-prefer]")?.dataset.prefer.split("=");
    if (!chosen) return;
    const [name, value] = chosen;
    document.cookie = `${prefix}${name}=${value}; path=/; max-age=${value ? year : 0}; samesite=lax${prefix ? "; secure" : ""}`;
    location.reload();
  }, true);
})();
