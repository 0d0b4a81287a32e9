// Findings: marks at the words, their list, and mends that keep undo.

import { kepala } from "./serah.js";
import { buat, pilih } from "./unsur.js";

const borang = pilih("#naskah");
const teks = borang.elements.isi;
const judul = borang.elements.judul;
const bayang = pilih("[data-bayang]");
const daftar = pilih("[data-daftar-temuan]");
const jumlah = pilih("[data-jumlah]");

let temuan = [];
const diabaikan = new Set();

// Places from the desk count characters; a textarea counts UTF-16 units.
function keUnit(kata, tempat) {
  let unit = 0;
  for (const huruf of kata) {
    if (tempat-- <= 0) break;
    unit += huruf.length;
  }
  return unit;
}

const bidang = (satu) => (satu.bidang === "judul" ? judul : satu.bidang === "isi" ? teks : null);

// Every place of a finding that words can be seen at.
const tempatnya = (satu) => [satu, ...satu.juga].filter((tempat) => tempat.a >= 0);

export function tandai() {
  const kata = teks.value;
  const letak = temuan
    .filter((satu) => !diabaikan.has(kunciTemuan(satu)))
    .flatMap((satu) => tempatnya(satu).map((tempat) => ({ ...tempat, galat: satu.keparahan === "galat" })))
    .filter((tempat) => tempat.bidang === "isi")
    .sort((satu, lain) => lain.b - lain.a - (satu.b - satu.a) || satu.galat - lain.galat);
  // What is meant most narrowly is seen: words before their paragraph.
  const milik = new Array(kata.length);
  for (const tempat of letak) milik.fill(tempat, keUnit(kata, tempat.a), keUnit(kata, tempat.b));
  const potong = [];
  for (let dari = 0; dari < kata.length;) {
    let sampai = dari + 1;
    while (sampai < kata.length && milik[sampai] === milik[dari]) sampai++;
    const bagian = kata.slice(dari, sampai);
    potong.push(milik[dari] ? buat("mark", milik[dari].galat ? "galat" : "", bagian) : bagian);
    dari = sampai;
  }
  bayang.replaceChildren(...potong, "\n");
}

const kunciTemuan = (satu) => `${satu.kode} ${satu.pesan} ${satu.kalimat}`;

function ke(tempat) {
  const isian = bidang(tempat);
  isian.focus();
  isian.setSelectionRange(keUnit(isian.value, tempat.a), keUnit(isian.value, tempat.b));
}

// The last place first: those before it stay where they are.
function ganti(tempat, pilihan) {
  for (const satu of [...tempat].sort((satu, lain) => lain.a - satu.a)) {
    ke(satu);
    // The only way to write into a textarea that undo knows of.
    document.execCommand("insertText", false, satu.ganti[pilihan].teks);
  }
}

function baris(satu) {
  const galat = satu.keparahan === "galat";
  const unsur = buat("li", `temuan__satu temuan__satu--${galat ? "galat" : "saran"}`);
  unsur.dataset.temuan = "";
  unsur.dataset.kode = satu.kode;
  const pesan = buat("p", "temuan__pesan");
  pesan.append(buat("strong", "", galat ? "Harus diperbaiki." : "Saran."), ` ${satu.kata}`);
  unsur.append(pesan);
  if (satu.kalimat) unsur.append(buat("p", "temuan__kalimat", satu.kalimat));
  if (satu.jalan) unsur.append(buat("p", "temuan__saran", satu.jalan));
  if (satu.dasar) unsur.append(buat("p", "temuan__dasar", `Dasar: ${satu.dasar}`));
  const tombol = buat("p", "temuan__ganti");
  const tambah = (kata, kerja, nama) => {
    const satuTombol = buat("button", "tombol tombol--kecil", kata);
    satuTombol.type = "button";
    satuTombol.dataset[nama] = "";
    satuTombol.addEventListener("click", kerja);
    tombol.append(satuTombol);
  };
  const terlihat = tempatnya(satu).filter(bidang);
  for (const [pilihan, { label }] of satu.ganti.entries()) {
    const tempat = terlihat.filter((lain) => lain.ganti[pilihan]);
    if (!tempat.length) continue;
    const kata = tempat.length > 1 ? `${label} di ${tempat.length} tempat` : label;
    tambah(kata, () => ganti(tempat, pilihan), "ganti");
  }
  let giliran = 0;
  if (terlihat.length) tambah("Tunjukkan", () => ke(terlihat[giliran++ % terlihat.length]), "tunjuk");
  if (!galat) {
    tambah("Abaikan saran", () => {
      diabaikan.add(kunciTemuan(satu));
      tampilkan();
    }, "abaikan");
  } else if (!satu.mutlak) {
    const izin = buat("button", "tombol tombol--kecil", "Beri izin …");
    izin.name = "lanjut";
    izin.value = `izin:${satu.kode}`;
    izin.dataset.izin = "";
    tombol.append(izin);
  }
  if (tombol.childElementCount) unsur.append(tombol);
  return unsur;
}

function tampilkan() {
  const tampak = temuan.filter((satu) => !diabaikan.has(kunciTemuan(satu)));
  const galat = tampak.filter((satu) => satu.keparahan === "galat").length;
  const saran = tampak.length - galat;
  const susun = buat("ol", "temuan");
  susun.append(...tampak.map(baris));
  daftar.replaceChildren(susun);
  pilih("[data-tanpa-temuan]").hidden = tampak.length > 0;
  const kata = [];
  if (galat) kata.push(buat("span", "jumlah__galat", `${galat} harus diperbaiki`));
  if (saran) kata.push(buat("span", "jumlah__saran", `${galat ? "· " : ""}${saran} saran`));
  if (!tampak.length) kata.push(buat("span", "jumlah__baik", "Siap: tidak ada temuan"));
  jumlah.replaceChildren(...kata);
  jumlah.dataset.keadaan = galat ? "galat" : "siap";
  tandai();
}

let batal = null;
export async function periksa() {
  batal?.abort();
  batal = new AbortController();
  const kata = teks.value;
  try {
    const jawab = await fetch(`/naskah/${document.body.dataset.naskah}/periksa`, {
      method: "POST",
      headers: kepala,
      body: new FormData(borang),
      signal: batal.signal,
    });
    if (!jawab.ok) return;
    const isi = await jawab.json();
    if (kata !== teks.value) return;
    temuan = isi.temuan;
    tampilkan();
  } catch {
    // Without a network there is nothing to mark; the desk checks again before anything is sent.
  }
}
