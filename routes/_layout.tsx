import { PageOwner } from "../components/FormOwner.tsx";
import { define } from "../lib/state.ts";

/** Says to the forms of every page whose they are: on Fresh itself `_app.tsx` can't. */
export default define.layout(function Layout({ Component, state }) {
  return (
    <PageOwner.Provider value={state.user?.id ?? ""}>
      <Component />
    </PageOwner.Provider>
  );
});
