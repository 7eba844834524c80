// Push on this device: a box with data-push="/path" and the installation's key. Permission is asked only on a click.
// Every word it shows stands in the page.
const letters = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

async function worker() {
  await navigator.serviceWorker.register(document.body.dataset.worker, { scope: "/" });
  return navigator.serviceWorker.ready;
}

async function subscribe(path, key) {
  const manager = (await worker()).pushManager;
  const old = await manager.getSubscription();
  // One that was made for another key, or for whoever sat here before, is of no use.
  if (old) await old.unsubscribe();
  const made = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  const body = JSON.stringify({ endpoint: made.endpoint, keys: { p256dh: letters(made.getKey("p256dh")), auth: letters(made.getKey("auth")) } });
  const answer = await fetch(path, { method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json", Accept: "application/json" }, body });
  const said = await answer.json();
  if (!answer.ok) {
    await made.unsubscribe();
    throw Object.assign(new Error("refused"), { said: said.detail });
  }
}

for (const box of document.querySelectorAll("[data-push]")) {
  const part = (name) => box.querySelector(`[data-push-${name}]`);
  const button = part("on"), error = part("error");
  const has = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  part("insecure").hidden = window.isSecureContext;
  part("missing").hidden = !window.isSecureContext || has;
  part("denied").hidden = !has || Notification.permission !== "denied";
  if (!button) continue;
  button.hidden = !window.isSecureContext || !has || Notification.permission === "denied";
  button.addEventListener("click", async () => {
    error.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      if (await Notification.requestPermission() !== "granted") {
        part("denied").hidden = false;
        return;
      }
      await subscribe(box.dataset.push, box.dataset.pushKey);
      location.reload();
    } catch (problem) {
      error.textContent = problem.said ?? box.dataset.textFailed;
      error.hidden = false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}
for (const form of document.querySelectorAll("form[data-push-off]")) {
  form.addEventListener("submit", () => {
    navigator.serviceWorker?.getRegistration().then((found) => found?.pushManager.getSubscription()).then((one) => one?.unsubscribe()).catch(() => { /* the server forgets it anyway */ });
  });
}
