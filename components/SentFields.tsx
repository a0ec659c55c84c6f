/**
 * What was sent before, on a page that stands between.
 *
 * @module
 */
import type { FormFields } from "@latchkey/core/http";

/**
 * Takes the fields of a form along in another, and shows what they hold: at a machine that
 * was left alone, somebody else may have sent them.
 */
export function SentFields({ fields }: { readonly fields: FormFields }) {
  const entries = Object.entries(fields);
  const filled = entries.filter(([, value]) => value !== "");
  return (
    <>
      {entries.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {filled.length > 0 && (
        <ul>
          {filled.map(([name, value]) => (
            <li key={name}>
              <bdi>{value}</bdi>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
