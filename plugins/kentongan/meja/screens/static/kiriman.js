// Shares: first kept on the phone, then sent; a share that was kept is sent once. Words that were left
// before the desk had them are sent too.

import { hapusKiriman, hapusTulisan, kunciBaru, lupakan, saya, simpanKiriman, simpanTulisan, yangDisimpan } from "./antrean.js";
import { kepala, serahkan, serahkanFoto } from "./serah.js";
import { buat, pilih, tautan } from "./unsur.js";

const layar = document.body.dataset.layar;

function kabarkan(apa, kata) {
  if (apa) apa.textContent = kata;
}

async function kirimBaru(satu) {
  const isi = new FormData();
  isi.append("kunci", satu.kunci);
  isi.append("teks", satu.teks ?? "");
  for (const berkas of satu.foto ?? []) isi.append("foto", berkas, berkas.name);
  for (const berkas of satu.berkas ?? []) isi.append("berkas", berkas, berkas.name);
  const jawab = await fetch("/bagikan", {
    method: "POST",
    headers: kepala,
    body: isi,
  });
  const kata = await jawab.json().catch(() => ({}));
  if (jawab.ok) await hapusKiriman(satu.kunci);
  // Another try would be answered alike: it stays on the phone until someone has looked at it.
  else if ([400, 413, 422].includes(jawab.status)) await simpanKiriman({ ...satu, pesan: kata.pesan });
  return { ok: jawab.ok, tuju: kata.tuju, pesan: kata.pesan, kata: "Kiriman dari ponsel sudah menjadi naskah. Buka" };
}

// Photographs that were on their way to a text when the page or the network went.
async function kirimFoto(satu) {
  const hasil = await serahkanFoto(satu);
  if (hasil.keadaan === "luring") return null;
  return { ok: hasil.terkirim > 0, tuju: `/naskah/${satu.naskah}#foto`, pesan: hasil.pesan, kata: "Foto dari ponsel sudah masuk ke naskahnya. Buka" };
}

async function tampilkan() {
  const tempat = pilih("[data-di-ponsel]");
  if (!tempat) return;
  const { kiriman, tulisan, milikLain } = await yangDisimpan();
  tempat.hidden = kiriman.length + tulisan.length + milikLain === 0;
  pilih("[data-daftar-ponsel]").replaceChildren(
    ...kiriman.map(barisKiriman),
    ...tulisan.map(barisTulisan),
    ...(milikLain ? [buat("li", "daftar__satu", `${milikLain} dari orang lain di ponsel ini; dikirim begitu penulisnya masuk lagi.`)] : []),
  );
}

function barisKiriman(satu) {
  const foto = (satu.foto ?? []).length;
  const baris = buat("li", "daftar__satu", `${(satu.teks || "Foto").slice(0, 80)} (${foto} foto)`);
  if (satu.pesan) baris.append(...ditolak(satu.pesan, satu.teks, () => hapusKiriman(satu.kunci)));
  return baris;
}

// Words of a text that the desk has not got, or could not put in their place.
function barisTulisan(satu) {
  const baris = buat("li", "daftar__satu", (satu.nilai.judul || satu.nilai.isi || "Naskah").slice(0, 80));
  const kata = () => [satu.nilai.judul, satu.nilai.isi].filter(Boolean).join("\n\n");
  const lepas = () => hapusTulisan(satu.id);
  if (satu.pesan) baris.append(...ditolak(satu.pesan, kata(), lepas));
  else baris.append(tautan(`/naskah/${satu.naskah}`, "Buka dan kirim", "tombol tombol--kecil"), buang(lepas));
  return baris;
}

// What is let go of here is nowhere else.
const buang = (lepas) => tombol("Buang", () => confirm("Buang tulisan ini dari ponsel? Meja tidak menyimpannya.") && lepas());

function tombol(nama, kerja) {
  const unsur = buat("button", "tombol tombol--kecil", nama);
  unsur.type = "button";
  unsur.addEventListener("click", async () => {
    await kerja();
    await tampilkan();
  });
  return unsur;
}

