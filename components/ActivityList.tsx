/**
 * What happened to an account, in words.
 *
 * @module
 */
import type { ActivityView } from "@latchkey/core";
import { fill, format } from "@latchkey/core/i18n";
import { AtMinute } from "./When.tsx";
import type { Language } from "../lib/messages/language.ts";

/** One line for what it was, one for when and from where. */
export function ActivityList({ items, language }: {
  items: readonly ActivityView[];
  language: Language;
}) {
  const { withDetail } = language.messages.activity;
  return (
    <ul class="rows">
      {items.map((item) => (
        <li key={item.id}>
          <div>
            <h2>
              {item.detail
                ? format(withDetail, { what: item.what, detail: item.detail })
                : item.what}
            </h2>
            <p>
              <Circumstances {...item} language={language} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** When it was, and what is known of where. */
function Circumstances(
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
