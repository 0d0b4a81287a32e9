// Writing: what is typed is saved all the time, on the phone and at the desk.

import { hapusTulisan, kunciBaru, lepasTulisan, saya, simpanTulisan, titip, yangDisimpan } from "./antrean.js";
import { kirimNaskah, serahkan } from "./serah.js";
import { tambahFoto } from "./tambahfoto.js";
import { periksa, tandai } from "./temuan.js";
import { tautan } from "./unsur.js";

const borang = document.querySelector("#naskah");
const id = document.body.dataset.naskah;
const lembar = kunciBaru(); // the key of what this page keeps on the phone
const rev = borang.elements.rev;
const kunci = borang.elements.kunci;
const kabar = document.querySelector("[data-kabar-simpan]");
const JEDA_PERIKSA = 300;
const JEDA_SIMPAN = 900;
const JEDA_COBA = 15000;
const PALING_LAMA = 3000; // that a link waits for a weak network

const TETAP = ["tanda", "kunci", "rev"];
const nilai = () => Object.fromEntries([...new FormData(borang)].filter(([nama, kata]) => typeof kata === "string" && !TETAP.includes(nama)));
let urut = 0;
let diketik = Date.now(); // when the words were last changed: of two pages with one text, the newest go on
const catatan = () => ({
  id: lembar,
  naskah: id,
  saat: diketik,
  urut: ++urut,
  orang: saya(),
  rev: rev.value,
  kunci: kunci.value,
  nilai: nilai(),
});

function keadaan(nama, kata, alamat) {
  borang.dataset.simpan = nama;
  kabar.replaceChildren(alamat ? tautan(alamat, kata) : kata);
}

let tersimpan = JSON.stringify(nilai());
let kabarTersimpan = kabar.textContent;
let sedang = null;
let jedaSimpan = 0;

const belumTersimpan = () => JSON.stringify(nilai()) !== tersimpan;

async function kirimSimpan() {
  if (!belumTersimpan()) {
    await hapusTulisan(lembar).catch(() => {}); // undone: the desk has it all
    if (borang.dataset.simpan !== "bentrok") keadaan("tersimpan", kabarTersimpan);
    return;
  }
  keadaan("menyimpan", "Menyimpan …");
  const satu = catatan();
  await simpanTulisan(satu).catch(() => {});
  const hasil = await serahkan(satu);
  if (["luring", "ditolak"].includes(hasil.keadaan)) {
    keadaan("luring", hasil.pesan, hasil.tuju);
    // A network that is there again does not always say so.
    if (hasil.keadaan === "luring") jedaSimpan = setTimeout(simpanSekarang, JEDA_COBA);
    return;
  }
  tersimpan = JSON.stringify(satu.nilai);
  if (hasil.keadaan === "bentrok") {
    keadaan("bentrok", hasil.pesan, hasil.tuju);
    return;
  }
  rev.value = hasil.rev;
  kunci.value = kunciBaru();
  kabarTersimpan = `Tersimpan ${hasil.jam}`; // the clock of a phone may be wrong
  if (belumTersimpan()) return; // the rest is saved next
  keadaan("tersimpan", kabarTersimpan);
  // The phone's words had reached the desk, and what was written after them is there too.
  if (hasil.rev < document.body.dataset.rev) location.reload();
}

function simpanSekarang() {
  clearTimeout(jedaSimpan);
  sedang = (sedang ?? Promise.resolve()).then(kirimSimpan);
  return sedang;
}

let jedaPeriksa = 0;
let bingkai = 0;
borang.addEventListener("input", () => {
  diketik = Date.now();
  // Once a frame: a keyboard that inserts many lines tells of each.
  bingkai ||= requestAnimationFrame(() => {
    bingkai = 0;
    tandai();
  });
  if (borang.dataset.simpan === "tersimpan") keadaan("menyimpan", "Menyimpan …");
  clearTimeout(jedaPeriksa);
  jedaPeriksa = setTimeout(periksa, JEDA_PERIKSA);
  clearTimeout(jedaSimpan);
  jedaSimpan = setTimeout(simpanSekarang, JEDA_SIMPAN);
  simpanTulisan(catatan()).catch(() => {});
});
addEventListener("online", simpanSekarang);

