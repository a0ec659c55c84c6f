import { PageOwner } from "../components/FormOwner.tsx";
import { define } from "../lib/state.ts";

/** Provides the owner of the forms on every page. With upstream Fresh, `_app.tsx` can't. */
export default define.layout(function Layout({ Component, state }) {
  return (
    <PageOwner.Provider value={state.user?.id ?? ""}>
      <Component />
    </PageOwner.Provider>
  );
});
