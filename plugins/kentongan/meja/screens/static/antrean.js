// What is still on the phone: shares and texts that the desk does not have yet.

const NAMA = "meja";

function buka() {
  return new Promise((selesai, gagal) => {
    const minta = indexedDB.open(NAMA, 1);
    minta.onupgradeneeded = () => {
      minta.result.createObjectStore("kiriman", { keyPath: "kunci" });
      minta.result.createObjectStore("naskah", { keyPath: "id" });
    };
    minta.onsuccess = () => selesai(minta.result);
    minta.onerror = () => gagal(minta.error);
  });
}

async function pada(toko, cara, kerja) {
  const basis = await buka();
  try {
    return await new Promise((selesai, gagal) => {
      const transaksi = basis.transaction(toko, cara, { durability: "strict" });
      const minta = kerja(transaksi.objectStore(toko));
      transaksi.oncomplete = () => selesai(minta.result);
      transaksi.onerror = transaksi.onabort = () => gagal(transaksi.error);
    });
  } finally {
    basis.close();
  }
}

export const simpan = (toko, isi) => pada(toko, "readwrite", (satu) => satu.put(isi));
export const ambil = (toko, kunci) => pada(toko, "readonly", (satu) => satu.get(kunci));
export const semua = (toko) => pada(toko, "readonly", (satu) => satu.getAll());
export const hapus = (toko, kunci) => pada(toko, "readwrite", (satu) => satu.delete(kunci));

export function kunciBaru() {
  return crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].join("-");
}

export function lupakan() {
  return new Promise((selesai) => {
    const minta = indexedDB.deleteDatabase(NAMA);
    minta.onsuccess = minta.onerror = minta.onblocked = () => selesai();
  });
}
