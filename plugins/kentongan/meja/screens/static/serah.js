// Words and photographs of a text on their way from the phone to the desk.

import { hapusKiriman, lepasTulisan, simpanKiriman } from "./antrean.js";

export const kepala = { Accept: "application/json", "X-Tanda": document.querySelector('meta[name="tanda"]').content };
// Another try would be answered alike.
const DITOLAK = [403, 404, 409, 413, 422];

// The same words with the same key are one version, however often they arrive. With `pergi` they
// are sent although the page goes; a browser takes 64 KiB in that way, the phone keeps the others.
export function kirimNaskah({ naskah, rev, kunci, nilai }, pergi = false) {
  const isi = new FormData();
  for (const [nama, kata] of Object.entries({ ...nilai, rev, kunci })) isi.append(nama, kata);
  return fetch(`/naskah/${naskah}/simpan`, { method: "POST", headers: kepala, body: isi, keepalive: pergi });
}

// Send, and let go of the phone's copy once the desk has the words. `keadaan` says what came of it:
// "tersimpan", "bentrok" (kept beside what someone else wrote), "ditolak" or "luring".
export async function serahkan(satu) {
  let jawab;
  try {
    jawab = await kirimNaskah(satu);
  } catch {
    return { keadaan: "luring", pesan: "Tersimpan di ponsel; menunggu sinyal" };
  }
  const hasil = await jawab.json().catch(() => ({}));
  if (jawab.ok || hasil.disimpan) await lepasTulisan(satu).catch(() => {});
  if (jawab.ok) return { ...hasil, keadaan: "tersimpan" };
  if (hasil.disimpan) return { ...hasil, keadaan: "bentrok" };
  if (jawab.status === 401) return { keadaan: "luring", pesan: "Masuk lagi untuk menyimpan", tuju: location.pathname };
  const pesan = hasil.pesan ?? "Belum tersimpan di meja";
  return { keadaan: DITOLAK.includes(jawab.status) ? "ditolak" : "luring", pesan };
}

// Photographs for a text, one after the other: the phone lets go of each that the desk has, and of none
// before. One that is refused does not stop the others; it stays with the reason.
export async function serahkanFoto(kiriman, kabari = () => {}) {
  const { sidik } = await import("./kecilkan.js");
  const ditolak = [];
  let pesan = "";
  const simpanSisa = (sisa) => {
    const foto = [...ditolak, ...sisa];
    const kerja = foto.length ? simpanKiriman({ ...kiriman, foto, pesan: sisa.length ? "" : pesan }) : hapusKiriman(kiriman.kunci);
    return kerja.catch(() => {});
  };
  for (const [nomor, foto] of kiriman.foto.entries()) {
    kabari(`Mengirim foto ${nomor + 1} dari ${kiriman.foto.length} …`);
    const alamat = `/naskah/${kiriman.naskah}/foto/${await sidik(foto)}`;
    const jawab = await fetch(alamat, { method: "PUT", headers: kepala, body: foto }).catch(() => null);
    const hasil = (await jawab?.json().catch(() => null)) ?? {};
    if (jawab && DITOLAK.includes(jawab.status)) {
      ditolak.push(foto);
      pesan = hasil.pesan ?? "Foto ini tidak diterima meja.";
    } else if (!jawab?.ok) {
      const sebab = jawab?.status === 401 ? "Masuk lagi, maka dikirim." : "Dikirim sendiri begitu ada sinyal.";
      return { keadaan: "luring", pesan: `Foto tersimpan di ponsel. ${sebab}` };
    }
    await simpanSisa(kiriman.foto.slice(nomor + 1));
  }
  return { keadaan: pesan ? "ditolak" : "tersimpan", pesan, terkirim: kiriman.foto.length - ditolak.length };
}
