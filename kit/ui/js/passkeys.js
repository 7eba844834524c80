// Passkeys: a form with data-passkey="/path" begins at /path/begin, lets the device answer, and ends at /path/finish.
// With data-passkey-get it proves a passkey, else it makes one. Every word it shows stands in the page.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const letters = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

async function send(path, content) {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  const answer = await fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", Accept: "application/json", ...(token ? { "X-CSRF-Token": token } : {}) },
    body: JSON.stringify(content),
  });
  const said = await answer.json();
  if (!answer.ok) throw Object.assign(new Error("refused"), { said: said.detail });
  return said;
}

async function make(options) {
  const publicKey = { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: known(options.excludeCredentials) };
  const made = await navigator.credentials.create({ publicKey });
  const { response } = made;
  return {
    id: made.id, rawId: letters(made.rawId), type: made.type, extensions: made.getClientExtensionResults(),
    response: { attestationObject: letters(response.attestationObject), clientDataJSON: letters(response.clientDataJSON), transports: response.getTransports?.() },
  };
}

async function prove(options) {
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) };
  const got = await navigator.credentials.get({ publicKey });
  const { response } = got;
  return {
    id: got.id, rawId: letters(got.rawId), type: got.type, extensions: got.getClientExtensionResults(),
    response: {
      authenticatorData: letters(response.authenticatorData), clientDataJSON: letters(response.clientDataJSON),
      signature: letters(response.signature), userHandle: response.userHandle ? letters(response.userHandle) : null,
    },
  };
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  // Without a secure connection browsers have no passkeys: then the form is not shown at all.
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button"), error = form.querySelector("[data-passkey-error]");
    const path = form.dataset.passkey, fields = Object.fromEntries(new FormData(form));
    error.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      const { ceremony, options } = await send(`${path}/begin`, {});
      const credential = await ("passkeyGet" in form.dataset ? prove : make)(options.publicKey);
      const { next } = await send(`${path}/finish`, { ...fields, ceremony, credential });
      if (location.pathname === new URL(next, location.href).pathname) location.reload(); else location.assign(next);
    } catch (problem) {
      error.textContent = problem.said ?? error.dataset.textRefused;
      error.hidden = false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}
