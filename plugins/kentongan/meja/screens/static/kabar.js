// The steps of a publication while it runs; every state is also on the page after a reload.

const id = document.body.dataset.naskah;
const awal = document.body.dataset.keadaan;

function terima(isi) {
  for (const langkah of isi.langkah ?? []) {
    const unsur = document.querySelector(`[data-langkah="${CSS.escape(langkah.nama)}"]`);
    if (!unsur) return location.reload();
    unsur.dataset.keadaan = langkah.keadaan;
    unsur.className = `langkah__satu langkah__satu--${langkah.keadaan}`;
    const angka = langkah.dari ? ` ${langkah.selesai}/${langkah.dari}` : "";
    unsur.querySelector(".langkah__nama").textContent = langkah.label + angka;
    unsur.querySelector(".langkah__angka")?.remove();
  }
}

if (awal === "antre" || awal === "terjadwal") {
  const saluran = new EventSource("/kabar");
  saluran.addEventListener("pekerjaan", (kejadian) => {
    const isi = JSON.parse(kejadian.data);
    if (isi.naskah !== id) return;
    terima(isi);
    if (["selesai", "gagal"].includes(isi.keadaan)) setTimeout(() => location.reload(), 300);
  });
  const tanyakan = setInterval(async () => {
    const jawab = await fetch(location.pathname, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!jawab?.ok) return;
    const isi = await jawab.json();
    terima(isi);
    if (isi.keadaan !== awal || isi.pekerjaan === "gagal") {
      clearInterval(tanyakan);
      location.reload();
    }
  }, 3000);
  addEventListener("pagehide", () => saluran.close());
}
