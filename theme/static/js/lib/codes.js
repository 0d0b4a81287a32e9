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
  for (let place = 0; place < 8; place++) {
    const product = (place % 2 ? 2 : 1) * ALPHABET.indexOf(plain[place]);
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
  for (let place = 0; place < plain.length; place++) {
    for (const character of ALPHABET) {
      add(plain.slice(0, place) + character + plain.slice(place + 1));
      if (plain.length === 8) add(plain.slice(0, place) + character + plain.slice(place));
    }
    add(plain.slice(0, place) + plain[place + 1] + plain[place] + plain.slice(place + 2));
    if (plain.length === 10) add(plain.slice(0, place) + plain.slice(place + 1));
  }
  if (plain.length === 8) for (const character of ALPHABET) add(plain + character);
  return [...found].sort();
}
