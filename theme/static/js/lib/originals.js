// What a paste may be a copy of: the published texts of a release, as words. The same rules as
// plugins/kentongan/parts/authenticity/originals.py; tests/vectors/compare.json holds both.

import { clean, tokenise } from "./words.js";

export const SEPARATOR = /(?: +(?:[-–—]{1,2}|\/\/|\|)|[–—]|\/\/|\|) *(?=\S)/gu;
const DATELINE_WORDS = 11;
const DATELINE_MORE = 2;
const SMALL_IN_DATELINE = new Set("di kab kota dan kec humas tribratanews".split(" "));

const count = (text) => tokenise(text).length;
const forms = (text) => new Set(tokenise(clean(text)).map((token) => token.form));

export function originals({ judul = "", teks, pengirim = "", kiriman, ringkasan, pemberitahuan }) {
  const found = [];
  if (teks) found.push(prepare(judul, teks, pengirim));
  if (teks && ringkasan) found.push(prepare(judul, `${ringkasan}\n${teks}`, pengirim));
  if (kiriman) found.push(prepare("", kiriman, pengirim));
  for (const notice of pemberitahuan ?? []) found.push(prepareNotice(notice, pengirim));
  return found;
}

export function prepare(title, text, names = "") {
  const heading = clean(title);
  const body = clean(text);
  const titleLength = count(heading);
  const dateline = heading ? count(body.slice(0, datelineEnd(body))) : 0;
  return made(heading ? `${heading}\n${body}` : body, names, { titleLength, dateline });
}

export function prepareNotice(notice, names = "") {
  const text = clean(notice);
  const start = count(text.slice(0, text.indexOf("\n\n") + 2));
  const end = count(text.slice(0, text.lastIndexOf("\n\n")));
  return made(text, names, { core: [start, end], isNotice: true });
}

function made(text, names, { titleLength = 0, dateline = 0, core = [0, 0], isNotice = false }) {
  const starts = [0, titleLength, titleLength + dateline];
  return { text, tokens: tokenise(text), titleLength, starts, core, isNotice, names: forms(names) };
}

function datelineEnd(body) {
  let end = 0;
  for (const match of body.split("\n", 1)[0].matchAll(SEPARATOR)) {
    const words = body.slice(end, match.index).split(/\s+/).filter(Boolean);
    if (!words.length || words.length > (end ? DATELINE_MORE : DATELINE_WORDS)) break;
    if (!words.every(fitsDateline)) break;
    end = match.index + match[0].length;
  }
  return end;
}

function fitsDateline(word) {
  const bare = word.replace(/^[()[\],./|\-–—:;'"]+|[()[\],./|\-–—:;'"]+$/g, "");
  return !/^\p{Ll}/u.test(bare) || bare.includes(".") || SMALL_IN_DATELINE.has(bare);
}
