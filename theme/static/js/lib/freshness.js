// Whether a signed list of releases is the newest, as
// plugins/kentongan/parts/authenticity/freshness.py decides it.

import { FOLDER, sha256, signatureState } from "./signature.js";

// `sah`, `basi` (nothing says that it is the newest) or `mundur` (a newer one is known).
export function freshness(number, digest, beat, seen, now) {
  if (number < seen || (number && beat && number < beat.urut)) return "mundur";
  if (!number) return "sah";
  if (!beat || now >= Date.parse(beat.berlaku_sampai)) return "basi";
  return number > beat.urut || digest === beat.manifest ? "sah" : "basi";
}

// The state of the list: that of its signature or, where that holds, of its age. `memory` keeps
// the highest number that each key was seen with.
export async function listState(read, bytes, memory, now) {
  const { state, key, keys, verify } = await signatureState(read, now);
  if (state !== "sah") return state;
  const manifest = await read(`${FOLDER}/manifest.json`);
  const { urut: number = 0 } = JSON.parse(manifest);
  const beat = await heartbeat(read, bytes, verify);
  const seen = Math.max(0, ...keys.map(({ nama }) => memory.get(nama)));
  memory.put(key.nama, Math.max(number, beat?.urut ?? 0));
  return freshness(number, await sha256(manifest), beat, seen, now);
}

async function heartbeat(read, bytes, verify) {
  try {
    const path = `${FOLDER}/detak.json`;
    const [text, signature] = await Promise.all([read(path), bytes(`${path}.sig`)]);
    return (await verify(text, signature)) ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
