/** The journey by pointer; tests/slow/access has the other ways. */
import { POINTER } from "./journey/hands.ts";
import { journeyTest } from "./journey/journey.ts";

journeyTest({
  by: "pointer",
  hands: POINTER,
  confirmsBy: "link",
  script: "on",
});
