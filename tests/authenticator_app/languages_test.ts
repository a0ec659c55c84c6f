/** The pages of authenticator apps and recovery codes in every language. */
import { site as SITE } from "../../lib/site.ts";
import { assertWhole } from "../i18n/whole_pages.ts";
import { DEVICE, factorPages } from "../second_factor/factor_pages.ts";
import { ANNA } from "../site.ts";
import { HAS_RECOVERY_CODES } from "../site_features.ts";

/** Text typed by users, keys and recovery codes. */
const typedIn = (html: string) => [
  DEVICE,
  ANNA.username,
  ...[...html.matchAll(/<code[^>]*>([^<]*)/g)]
    .flatMap(([, key]) => key.split(" ")),
  ...[...html.matchAll(/[0-9A-Z]{5}-[0-9A-Z]{5}/g)].map(([code]) => code),
];

for (const language of SITE.languages) {
  const { code, name } = language;

  Deno.test(`${name}: translates every page of second factors fully and uses each of their messages`, () =>
    assertWhole(language, {
      pages: factorPages(code),
      sections: [
        "authenticator",
        ...HAS_RECOVERY_CODES ? ["recoveryCodes"] : [],
      ],
      removed: [".recoveryCodes.fresh.fileNote"], // Only in a file.
      typedIn,
    }));
}
