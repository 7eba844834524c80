// Person picker (combobox with a list).
let pickers = 0;
function picker(box) {
  if (box.dataset.ready) return;
  box.dataset.ready = "true";
  const input = $("input:not([type=hidden])", box), chosen = $(".picker-chosen", box);
  const name = box.dataset.name || input.name, id = `picker-${++pickers}`;
  const list = make("ul", { class: "picker-list", role: "listbox", id, hidden: "", "aria-label": input.labels?.[0]?.textContent ?? "" });
  box.append(list);
  input.removeAttribute("name");
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off" })
    .forEach(([k, v]) => input.setAttribute(k, v));
  let found = [], at = -1, timer, control;
  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const mark = (index) => {
    at = (index + found.length) % found.length;
    [...list.children].forEach((o, i) => o.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", `${id}-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const choose = (person) => {
    if (!("multiple" in box.dataset)) chosen.replaceChildren();
    if (!$$("input", chosen).some((i) => i.value === person.id)) {
      const remove = make("button", { class: "chip-remove", type: "button" }, make("span", { class: "vh" }, `${text("remove")} ${person.name}`), make("span", { "aria-hidden": "true" }, "×"));
      chosen.append(make("li", { class: "chip" }, person.name, make("input", { type: "hidden", name, value: person.id }), remove));
    }
    input.value = "";
    close();
    say(person.name);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const show = () => {
    list.replaceChildren(...found.map((p, i) => make("li", { class: "picker-option", role: "option", id: `${id}-${i}`, "aria-selected": "false" },
      make("div", { class: "person-text" }, make("p", { class: "person-name" }, p.name), make("p", { class: "person-post" }, p.note ?? "")))));
    if (!found.length) list.append(make("li", { class: "picker-none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, text("none")));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    say(found.length ? `${found.length} ${text("results")}` : text("none"));
    if (found.length) mark(0);
  };
  const look = async () => {
    control?.abort();
    control = new AbortController();
    const url = new URL(box.dataset.picker, location.href);
    url.searchParams.set("q", input.value);
    try {
      const answer = await fetch(url, { credentials: "same-origin", signal: control.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      found = (await answer.json()).slice(0, 20);
      if (document.activeElement === input) show();
    } catch (error) { if (error.name !== "AbortError") { close(); tell(); } }
  };
  input.addEventListener("input", (event) => {
    if (!event.isTrusted) return;
    clearTimeout(timer);
    timer = setTimeout(look, 120);
  });
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) look(); else if (found.length) mark(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && open && at >= 0) { event.preventDefault(); choose(found[at]); }
    else if (event.key === "Escape" && open) { event.preventDefault(); close(); }
    else if (event.key === "Backspace" && !input.value) chosen.lastElementChild?.remove();
  });
  input.addEventListener("blur", () => { clearTimeout(timer); close(); });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
  list.addEventListener("click", (event) => {
    const index = [...list.children].indexOf(event.target.closest("li"));
    if (found[index]) choose(found[index]);
  });
  chosen.addEventListener("click", (event) => {
    if (event.target.closest(".chip-remove")) { event.target.closest("li").remove(); input.focus(); }
  });
}
