/**
 * The journey without script, by keyboard only, and by the accessibility tree
 * only.
 */
import { POINTER } from "../../browser/journey/controls.ts";
import { journeyTest } from "../../browser/journey/journey.ts";
import { KEYBOARD } from "../../browser/journey/keyboard.ts";
import { READER } from "../../browser/journey/accessibility_tree.ts";

journeyTest({
  by: "pointer",
  controls: POINTER,
  confirmsBy: "link",
  script: "off",
});
journeyTest({
  by: "keyboard",
  controls: KEYBOARD,
  confirmsBy: "link",
  script: "on",
});
journeyTest({
  by: "keyboard",
  controls: KEYBOARD,
  confirmsBy: "code",
  script: "off",
});
journeyTest({
  by: "accessibility tree",
  controls: READER,
  confirmsBy: "code",
  script: "on",
});
