// The releases that hold phrases in the order of their words, which no index tells.

import { tokens } from "./terms.js";

const CHECKED = 40; // releases, the best first

// `textOf(id)` promises the text of a release.
export async function withPhrases({ ids }, phrases, textOf) {
  const wanted = phrases.map((forms) => ` ${forms.join(" ")} `);
  const checked = ids.slice(0, CHECKED);
  const fits = await Promise.all(
    checked.map(async (id) => {
      const text = await textOf(id);
      const line = text ? ` ${tokens(text.judul).join(" ")} . ${tokens(text.teks).join(" ")} ` : "";
      return wanted.every((phrase) => line.includes(phrase));
    }),
  );
  return { ids: checked.filter((_, i) => fits[i]), complete: checked.length === ids.length };
}
