/** A person's whole way through the site without script, by keyboard alone, and by the accessibility tree alone. */
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
