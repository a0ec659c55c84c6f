/** A person's whole way through the site by pointer; tests/slow/access has it by keyboard and by the accessibility tree. */
import { POINTER } from "./journey/hands.ts";
import { journeyTest } from "./journey/journey.ts";

for (const script of ["on", "off"] as const) {
  journeyTest({ by: "pointer", hands: POINTER, confirmsBy: "link", script });
}
