"use strict";
// SHA-256 (FIPS 180-4) of bytes that come in parts. A page that was opened from a disk or over plain http has it, too.
const sha256 = (() => {
  // The first 32 bits behind the point of the square and cube roots of the first primes.
  const primes = [2];
  for (let number = 3; primes.length < 64; number += 2) if (primes.every((prime) => number % prime)) primes.push(number);
  const root = (number, degree) => {
    let found = 0n;
    for (let bit = 1n << 36n; bit; bit >>= 1n) if ((found + bit) ** degree <= number) found += bit;
    return Number(found & 0xffffffffn) | 0;
  };
  const start = primes.slice(0, 8).map((prime) => root(BigInt(prime) << 64n, 2n));
  const constant = Int32Array.from(primes, (prime) => root(BigInt(prime) << 96n, 3n));
  const turn = (word, bits) => (word >>> bits) | (word << (32 - bits));
  const words = new Int32Array(64);

  const mix = (state, bytes, at) => {
    for (let t = 0; t < 16; ++t, at += 4) {
      words[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (let t = 16; t < 64; ++t) {
      const early = words[t - 15], late = words[t - 2];
      words[t] = words[t - 16] + (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3))
        + words[t - 7] + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
    }
    let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (let t = 0; t < 64; ++t) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constant[t] + words[t]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    const mixed = [a, b, c, d, e, f, g, h];
    for (let place = 0; place < 8; ++place) state[place] += mixed[place];
  };

  return () => {
    const state = Int32Array.from(start);
    const block = new Uint8Array(64);
    let [filled, length] = [0, 0];
    const add = (bytes) => {
      length += bytes.length;
      for (let at = 0; at < bytes.length;) {
        const part = Math.min(64 - filled, bytes.length - at);
        block.set(bytes.subarray(at, at + part), filled);
        filled += part;
        at += part;
        if (filled === 64) {
          mix(state, block, 0);
          filled = 0;
        }
      }
    };
    /** 64 hexadecimal digits; nothing can be added afterwards. */
    const hex = () => {
      const end = new Uint8Array(((119 - filled) % 64) + 9);
      end[0] = 0x80;
      new DataView(end.buffer).setBigUint64(end.length - 8, BigInt(length) * 8n);
      add(end);
      return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
    };
    return { add, hex };
  };
})();
