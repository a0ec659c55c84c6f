/** The journey by pointer; tests/slow/access has the other ways. */
import { POINTER } from "./journey/controls.ts";
import { journeyTest } from "./journey/journey.ts";

journeyTest({
  by: "pointer",
  controls: POINTER,
  confirmsBy: "link",
  script: "on",
});
