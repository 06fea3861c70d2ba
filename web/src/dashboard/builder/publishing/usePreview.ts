import { useState } from "react";

import { api, take } from "../../../api/client";
import { type ApiError, asApiError } from "../../../api/error";
import { type Stuck, untilSaved } from "../../autosave/unsaved";
import { type Draft, editedIds } from "../draft";

/** Opens the real room with a copy of the interview as it is saved, in a new tab. */
export function usePreview(draft: Draft) {
  const [error, setError] = useState<ApiError | Stuck | null>(null);
  const open = async () => {
    // Opened during the click itself: browsers block windows that open later.
    const opened = window.open("about:blank", "_blank");
    try {
      const stuck = await untilSaved(editedIds(draft));
      if (stuck !== null) {
        opened?.close();
        setError(stuck);
        return;
      }
      const { data } = await take(api.POST("/interviews/{id}/preview", { params: { path: { id: draft.id } } }));
      setError(null);
      if (opened !== null) opened.location.href = data.url;
    } catch (thrown) {
      opened?.close();
      setError(asApiError(thrown));
    }
  };
  return { error, open };
}
