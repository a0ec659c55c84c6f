/**
 * The baseline for logins: the bcrypt addon by itself, comparing on all cores.
 * Prints the seconds it took. Usage: `bare_bcrypt.ts <comparisons>`.
 *
 * @module
 */
import bcrypt from "bcrypt";
import pLimit from "p-limit";

const comparisons = Number(Deno.args[0]);
const password = "a password of the bench";
const hash = await bcrypt.hash(password, 12);
const inTurn = pLimit(navigator.hardwareConcurrency);
const compare = () => inTurn(() => bcrypt.compare(password, hash));

const began = performance.now();
await Promise.all(Array.from({ length: comparisons }, compare));
console.log((performance.now() - began) / 1000);
