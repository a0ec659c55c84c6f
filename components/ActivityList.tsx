/**
 * The activity of an account.
 *
 * @module
 */
import type { ActivityKind, ActivityView } from "@latchkey/core";
import { fill, format } from "@latchkey/core/i18n";
import { Icon, type IconName } from "./Icon.tsx";
import { AtMinute } from "./When.tsx";
import type { Language } from "../lib/messages/language.ts";

const ICONS: ReadonlyMap<string, IconName> = new Map(Object.entries(
  {
    logged_in: "login",
    logged_in_new_device: "computer",
    login_failed: "warning",
    second_factor_failed: "warning",
    recovery_code_used: "key",
    recovery_codes_replaced: "key",
    login_linked: "login",
    login_unlinked: "login",
    factor_added: "shield",
    factor_removed: "shield",
    browser_trusted: "computer",
    browser_untrusted: "computer",
    recovery_started: "warning",
    recovery_cancelled: "shield",
    recovery_completed: "shield",
    signed_up: "person",
    address_verified: "email",
    password_changed: "key",
    password_recovered: "key",
    password_added: "key",
    password_removed: "key",
    address_change_asked: "email",
    address_changed: "email",
    address_restored: "email",
    name_changed: "person",
    profile_changed: "person",
    session_ended: "logout",
    other_sessions_ended: "logout",
    deletion_asked: "trash",
    deletion_cancelled: "trash",
    exported: "download",
    secure_account: "shield",
    locked: "warning",
    disabled: "shield",
    enabled: "shield",
    role_granted: "shield",
    role_revoked: "shield",
    password_set: "key",
    factors_reset: "shield",
    imported: "person",
    sessions_ended: "logout",
  } satisfies Record<ActivityKind, IconName>,
));

/** Kinds that are highlighted. */
const ALARMING: ReadonlySet<string> = new Set<ActivityKind>([
  "login_failed",
  "second_factor_failed",
  "factors_reset",
  "recovery_started",
  "locked",
]);

/** Shows what happened, when and from where. */
export function ActivityList({ items, language }: {
  items: readonly ActivityView[];
  language: Language;
}) {
  const { withDetail } = language.messages.activity;
  return (
    <ul class="rows">
      {items.map((item) => (
        <li key={item.id} data-tone={ALARMING.has(item.kind) ? "wrong" : null}>
          <Icon name={ICONS.get(item.kind) ?? "unknown"} />
          <div>
            <h2>
              {item.detail
                ? format(withDetail, { what: item.what, detail: item.detail })
                : item.what}
            </h2>
            <p>
              <TimeAndPlace {...item} language={language} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function TimeAndPlace(
  { at, device, client, language }: ActivityView & { language: Language },
) {
  const { onDevice, fromClient, onDeviceFrom } = language.messages.activity;
  const time = <AtMinute at={at} language={language} />;
  const from = <bdi>{client}</bdi>;
  if (device && client) {
    return fill(onDeviceFrom, { time, device, client: from });
  }
  if (device) return fill(onDevice, { time, device });
  return client ? fill(fromClient, { time, client: from }) : time;
}
