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

const taruh = (toko, isi) => pada(toko, "readwrite", (satu) => satu.put(isi));
const semua = (toko) => pada(toko, "readonly", (satu) => satu.getAll());
const buang = (toko, kunci) => pada(toko, "readwrite", (satu) => satu.delete(kunci));

// What a phone may refuse (it is full, the window is private) is done without.
function dicoba(kerja) {
  try {
    return kerja();
  } catch {
    return null;
  }
}

// A phone may be shared: what is kept belongs to whoever made it, and nobody else sees or sends it.
// A page without a network is of the person who was here last; a share that the worker took, when
// no page was there to say whose it is, of the next.

export function saya() {
  const { orang } = document.body.dataset;
  if (!orang) return dicoba(() => localStorage.getItem("orang"));
  dicoba(() => localStorage.setItem("orang", orang));
  return orang;
}

// What the phone keeps for this person, the oldest words first, and how much for others.
export async function yangDisimpan() {
  const orang = saya();
  const milikSaya = (satu) => !satu.orang || satu.orang === orang;
  try {
    await ambilTitipan();
    const [kiriman, tulisan] = [await semua("kiriman"), await semua("naskah")];
    return {
      kiriman: kiriman.filter(milikSaya),
      tulisan: tulisan.filter(milikSaya).sort((satu, lain) => satu.saat - lain.saat),
      milikLain: [...kiriman, ...tulisan].filter((satu) => !milikSaya(satu)).length,
    };
  } catch {
    return { kiriman: [], tulisan: [], milikLain: 0 };
  }
}

export const simpanKiriman = (kiriman) => taruh("kiriman", kiriman);
export const hapusKiriman = (kunci) => buang("kiriman", kunci);

// Words of texts. Each page keeps its own under a key (`id`) of its own, so that two pages with one text
// (`naskah`) never write over each other.

export async function simpanTulisan(tulisan) {
  await taruh("naskah", tulisan);
  lepasTitipan(tulisan.id, (titipan) => titipan.urut <= tulisan.urut);
}

export async function hapusTulisan(id) {
  lepasTitipan(id, () => true);
  await buang("naskah", id);
}

// Let go of words that the desk has, unless others are kept in their place by now.
export async function lepasTulisan(tulisan) {
  const sama = (satu) => JSON.stringify(satu.nilai) === JSON.stringify(tulisan.nilai);
  lepasTitipan(tulisan.id, sama);
  await pada("naskah", "readwrite", (toko) => {
    const minta = toko.openCursor(tulisan.id);
    minta.onsuccess = () => {
      if (minta.result && sama(minta.result.value)) minta.result.delete();
    };
    return minta;
  });
}

// Words of a page that goes, in a store that takes them at once; the next page puts them with the others.

const TITIPAN = "titipan ";

export const titip = (tulisan) => dicoba(() => localStorage.setItem(TITIPAN + tulisan.id, JSON.stringify(tulisan)));

function lepasTitipan(id, bila) {
  dicoba(() => {
    const titipan = localStorage.getItem(TITIPAN + id);
    if (titipan && bila(JSON.parse(titipan))) localStorage.removeItem(TITIPAN + id);
  });
}

async function ambilTitipan() {
  const nama = (dicoba(() => Object.keys(localStorage)) ?? []).filter((satu) => satu.startsWith(TITIPAN));
  for (const titipan of nama.map((satu) => dicoba(() => JSON.parse(localStorage.getItem(satu))))) {
    if (!titipan) continue;
    const lama = await pada("naskah", "readonly", (satu) => satu.get(titipan.id));
    if (lama?.urut >= titipan.urut) lepasTitipan(titipan.id, () => true);
    else await simpanTulisan(titipan);
  }
}

export function kunciBaru() {
  return crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].join("-");
}

export function lupakan() {
  dicoba(() => localStorage.clear());
  return new Promise((selesai) => {
    const minta = indexedDB.deleteDatabase(NAMA);
    minta.onsuccess = minta.onerror = minta.onblocked = () => selesai();
  });
}