// What the desk refused: the sentence, and a choice between mending the text and letting go of it.
function ditolak(pesan, teks, lepas) {
  const kotak = pilih("textarea", bagikan);
  const ambil = tombol("Tulis lagi", () => {
    kotak.value = [kotak.value, teks].filter(Boolean).join("\n\n");
    kotak.focus();
    return lepas();
  });
  return [buat("p", "kabar kabar--galat", pesan), ...(teks ? [ambil] : []), buang(lepas)];
}

// Nobody is led away from what they have begun.
const bagikanTerisi = () => [...(bagikan?.elements ?? [])].some((satu) => (satu.type === "file" ? satu.files.length : satu.matches("textarea") && satu.value.trim()));

function tunjukkan(kata, alamat) {
  const kabar = pilih("[data-bagikan-kabar]") ?? buat("p", "kabar");
  if (!kabar.isConnected) pilih("main").prepend(kabar);
  kabar.replaceChildren(tautan(alamat, kata));
}

// What was left before the desk had it. The screens of a text leave its words to the editor.

async function kirimTulisan(tulisan) {
  for (const satu of tulisan) {
    if (satu.pesan || location.pathname.startsWith(`/naskah/${satu.naskah}`)) continue;
    const hasil = await serahkan(satu);
    if (hasil.keadaan === "luring") break;
    if (hasil.keadaan === "bentrok") tunjukkan(hasil.pesan, hasil.tuju);
    if (hasil.keadaan === "ditolak") await simpanTulisan({ ...satu, pesan: hasil.pesan });
  }
}

async function kirimSemua() {
  const kerja = async (gembok) => {
    if (!gembok) return;
    const { kiriman, tulisan } = await yangDisimpan();
    await kirimTulisan(tulisan);
    for (const satu of kiriman) {
      const adaEditor = layar === "tulis" && satu.naskah === document.body.dataset.naskah;
      if (satu.pesan || adaEditor) continue;
      const hasil = await (satu.naskah ? kirimFoto : kirimBaru)(satu).catch(() => null);
      if (!hasil) break;
      if (hasil.ok && layar === "meja" && !bagikanTerisi()) location.assign(hasil.tuju);
      else if (hasil.ok) tunjukkan(hasil.kata, hasil.tuju);
      else kabarkan(pilih("[data-bagikan-kabar]"), hasil.pesan);
    }
    await tampilkan();
  };
  if (navigator.locks) await navigator.locks.request("meja-kiriman", { ifAvailable: true }, kerja);
  else await kerja(true);
}

