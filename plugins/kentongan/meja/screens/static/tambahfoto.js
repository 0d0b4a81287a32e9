// Photographs for a text: made small here and kept on the phone, sent one after the other, then shown.

import { kunciBaru, saya, simpanKiriman, yangDisimpan } from "./antrean.js";
import { kecilkan } from "./kecilkan.js";
import { serahkanFoto } from "./serah.js";
import { buat } from "./unsur.js";

const JEDA_COBA = 15000;

// `simpanTeks` brings the words to the desk, so that none are lost where the screen is shown anew.
export function tambahFoto(naskah, simpanTeks) {
  const kabar = document.querySelector("[data-foto-kabar]");
  const menunggu = [];
  let mengirim = Promise.resolve();
  let jeda = 0;
  let bekerja = 0; // how many batches are being prepared or sent
  let diketahui = false; // somebody was told of those that are not
  let terkirim = 0;
  let ditolak = "";

  const kabari = (...kata) => kabar.replaceChildren(...kata);

  async function selama(kerja) {
    bekerja += 1;
    try {
      return await kerja();
    } finally {
      bekerja -= 1;
    }
  }

  function kirim() {
    clearTimeout(jeda);
    mengirim = mengirim.then(() => menunggu.length && selama(kirimYangMenunggu)).catch(() => {}).then(selesai);
    return mengirim;
  }

  async function kirimYangMenunggu() {
    await simpanTeks();
    while (menunggu.length) {
      const hasil = await serahkanFoto(menunggu[0], kabari);
      if (hasil.keadaan === "luring") {
        kabari(hasil.pesan);
        jeda = setTimeout(kirim, JEDA_COBA);
        return;
      }
      menunggu.shift();
      terkirim += hasil.terkirim;
      ditolak ||= hasil.pesan;
    }
  }

  function selesai() {
    if (menunggu.length || bekerja || !(terkirim || ditolak)) return;
    const menulis = document.activeElement?.matches("textarea, input:not([type=file])");
    if (menulis || ditolak) kabari(ditolak, terkirim ? tombolTampilkan(terkirim) : "");
    else tampilkan();
  }

  function tampilkan() {
    location.hash = "foto";
    location.reload();
  }

  // Nobody who writes on meanwhile is torn away from their words.
  function tombolTampilkan(banyak) {
    const tombol = buat("button", "tombol tombol--kecil", `Tampilkan ${banyak} foto baru`);
    tombol.type = "button";
    tombol.addEventListener("click", () => simpanTeks().then(tampilkan));
    return tombol;
  }

  async function siapkan(berkas) {
    const kiriman = { kunci: kunciBaru(), orang: saya(), naskah, foto: [] };
    for (const [nomor, satu] of berkas.entries()) {
      kabari(`Menyiapkan foto ${nomor + 1} dari ${berkas.length} …`);
      kiriman.foto.push(await kecilkan(satu));
    }
    await simpanKiriman(kiriman).catch(() => {});
    menunggu.push(kiriman);
  }

  function ambil(berkas) {
    diketahui = false;
    selama(() => siapkan(berkas)).then(kirim);
  }

  async function pulihkan() {
    const { kiriman } = await yangDisimpan();
    menunggu.push(...kiriman.filter((satu) => satu.naskah === naskah && !satu.pesan));
    await kirim();
  }

  // Whether a text must wait for its photographs, and if so, say it. It goes without those that are
  // not on their way when it is asked for once more.
  function tunggu() {
    if (!bekerja && (!menunggu.length || diketahui)) return false;
    if (!bekerja) {
      kabari("Foto belum terkirim semua. Ketuk sekali lagi untuk melanjutkan tanpa foto itu.");
      diketahui = true;
    }
    kabar.scrollIntoView({ block: "center" });
    return true;
  }

  document.querySelector("[data-kirim-foto]").hidden = true;
  for (const masukan of document.querySelectorAll("[data-tambah-foto] input")) {
    masukan.addEventListener("change", () => {
      const berkas = [...masukan.files];
      masukan.value = ""; // so that the same photograph may be picked again
      if (berkas.length) ambil(berkas);
    });
  }
  addEventListener("online", kirim);
  return { pulihkan, tunggu };
}
