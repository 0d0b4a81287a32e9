// A correction begins with a tap on the wrong word; a second tap reaches up to there.

import { buat, pilih } from "./unsur.js";

const kata = pilih("[data-pilih-kata]");
const keliru = pilih('[name="keliru"]');
const benar = pilih('[name="benar"]');
const terpilih = pilih("[data-kata-terpilih]");
pilih("button", terpilih).addEventListener("click", () => benar.focus());
const potong = kata.textContent.split(/(\s+)/);
let awal = -1;
const unsur = potong.map((satu, nomor) => {
  if (!satu.trim()) return document.createTextNode(satu);
  const bagian = buat("span", "baca__kata", satu);
  bagian.addEventListener("click", () => {
    const [dari, sampai] = awal < 0 || nomor < awal ? [nomor, nomor] : [awal, nomor];
    awal = awal < 0 || nomor < awal ? nomor : -1;
    unsur.forEach((lain, tempat) => {
      if (lain.dataset) lain.toggleAttribute("data-terpilih", tempat >= dari && tempat <= sampai);
    });
    // What is right begins as what is wrong, until someone has written it.
    const belumDitulis = !benar.value || benar.value === keliru.value;
    keliru.value = potong.slice(dari, sampai + 1).join("");
    if (belumDitulis) benar.value = keliru.value;
    pilih("p", terpilih).textContent = `“${keliru.value}”`;
    terpilih.hidden = false;
  });
  return bagian;
});
kata.replaceChildren(...unsur);
