// Keeps the shell (style, script, offline page) and nothing else: pages and documents are no-store and never come here.
const VERSION = "shell-{{version}}";
const OFFLINE = "{{offline}}";
const SHELL = ["{{style}}", "{{script}}", OFFLINE];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== VERSION) await caches.delete(name);
    await self.clients.claim();
  })());
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (origin === self.location.origin && SHELL.includes(pathname)) {
    event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(request)));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(async () => (await caches.match(OFFLINE)) ?? Response.error()));
  }
});

// A push carries a title and a link, never content.
self.addEventListener("push", (event) => {
  let message;
  try { message = event.data.json(); } catch { return; }
  const title = String(message.title ?? "").slice(0, 200);
  const link = String(message.link ?? "/");
  if (title) event.waitUntil(self.registration.showNotification(title, { tag: link, data: { link } }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.link ?? "/", self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: "window" });
    const same = open.find((client) => client.url === url.href);
    if (same) await same.focus(); else await self.clients.openWindow(url.href);
  })());
});
self.addEventListener("message", (event) => {
  if (event.data !== "sign-out") return;
  event.waitUntil((async () => {
    for (const name of await caches.keys()) await caches.delete(name);
    for (const notice of await self.registration.getNotifications()) notice.close();
  })());
});