// Leaving within the pause: a link waits for the desk, which shows these words on the next screen.
document.addEventListener("click", async (kejadian) => {
  const dituju = kejadian.target.closest("a[href]");
  const diSini = !dituju || dituju.getAttribute("href").startsWith("#") || kejadian.ctrlKey || kejadian.metaKey || kejadian.shiftKey;
  if (diSini || !belumTersimpan()) return;
  kejadian.preventDefault();
  const memilih = kabar.contains(dituju);
  await Promise.race([simpanSekarang(), new Promise((lanjut) => setTimeout(lanjut, PALING_LAMA))]);
  if (borang.dataset.simpan !== "bentrok") location.assign(dituju.href);
  else if (memilih) location.assign(kabar.querySelector("a").href); // with the last words, too
  else kabar.scrollIntoView({ block: "nearest" });
});
// Where the page goes at once, or is put away and may never come back, nothing is waited for.
let pergi = false;
addEventListener("pagehide", () => {
  pergi = true;
  if (!belumTersimpan()) return;
  const satu = catatan();
  titip(satu);
  kirimNaskah(satu, true).catch(() => {});
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || pergi || !belumTersimpan()) return;
  titip(catatan());
  simpanSekarang();
});

const foto = tambahFoto(id, simpanSekarang);

// A button that leads on waits for what is being saved: two savings at once would collide.
borang.addEventListener("submit", async (kejadian) => {
  if (borang.dataset.siap) return;
  kejadian.preventDefault();
  const tombol = kejadian.submitter;
  if (["kirim", "terbitkan"].includes(tombol?.dataset.perbuatan) && foto.tunggu()) return;
  const kata = tombol?.textContent;
  if (tombol) [tombol.disabled, tombol.textContent] = [true, "Sebentar …"];
  await simpanSekarang();
  if (tombol) [tombol.disabled, tombol.textContent] = [false, kata];
  if (["luring", "bentrok"].includes(borang.dataset.simpan)) {
    kabar.scrollIntoView({ block: "nearest" });
    return;
  }
  if (tombol?.dataset.perbuatan === "simpan") {
    keadaan("tersimpan", kabarTersimpan);
    return;
  }
  // Not within the event itself: a browser ignores a form that is sent while it is being sent.
  setTimeout(() => {
    borang.dataset.siap = "ya";
    borang.requestSubmit(tombol);
    delete borang.dataset.siap;
    if (tombol) setTimeout(() => ([tombol.disabled, tombol.textContent] = [true, "Mengirim …"]));
  });
});

addEventListener("pageshow", (kejadian) => kejadian.persisted && location.reload());

async function kirimBerurutan(tulisan) {
  for (const satu of tulisan) {
    const hasil = await serahkan(satu);
    if (hasil.keadaan === "bentrok") keadaan("bentrok", hasil.pesan, hasil.tuju);
  }
}

// What the phone kept when the browser died. The newest words go on here, unless the desk shows
// newer ones of this phone already; those of other pages are sent as they are, and the desk lays the
// two beside each other.
async function pulihkan() {
  const semula = JSON.stringify(nilai());
  const lain = [];
  let diMeja = 0;
  for (const satu of (await yangDisimpan()).tulisan) {
    if (satu.naskah !== id) continue;
    if (JSON.stringify(satu.nilai) === semula) {
      diMeja = satu.saat;
      await hapusTulisan(satu.id);
    } else lain.push(satu);
  }
  const lama = lain.at(-1)?.saat > diMeja ? lain.pop() : null;
  if (!lama) {
    sedang = kirimBerurutan(lain);
    return;
  }
  for (const [nama, kata] of Object.entries(lama.nilai)) if (borang.elements[nama]) borang.elements[nama].value = kata;
  // The base of that text: where it is no longer the newest, the desk keeps both.
  rev.value = lama.rev;
  kunci.value = lama.kunci;
  diketik = lama.saat;
  tandai();
  sedang = kirimBerurutan(lain); // before the newest, and nothing is saved between them
  await simpanTulisan(catatan()).then(() => lepasTulisan(lama)).catch(() => {});
  await simpanSekarang();
  periksa();
}

tandai();
pulihkan().then(foto.pulihkan);
periksa();
