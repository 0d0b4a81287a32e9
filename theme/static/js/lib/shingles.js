// Fingerprints of a text, as in plugins/authenticity/shingles.py.

const RUN = 7;
const WINDOW = 6;
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

const TABLE = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export function crc32(text) {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

export function fingerprints(words) {
  const hashes = [];
  for (let i = 0; i + RUN <= words.length; i++) hashes.push(crc32(words.slice(i, i + RUN).join(" ")));
  const kept = new Set();
  for (let end = Math.min(WINDOW, hashes.length); end && end <= hashes.length; end++) {
    kept.add(Math.min(...hashes.slice(Math.max(0, end - WINDOW), end)));
  }
  return [...kept].sort((a, b) => a - b);
}

// Hash → beginnings of codes. Throws on a damaged text.
export function decodeShard(text, bits, shard) {
  const found = new Map();
  let rest = 0;
  let place = 0;
  while (place < text.length) {
    let gap = 0;
    let value;
    do {
      value = VALUES.get(text[place++]);
      if (value === undefined) throw new Error("shard ends within a number");
      gap = gap * 32 + (value % 32);
    } while (value >= 32);
    rest += gap;
    const code = text.slice(place, place + 4);
    if (code.length !== 4) throw new Error("shard ends within a code");
    place += 4;
    const hash = rest * 2 ** bits + shard;
    if (!found.has(hash)) found.set(hash, []);
    found.get(hash).push(code);
  }
  return found;
}
