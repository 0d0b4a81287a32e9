// Fingerprints of a text, as in plugins/authenticity/shingles.py.

import { crc32 } from "./crc32.js";

const RUN = 7;
const WINDOW = 6;
const SHARE_OF_PASTED = 0.6;
const SHARE_OF_KNOWN = 0.85;
const LOST_BY_A_WORD = 3;
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

export function fingerprints(words) {
  const hashes = [];
  for (let i = 0; i + RUN <= words.length; i++) hashes.push(crc32(words.slice(i, i + RUN).join(" ")));
  const kept = new Set();
  for (let end = Math.min(WINDOW, hashes.length); end && end <= hashes.length; end++) {
    kept.add(Math.min(...hashes.slice(Math.max(0, end - WINDOW), end)));
  }
  return [...kept].sort((a, b) => a - b);
}

// A reader of the numbers of a text. Throws where none stands.
function numbers(text) {
  let place = 0;
  return {
    isLeft: () => place < text.length,
    skip: (count) => text.slice(place, (place += count)),
    next() {
      let number = 0;
      let value;
      do {
        value = VALUES.get(text[place++]);
        if (value === undefined) throw new Error("text ends within a number");
        number = number * 32 + (value % 32);
      } while (value >= 32);
      return number;
    },
  };
}

// Ascending hashes, each written as the gap from the one before.
export function decode(text) {
  const reader = numbers(text);
  const found = [];
  while (reader.isLeft()) found.push((found.at(-1) ?? 0) + reader.next());
  return found;
}

// How far the fingerprints of a paste are those of one text, whose words are gone: about how many
// words differ, and the share of the known hashes; null when they are too few.
export function resemblance(pasted, known) {
  const found = pasted.filter((number) => known.has(number)).length;
  const share = found / pasted.length;
  const isFar = share < SHARE_OF_PASTED && found < SHARE_OF_KNOWN * known.size;
  if (found < pasted.length && (found < 2 || isFar)) return null;
  return [Math.ceil((pasted.length - found) / LOST_BY_A_WORD), share];
}

// Hash → beginnings of codes. Throws on a damaged text.
export function decodeShard(text, bits, shard) {
  const found = new Map();
  const reader = numbers(text);
  let rest = 0;
  while (reader.isLeft()) {
    rest += reader.next();
    const code = reader.skip(4);
    if (code.length !== 4) throw new Error("shard ends within a code");
    const hash = rest * 2 ** bits + shard;
    if (!found.has(hash)) found.set(hash, []);
    found.get(hash).push(code);
  }
  return found;
}
