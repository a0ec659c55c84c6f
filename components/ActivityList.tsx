/**
 * What happened to an account, in words.
 *
 * @module
 */
import type { ActivityView } from "../lib/accounts/activity.ts";
import { AtMinute } from "./When.tsx";

/** One line for what it was, one for when and from where. */
export function ActivityList({ items }: { items: readonly ActivityView[] }) {
  return (
    <ul class="rows">
      {items.map(({ id, at, what, detail, device, client }) => (
        <li key={id}>
          <div>
            <h2>{detail ? `${what}: ${detail}` : what}</h2>
            <p>
              <AtMinute at={at} />
              {device && `, ${device}`}
              {client && `, from ${client}`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