const bagikan = pilih("[data-bagikan]");
if (bagikan) {
  const kabar = pilih("[data-bagikan-kabar]", bagikan);
  const teks = pilih("textarea", bagikan);
  const tempel = pilih('[data-perbuatan="tempel"]', bagikan);
  if (tempel && navigator.clipboard?.readText) {
    tempel.hidden = false;
    tempel.addEventListener("click", async () => {
      try {
        teks.value = await navigator.clipboard.readText();
        teks.focus();
      } catch {
        kabarkan(kabar, "Izinkan menempel, atau tekan lama di kotak di atas lalu pilih Tempel.");
      }
    });
  }
  const cuplikan = pilih("[data-cuplikan]", bagikan);
  // A camera gives one photograph at a time, and each adds to those before it.
  const jepretan = [];
  const semuaFoto = () => [...(pilih('[name="foto"]', bagikan)?.files ?? []), ...jepretan];
  for (const masukan of bagikan.querySelectorAll('input[type="file"]')) {
    const jumlah = pilih(".berkas__jumlah", masukan.parentElement);
    masukan.addEventListener("change", () => {
      if (masukan.matches("[data-kamera]")) jepretan.push(...masukan.files);
      const banyak = masukan.matches("[data-kamera]") ? jepretan.length : masukan.files.length;
      kabarkan(jumlah, banyak ? `(${banyak})` : "");
      if (!cuplikan || !masukan.matches("[data-foto]")) return;
      const foto = semuaFoto();
      cuplikan.hidden = foto.length === 0;
      cuplikan.replaceChildren(
        ...foto.map((berkas) => {
          const gambar = new Image();
          gambar.src = URL.createObjectURL(berkas);
          gambar.alt = berkas.name;
          // What this browser cannot show (HEIC) goes to the server as it is.
          gambar.addEventListener("error", () => gambar.replaceWith(berkas.name));
          const baris = buat("li");
          baris.append(gambar);
          return baris;
        }),
      );
    });
  }
  bagikan.addEventListener("submit", async (kejadian) => {
    kejadian.preventDefault();
    const tombol = pilih('[data-perbuatan="lanjut"]', bagikan);
    if (tombol.disabled) return;
    const foto = semuaFoto();
    const berkas = [...(pilih('[name="berkas"]', bagikan)?.files ?? [])];
    if (!teks.value.trim() && !foto.length && !berkas.length) {
      kabarkan(kabar, "Tempel teksnya dahulu, atau pilih foto.");
      teks.focus();
      return;
    }
    tombol.disabled = true;
    kabarkan(kabar, "Membaca teks …");
    const { kecilkan } = await import("./kecilkan.js");
    const kecil = [];
    for (const [nomor, satu] of foto.entries()) {
      kabarkan(kabar, `Menyiapkan foto ${nomor + 1} dari ${foto.length} …`);
      kecil.push(await kecilkan(satu));
    }
    kabarkan(kabar, "Mengirim …");
    const kunci = pilih('[name="kunci"]', bagikan)?.value || kunciBaru();
    const kiriman = { kunci, orang: saya(), teks: teks.value, foto: kecil, berkas };
    await simpanKiriman(kiriman).catch(() => {});
    if (!("luring" in bagikan.dataset)) {
      const hasil = await kirimBaru(kiriman).catch(() => null);
      if (hasil?.ok) return location.assign(hasil.tuju);
      if (hasil) {
        // The form still holds it all, so the phone need not.
        await hapusKiriman(kunci).catch(() => {});
        kabarkan(kabar, hasil.pesan ?? "Belum dapat dikirim.");
      }
    }
    if ((await yangDisimpan()).kiriman.some((satu) => satu.kunci === kunci)) {
      kabarkan(kabar, "Tersimpan di ponsel ini; dikirim sendiri begitu ada sinyal.");
      bagikan.reset();
      jepretan.length = 0;
      for (const jumlah of bagikan.querySelectorAll(".berkas__jumlah")) kabarkan(jumlah, "");
      cuplikan?.replaceChildren();
    }
    const kunciBerikut = pilih('[name="kunci"]', bagikan);
    if (kunciBerikut) kunciBerikut.value = kunciBaru();
    tombol.disabled = false;
    await tampilkan();
  });
}

tampilkan();
if (layar !== "luring") {
  addEventListener("online", kirimSemua);
  kirimSemua();
}

pilih("[data-keluar]")?.addEventListener("submit", async (kejadian) => {
  const borang = kejadian.target;
  const tombol = kejadian.submitter;
  if (borang.dataset.siap) return;
  kejadian.preventDefault();
  borang.dataset.siap = "ya";
  const { kiriman, tulisan, milikLain } = await yangDisimpan();
  const siapa = milikLain ? "tulisan orang lain" : "tulisan";
  if (kiriman.length + tulisan.length + milikLain && !confirm(`Ada ${siapa} yang belum terkirim dari ponsel ini. Tetap keluar dan hapus?`)) {
    delete borang.dataset.siap;
    return;
  }
  await lupakan();
  for (const nama of (await self.caches?.keys?.()) ?? []) await caches.delete(nama);
  setTimeout(() => borang.requestSubmit(tombol));
});
