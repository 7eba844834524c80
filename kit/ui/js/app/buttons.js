// Buttons that refuse, ask, open, copy, switch.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.('[aria-disabled="true"]');
  if (!button) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const why = button.getAttribute("aria-describedby");
  if (why) say(why.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
}, true);
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-confirm]");
  if (!button || ("asked" in button.dataset && event.detail < 2)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if ("asked" in button.dataset) return; // the second half of a double click is no answer
  const before = [...button.childNodes];
  const question = button.dataset.confirm || text("sure");
  button.dataset.asked = "";
  button.replaceChildren(question);
  button.focus();
  say(question);
  button.addEventListener("blur", () => {
    delete button.dataset.asked;
    button.replaceChildren(...before);
  }, { once: true });
}, true);
on("click", "[data-dialog]", (event, opener) => {
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal) return; // an old browser follows the link
  event.preventDefault();
  dialog.showModal();
});
on("click", "[data-copy]", async (event, button) => {
  try { await navigator.clipboard.writeText(button.dataset.copy); } catch {
    const field = make("textarea", { class: "vh" });
    field.value = button.dataset.copy;
    body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus();
  }
  tell(text("copied"));
});
on("click", "[data-print]", () => print());
on("click", "[data-mode-switch]", () => {
  const dark = root.dataset.mode ? root.dataset.mode === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.mode = dark ? "light" : "dark";
  stored.set("mode", root.dataset.mode);
  // The server reads the cookie, so that the next page does not flash.
  document.cookie = `mode=${root.dataset.mode}; path=/; max-age=31536000; SameSite=Lax`;
});
on("change", "[data-single-keys-switch]", (event, box) => {
  root.dataset.singleKeys = box.checked ? "on" : "off";
  stored.set("single-keys", root.dataset.singleKeys);
});
document.addEventListener("click", (event) => {
  for (const menu of $$("details.menu[open], details.acting[open]")) if (!menu.contains(event.target)) menu.open = false;
});

function signOut() {
  sessionStorage.clear();
  navigator.serviceWorker?.controller?.postMessage("sign-out");
}
