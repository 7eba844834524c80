// Live.
let stream = null;
let lastEvent = "";
function setCount(name, value) {
  for (const element of $$(`[data-live="${CSS.escape(name)}"]`)) {
    const words = String(value).trim();
    if (element.textContent.trim() !== words) element.textContent = words;
    if (element.classList.contains("count")) element.hidden = words === "0";
  }
}
function listen() {
  const path = body.dataset.events;
  if (!path || stream || document.visibilityState !== "visible") return;
  const url = new URL(path, location.href);
  // A new EventSource cannot send the header Last-Event-ID, so the number goes in the address.
  if (lastEvent) url.searchParams.set("last-event-id", lastEvent);
  stream = new EventSource(url);
  const read = (act) => (event) => {
    if (event.lastEventId) lastEvent = event.lastEventId;
    try { act(JSON.parse(event.data)); } catch { /* one broken event must not end the stream */ }
  };
  stream.addEventListener("count", read((counts) => Object.entries(counts).forEach(([n, v]) => setCount(n, v))));
  stream.addEventListener("part", read(({ part: name }) => refresh(name)));
}
function refresh(name) {
  const stale = part(name);
  if (!stale) return;
  const busy = stale.contains(document.activeElement) && typing(document.activeElement);
  if (stale.dataset.refresh && !busy) { swap(stale.dataset.refresh, [name], { push: false }); return; }
  stale.dataset.stale = "";
  $$("[data-stale-notice]", stale).forEach((n) => { n.hidden = false; });
}
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") { listen(); watchOpened(); } else { stream?.close(); stream = null; }
});

// Opened: only what a person can see counts.
const opening = new Map();
const sight = "IntersectionObserver" in window && new IntersectionObserver((entries) => {
  for (const { target, intersectionRatio, intersectionRect } of entries) {
    clearTimeout(opening.get(target));
    if (intersectionRatio < 0.5 && intersectionRect.height < innerHeight / 2) continue;
    opening.set(target, setTimeout(async () => {
      if (document.visibilityState !== "visible" || !target.isConnected || !target.dataset.opened) return;
      const path = target.dataset.opened;
      delete target.dataset.opened;
      sight.unobserve(target);
      const answer = await post(path, null, { keepalive: true }).catch(() => null);
      if (!answer?.ok) target.dataset.opened = path; // tried again when the tab is shown next
    }, 1000));
  }
}, { threshold: [0, 0.1, 0.25, 0.5] });
function watchOpened() {
  if (!sight) return;
  for (const element of $$("[data-opened]")) { sight.unobserve(element); sight.observe(element); }
}
