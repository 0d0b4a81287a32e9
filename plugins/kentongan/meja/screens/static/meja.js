// On every screen: what works without a script works better with one.

import { pilih } from "./unsur.js";

// Without a worker nothing is lost, so a browser that refuses one is left alone.
if ("serviceWorker" in navigator) {
  const aturan = window.trustedTypes?.createPolicy("meja", { createScriptURL: (alamat) => alamat });
  const alamat = aturan ? aturan.createScriptURL("/sw.js") : "/sw.js";
  navigator.serviceWorker.register(alamat, { scope: "/", type: "module" }).catch(() => {});
}

// A second tap, while the first is on its way over a slow network, would do the deed again.
const SEDANG = 15000;
document.addEventListener("submit", (kejadian) => {
  if (kejadian.defaultPrevented) return;
  const { dataset } = kejadian.target;
  if (Date.now() - Number(dataset.dikirim ?? 0) < SEDANG) kejadian.preventDefault();
  else dataset.dikirim = Date.now();
});
addEventListener("pageshow", () => {
  for (const borang of document.forms) delete borang.dataset.dikirim;
});

for (const tombol of document.querySelectorAll("[data-salin]")) {
  if (!navigator.clipboard) break;
  tombol.hidden = false;
  tombol.addEventListener("click", async () => {
    await navigator.clipboard.writeText(tombol.dataset.salin);
    tombol.textContent = "Tersalin";
  });
}

for (const kotak of document.querySelectorAll("[data-lihat-sandi]")) {
  kotak.hidden = false;
  pilih("input", kotak).addEventListener("change", (kejadian) => {
    for (const sandi of document.querySelectorAll("[data-sandi]")) sandi.type = kejadian.target.checked ? "text" : "password";
  });
}

if (pilih("[data-kunci-masuk], [data-kunci-buat]") && window.PublicKeyCredential) import("./kunci.js");
if (document.body.dataset.orang) import("./isian.js");
