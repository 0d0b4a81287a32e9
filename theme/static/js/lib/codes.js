// The code of a release: nine characters of Crockford's base 32, the ninth a Luhn mod 32 check.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function plainCode(text) {
  return text.replace(/[\s-]/g, "").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
}

export function printedCode(text) {
  const plain = plainCode(text);
  return `${plain.slice(0, 3)}-${plain.slice(3, 6)}-${plain.slice(6)}`;
}

function isWellFormed(plain) {
  return plain.length === 9 && [...plain].every((character) => ALPHABET.includes(character));
}

function passes(plain) {
  let total = 0;
  for (let position = 0; position < 8; position++) {
    const product = (position % 2 ? 2 : 1) * ALPHABET.indexOf(plain[position]);
    total += Math.floor(product / 32) + (product % 32);
  }
  return ALPHABET[(32 - (total % 32)) % 32] === plain[8];
}

export function isCode(text) {
  const plain = plainCode(text);
  return isWellFormed(plain) && passes(plain);
}

// Whether a short text was meant as a code, right or mistyped.
export function looksLikeCode(text) {
  return /^[0-9A-Za-z](?:[\s-]*[0-9A-Za-z]){7,9}$/.test(text.trim()) && /[0-9-]/.test(text);
}

// The valid codes that differ from this text by one typing mistake.
export function nearCodes(text) {
  const plain = plainCode(text);
  const found = new Set();
  const add = (candidate) => {
    if (isWellFormed(candidate) && passes(candidate)) found.add(printedCode(candidate));
  };
  for (let position = 0; position < plain.length; position++) {
    for (const character of ALPHABET) {
      add(plain.slice(0, position) + character + plain.slice(position + 1));
      if (plain.length === 8) add(plain.slice(0, position) + character + plain.slice(position));
    }
    add(plain.slice(0, position) + plain[position + 1] + plain[position] + plain.slice(position + 2));
    if (plain.length === 10) add(plain.slice(0, position) + plain.slice(position + 1));
  }
  if (plain.length === 8) for (const character of ALPHABET) add(plain + character);
  return [...found].sort();
}
