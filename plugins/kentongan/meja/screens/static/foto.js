// Blurring by finger and by keyboard: boxes over the photograph, kept as per cents in a field.

const tempat = document.querySelector("[data-samar]");
const masukan = document.querySelector("[data-daerah]");
const kabar = document.querySelector("[data-samar-kabar]");
const LANGKAH = 2;
const TERKECIL = 2;

let kotak = [];
let terpilih = -1;

const bulat = (angka) => Math.round(angka * 10) / 10;
const antara = (angka, dari, sampai) => Math.min(Math.max(angka, dari), sampai);

function baca() {
  kotak = masukan.value
    .split(";")
    .map((satu) => satu.split(",").map(Number))
    .filter((satu) => satu.length === 4 && satu.every(Number.isFinite));
}

function tulis() {
  masukan.value = kotak.map((satu) => satu.map(bulat).join(",")).join("; ");
  gambar();
}

function rapikan([kiri, atas, lebar, tinggi]) {
  const l = antara(lebar, TERKECIL, 100);
  const t = antara(tinggi, TERKECIL, 100);
  return [antara(kiri, 0, 100 - l), antara(atas, 0, 100 - t), l, t];
}

function gambar() {
  for (const lama of tempat.querySelectorAll(".samar__kotak")) lama.remove();
  kotak.forEach((satu, nomor) => {
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.className = "samar__kotak";
    tombol.setAttribute("aria-label", `Bagian ${nomor + 1} yang disamarkan`);
    tombol.setAttribute("aria-pressed", String(nomor === terpilih));
    [tombol.style.left, tombol.style.top, tombol.style.width, tombol.style.height] = satu.map((angka) => `${angka}%`);
    tombol.addEventListener("focus", () => {
      terpilih = nomor;
      for (const [lain, unsur] of tempat.querySelectorAll(".samar__kotak").entries()) {
        unsur.setAttribute("aria-pressed", String(lain === nomor));
      }
    });
    tombol.addEventListener("keydown", (kejadian) => geser(kejadian, nomor));
    tempat.append(tombol);
  });
}

function geser(kejadian, nomor) {
  const arah = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[kejadian.key];
  if (kejadian.key === "Delete" || kejadian.key === "Backspace") {
    kejadian.preventDefault();
    buang(nomor);
    return;
  }
  if (!arah) return;
  kejadian.preventDefault();
  const [kiri, atas, lebar, tinggi] = kotak[nomor];
  const [x, y] = arah.map((satu) => satu * LANGKAH);
  kotak[nomor] = rapikan(kejadian.shiftKey ? [kiri, atas, lebar + x, tinggi + y] : [kiri + x, atas + y, lebar, tinggi]);
  tulis();
  tempat.querySelectorAll(".samar__kotak")[nomor].focus();
}

function tambah(satu) {
  kotak.push(rapikan(satu));
  terpilih = kotak.length - 1;
  tulis();
  tempat.querySelectorAll(".samar__kotak")[terpilih].focus();
  kabar.textContent = `${kotak.length} bagian disamarkan. Simpan foto untuk menghapusnya dari gambar.`;
}

function buang(nomor) {
  if (nomor < 0 || nomor >= kotak.length) return;
  kotak.splice(nomor, 1);
  terpilih = -1;
  tulis();
  kabar.textContent = "Kotak dihapus.";
}

function titik(kejadian) {
  const bingkai = tempat.getBoundingClientRect();
  return [
    antara(((kejadian.clientX - bingkai.left) / bingkai.width) * 100, 0, 100),
    antara(((kejadian.clientY - bingkai.top) / bingkai.height) * 100, 0, 100),
  ];
}

function tarik(mulai) {
  const [x, y] = titik(mulai);
  const di = [...tempat.querySelectorAll(".samar__kotak")].indexOf(mulai.target);
  const asal = di >= 0 ? [...kotak[di]] : null;
  tempat.setPointerCapture(mulai.pointerId);
  mulai.preventDefault();
  let baru = null;
  const gerak = (kejadian) => {
    const [lain, bawah] = titik(kejadian);
    if (asal) {
      kotak[di] = rapikan([asal[0] + lain - x, asal[1] + bawah - y, asal[2], asal[3]]);
    } else {
      const satu = [Math.min(x, lain), Math.min(y, bawah), Math.abs(lain - x), Math.abs(bawah - y)];
      if (baru === null && (satu[2] < TERKECIL || satu[3] < TERKECIL)) return;
      baru ??= kotak.push(satu) - 1;
      kotak[baru] = rapikan(satu);
    }
    tulis();
  };
  const selesai = () => {
    tempat.removeEventListener("pointermove", gerak);
    tempat.removeEventListener("pointerup", selesai);
    tempat.removeEventListener("pointercancel", selesai);
    const nomor = asal ? di : baru;
    if (nomor !== null && nomor >= 0) tempat.querySelectorAll(".samar__kotak")[nomor]?.focus();
  };
  tempat.addEventListener("pointermove", gerak);
  tempat.addEventListener("pointerup", selesai);
  tempat.addEventListener("pointercancel", selesai);
}

async function cariWajah(tombol) {
  tombol.disabled = true;
  kabar.textContent = "Mencari wajah …";
  const jawab = await fetch(`${tempat.dataset.alamat}/wajah`, { headers: { Accept: "application/json" } }).catch(() => null);
  const isi = jawab ? await jawab.json() : { pesan: "Belum ada sinyal." };
  tombol.disabled = false;
  if (!jawab?.ok) {
    kabar.textContent = isi.pesan;
    return;
  }
  const lama = masukan.value;
  masukan.value = [lama, isi.daerah].filter(Boolean).join("; ");
  baca();
  tulis();
  kabar.textContent = isi.daerah ? "Usulan ditandai; hapus yang tidak perlu." : "Tidak ada wajah yang dikenali; periksa sendiri.";
}

if (tempat) {
  baca();
  gambar();
  document.querySelector("[data-samar-alat]").hidden = false;
  tempat.addEventListener("pointerdown", tarik);
  masukan.addEventListener("change", () => {
    baca();
    gambar();
  });
  document.querySelector('[data-perbuatan="tambah-samar"]').addEventListener("click", () => tambah([40, 40, 20, 20]));
  document.querySelector('[data-perbuatan="hapus-samar"]').addEventListener("click", () => buang(terpilih >= 0 ? terpilih : kotak.length - 1));
  const wajah = document.querySelector('[data-perbuatan="cari-wajah"]');
  wajah?.addEventListener("click", () => cariWajah(wajah));
}
