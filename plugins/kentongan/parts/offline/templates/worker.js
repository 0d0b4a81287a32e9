// Keeps what was read for times without a network. At the first visit after a publication each
// page is asked for again, so that what was withdrawn leaves the phone. Sent without comments.
const HOME = location.href.replace(/\/[^/]*$/, "");
const OFFLINE = HOME + "{{ addresses.OFFLINE }}";
const STATE = HOME + "{{ addresses.OFFLINE_STATE }}";
// Pages but those that answer questions, pictures, the theme; never feeds, data or addresses with a query.
const KEPT = /^\/(?!cari|cek|umpan)([^?]*\/$|$|tema\/|gambar\/)/;
const isKept = (url) => KEPT.test(url.replace(HOME, ""));
const store = () => caches.open("dibaca");

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(store().then((cache) => cache.addAll([OFFLINE, ...{{ files|tojson }}])));
});

addEventListener("activate", (event) => event.waitUntil(begin()));

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const isPage = mode === "navigate";
  if (method === "GET" && (isPage || isKept(url))) event.respondWith(answer(event, isPage));
});

// The page that was open before the worker was there counts as read.
async function begin() {
  await clients.claim();
  for (const { url } of await clients.matchAll()) if (isKept(url)) await renew(url);
}

async function answer(event, isPage) {
  const { request } = event;
  try {
    const response = await fetch(request);
    event.waitUntil(note(request, response.clone(), isPage));
    return response;
  } catch {
    const cache = await store();
    const known = isKept(request.url) && (await cache.match(request));
    return known || (isPage && cache.match(OFFLINE));
  }
}

async function note(request, response, isPage) {
  if (isKept(request.url)) await keep(request, response);
  if (isPage) await sweep();
}

async function keep(request, response) {
  const cache = await store();
  if (response.status === 200 && !response.redirected) await cache.put(request, response);
  else if (response.status < 500) await cache.delete(request);
  for (const key of (await cache.keys()).slice(0, -80)) if (key.url !== OFFLINE) await cache.delete(key);
}

const renew = async (url) => keep(url, await fetch(url, { cache: "no-cache" }));

async function sweep() {
  const cache = await store();
  const now = await (await fetch(STATE, { cache: "no-store" })).text();
  if ((await (await cache.match(STATE))?.text()) === now) return;
  for (const { url } of await cache.keys()) if (url !== STATE) await renew(url);
  await cache.put(STATE, new Response(now));
}
