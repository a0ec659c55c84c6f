/**
 * Settings of what browsers and other sites are told.
 *
 * @module
 */
import type { EnvironmentName, Settings } from "./settings.ts";
import { quoted, type SettingReader } from "./values.ts";

type Reader = SettingReader<EnvironmentName>;

/** Reads them. */
export function readHttp(
  reader: Reader,
): Pick<Settings, "hstsIncludeSubdomains" | "corsOrigins" | "securityContact"> {
  return {
    hstsIncludeSubdomains:
      reader.oneOf("HSTS_INCLUDE_SUBDOMAINS", ["no", "yes"]) === "yes",
    corsOrigins: readOrigins(reader),
    securityContact: readContact(reader),
  };
}

function readOrigins(reader: Reader): readonly string[] {
  const values = reader.text("CORS_ORIGINS")?.match(/[^\s,]+/g) ?? [];
  const wrong = values.find((value) => !isOrigin(value));
  if (wrong === undefined) return values;
  reader.refuse(
    "CORS_ORIGINS",
    `holds ${quoted(wrong)}, but must list origins as browsers write them: ` +
      "scheme and host in lower case, the port unless it is the usual one, and " +
      "no / at the end",
    "https://app.example.com,https://admin.example.com",
  );
  return [];
}

function isOrigin(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === value;
}

/** The URI of RFC 9116 §2.5.3. */
function readContact(reader: Reader): string | null {
  const value = reader.text("SECURITY_CONTACT");
  if (value === undefined) return null;
  const url = URL.parse(value);
  const isReachable = url !== null &&
    (url.protocol === "https:" || /^mailto:[^\s@]+@[^\s@]+$/.test(value));
  if (isReachable) return url.href;
  reader.refuse(
    "SECURITY_CONTACT",
    `is ${quoted(value)}, but must begin with mailto: or https://`,
    "mailto:security@example.com",
  );
  return null;
}
