// The files of an index where a hash may stand, as plugins/kentongan/site/segments.py names them: the
// settled shard, that of recent releases, and the newest; and how many low bits their hashes share.

export function segments(number, bits, recent) {
  const named = (count) => (number % count).toString(16);
  const waiting = recent ? [{ name: `t${named(recent)}`, bits: Math.log2(recent) }] : [];
  return [{ name: named(2 ** bits), bits }, ...waiting, { name: "baru", bits: 0 }];
}
