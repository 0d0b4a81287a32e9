// Elements of a page: found, and made.

export const pilih = (apa, dalam = document) => dalam.querySelector(apa);

export function buat(nama, kelas, kata) {
  const unsur = document.createElement(nama);
  if (kelas) unsur.className = kelas;
  if (kata) unsur.textContent = kata;
  return unsur;
}

export function tautan(alamat, kata, kelas) {
  const unsur = buat("a", kelas, kata);
  unsur.href = alamat;
  return unsur;
}
