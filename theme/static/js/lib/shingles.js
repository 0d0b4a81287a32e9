// Fingerprints of a text, as in plugins/kentongan/parts/authenticity/shingles.py.

import { crc32, crcOf } from "./crc32.js";
import { numbersIn } from "./digits.js";

const RUN = 7;
const WINDOW = 6;
const SHARE_OF_PASTED = 0.6;
const SHARE_OF_KNOWN = 0.85;
const LOST_BY_A_WORD = 3;

export function fingerprints(words) {
  const hashes = [];
  const encoder = new TextEncoder();
  const text = words.join(" ");
  const bytes = encoder.encode(text);
  const isAscii = bytes.length === text.length;
  const starts = [0];
  for (const word of words) {
    starts.push(starts.at(-1) + (isAscii ? word : encoder.encode(word)).length + 1);
  }
  for (let i = 0; i + RUN <= words.length; i++) {
    hashes.push(crcOf(bytes, starts[i], starts[i + RUN] - 1));
  }
  const kept = new Set();
  for (let end = Math.min(WINDOW, hashes.length); end && end <= hashes.length; end++) {
    kept.add(Math.min(...hashes.slice(Math.max(0, end - WINDOW), end)));
  }
  return [...kept].sort((a, b) => a - b);
}

// The hash of a title as a whole.
export const ofTitle = (words) => crc32(`judul:${words.join(" ")}`);

// Ascending hashes, each written as the gap from the one before.
export function decode(text) {
  const reader = numbersIn(text);
  const found = [];
  while (reader.isLeft()) found.push((found.at(-1) ?? 0) + reader.next());
  return found;
}

// How similar a paste is to a withdrawn text, of which only fingerprints are left: about how many
// words differ, and the share of the known hashes; null when they are too few.
export function resemblance(pasted, known) {
  const found = pasted.filter((number) => known.has(number)).length;
  const share = found / pasted.length;
  const isFar = share < SHARE_OF_PASTED && found < SHARE_OF_KNOWN * known.size;
  if (found < pasted.length && (found < 2 || isFar)) return null;
  return [Math.ceil((pasted.length - found) / LOST_BY_A_WORD), share];
}

// Hash → beginnings of codes, `width` characters each. Throws on a damaged text.
export function decodeShard(text, bits, width, shard) {
  const found = new Map();
  const reader = numbersIn(text);
  let rest = 0;
  while (reader.isLeft()) {
    rest += reader.next();
    const code = reader.skip(width);
    if (code.length !== width) throw new Error("shard ends within a code");
    const hash = rest * 2 ** bits + shard;
    if (!found.has(hash)) found.set(hash, []);
    found.get(hash).push(code);
  }
  return found;
}
