// Swapping parts.
let pending = null;
let address = location.href.split("#")[0];
const part = (name, from = document) => $(`[data-part="${CSS.escape(name)}"]`, from);
const outer = () => $$("[data-part]").filter((p) => !p.parentElement.closest("[data-part]")).map((p) => p.dataset.part);

function remember(old) {
  const active = document.activeElement;
  if (!active || !old.some((p) => p.contains(active))) return null;
  const mark = active.id ? `#${CSS.escape(active.id)}`
    : active.name ? `[name="${CSS.escape(active.name)}"]`
    : active.getAttribute("href") ? `a[href="${CSS.escape(active.getAttribute("href"))}"]` : null;
  return { mark, start: active.selectionStart, end: active.selectionEnd };
}
function focusAfter(kept, fresh, push) {
  const lost = document.activeElement === body || !document.activeElement || !shown(document.activeElement);
  const errors = fresh.map((p) => $(".form-errors", p)).find(Boolean);
  let target = errors ?? (kept?.mark && fresh.map((p) => $(kept.mark, p)).find((e) => e && shown(e)));
  if (!target && (kept || (push && lost))) target = $("[autofocus], h1, h2", fresh[0]) ?? fresh[0];
  if (!target) return;
  if (!target.matches("a, button, input, select, textarea, [tabindex]")) target.tabIndex = -1;
  target.focus({ preventScroll: !errors });
  if (typeof kept?.start === "number" && target.setSelectionRange) {
    try { target.setSelectionRange(kept.start, kept.end); } catch { /* numbers and dates have no selection */ }
  }
}
function place(page, names, push) {
  const old = names.map((n) => part(n));
  const fresh = names.map((n) => document.adoptNode(part(n, page)));
  const kept = remember(old);
  old.forEach((p, i) => p.replaceWith(fresh[i]));
  if (page.title) document.title = page.title;
  const panes = $(".panes[data-open]");
  const open = $(".panes[data-open]", page)?.dataset.open;
  if (panes && open) panes.dataset.open = open;
  for (const element of $$("[data-live]", page)) setCount(element.dataset.live, element.textContent);
  if (push) {
    for (const link of $$(".row-link")) {
      if (link.href === location.href) link.setAttribute("aria-current", "true");
      else if (!fresh.some((p) => p.contains(link))) link.removeAttribute("aria-current");
    }
    if (fresh[0].getBoundingClientRect().top < 0) fresh[0].scrollIntoView();
  }
  enhance();
  $$("[data-toast]", page).concat(fresh.flatMap((p) => $$("[data-toast]", p))).slice(0, 1).forEach(toast);
  focusAfter(kept, fresh, push);
  if (push) say(document.title);
}
async function swap(url, names, { push = true, ...request } = {}) {
  pending?.abort();
  const control = (pending = new AbortController());
  let answer, html;
  try {
    answer = await fetch(url, {
      ...request, credentials: "same-origin", signal: control.signal,
      headers: headers({ Accept: "text/html", "X-Part": names.join(" ") }),
    });
    html = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") tell();
    return false;
  }
  if (answer.status >= 500) { tell(); return false; }
  const page = new DOMParser().parseFromString(html, "text/html");
  const found = names.filter((n) => part(n, page) && part(n));
  if (!found.length) {
    // An answer to a POST cannot be asked for again by its address.
    if (request.method && !answer.redirected) { tell(); return false; }
    location.assign(answer.url);
    return true;
  }
  const target = answer.url.split("#")[0];
  if (push && answer.ok && target !== address && (answer.redirected || !request.method)) {
    history.pushState({ swapped: true }, "", target);
    address = target;
  }
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (push && document.startViewTransition && !calm && document.visibilityState === "visible") {
    await document.startViewTransition(() => place(page, found, push)).updateCallbackDone;
  } else place(page, found, push);
  return answer.ok;
}
on("click", "a[data-swap]", (event, link) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.target || link.origin !== location.origin) return;
  event.preventDefault();
  swap(link.href, link.dataset.swap.split(" "));
});
// By attribute: a field called "action" would hide form.action.
const actionOf = (form, button) => new URL(button?.getAttribute("formaction") || form.getAttribute("action") || location.href, location.href).href;
async function send(form, button) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  const action = actionOf(form, button);
  const method = (button?.getAttribute("formmethod") ?? form.getAttribute("method") ?? "get").toLowerCase();
  const files = [...data.values()].some((v) => v instanceof File && v.size);
  const flat = () => new URLSearchParams([...data].filter(([, v]) => !(v instanceof File)));
  form.dataset.sending = "";
  button?.setAttribute("aria-busy", "true");
  const names = form.dataset.swap.split(" ");
  let done;
  if (method === "get") {
    const target = new URL(action);
    target.search = flat();
    done = await swap(target.href, names);
  } else done = await swap(action, names, { method: "POST", body: files ? data : flat() });
  delete form.dataset.sending;
  button?.removeAttribute("aria-busy");
  if (done) { form.dispatchEvent(new Event("sent")); form.closest("dialog")?.close(); }
}
on("submit", "form", (event, form) => {
  const button = event.submitter;
  if (button?.getAttribute("aria-disabled") === "true") { event.preventDefault(); return; }
  if (form.getAttribute("action") && form.getAttribute("action") === body.dataset.signOut) signOut();
  if ((button?.getAttribute("formmethod") ?? form.getAttribute("method")) === "dialog") return;
  if ("upload" in form.dataset && $("input[type=file]", form)?.files.length) return; // upload.js, else the browser
  if (form.dataset.swap) {
    event.preventDefault();
    if (!("sending" in form.dataset)) send(form, button);
  }
});
addEventListener("popstate", () => {
  const now = location.href.split("#")[0];
  if (now === address) return; // only the fragment changed: the sheet
  address = now;
  const names = outer();
  if (names.length) swap(now, names, { push: false }); else location.reload();
});
