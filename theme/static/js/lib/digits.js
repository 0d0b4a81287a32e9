// Numbers in shards, as plugins/kentongan/site/digits.py writes them.

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const NONE = 255;
const VALUES = new Uint8Array(128).fill(NONE);
[...DIGITS].forEach((digit, value) => (VALUES[digit.charCodeAt(0)] = value));

// A reader of the numbers in a text. Throws where there is none.
export function numbersIn(text) {
  let position = 0;
  return {
    isLeft: () => position < text.length,
    skip: (count) => text.slice(position, (position += count)),
    next() {
      let number = 0;
      let value;
      do {
        value = VALUES[text.charCodeAt(position++)] ?? NONE;
        if (value === NONE) throw new Error("text ends within a number");
        number = number * 32 + (value % 32);
      } while (value >= 32);
      return number;
    },
  };
}
