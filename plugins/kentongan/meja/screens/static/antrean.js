// What is still on the phone: shares and texts that the desk does not have yet.

const NAMA = "meja";

// Opened once, so that what is kept in a page that goes has been begun before it went.
let dibuka = null;

function buka() {
  dibuka ??= new Promise((selesai, gagal) => {
    const minta = indexedDB.open(NAMA, 1);
    minta.onupgradeneeded = () => {
      minta.result.createObjectStore("kiriman", { keyPath: "kunci" });
      minta.result.createObjectStore("naskah", { keyPath: "id" });
    };
    minta.onsuccess = () => {
      const basis = minta.result;
      basis.onclose = () => (dibuka = null);
      // Somebody logs out: all of it is deleted once nobody holds it.
      basis.onversionchange = () => {
        basis.close();
        dibuka = null;
      };
      selesai(basis);
    };
    minta.onerror = () => {
      dibuka = null;
      gagal(minta.error);
    };
  });
  return dibuka;
}

async function pada(toko, cara, kerja) {
  const basis = await buka();
  return new Promise((selesai, gagal) => {
    const transaksi = basis.transaction(toko, cara, { durability: "strict" });
    const minta = kerja(transaksi.objectStore(toko));
    transaksi.oncomplete = () => selesai(minta.result);
    transaksi.onerror = transaksi.onabort = () => gagal(transaksi.error);
  });
}

export const simpan = (toko, isi) => pada(toko, "readwrite", (satu) => satu.put(isi));
export const semua = (toko) => pada(toko, "readonly", (satu) => satu.getAll());
export const hapus = (toko, kunci) => pada(toko, "readwrite", (satu) => satu.delete(kunci));

// Words of texts, the oldest first. Each page keeps its own under a key (`id`) of its own, so that two
// pages with one text (`naskah`) never write over each other. Older pages kept them by the text alone.
export async function semuaTulisan() {
  const tulisan = (await semua("naskah")).map((satu) => ({ naskah: satu.id, saat: 0, ...satu }));
  return tulisan.sort((satu, lain) => satu.saat - lain.saat);
}

// Let go of what is kept, unless something else is kept there by now.
export const lepas = (toko, kunci, isi) =>
  pada(toko, "readwrite", (satu) => {
    const minta = satu.openCursor(kunci);
    minta.onsuccess = () => {
      if (minta.result && JSON.stringify(minta.result.value.nilai) === JSON.stringify(isi.nilai)) minta.result.delete();
    };
    return minta;
  });

export function kunciBaru() {
  return crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].join("-");
}

export function lupakan() {
  return new Promise((selesai) => {
    const minta = indexedDB.deleteDatabase(NAMA);
    minta.onsuccess = minta.onerror = minta.onblocked = () => selesai();
  });
}
