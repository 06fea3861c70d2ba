import { useState } from "react";

import { api, take } from "../../../api/client";
import { type ApiError, asApiError } from "../../../api/error";

/** Opens the real room with a copy of the interview, in a new tab. */
export function usePreview(interviewId: string) {
  const [error, setError] = useState<ApiError | null>(null);
  const open = async () => {
    // Opened during the click itself: browsers block windows that open later.
    const opened = window.open("about:blank", "_blank");
    try {
      const { data } = await take(api.POST("/interviews/{id}/preview", { params: { path: { id: interviewId } } }));
      setError(null);
      if (opened !== null) opened.location.href = data.url;
    } catch (thrown) {
      opened?.close();
      setError(asApiError(thrown));
    }
  };
  return { error, open };
}
