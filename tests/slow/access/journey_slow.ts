/**
 * The journey without script, by keyboard only, and by the accessibility tree
 * only.
 */
import { POINTER } from "../../browser/journey/hands.ts";
import { journeyTest } from "../../browser/journey/journey.ts";
import { KEYBOARD } from "../../browser/journey/keyboard.ts";
import { READER } from "../../browser/journey/reader.ts";

journeyTest({
  by: "pointer",
  hands: POINTER,
  confirmsBy: "link",
  script: "off",
});
journeyTest({
  by: "keyboard",
  hands: KEYBOARD,
  confirmsBy: "link",
  script: "on",
});
journeyTest({
  by: "keyboard",
  hands: KEYBOARD,
  confirmsBy: "code",
  script: "off",
});
journeyTest({
  by: "accessibility tree",
  hands: READER,
  confirmsBy: "code",
  script: "on",
});
