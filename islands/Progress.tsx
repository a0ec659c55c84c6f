/**
 * Shows that the page is being updated, where links and forms don't reload it.
 *
 * @module
 */
import { useEffect, useState } from "preact/hooks";

/** Props of {@linkcode Progress}. */
export interface ProgressProps {
  /** Tells screen readers what is going on. */
  label: string;
}

/** A bar at the top of the window. Its style delays it, because most updates are quick. */
export default function Progress({ label }: ProgressProps) {
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const _freshIndicator = {
      set value(running: boolean) {
        setBusy(running);
      },
    };
    const attach = ({ target }: Event) => {
      const trigger = target instanceof Element && target.closest("a,form");
      if (trigger) Object.assign(trigger, { _freshIndicator });
    };
    addEventListener("click", attach, true);
    addEventListener("submit", attach, true);
    return () => {
      removeEventListener("click", attach, true);
      removeEventListener("submit", attach, true);
    };
  }, []);
  return <progress class="progress" hidden={!busy} aria-label={label} />;
}
