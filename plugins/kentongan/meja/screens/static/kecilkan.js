// Photographs are made small on the phone: what a camera wrote into them never leaves it.

const TERPANJANG = 2048;
const MUTU = 0.85;

// A JPEG without metadata; the file itself where this browser cannot open it (HEIC).
export async function kecilkan(berkas) {
  let gambar;
  try {
    gambar = await createImageBitmap(berkas, { imageOrientation: "from-image" });
  } catch {
    return berkas;
  }
  const skala = Math.min(1, TERPANJANG / Math.max(gambar.width, gambar.height));
  const kanvas = document.createElement("canvas");
  kanvas.width = Math.max(1, Math.round(gambar.width * skala));
  kanvas.height = Math.max(1, Math.round(gambar.height * skala));
  const kuas = kanvas.getContext("2d");
  kuas.fillStyle = "#fff";
  kuas.fillRect(0, 0, kanvas.width, kanvas.height);
  kuas.drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
  gambar.close();
  const hasil = await new Promise((selesai) => kanvas.toBlob(selesai, "image/jpeg", MUTU));
  return hasil ? new File([hasil], berkas.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : berkas;
}

export async function sidik(berkas) {
  const bita = await crypto.subtle.digest("SHA-256", await berkas.arrayBuffer());
  return [...new Uint8Array(bita)].map((satu) => satu.toString(16).padStart(2, "0")).join("");
}
