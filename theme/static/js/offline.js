// Registers the worker that keeps pages for times without a network, after all else is there.
const worker = document.querySelector("[data-pekerja]")?.dataset.pekerja;
const list = document.querySelector("[data-tersimpan]");

if (worker && navigator.serviceWorker) {
  const register = () => navigator.serviceWorker.register(worker).catch(() => {});
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
}

// The page without a network names the pages that this phone keeps, the last one first.
async function showKept() {
  const cache = await caches.open("dibaca");
  for (const { url } of (await cache.keys()).reverse()) {
    if (!url.endsWith("/") || url.endsWith(list.dataset.tersimpan)) continue;
    const page = new DOMParser().parseFromString(await (await cache.match(url)).text(), "text/html");
    const line = document.createElement("li");
    const title = page.title.split(" – ")[0];
    const link = Object.assign(document.createElement("a"), { href: url, textContent: title });
    line.append(link);
    list.querySelector("ul").append(line);
    list.hidden = false;
  }
}

if (list && globalThis.caches) showKept();
