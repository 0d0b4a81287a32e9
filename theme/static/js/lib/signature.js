// Whether the manifest is signed by a key of the site, checked by the browser itself.
// States: sah, tanpa-tanda, kunci-tak-dikenal, kedaluwarsa, rusak, tak-didukung.

export const FOLDER = "/.well-known/kentongan";
const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

export async function signatureState(read, now) {
  const file = (name) => read(`${FOLDER}/${name}`).catch(() => null);
  const [manifest, note, list] = await Promise.all([
    file("manifest.json"),
    file("tanda.json"),
    file("kunci.json"),
  ]);
  if (!note || !list || !manifest) return { state: "tanpa-tanda" };
  try {
    const { kunci: name, tanda } = JSON.parse(note);
    if (!name) return { state: "tanpa-tanda" };
    const keys = JSON.parse(list).kunci;
    const key = keys.find((row) => row.nama === name);
    if (!key) return { state: "kunci-tak-dikenal" };
    if (!globalThis.crypto?.subtle) return { state: "tak-didukung", key };
    let imported;
    try {
      imported = await crypto.subtle.importKey("raw", bytes(key.publik), "Ed25519", false, ["verify"]);
    } catch {
      return { state: "tak-didukung", key };
    }
    const verify = (text, signature) =>
      crypto.subtle.verify("Ed25519", imported, signature, new TextEncoder().encode(text));
    if (!(await verify(manifest, bytes(tanda)))) return { state: "rusak", key };
    const holds = now >= Date.parse(key.mulai) && now < Date.parse(key.sampai);
    return { state: holds ? "sah" : "kedaluwarsa", key, keys, verify };
  } catch {
    return { state: "rusak" };
  }
}

// Whether the manifest file that answered is the one that the signed root names.
export async function isProven(read, code) {
  try {
    let prefix = "";
    let text = await read(`${FOLDER}/manifest.json`);
    for (;;) {
      const node = JSON.parse(text);
      if (node.siaran) return true;
      prefix = code.replaceAll("-", "").slice(0, prefix.length + 1);
      text = await read(`${FOLDER}/manifest/${prefix}.json`);
      const digest = hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
      if (digest !== node.bagian[prefix]) return false;
    }
  } catch {
    return false;
  }
}

export async function sha256(text) {
  return hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
