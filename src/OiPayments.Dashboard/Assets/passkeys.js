// Asks the browser for passkeys: for an open page through its circuit, and at sign-in by filling a form.
(() => {
  "use strict";
  const refusals = ["NotAllowedError", "AbortError", "InvalidStateError", "SecurityError"];
  const knows = () => typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === "function";

  // Null when the person, the browser or the authenticator would not; which of them it was, browsers do not tell.
  const ask = async (how) => {
    if (!knows()) return null;
    try {
      return JSON.stringify(await how());
    } catch (error) {
      if (refusals.includes(error.name)) return null;
      throw error;
    }
  };
  const create = (options) => ask(() => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }));
  const get = (options) => ask(() => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
  window.oiPasskeys = { create, get };

  const form = document.querySelector("form[data-passkey]");
  if (!form || !knows()) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const unused = form.querySelector("[data-passkey-unused]");
    button.disabled = true;
    unused.hidden = true;
    try {
      const asked = await fetch(form.dataset.passkey, { method: "POST", cache: "no-store" });
      const request = asked.ok ? await asked.json() : null;
      const credential = request && await get(request.options);
      if (credential) {
        form.elements["Passkey.ChallengeId"].value = request.challengeId;
        form.elements["Passkey.Credential"].value = credential;
        form.submit();
        return;
      }
    } catch {
      // The same words: whatever it was, nothing came of it.
    }
    unused.hidden = false;
    button.disabled = false;
  });
})();
