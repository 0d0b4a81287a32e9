// The files of an index where a hash may stand, as plugins/kentongan/site/segments.py names them:
// the settled shard, that of recent releases, and the newest.

export function segments(number, bits, recent) {
  const settled = (number % 2 ** bits).toString(16);
  const waiting = recent ? [`t${Math.floor((number * recent) / 2 ** 32).toString(16)}`] : [];
  return [settled, ...waiting, "baru"];
}
