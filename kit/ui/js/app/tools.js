// Enhances pages that work without it. Knows attributes, no business; every word it shows stands in data-text-… on <body>.
const root = document.documentElement;
const { body } = document;
const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
const text = (name) => body.getAttribute(`data-text-${name}`) ?? "";
const shown = (element) => element.getClientRects().length > 0;
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
const on = (type, selector, act, options) =>
  document.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector);
    if (found) act(event, found);
  }, options);
const stored = {
  get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
  set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window: the choice lasts for this page */ } },
};
const headers = (more = {}) => {
  const token = $('meta[name="csrf-token"]')?.content;
  return token ? { "X-CSRF-Token": token, ...more } : more;
};
const post = (path, content, more = {}) =>
  fetch(path, { method: "POST", body: content, headers: headers(), credentials: "same-origin", ...more });

root.classList.add("js");

// Saying things.
const voice = make("p", { class: "vh", role: "status", "aria-live": "polite" });
body.append(voice);
function say(words) {
  voice.textContent = "";
  requestAnimationFrame(() => { voice.textContent = words; });
}
function toast(element) {
  const place = $(".toasts");
  if (!place) return;
  place.replaceChildren(element);
}
const tell = (words = text("failed")) => { toast(make("div", { class: "toast" }, make("p", {}, words))); };
