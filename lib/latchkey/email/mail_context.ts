/**
 * What an email is written with.
 *
 * @module
 */
import type { KeyRing } from "../crypto/key_ring.ts";
import type { Database } from "../database/database.ts";
import type { Store } from "../store.ts";
import { languageOf } from "../i18n/languages.ts";
import { format } from "../i18n/format.ts";
import { onDay } from "../i18n/times.ts";
import type { Language } from "../i18n/messages.ts";
import type { Settings } from "../settings/settings.ts";
import type { Log } from "../telemetry/log.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { EmailColors } from "./styles.ts";

/** The part of a site's services that emails are written and sent with. */
export interface MailServices {
  readonly site: {
    readonly name: string;
    /** The first is the default. */
    readonly languages: readonly [Language, ...Language[]];
    readonly emailColors: EmailColors;
  };
  readonly settings: Settings;
  readonly database: Database;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What an email is written with. */
export interface MailContext {
  readonly services: MailServices;
  /** The URL of a path of the site. */
  url(path: string): string;
  /**
   * The language of an email to an account: the owner's choice, else that of the page where it
   * was requested, else the default. Before the address is verified the page comes first, since a
   * stranger may have signed up with the address.
   *
   * @param requested The tag of the page's language.
   */
  languageFor(reader: Reader, requested?: string): Language;
}

/** What decides about the language of an email: an account has both. */
interface Reader {
  /** The tag of the language that the owner chose; null when there was no choice. */
  readonly language: string | null;
  /** When the address was verified; null before. */
  readonly verifiedAt: number | null;
}

/** The context of the emails of a site. */
export function mailContext(services: MailServices): MailContext {
  const origin = originOf(services.settings);
  return {
    services,
    url: (path) => new URL(path, origin).href,
    languageFor({ language, verifiedAt }, requested) {
      const inOrder = verifiedAt === null
        ? [requested, language]
        : [language, requested];
      const [first] = inOrder.flatMap((tag) =>
        languageOf(services.site, tag) ?? []
      );
      return first ?? services.site.languages[0];
    },
  };
}

/** Where links lead: never what a request said, whose `Host` anyone can write. */
export function originOf(
  { publicUrl, port }: Pick<Settings, "publicUrl" | "port">,
): string {
  return publicUrl?.origin ?? `http://localhost:${port}`;
}

/** A time in UTC, to the minute: "24 November 2026, 03:15 UTC". */
export function formatTime(
  language: Language,
  milliseconds: number,
): string {
  const time = new Intl.DateTimeFormat(language.locale, {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  });
  return format(language.messages.mails.time, {
    day: onDay(language, milliseconds),
    time: time.format(milliseconds),
  });
}
