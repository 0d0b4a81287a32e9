// The words of a text on their way from the phone to the desk.

import { lepas } from "./antrean.js";

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
  if (jawab.ok || hasil.disimpan) await lepas("naskah", satu.id, satu).catch(() => {});
  if (jawab.ok) return { ...hasil, keadaan: "tersimpan" };
  if (hasil.disimpan) return { ...hasil, keadaan: "bentrok" };
  if (jawab.status === 401) return { keadaan: "luring", pesan: "Masuk lagi untuk menyimpan", tuju: location.pathname };
  const pesan = hasil.pesan ?? "Belum tersimpan di meja";
  return { keadaan: DITOLAK.includes(jawab.status) ? "ditolak" : "luring", pesan };
}
