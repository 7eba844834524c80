// What every new part needs, and the start.
function enhance() {
  for (const element of $$("[data-key]:not([title])")) element.title = keysOf(element).join(", ").toUpperCase();
  $$("[data-single-keys-switch]").forEach((b) => { b.checked = root.dataset.singleKeys !== "off"; });
  countBulk();
  watchOpened();
  forms();
}
// What only forms need comes when the first such form does.
let loaded = null;
function forms() {
  if (!loaded && !$("[data-picker], [data-upload], [data-autosave]")) return;
  loaded ??= import("{{forms}}").then((module) => module.start({ $, $$, on, make, text, shown, say, tell, swap, post, headers, actionOf }));
  loaded.then((begin) => begin(), () => { loaded = null; }); // not loaded: the forms work as plain ones
}
for (const [name, key] of [["mode", "mode"], ["singleKeys", "single-keys"]]) {
  const value = root.dataset[name] || stored.get(key);
  if (value) root.dataset[name] = value;
}
enhance();
$$("[data-toast]").slice(0, 1).forEach(toast);
$(".form-errors")?.focus();
listen();
if (body.dataset.worker && "serviceWorker" in navigator) navigator.serviceWorker.register(body.dataset.worker, { scope: "/" }).catch(() => { /* plain HTTP: no worker */ });
