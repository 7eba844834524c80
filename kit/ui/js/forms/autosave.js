// Autosave: unsent text waits in this tab, readable only with the person's key.
const timers = new WeakMap();
let secret;
function sessionKey() {
  const raw = document.body.dataset.sessionKey;
  if (!raw || !crypto.subtle) return Promise.resolve(null);
  secret ??= crypto.subtle.importKey("raw", Uint8Array.from(atob(raw), (c) => c.charCodeAt(0)), "AES-GCM", false, ["encrypt", "decrypt"]).catch(() => null);
  return secret;
}
const slot = (form) => `draft:${form.dataset.autosave}`;
const fields = (form) => [...form.elements].filter((e) => e.name && !["hidden", "password", "file", "submit", "button"].includes(e.type));
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const bytes = (words) => Uint8Array.from(atob(words), (c) => c.charCodeAt(0));
async function stash(form) {
  const key = await sessionKey();
  if (!key) return;
  const values = fields(form).map((e) => [e.name, ["checkbox", "radio"].includes(e.type) ? e.checked : e.value, e.value]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(values))));
  if (sealed.length > 65536) return; // the server holds longer texts
  try { sessionStorage.setItem(slot(form), `${base64(iv)}.${base64(sealed)}`); } catch { /* full: the server copy remains */ }
}
async function restore(form) {
  const [iv, sealed] = (sessionStorage.getItem(slot(form)) ?? "").split(".");
  const key = sealed && await sessionKey();
  if (!key) return;
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, key, bytes(sealed));
    for (const [name, value, option] of JSON.parse(new TextDecoder().decode(plain))) {
      const field = fields(form).find((e) => e.name === name && (typeof value === "string" || e.value === option));
      if (!field) continue;
      if (typeof value === "string") field.value = value; else field.checked = value;
    }
    state(form, "unsaved");
    plan(form);
  } catch { sessionStorage.removeItem(slot(form)); } // another person's key
}
function forget(form) {
  if (!form.dataset.autosave) return;
  clearTimeout(timers.get(form));
  sessionStorage.removeItem(slot(form));
}
function state(form, name) {
  form.dataset.state = name;
  const place = $("[data-saved]", form);
  if (!place) return;
  place.dataset.state = name;
  place.textContent = text(name);
}
async function save(form) {
  clearTimeout(timers.get(form));
  if (form.dataset.state !== "unsaved") return;
  state(form, "saving");
  const content = new URLSearchParams([...new FormData(form)].filter(([, v]) => typeof v === "string"));
  const answer = await post(form.dataset.autosave, content, { keepalive: content.toString().length < 60000 }).catch(() => null);
  if (form.dataset.state !== "saving") return; // typed meanwhile
  if (answer?.ok && !answer.redirected) { state(form, "saved"); sessionStorage.removeItem(slot(form)); }
  else { state(form, "unsaved"); timers.set(form, setTimeout(() => save(form), 15000)); }
}
const plan = (form) => { clearTimeout(timers.get(form)); timers.set(form, setTimeout(() => save(form), 1000)); };
function watchDrafts() {
  on("input", "form[data-autosave]", (event, form) => { state(form, "unsaved"); stash(form); plan(form); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") $$("form[data-autosave]").forEach(save);
  });
}
