// Passkeys: signing in with a finger or a face.

import { kepala } from "./serah.js";

const kabar = document.querySelector("[data-kunci-kabar]");

const keBita = (teks) =>
  Uint8Array.from(atob(teks.replace(/-/g, "+").replace(/_/g, "/")), (satu) => satu.charCodeAt(0));
const keTeks = (bita) =>
  btoa(String.fromCharCode(...new Uint8Array(bita))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function terbaca(pilihan) {
  const isi = { ...pilihan, challenge: keBita(pilihan.challenge) };
  if (isi.user) isi.user = { ...isi.user, id: keBita(isi.user.id) };
  for (const nama of ["allowCredentials", "excludeCredentials"]) {
    if (isi[nama]) isi[nama] = isi[nama].map((satu) => ({ ...satu, id: keBita(satu.id) }));
  }
  return isi;
}

function tertulis(kunci) {
  const jawab = {};
  for (const nama of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (kunci.response[nama]) jawab[nama] = keTeks(kunci.response[nama]);
  }
  if (kunci.response.getTransports) jawab.transports = kunci.response.getTransports();
  return JSON.stringify({
    id: kunci.id,
    rawId: keTeks(kunci.rawId),
    type: kunci.type,
    response: jawab,
    authenticatorAttachment: kunci.authenticatorAttachment ?? undefined,
    clientExtensionResults: kunci.getClientExtensionResults(),
  });
}

async function lakukan(alamat, cara) {
  kabar.textContent = "";
  try {
    const pilihan = await fetch(alamat, { headers: { Accept: "application/json" } }).then((isi) => isi.json());
    const kunci = await navigator.credentials[cara]({ publicKey: terbaca(pilihan) });
    const jawab = await fetch(alamat, {
      method: "POST",
      headers: { ...kepala, "Content-Type": "application/json" },
      body: tertulis(kunci),
    });
    const isi = await jawab.json();
    if (jawab.ok) location.assign(isi.tuju);
    else kabar.textContent = isi.pesan;
  } catch {
    kabar.textContent = "Kunci belum dapat dipakai di sini. Masuk dengan kata sandi saja.";
  }
}

for (const [tempat, tombol, alamat, cara] of [
  ["[data-kunci-masuk]", '[data-perbuatan="masuk-kunci"]', "/masuk/kunci", "get"],
  ["[data-kunci-buat]", '[data-perbuatan="buat-kunci"]', "/saya/kunci", "create"],
]) {
  const bagian = document.querySelector(tempat);
  if (!bagian) continue;
  bagian.hidden = false;
  document.querySelector(tombol).addEventListener("click", () => lakukan(alamat, cara));
}
