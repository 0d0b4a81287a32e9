// What is typed into a form is there again where it could not be sent: the network was gone, or the
// session over. Kept for each person, until the form has been sent and nothing was refused.

import { saya } from "./antrean.js";

const SEPEKAN = 7 * 24 * 60 * 60 * 1000;
const awalan = `isian ${saya()} `;
const disini = location.pathname;
const kunci = (jalur, nama) => `${awalan}${jalur} ${nama}`;

function semua() {
  return Object.keys(localStorage).filter((satu) => satu.startsWith("isian "));
}

function buang(awal) {
  for (const satu of semua()) if (satu.startsWith(awal)) localStorage.removeItem(satu);
}

function bersihkan() {
  for (const satu of semua()) {
    const { saat } = JSON.parse(localStorage.getItem(satu));
    if (Date.now() - saat > SEPEKAN) localStorage.removeItem(satu);
  }
  const terkirim = sessionStorage.getItem("terkirim");
  sessionStorage.removeItem("terkirim");
  const [{ type }] = performance.getEntriesByType("navigation");
  const dari = document.referrer && new URL(document.referrer).pathname;
  const ditolak = document.querySelector('[data-layar="keliru"], [role="alert"]');
  if (terkirim === dari && type === "navigate" && !ditolak) buang(kunci(dari, ""));
}

function ingat(masukan) {
  const { defaultValue, value } = masukan;
  if (value === defaultValue) localStorage.removeItem(kunci(disini, masukan.name));
  else localStorage.setItem(kunci(disini, masukan.name), JSON.stringify({ saat: Date.now(), value }));
}

// Only what begins empty: what the desk knows better is not written over.
const sendiri = (borang) => [...borang.querySelectorAll("textarea[name]")].filter((satu) => !satu.defaultValue);

function mulai() {
  bersihkan();
  for (const borang of document.querySelectorAll('form[method="post"]:not(#naskah, [data-bagikan])')) {
    for (const masukan of sendiri(borang)) {
      const lama = localStorage.getItem(kunci(disini, masukan.name));
      if (masukan.value) ingat(masukan); // typed before this script was there
      else if (lama) masukan.value = JSON.parse(lama).value;
      masukan.addEventListener("input", () => ingat(masukan));
    }
    borang.addEventListener("submit", () => sessionStorage.setItem("terkirim", disini));
  }
}

try {
  mulai();
} catch {
  // A phone that keeps nothing: the forms work as they are.
}
