// Many at once.
let lastTick = null;
function countBulk() {
  for (const bar of $$("[data-bulk]")) {
    const items = $$("[data-bulk-item]").filter((i) => i.form === bar);
    const ticked = items.filter((i) => i.checked).length;
    bar.toggleAttribute("data-on", ticked > 0);
    $$("[data-bulk-count]", bar).forEach((c) => { c.textContent = ticked; });
    for (const all of $$("[data-bulk-all]").filter((a) => a.form === bar)) {
      all.checked = ticked > 0 && ticked === items.length;
      all.indeterminate = ticked > 0 && ticked < items.length;
    }
  }
}
on("click", "[data-bulk-item]", (event, item) => {
  const items = $$("[data-bulk-item]").filter((i) => i.form === item.form);
  const from = items.indexOf(lastTick), to = items.indexOf(item);
  if (event.shiftKey && from >= 0) for (let i = Math.min(from, to); i <= Math.max(from, to); i++) items[i].checked = item.checked;
  lastTick = item;
  countBulk();
});
on("change", "[data-bulk-item], [data-bulk-all]", (event, box) => {
  if ("bulkAll" in box.dataset) $$("[data-bulk-item]").forEach((i) => { if (i.form === box.form) i.checked = box.checked; });
  countBulk();
});
