// Keyboard.
// A key held down must not answer its own question.
document.addEventListener("keydown", (event) => { if (event.repeat && event.target.matches?.("[data-asked]")) event.preventDefault(); }, true);
const typing = (e) => e.isContentEditable || (e.matches?.("input, textarea, select") && !e.matches("[type=checkbox], [type=radio], [type=button], [type=submit]"));
const keysOf = (element) => element.dataset.key.toLowerCase().split(" ");
function press(key, within) {
  const target = $$("[data-key]", within).find((e) => keysOf(e).includes(key) && shown(e));
  if (!target) return false;
  if (typing(target)) { target.focus(); target.select?.(); } else target.click();
  return true;
}
function move(step) {
  const links = $$("[data-list] .row-link").filter(shown);
  if (!links.length) return false;
  let at = links.indexOf(document.activeElement.closest?.(".row")?.querySelector(".row-link"));
  if (at < 0) at = links.findIndex((l) => l.hasAttribute("aria-current"));
  const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  if (event.key === "Escape") {
    const menu = document.activeElement.closest?.("details[open].menu, details[open].acting");
    if (menu) { menu.open = false; $("summary", menu).focus(); }
    else if ($(".reader-side:target") && !$("dialog:modal")) location.hash = "main";
    return;
  }
  const dialog = $("dialog:modal");
  const command = event.ctrlKey || event.metaKey;
  const key = (command ? "ctrl+" : "") + event.key.toLowerCase();
  if (!command && (typing(event.target) || root.dataset.singleKeys === "off")) return;
  let done = !event.repeat && press(key, dialog ?? document);
  if (!done && !dialog && !command) {
    if (key === "j") done = move(1);
    else if (key === "k") done = move(-1);
    else if (key === "?") done = help();
  }
  if (done) event.preventDefault();
});
function help() {
  const list = make("dl", { class: "facts" });
  const add = (keys, name) => list.append(make("div", {}, make("dt", {}, ...keys.flatMap((k) => [make("kbd", { class: "key" }, k), " "])), make("dd", {}, name)));
  const caps = (k) => k.split("+").map((w) => w[0].toUpperCase() + w.slice(1)).join("+");
  if ($("[data-list]") && !$('[data-key~="j"]')) { add(["J"], text("next")); add(["K"], text("previous")); }
  if ($("[data-list]")) add(["Enter"], text("open"));
  const seen = new Set();
  for (const element of $$("[data-key]")) {
    const keys = keysOf(element).filter((k) => !seen.has(k));
    keys.forEach((k) => seen.add(k));
    const copy = element.cloneNode(true);
    $$("kbd, svg", copy).forEach((e) => e.remove());
    if (keys.length) add(keys.map(caps), element.dataset.keyName ?? element.getAttribute("aria-label") ?? copy.textContent.trim());
  }
  const box = make("input", { class: "check", type: "checkbox", "data-single-keys-switch": "" });
  box.checked = root.dataset.singleKeys !== "off";
  const dialog = make("dialog", { class: "dialog", "aria-labelledby": "help-title" },
    make("form", { method: "dialog" },
      make("div", { class: "dialog-head" }, make("h2", { id: "help-title" }, text("help")), make("button", { class: "button button-quiet" }, text("close"))),
      make("div", { class: "dialog-body" }, list, make("label", { class: "choice" }, box, make("span", {}, text("single-keys"))))));
  dialog.addEventListener("close", () => dialog.remove());
  body.append(dialog);
  dialog.showModal();
  return true;
}
on("click", "[data-help]", (event) => { event.preventDefault(); help(); });
