// The worker keeps the shell, and takes shares that come while there is no network or no page.

self.addEventListener("install", (kejadian) => {
  kejadian.waitUntil(caches.open(NAMA).then((gudang) => gudang.addAll(RANGKA)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (kejadian) => {
  const buang = async () => {
    for (const nama of await caches.keys()) if (nama !== NAMA) await caches.delete(nama);
    await self.clients.claim();
  };
  kejadian.waitUntil(buang());
});

// A share has no token of ours: it is kept, and the first screen sends it.
async function simpanBagian(permintaan) {
  const isi = await permintaan.clone().formData();
  if (isi.has("tanda")) return fetch(permintaan);
  const teks = ["judul_bagi", "teks", "alamat_bagi"].map((nama) => isi.get(nama)).filter((satu) => typeof satu === "string" && satu.trim());
  const berkas = (nama) => isi.getAll(nama).filter((satu) => satu instanceof File && satu.size);
  const kiriman = { kunci: kunciBaru(), teks: teks.join("\n\n"), foto: berkas("foto"), berkas: berkas("berkas") };
  if (kiriman.teks || kiriman.foto.length || kiriman.berkas.length) {
    await simpanKiriman(kiriman);
    return Response.redirect("/", 303);
  }
  return Response.redirect(`/?kabar=${encodeURIComponent("Kiriman itu sampai tanpa isi. Salin teksnya di WhatsApp, lalu tempel di sini.")}`, 303);
}

self.addEventListener("fetch", (kejadian) => {
  const permintaan = kejadian.request;
  const alamat = new URL(permintaan.url);
  if (alamat.origin !== location.origin) return;
  if (permintaan.method === "POST" && alamat.pathname === "/bagikan" && permintaan.mode === "navigate") {
    kejadian.respondWith(simpanBagian(permintaan));
  } else if (permintaan.method === "GET" && alamat.pathname.startsWith("/aset/")) {
    kejadian.respondWith(caches.match(permintaan).then((ada) => ada ?? fetch(permintaan)));
  } else if (permintaan.method === "GET" && permintaan.mode === "navigate" && permintaan.destination === "document") {
    kejadian.respondWith(fetch(permintaan).catch(() => caches.match("/luring")));
  }
});
