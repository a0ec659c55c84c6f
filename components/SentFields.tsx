/**
 * The fields of an interrupted form.
 *
 * @module
 */
import type { FormFields } from "@latchkey/core/http";

/** Fields with IDs, which tell a person nothing. */
const IDS: readonly string[] = ["end", "remove", "rename"];

/**
 * Includes the fields of one form in another, and shows their values: on an unattended
 * computer, someone else may have sent them.
 */
export function SentFields({ fields }: { readonly fields: FormFields }) {
  const entries = Object.entries(fields);
  const filled = entries
    .filter(([name, value]) => value !== "" && !IDS.includes(name));
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
